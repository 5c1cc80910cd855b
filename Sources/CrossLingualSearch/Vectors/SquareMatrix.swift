import Foundation

/// A symmetric matrix without negative directions: a sum of squares of vectors.
struct SquareMatrix {
    let size: Int
    /// Row after row.
    private var numbers: [Double]

    init(size: Int) {
        self.size = size
        numbers = [Double](repeating: 0, count: size * size)
    }

    private subscript(row: Int, column: Int) -> Double {
        get { numbers[row * size + column] }
        set { numbers[row * size + column] = newValue }
    }

    var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

    mutating func addToDiagonal(_ value: Double) { for index in 0..<size { self[index, index] += value } }

    /// Adds the product of the vector with itself, v vᵀ.
    mutating func addSquare(of vector: [Double]) {
        numbers.withUnsafeMutableBufferPointer { numbers in
            for (row, factor) in vector.enumerated() {
                let start = row * vector.count
                for column in vector.indices { numbers[start + column] += factor * vector[column] }
            }
        }
    }

    /// The rows of L⁻¹, where the matrix is L Lᵀ and L is lower triangular.
    /// - Precondition: the matrix is positive definite.
    var inverseOfCholeskyFactor: [[Double]] {
        var factor = SquareMatrix(size: size)
        for row in 0..<size {
            for column in 0...row {
                var sum = self[row, column]
                for index in 0..<column { sum -= factor[row, index] * factor[column, index] }
                factor[row, column] = row == column ? sum.squareRoot() : sum / factor[column, column]
            }
        }
        var inverse = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for column in 0..<size {
            for row in column..<size {
                var sum = row == column ? 1.0 : 0
                for index in column..<row { sum -= factor[row, index] * inverse[index][column] }
                inverse[row][column] = sum / factor[row, row]
            }
        }
        return inverse
    }

    /// Directions of length 1, upright to each other, in which the matrix is largest, largest first: subspace iteration
    /// (Golub and Van Loan, "Matrix computations", 2013, 8.2.4). Where the matrix is nearly as large in one direction as in
    /// another they may come mixed, which does not matter to the space they span.
    /// - Precondition: `count` is between 1 and ``size``.
    /// - Complexity: as `count` times ``size`` squared.
    func principalDirections(_ count: Int) -> [[Double]] {
        let rounds = 20
        // Nothing is lost of a direction in which the matrix is nothing.
        let floor = max(trace * 1e-9, .leastNormalMagnitude)
        // Begins anywhere but where a direction could be missed.
        var directions = (1...count).map { place in (1...size).map { cos(Double(place * $0)) } }
        for _ in 0..<rounds {
            var next = directions.map { direction in zip(product(with: direction), direction).map { $0 + floor * $1 } }
            for place in next.indices {
                for earlier in 0..<place { Self.remove(next[earlier], from: &next[place]) }
                let length = next[place].reduce(0) { $0 + $1 * $1 }.squareRoot()
                next[place] = next[place].map { $0 / length }
            }
            directions = next
        }
        return directions
    }

    private func product(with vector: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: size)
        numbers.withUnsafeBufferPointer { numbers in
            for (row, factor) in vector.enumerated() where factor != 0 {
                for column in result.indices { result[column] += factor * numbers[row * size + column] }
            }
        }
        return result
    }

    private static func remove(_ direction: [Double], from vector: inout [Double]) {
        var share = 0.0
        for index in vector.indices { share += direction[index] * vector[index] }
        for index in vector.indices { vector[index] -= share * direction[index] }
    }
}
