import Foundation

/// Eigenvalues and eigenvectors of small symmetric matrices.
enum SmallEigen {
    /// All eigenpairs of a symmetric tridiagonal matrix, largest value first, by implicit QL with Wilkinson's shift
    /// (Golub and Van Loan, "Matrix Computations", 4th edition, section 8.3). O(n³).
    ///
    /// - Parameter below: the entries beside the diagonal, one fewer than `diagonal`.
    /// - Returns: values, and for each the vector.
    static func tridiagonal(_ diagonal: [Double], below: [Double]) -> (values: [Double], vectors: [[Double]]) {
        let size = diagonal.count
        var state = ImplicitQL(diagonal: diagonal, below: below + [0])
        for index in 0..<size { state.settle(index) }
        let order = (0..<size).sorted { state.diagonal[$0] > state.diagonal[$1] }
        return (order.map { state.diagonal[$0] }, order.map { state.rows[$0] })
    }

    /// All eigenpairs of a symmetric matrix, largest value first, by Jacobi's rotations (Golub and Van Loan, section
    /// 8.5). For a handful of rows.
    static func symmetric(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
        let size = matrix.count
        var matrix = matrix
        var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0.0 } }
        for _ in 0..<30 {
            var isDiagonal = true
            for p in 0..<size {
                for q in 0..<p where matrix[p][q] != 0 {
                    let limit = abs(matrix[p][p]) + abs(matrix[q][q])
                    guard limit + abs(matrix[p][q]) > limit else { continue }
                    isDiagonal = false
                    rotate(&matrix, &vectors, p, q)
                }
            }
            if isDiagonal { break }
        }
        let order = (0..<size).sorted { matrix[$0][$0] > matrix[$1][$1] }
        return (order.map { matrix[$0][$0] }, order.map { vectors[$0] })
    }

    private static func rotate(_ matrix: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
        let half = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
        let tangent = (half >= 0 ? 1.0 : -1.0) / (abs(half) + (half * half + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for index in matrix.indices {
            let (first, second) = (matrix[index][p], matrix[index][q])
            matrix[index][p] = cosine * first - sine * second
            matrix[index][q] = sine * first + cosine * second
        }
        for index in matrix.indices {
            let (first, second) = (matrix[p][index], matrix[q][index])
            matrix[p][index] = cosine * first - sine * second
            matrix[q][index] = sine * first + cosine * second
            let (left, right) = (vectors[p][index], vectors[q][index])
            vectors[p][index] = cosine * left - sine * right
            vectors[q][index] = sine * left + cosine * right
        }
        (matrix[p][q], matrix[q][p]) = (0, 0)
    }
}

/// A tridiagonal matrix on its way to a diagonal one; `rows` gathers the eigenvectors.
private struct ImplicitQL {
    private static let mostSweeps = 60

    var diagonal: [Double]
    var below: [Double]
    var rows: [[Double]]

    init(diagonal: [Double], below: [Double]) {
        self.diagonal = diagonal
        self.below = below
        rows = diagonal.indices.map { row in diagonal.indices.map { $0 == row ? 1 : 0 } }
    }

    mutating func settle(_ index: Int) {
        for _ in 0..<Self.mostSweeps {
            let end = firstSplit(from: index)
            if end == index { return }
            sweep(index, end)
        }
    }

    private func firstSplit(from index: Int) -> Int {
        var end = index
        while end < diagonal.count - 1 {
            let size = abs(diagonal[end]) + abs(diagonal[end + 1])
            if size + abs(below[end]) == size { break }
            end += 1
        }
        return end
    }

    private mutating func sweep(_ index: Int, _ end: Int) {
        let ratio = (diagonal[index + 1] - diagonal[index]) / (2 * below[index])
        let length = hypot(ratio, 1)
        var g = diagonal[end] - diagonal[index] + below[index] / (ratio + (ratio >= 0 ? length : -length))
        var (sine, cosine, shift) = (1.0, 1.0, 0.0)
        for place in stride(from: end - 1, through: index, by: -1) {
            let f = sine * below[place]
            let b = cosine * below[place]
            let radius = hypot(f, g)
            below[place + 1] = radius
            if radius == 0 {
                diagonal[place + 1] -= shift
                below[end] = 0
                return
            }
            (sine, cosine) = (f / radius, g / radius)
            g = diagonal[place + 1] - shift
            let next = (diagonal[place] - g) * sine + 2 * cosine * b
            shift = sine * next
            diagonal[place + 1] = g + shift
            g = cosine * next - b
            for column in rows.indices {
                let (first, second) = (rows[place][column], rows[place + 1][column])
                rows[place + 1][column] = sine * first + cosine * second
                rows[place][column] = cosine * first - sine * second
            }
        }
        diagonal[index] -= shift
        below[index] = g
        below[end] = 0
    }
}
