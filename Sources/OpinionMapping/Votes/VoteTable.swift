/// The votes that count, row by row: one row for each participant, in it the statements in their order.
///
/// An entry holds the statement in the upper 30 bits and the stance + 1 in the lower two. Nothing in it depends on the
/// order in which votes came in, except, when rows stand as given, the order of rows and columns.
struct VoteTable: Sendable {
    /// How rows and columns stand.
    enum Order {
        /// Numbers by their value, then other identifiers by their bytes: the same for any order of votes.
        case byIdentifier
        /// As in the conversation.
        case asGiven
    }

    let participants: [String]
    let statements: [String]
    /// Where the row of each participant begins in `entries`, and at the end where the last one ends.
    let rowStarts: [Int]
    let entries: [UInt32]

    /// O(votes + participants log participants + statements log statements).
    init(_ conversation: Conversation, order: Order) {
        let rows = order == .asGiven ? nil : IdentifierOrder.ranks(of: conversation.participants)
        let columns = order == .asGiven ? nil : IdentifierOrder.ranks(of: conversation.statements)
        participants =
            rows.map { IdentifierOrder.arranged(conversation.participants, by: $0) }
            ?? conversation.participants
        statements =
            columns.map { IdentifierOrder.arranged(conversation.statements, by: $0) }
            ?? conversation.statements
        let sorted = Self.sorted(conversation, rows: rows, columns: columns)
        (rowStarts, entries) = Self.withoutReplaced(sorted, participantCount: participants.count)
    }

    init(participants: [String], statements: [String], rowStarts: [Int], entries: [UInt32]) {
        self.participants = participants
        self.statements = statements
        self.rowStarts = rowStarts
        self.entries = entries
    }

    var voteCount: Int { entries.count }

    /// How many statements have votes. O(votes).
    var answeredStatementCount: Int {
        var isAnswered = [Bool](repeating: false, count: statements.count)
        for entry in entries { isAnswered[Self.statement(entry)] = true }
        return isAnswered.count { $0 }
    }

    /// The places in `entries` of a participant's votes.
    func row(_ participant: Int) -> Range<Int> { rowStarts[participant]..<rowStarts[participant + 1] }

    static func statement(_ entry: UInt32) -> Int { Int(entry >> 2) }

    /// −1, 0 or 1.
    static func value(_ entry: UInt32) -> Int { Int(entry & 3) - 1 }

    static func entry(statement: Int, stance: Stance) -> UInt32 {
        UInt32(statement) << 2 | UInt32(stance.rawValue + 1)
    }

    private struct Cell {
        var row: UInt32
        var entry: UInt32
    }

    /// Cells by row and column, equal ones in the order given: two stable counting sorts.
    private static func sorted(_ conversation: Conversation, rows: [UInt32]?, columns: [UInt32]?) -> [Cell] {
        let votes = conversation.votes
        var ends = [Int](repeating: 0, count: conversation.statements.count + 1)
        for vote in votes {
            let column = columns?[Int(vote.statement)] ?? vote.statement
            ends[Int(column) + 1] += 1
        }
        accumulate(&ends)
        let byColumn = placed(count: votes.count, &ends) { index in
            let column = Int(columns?[Int(votes[index].statement)] ?? votes[index].statement)
            let row = rows?[Int(votes[index].participant)] ?? votes[index].participant
            return (column, Cell(row: row, entry: entry(statement: column, stance: votes[index].stance)))
        }
        ends = [Int](repeating: 0, count: conversation.participants.count + 1)
        for cell in byColumn { ends[Int(cell.row) + 1] += 1 }
        accumulate(&ends)
        return placed(count: byColumn.count, &ends) { (Int(byColumn[$0].row), byColumn[$0]) }
    }

    /// Cells at the places that their keys have, those of one key in their order.
    ///
    /// - Parameter ends: where the cells of each key begin; afterwards where they end.
    private static func placed(
        count: Int, _ ends: inout [Int], _ cell: (Int) -> (key: Int, cell: Cell)
    ) -> [Cell] {
        [Cell](unsafeUninitializedCapacity: count) { cells, initialized in
            ends.withUnsafeMutableBufferPointer { ends in
                for index in 0..<count {
                    let (key, cell) = cell(index)
                    cells.initializeElement(at: ends[key], to: cell)
                    ends[key] += 1
                }
            }
            initialized = count
        }
    }

    private static func accumulate(_ counts: inout [Int]) {
        for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
    }

    private static func withoutReplaced(_ cells: [Cell], participantCount: Int) -> ([Int], [UInt32]) {
        var starts = [Int](repeating: 0, count: participantCount + 1)
        let entries = [UInt32](unsafeUninitializedCapacity: cells.count) { buffer, count in
            for index in cells.indices {
                let cell = cells[index]
                let isReplaced =
                    index + 1 < cells.count && cells[index + 1].row == cell.row
                    && cells[index + 1].entry >> 2 == cell.entry >> 2
                if isReplaced { continue }
                (buffer.baseAddress.unsafelyUnwrapped + count).initialize(to: cell.entry)
                count += 1
                starts[Int(cell.row) + 1] += 1
            }
        }
        accumulate(&starts)
        return (starts, entries)
    }
}

/// The order of identifiers that does not depend on who came first.
enum IdentifierOrder {
    /// For each identifier its place in the order.
    static func ranks(of identifiers: [String]) -> [UInt32] {
        let keys = identifiers.map(Key.init)
        let order = identifiers.indices.sorted { keys[$0] < keys[$1] }
        var ranks = [UInt32](repeating: 0, count: identifiers.count)
        for (rank, index) in order.enumerated() { ranks[index] = UInt32(rank) }
        return ranks
    }

    static func arranged(_ identifiers: [String], by ranks: [UInt32]) -> [String] {
        var arranged = identifiers
        for (identifier, rank) in zip(identifiers, ranks) { arranged[Int(rank)] = identifier }
        return arranged
    }

    /// Whether one identifier stands before another.
    static func precedes(_ first: String, _ second: String) -> Bool { Key(first) < Key(second) }

    private struct Key: Comparable {
        /// The value when the identifier is a plain number.
        let number: Int?
        let text: String

        init(_ text: String) {
            self.text = text
            number = Int(text).flatMap { String($0) == text ? $0 : nil }
        }

        static func < (first: Key, second: Key) -> Bool {
            switch (first.number, second.number) {
            case (let first?, let second?): first < second
            case (_?, nil): true
            case (nil, _?): false
            // Unicode's canonical equivalence would make two different identifiers equal.
            case (nil, nil): first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
            }
        }
    }
}
