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
                """
                \(path), line \(row.line): \(row.fields.count) fields, but the first row names \(header.count). Give every \
                row as many, empty ones too.
                """)
        }
    }

    /// The column that has one of the names.
    func column(_ names: String...) throws -> Int {
        if let found = try optionalColumn(names) { return found }
        let known = header.joined(separator: ", ")
        throw CommandFault("\(path), line 1: there is no column \(names[0]). The columns are: \(known).")
    }

    /// - Throws: `CommandFault` when two columns have the name: nobody knows which one is meant.
    func optionalColumn(_ names: [String]) throws -> Int? {
        guard let column = names.lazy.compactMap({ header.firstIndex(of: $0) }).first else { return nil }
        try mustStandOnce([column])
        return column
    }

    /// - Throws: `CommandFault` for a column whose name another one has too.
    func mustStandOnce(_ columns: [Int]) throws {
        var seen: [String: Int] = [:]
        for name in header { seen[name, default: 0] += 1 }
        guard let twice = columns.first(where: { seen[header[$0]] != 1 }) else { return }
        throw CommandFault(
            "\(path), line 1: there are two columns \(header[twice]). Leave one out, or give it another name.")
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

extension NamedRows {
    /// −1 rejected, 0 not looked at, 1 accepted; nil for an empty field.
    fileprivate func moderation(_ row: CSVRow, _ column: Int) throws -> Int? {
        guard !row.fields[column].isEmpty else { return nil }
        guard let value = Int(row.fields[column]), (-1...1).contains(value) else {
            throw fault(row, column, "is no moderation. Write -1 (rejected), 0 (not looked at) or 1 (accepted).")
        }
        return value
    }

    fileprivate func isTrue(_ row: CSVRow, _ column: Int) throws -> Bool {
        switch row.fields[column].lowercased() {
        case "true", "t", "1": return true
        case "false", "f", "0", "": return false
        default: throw fault(row, column, "is neither true nor false. Write one of these.")
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
        if let time = try table.optionalColumn(["time", "timestamp"]) {
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
        try table.mustStandOnce(columns)
        for column in columns { conversation.mention(statement: table.header[column]) }
        for statement in statements.keys.sorted(by: Self.numerically) { conversation.mention(statement: statement) }
        if hasVotes { try readVotes(folder + "/votes.csv") }
        let group = try table.optionalColumn(["group-id"])
        var last: [Vote: Bool] = [:]
        if hasVotes { last = Self.counting(conversation) }
        var added = 0
        var seen: Set<String> = []
        for row in table.rows {
            guard !row.fields[participant].isEmpty else {
                throw table.fault(row, participant, "is no identifier. Say whose votes these are.")
            }
            guard seen.insert(row.fields[participant]).inserted else {
                throw table.fault(
                    row, participant, "stands here a second time. Put the votes of a person into one row.")
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
        let moderated = try table.optionalColumn(["moderated"])
        let meta = try table.optionalColumn(["is-meta"])
        let body = try table.optionalColumn(["comment-body", "text"])
        for row in table.rows {
            let name = row.fields[identifier]
            guard !name.isEmpty else {
                throw table.fault(row, identifier, "is no identifier. Say which statement this is.")
            }
            guard statements[name] == nil else {
                throw table.fault(row, identifier, "stands here a second time. Give each statement its own row.")
            }
            statements[name] = StatementText(
                text: body.map { row.fields[$0] },
                moderation: try moderated.flatMap { try table.moderation(row, $0) },
                isMeta: try meta.map { try table.isTrue(row, $0) } ?? false)
        }
    }

    static func numerically(_ first: String, _ second: String) -> Bool {
        if let first = Int(first), let second = Int(second) { return first < second }
        return first < second
    }
}
