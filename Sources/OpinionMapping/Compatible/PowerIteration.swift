import SeededRandom

/// Two principal components by power iteration on XᵀX with deflation, as the Polis worker computes them.
enum PowerIteration {
    /// The worker's bound on steps for one component.
    private static let warmSteps = 100
    /// Without an earlier result the worker would come to the same place over many recomputations; this goes there at
    /// once.
    private static let coldSteps = 20_000
    private static let coldTolerance = 1e-13
    private static let seed: UInt64 = 1

    /// - Parameter starts: components of an earlier computation, each as long as there are statements or shorter;
    ///   missing ends are filled with 1.
    static func components(of matrix: CompatibleMatrix, starts: [[Double]]) -> [[Double]] {
        let (rows, columns) = (matrix.table.participants.count, matrix.table.statements.count)
        guard rows > 0, columns > 0 else { return [[], []].map { _ in [Double](repeating: 0, count: columns) } }
        if columns == 1 { return [[1], [0]] }
        if rows == 1 { return [Vector.normalised(matrix.columnProducts([1])), [Double](repeating: 0, count: columns)] }
        let first = component(matrix, deflatedBy: nil, start: starts.first)
        let second = component(matrix, deflatedBy: first, start: starts.count > 1 ? starts[1] : nil)
        return [first, second]
    }

    private static func component(_ matrix: CompatibleMatrix, deflatedBy taken: [Double]?, start: [Double]?) -> [Double]
    {
        let columns = matrix.table.statements.count
        let projections = taken.map { matrix.rowProducts($0) }
        func step(_ vector: [Double]) -> [Double] {
            var rows = matrix.rowProducts(vector)
            guard let taken, let projections else { return matrix.columnProducts(rows) }
            let share = Vector.dot(taken, vector)
            for index in rows.indices { rows[index] -= projections[index] * share }
            var result = matrix.columnProducts(rows)
            let back = Vector.dot(projections, rows)
            for index in result.indices { result[index] -= taken[index] * back }
            return result
        }
        // A start so long or short that its length is no number says nothing about a direction.
        if let start, Vector.norm(start).isNormal {
            return warm(start.prefix(columns) + [Double](repeating: 1, count: max(0, columns - start.count)), step)
        }
        var generator = SeededGenerator(seed: seed)
        return cold((0..<columns).map { _ in generator.unit() }, step)
    }

    private static func warm(_ start: [Double], _ step: ([Double]) -> [Double]) -> [Double] {
        var vector = Vector.normalised(start)
        var last = 0.0
        for _ in 0..<warmSteps {
            let next = step(vector)
            let norm = Vector.norm(next)
            guard norm > 0 else { return [Double](repeating: 0, count: vector.count) }
            vector = next.map { $0 / norm }
            if norm == last { break }
            last = norm
        }
        return vector
    }

    private static func cold(_ start: [Double], _ step: ([Double]) -> [Double]) -> [Double] {
        var vector = Vector.normalised(start)
        for _ in 0..<coldSteps {
            let next = Vector.normalised(step(vector))
            let change = zip(next, vector).map { abs($0 - $1) }.max() ?? 0
            vector = next
            if change <= coldTolerance { break }
        }
        return vector
    }
}
