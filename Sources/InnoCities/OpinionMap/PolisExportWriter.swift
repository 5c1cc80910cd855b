import Exchange
import Foundation
import OpinionMapping

/// Writes votes, statements and groups as an export of Polis has them: participants-votes.csv and comments.csv.
struct PolisExportWriter {
    let input: OpinionMapInput
    let groupOf: [String: Int]

    /// - Throws: `CommandFault` when the folder cannot be written.
    func write(to folder: String) throws {
        do {
            let folder = URL(filePath: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, rows) in [("participants-votes.csv", matrix), ("comments.csv", comments)] {
                var content = Data()
                var writer = CSVWriter { content.append($0) }
                for row in rows { try writer.write(row) }
                try writer.finish()
                try content.write(to: folder.appending(path: name))
            }
        } catch let error as CommandFault { throw error } catch {
            throw CommandFault("The folder \(folder) cannot be written. Is there room, and is it yours?")
        }
    }

    /// The votes that count, one row for each participant.
    var matrix: [[String]] {
        let conversation = input.conversation
        let columns = conversation.statements.indices.sorted {
            OpinionMapInput.numerically(conversation.statements[$0], conversation.statements[$1])
        }
        var cells = [[Stance?]](
            repeating: [Stance?](repeating: nil, count: columns.count), count: conversation.participants.count)
        for vote in conversation.votes { cells[Int(vote.participant)][Int(vote.statement)] = vote.stance }
        let header = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
        return [header + columns.map { conversation.statements[$0] }]
            + conversation.participants.enumerated().map { person, name in
                let row = cells[person]
                let counts = [row.count { $0 != nil }, row.count { $0 == .agree }, row.count { $0 == .disagree }]
                return [name, groupOf[name].map(String.init) ?? "", ""] + counts.map(String.init)
                    + columns.map { row[$0].map { String($0.rawValue) } ?? "" }
            }
    }

    private var comments: [[String]] {
        let conversation = input.conversation
        var counts = [(agrees: Int, disagrees: Int)](repeating: (0, 0), count: conversation.statements.count)
        var last: [UInt64: Vote] = [:]
        for vote in conversation.votes { last[UInt64(vote.participant) << 32 | UInt64(vote.statement)] = vote }
        for vote in last.values {
            if vote.stance == .agree { counts[Int(vote.statement)].agrees += 1 }
            if vote.stance == .disagree { counts[Int(vote.statement)].disagrees += 1 }
        }
        let header = [
            "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body",
        ]
        return [header]
            + conversation.statements.enumerated().map { place, name in
                let statement = input.statements[name]
                let moderation = input.excluded.contains(name) ? -1 : statement?.moderation ?? 0
                return [
                    "", "", name, "", String(counts[place].agrees), String(counts[place].disagrees),
                    String(moderation), statement?.text ?? "",
                ]
            }
    }
}
