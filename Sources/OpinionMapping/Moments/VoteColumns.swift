/// The same votes column by column: for each statement who voted, in the order of participants.
struct VoteColumns {
    /// Where the column of each statement begins, and at the end where the last one ends.
    let starts: [Int]
    /// For each vote the end of its participant's row.
    let rowEnds: [UInt32]
    /// For each vote its place in the rows.
    let positions: [UInt32]

    /// O(votes).
    init(_ table: VoteTable) {
        var starts = [Int](repeating: 0, count: table.statements.count + 1)
        for entry in table.entries { starts[VoteTable.statement(entry) + 1] += 1 }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
        var rowEnds = [UInt32](repeating: 0, count: table.entries.count)
        var positions = rowEnds
        var next = starts
        next.withUnsafeMutableBufferPointer { next in
            rowEnds.withUnsafeMutableBufferPointer { rowEnds in
                positions.withUnsafeMutableBufferPointer { positions in
                    for participant in table.participants.indices {
                        let row = table.row(participant)
                        for position in row {
                            let statement = VoteTable.statement(table.entries[position])
                            let place = next[statement]
                            next[statement] = place + 1
                            rowEnds[place] = UInt32(row.upperBound)
                            positions[place] = UInt32(position)
                        }
                    }
                }
            }
        }
        (self.starts, self.rowEnds, self.positions) = (starts, rowEnds, positions)
    }
}
