import SeededRandom

/// Axes and groups found again among people drawn at random with replacement, to see what would come out of another
/// sample of the same people (Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data
/// Analysis 52, 2007).
struct Resampling {
    let table: VoteTable
    let geometry: VoteGeometry
    /// Rows of the people among whom is drawn.
    let people: [Int]
    /// For each number of groups the group of each of `people`.
    let labels: [Int: [Int]]
    let seed: UInt64

    /// Steps towards the axes of a resample from those of everybody; the next axes are behind already.
    private static let steps = 3
    private static let starts = 2

    /// For each number of groups the agreement of each resample with the groups of everybody.
    func agreement(replicates: Int, drawn: Int) -> [Int: [Double]] {
        let results = Lanes.map(replicates) { replicate in agreement(replicate, drawn) }
        var byCount: [Int: [Double]] = [:]
        for count in labels.keys { byCount[count] = results.compactMap { $0[count] } }
        return byCount
    }

    private func agreement(_ replicate: Int, _ drawn: Int) -> [Int: Double] {
        var generator = SeededGenerator(seed: seed &+ UInt64(replicate) &* 0x9e37_79b9)
        var times = [Int](repeating: 0, count: people.count)
        for _ in 0..<drawn { times[generator.below(people.count)] += 1 }
        let chosen = people.indices.filter { times[$0] > 0 }
        let rows = chosen.map { people[$0] }
        let weights = chosen.map { Double(times[$0]) }
        var block = BlockIteration(table: table, rows: rows, weights: weights, start: geometry.axes.vectors)
        for _ in 0..<Self.steps { block.step() }
        let places = block.places(shrinkage: geometry.shrinkage)
        var agreement: [Int: Double] = [:]
        for (count, whole) in labels.sorted(by: { $0.key < $1.key }) {
            let means = WeightedMeans(
                places, weights: weights, count: count, starts: Self.starts, stillness: 1e-4, generator: &generator)
            agreement[count] = AdjustedRandIndex.value(means.labels(places), chosen.map { whole[$0] })
        }
        return agreement
    }
}

/// Subspace iteration on XᵀWX for some rows with weights (Golub and Van Loan, section 8.2.4).
struct BlockIteration {
    private let table: VoteTable
    private let rows: [Int]
    private let weights: [Double]
    private let means: [Double]
    /// Four vectors, interleaved by statement.
    private var block: [SIMD4<Double>]

    init(table: VoteTable, rows: [Int], weights: [Double], start: [[Double]]) {
        self.table = table
        self.rows = rows
        self.weights = weights
        let size = table.statements.count
        var sums = [SIMD2<Double>](repeating: .zero, count: size)
        for (row, weight) in zip(rows, weights) {
            for entry in table.entries[table.row(row)] {
                sums[VoteTable.statement(entry)] += SIMD2(Double(VoteTable.value(entry)), 1) * weight
            }
        }
        means = sums.map { $0.y > 0 ? $0.x / $0.y : 0 }
        block = (0..<size).map { place in
            SIMD4((0..<4).map { $0 < start.count ? start[$0][place] : 0 })
        }
    }

    /// One product with XᵀWX, then orthonormal again, the directions in order of their size.
    mutating func step() {
        // Single precision is plenty for a resample, and twice as fast.
        var next = [SIMD4<Float>](repeating: .zero, count: block.count)
        let means = means.map { Float($0) + 1 }
        let block = block.map { SIMD4<Float>($0) }
        table.entries.withUnsafeBufferPointer { entries in
            means.withUnsafeBufferPointer { means in
                block.withUnsafeBufferPointer { block in
                    next.withUnsafeMutableBufferPointer { next in
                        for index in rows.indices {
                            let range = table.row(rows[index])
                            var sum = SIMD4<Float>.zero
                            for place in range {
                                let statement = Int(entries[place] >> 2)
                                sum += block[statement] * (Float(Int32(entries[place] & 3)) - means[statement])
                            }
                            sum *= Float(weights[index])
                            for place in range {
                                let statement = Int(entries[place] >> 2)
                                next[statement] += sum * (Float(Int32(entries[place] & 3)) - means[statement])
                            }
                        }
                    }
                }
            }
        }
        self.block = Self.orthonormal(next.map { SIMD4<Double>($0) })
    }

    /// The same space with an orthonormal basis: eigenvectors of the 4 × 4 table of inner products, whose roots are the
    /// lengths. Directions without length become zero.
    static func orthonormal(_ block: [SIMD4<Double>]) -> [SIMD4<Double>] {
        var gram = [SIMD4<Double>](repeating: .zero, count: 4)
        for entry in block {
            for column in 0..<4 { gram[column] += entry * entry[column] }
        }
        let small = SmallEigen.symmetric(gram.map { row in (0..<4).map { row[$0] } })
        var columns = [SIMD4<Double>](repeating: .zero, count: 4)
        for (target, (value, vector)) in zip(small.values, small.vectors).enumerated() {
            guard value > small.values[0] * 1e-24, value > 0 else { continue }
            for source in 0..<4 { columns[source][target] = vector[source] / value.squareRoot() }
        }
        return block.map { entry in
            columns[0] * entry.x + columns[1] * entry.y + columns[2] * entry.z + columns[3] * entry.w
        }
    }

    func places(shrinkage: Point) -> [Point] {
        rows.map { row in
            var fit = PlaceFit()
            for entry in table.entries[table.row(row)] {
                let statement = VoteTable.statement(entry)
                fit.add(
                    Double(VoteTable.value(entry)) - means[statement], SIMD2(block[statement].x, block[statement].y))
            }
            return fit.place(shrinkage, .zero)
        }
    }
}
