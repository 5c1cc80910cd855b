/// The matrix of which Polis takes the principal components: moderated columns are zero for everyone, missing cells are
/// the mean of the votes present, and the mean is taken off, so that only cells with votes are other than zero.
///
/// Values have the sign of the Polis worker: agree −1, disagree +1.
struct CompatibleMatrix {
    let table: VoteTable
    /// Whether the column of a statement is zeroed.
    let isZeroed: [Bool]
    /// The mean of each column over the votes present; 0 for a zeroed or empty one.
    let center: [Double]

    init(table: VoteTable, isZeroed: [Bool]) {
        self.table = table
        self.isZeroed = isZeroed
        var sums = [Int](repeating: 0, count: table.statements.count)
        var counts = sums
        for entry in table.entries {
            sums[VoteTable.statement(entry)] -= VoteTable.value(entry)
            counts[VoteTable.statement(entry)] += 1
        }
        center = sums.indices.map { isZeroed[$0] || counts[$0] == 0 ? 0 : Double(sums[$0]) / Double(counts[$0]) }
    }

    /// The product of a row with a vector over statements.
    func product(row: Int, with vector: [Double]) -> Double {
        var sum = 0.0
        for entry in table.entries[table.row(row)] {
            let statement = VoteTable.statement(entry)
            if !isZeroed[statement] { sum += (-Double(VoteTable.value(entry)) - center[statement]) * vector[statement] }
        }
        return sum
    }

    /// X · vector.
    func rowProducts(_ vector: [Double]) -> [Double] {
        table.participants.indices.map { product(row: $0, with: vector) }
    }

    /// Xᵀ · vector, for a vector over participants.
    func columnProducts(_ vector: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: table.statements.count)
        for participant in table.participants.indices {
            let factor = vector[participant]
            for entry in table.entries[table.row(participant)] {
                let statement = VoteTable.statement(entry)
                if !isZeroed[statement] {
                    sums[statement] += (-Double(VoteTable.value(entry)) - center[statement]) * factor
                }
            }
        }
        return sums
    }

    /// How many votes the scaling of a participant's place counts: own ones and every zeroed column.
    func scalingCount(_ participant: Int) -> Int {
        let own = table.entries[table.row(participant)].count { !isZeroed[VoteTable.statement($0)] }
        return own + isZeroed.count { $0 }
    }
}
