/// For every pair of statements, over the people who voted on both: Σ v·w, Σ v and how many they are, agree +1.
///
/// They are whole numbers, so they do not depend on the order of votes, and a vote changes only the pairs with the
/// statements that its giver has voted on. All three are kept as full square tables, row by row.
struct Moments: Sendable {
    let count: Int
    /// Σ v·w; symmetric.
    private(set) var products: [Int32]
    /// At (j, k): Σ of the votes on j. Not symmetric.
    private(set) var sums: [Int32]
    /// How many; symmetric.
    private(set) var pairs: [Int32]

    init(count: Int) {
        self.count = count
        products = [Int32](repeating: 0, count: count * count)
        (sums, pairs) = (products, products)
    }

    /// O(Σ votes² of each person) additions of small whole numbers, statements over two processors.
    ///
    /// - Precondition: at most `VoteGeometry.mostForMoments` statements.
    init(_ table: VoteTable) {
        precondition(table.statements.count <= VoteGeometry.mostForMoments, "Too many statements for moments.")
        self.init(count: table.statements.count)
        let columns = VoteColumns(table)
        let count = count
        let packed = table.entries.map { UInt16(truncatingIfNeeded: $0) }
        products.withUnsafeMutableBufferPointer { products in
            sums.withUnsafeMutableBufferPointer { sums in
                pairs.withUnsafeMutableBufferPointer { pairs in
                    let writer = MomentWriter(
                        table: table, columns: columns, packed: packed, count: count, products: products, sums: sums,
                        pairs: pairs)
                    nonisolated(unsafe) let shared = writer
                    Lanes.run(Lanes.count) { lane in
                        shared.fill(stride(from: lane, to: count, by: Lanes.count))
                    }
                }
            }
        }
    }

    /// The mean of the votes on each statement; 0 where there are none.
    var means: [Double] { (0..<count).map(mean) }

    func mean(_ statement: Int) -> Double {
        let diagonal = statement * count + statement
        return pairs[diagonal] == 0 ? 0 : Double(sums[diagonal]) / Double(pairs[diagonal])
    }

    /// Σ (v − mean)(w − mean) over the people who voted on both: what a table has in which missing votes are the mean.
    func covariance(_ first: Int, _ second: Int, means: [Double]) -> Double {
        let (forth, back) = (first * count + second, second * count + first)
        return Double(products[forth]) - means[second] * Double(sums[forth]) - means[first] * Double(sums[back])
            + means[first] * means[second] * Double(pairs[forth])
    }

    /// The full table of `covariance`, exactly symmetric. O(statements²).
    func covariances() -> [Double] {
        let means = means
        return [Double](unsafeUninitializedCapacity: count * count) { buffer, initialized in
            nonisolated(unsafe) let table = buffer
            Lanes.run(Lanes.count) { lane in
                for first in stride(from: lane, to: count, by: Lanes.count) {
                    for second in first..<count {
                        let value = covariance(first, second, means: means)
                        table[first * count + second] = value
                        table[second * count + first] = value
                    }
                }
            }
            initialized = count * count
        }
    }

    /// Σ (v − mean)² over all votes: the trace.
    func spread(_ covariances: [Double]) -> Double {
        (0..<count).reduce(0) { $0 + covariances[$1 * count + $1] }
    }

    /// Takes over the moments of fewer statements.
    mutating func take(_ fewer: Moments) {
        for row in 0..<fewer.count {
            for column in 0..<fewer.count {
                products[row * count + column] = fewer.products[row * fewer.count + column]
                sums[row * count + column] = fewer.sums[row * fewer.count + column]
                pairs[row * count + column] = fewer.pairs[row * fewer.count + column]
            }
        }
    }

    /// Adds or takes away (`times` −1) what one person's vote on `statement` makes with the other votes of that person
    /// and with itself. O(votes of the person).
    mutating func add(statement: Int, value: Int, beside row: some Sequence<UInt32>, times: Int32) {
        let value = Int32(value)
        let diagonal = statement * count + statement
        products[diagonal] += times * value * value
        sums[diagonal] += times * value
        pairs[diagonal] += times
        for entry in row {
            let other = VoteTable.statement(entry)
            guard other != statement else { continue }
            let otherValue = Int32(VoteTable.value(entry))
            let (forth, back) = (statement * count + other, other * count + statement)
            products[forth] += times * value * otherValue
            products[back] += times * value * otherValue
            sums[forth] += times * value
            sums[back] += times * otherValue
            pairs[forth] += times
            pairs[back] += times
        }
    }
}

/// Fills rows of the tables. For one statement the voters' other votes are gathered in one row for each of the three
/// answers, which stays in the nearest cache: the count in the upper half of a word, the sum in the lower.
private struct MomentWriter {
    /// So many voters are gathered before their words are written out, since half a word holds no more.
    private static let mostGathered = 16_000

    let table: VoteTable
    let columns: VoteColumns
    /// The entries of the table in half the room: statements are few enough.
    let packed: [UInt16]
    let count: Int
    let products: UnsafeMutableBufferPointer<Int32>
    let sums: UnsafeMutableBufferPointer<Int32>
    let pairs: UnsafeMutableBufferPointer<Int32>

    func fill(_ statements: some Sequence<Int>) {
        var gathered = [Int32](repeating: 0, count: 3 * count)
        gathered.withUnsafeMutableBufferPointer { gathered in
            for statement in statements {
                var start = columns.starts[statement]
                let end = columns.starts[statement + 1]
                while start < end {
                    let stop = min(end, start + Self.mostGathered)
                    gather(start..<stop, gathered)
                    write(statement, gathered)
                    start = stop
                }
            }
        }
    }

    private func gather(_ places: Range<Int>, _ gathered: UnsafeMutableBufferPointer<Int32>) {
        guard let rows = gathered.baseAddress else { return }
        packed.withUnsafeBufferPointer { entries in
            columns.positions.withUnsafeBufferPointer { positions in
                columns.rowEnds.withUnsafeBufferPointer { ends in
                    for place in places {
                        let position = Int(positions[place])
                        let row = rows + Int(entries[position] & 3) * count
                        for index in position..<Int(ends[place]) {
                            let entry = entries[index]
                            row[Int(entry >> 2)] &+= (1 << 16) - 1 &+ Int32(truncatingIfNeeded: entry & 3)
                        }
                    }
                }
            }
        }
    }

    private func write(_ statement: Int, _ gathered: UnsafeMutableBufferPointer<Int32>) {
        func parts(_ word: Int32) -> (count: Int32, sum: Int32) {
            let sum = Int32(Int16(truncatingIfNeeded: word))
            return ((word &- sum) >> 16, sum)
        }
        for other in statement..<count {
            let against = parts(gathered[other])
            let passed = parts(gathered[count + other])
            let agreed = parts(gathered[2 * count + other])
            gathered[other] = 0
            gathered[count + other] = 0
            gathered[2 * count + other] = 0
            let (forth, back) = (statement * count + other, other * count + statement)
            products[forth] += agreed.sum - against.sum
            sums[forth] += agreed.count - against.count
            pairs[forth] += agreed.count + against.count + passed.count
            guard other != statement else { continue }
            products[back] += agreed.sum - against.sum
            sums[back] += agreed.sum + against.sum + passed.sum
            pairs[back] += agreed.count + against.count + passed.count
        }
    }
}
