import Exchange
import Foundation
import OpinionMapping

/// Rows of a CSV file by the names in its first row, with faults that name file and line.
struct NamedRows {
    let path: String
    let header: [String]
    let rows: [CSVRow]

    init(_ content: Data, path: String) throws {
        self.path = path
        var read: [CSVRow] = []
        do {
            var reader = CSVReader(limits: CSVReader.Limits(fieldsPerRow: 1 << 20))
            try reader.read(content) { read.append($0) }
            try reader.finish { read.append($0) }
        } catch let error as CSVError {
            throw CommandFault("\(path), \(error). Write it as comma-separated values in UTF-8.")
        }
        guard let first = read.first else {
            throw CommandFault("\(path) is empty. It needs a first row with the names of its columns.")
        }
        header = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        rows = Array(read.dropFirst())
        for row in rows where row.fields.count != header.count {
            throw CommandFault(
                "\(path), line \(row.line): \(row.fields.count) fields, but the first row names \(header.count)."
            )
        }
    }

    /// The column that has one of the names.
    func column(_ names: String...) throws -> Int {
        if let found = optionalColumn(names) { return found }
        let known = header.joined(separator: ", ")
        throw CommandFault("\(path), line 1: there is no column \(names[0]). The columns are: \(known).")
    }

    func optionalColumn(_ names: [String]) -> Int? {
        names.lazy.compactMap { name in header.firstIndex(of: name) }.first
    }

    func fault(_ row: CSVRow, _ column: Int, _ mend: String) -> CommandFault {
        CommandFault("\(path), line \(row.line), column \(header[column]): \"\(row.fields[column])\" \(mend)")
    }

    /// The vote in a field, in the signs of exports: agree 1.
    func stance(_ row: CSVRow, _ column: Int) throws -> Stance {
        switch row.fields[column] {
        case "1", "+1", "agree": return .agree
        case "-1", "disagree": return .disagree
        case "0", "pass": return .pass
        default: throw fault(row, column, "is no vote. A vote is 1 (agree), -1 (disagree) or 0 (pass).")
        }
    }
}

/// When a vote was given: a number, or a date that sorts as text.
enum VoteTime: Comparable {
    case number(Double)
    case text(String)

    init(_ field: String) {
        if let number = Double(field), number.isFinite { self = .number(number) } else { self = .text(field) }
    }

    static func < (first: VoteTime, second: VoteTime) -> Bool {
        switch (first, second) {
        case (.number(let first), .number(let second)): first < second
        case (.text(let first), .text(let second)): first < second
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}

extension OpinionMapInput {
    /// Reads `participant,statement,vote[,time]`, or the `votes.csv` of an export.
    mutating func readVotes(_ path: String) throws {
        let table = try NamedRows(try read(path), path: path)
        let participant = try table.column("participant", "voter-id")
        let statement = try table.column("statement", "comment-id")
        let vote = try table.column("vote")
        var rows = table.rows
        if let time = table.optionalColumn(["time", "timestamp"]) {
            for row in rows where row.fields[time].isEmpty {
                throw table.fault(row, time, "is no time. Fill in every time, or leave the column out.")
            }
            let times = rows.map { VoteTime($0.fields[time]) }
            rows = rows.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { rows[$0] }
            isInOrderOfTime = true
        }
        for row in rows {
            for column in [participant, statement] where row.fields[column].isEmpty {
                throw table.fault(row, column, "is no identifier. Say whose vote on what it is.")
            }
            conversation.add(
                participant: row.fields[participant], statement: row.fields[statement],
                stance: try table.stance(row, vote))
        }
    }

    /// Reads `participants-votes.csv` and, where they are there, `comments.csv` and `votes.csv`.
    mutating func readExport(_ folder: String, hasVotes: Bool, hasStatements: Bool) throws {
        if hasStatements { try readStatements(folder + "/comments.csv") }
        let path = folder + "/participants-votes.csv"
        let table = try NamedRows(try read(path), path: path)
        let participant = try table.column("participant")
        let columns = table.header.indices.filter { Int(table.header[$0]) != nil }
        for column in columns { conversation.mention(statement: table.header[column]) }
        for statement in statements.keys.sorted(by: Self.numerically) { conversation.mention(statement: statement) }
        if hasVotes { try readVotes(folder + "/votes.csv") }
        let group = table.optionalColumn(["group-id"])
        var last: [Vote: Bool] = [:]
        if hasVotes { last = Self.counting(conversation) }
        var added = 0
        for row in table.rows {
            guard !row.fields[participant].isEmpty else {
                throw table.fault(row, participant, "is no identifier. Say whose votes these are.")
            }
            let person = conversation.mention(participant: row.fields[participant])
            if let group, !row.fields[group].isEmpty { publishedGroups[row.fields[participant]] = row.fields[group] }
            for column in columns where !row.fields[column].isEmpty {
                let stance = try table.stance(row, column)
                let statement = conversation.mention(statement: table.header[column])
                if hasVotes, last[Vote(participant: person, statement: statement, stance: stance)] != nil { continue }
                conversation.add(
                    participant: row.fields[participant], statement: table.header[column], stance: stance)
                added += 1
            }
        }
        if hasVotes, added > 0 {
            notes.append(
                "\(added) votes of participants-votes.csv are missing or different in votes.csv and were taken.")
        }
    }

    /// The votes that nothing later replaced.
    private static func counting(_ conversation: Conversation) -> [Vote: Bool] {
        var latest: [UInt64: Vote] = [:]
        for vote in conversation.votes { latest[UInt64(vote.participant) << 32 | UInt64(vote.statement)] = vote }
        return Dictionary(latest.values.map { ($0, true) }) { first, _ in first }
    }

    private mutating func readStatements(_ path: String) throws {
        let table = try NamedRows(try read(path), path: path)
        let identifier = try table.column("comment-id", "statement")
        let moderated = table.optionalColumn(["moderated"])
        let meta = table.optionalColumn(["is-meta"])
        let body = table.optionalColumn(["comment-body", "text"])
        for row in table.rows {
            guard !row.fields[identifier].isEmpty else {
                throw table.fault(row, identifier, "is no identifier. Say which statement this is.")
            }
            statements[row.fields[identifier]] = StatementText(
                text: body.map { row.fields[$0] }, moderation: moderated.flatMap { Int(row.fields[$0]) },
                isMeta: meta.map { ["true", "1", "t"].contains(row.fields[$0].lowercased()) } ?? false)
        }
    }

    static func numerically(_ first: String, _ second: String) -> Bool {
        if let first = Int(first), let second = Int(second) { return first < second }
        return first < second
    }
}
