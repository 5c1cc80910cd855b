import SeededRandom

/// The largest eigenvalues of a symmetric matrix that is known by what it does to a vector, with their vectors.
struct Spectrum: Sendable {
    private(set) var values: [Double]
    /// Each of length 1, its entry of largest magnitude positive. A direction that does not exist is all zero.
    private(set) var vectors: [[Double]]

    private static let seed: UInt64 = 0x0b1a_0e7e
    /// A vector is good when the matrix moves it aside by less than this share of the largest eigenvalue.
    private static let tolerance = 1e-13
    private static let mostSteps = 400

    init(values: [Double], vectors: [[Double]]) {
        self.values = values
        self.vectors = vectors
    }

    /// Lanczos' method with full reorthogonalisation from a stated start (Golub and Van Loan, section 10.3).
    ///
    /// - Parameters:
    ///   - exact: how many of the vectors must be good to the last digits; the others are as they come.
    ///   - apply: writes the product of the matrix with the first vector into the second.
    init(
        count: Int, exact: Int, dimension: Int,
        apply: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        var generator = SeededGenerator(seed: Self.seed)
        var basis = [Vector.normalised((0..<dimension).map { _ in generator.unit() - 0.5 })]
        var (diagonal, below) = ([Double](), [Double]())
        var product = [Double](repeating: 0, count: dimension)
        var check = 20
        var largest = 0.0
        for step in 1...max(1, min(dimension, Self.mostSteps)) {
            guard dimension > 0 else { break }
            basis[step - 1].withUnsafeBufferPointer { vector in
                product.withUnsafeMutableBufferPointer { apply(vector, $0) }
            }
            diagonal.append(Vector.dot(basis[step - 1], product))
            Self.orthogonalise(&product, against: basis)
            let norm = Vector.norm(product)
            largest = max(largest, abs(diagonal[step - 1]), norm)
            if norm <= largest * 1e-15 || step == min(dimension, Self.mostSteps) { break }
            if step == check {
                let ritz = SmallEigen.tridiagonal(diagonal, below: below)
                let isGood = (0..<min(exact, step)).allSatisfy {
                    norm * abs(ritz.vectors[$0][step - 1]) <= Self.tolerance * ritz.values[0]
                }
                if isGood { break }
                check += max(10, check / 3)
            }
            below.append(norm)
            basis.append(product.map { $0 / norm })
        }
        self.init(Self.ritz(diagonal, below, basis, count: count, dimension: dimension))
    }

    private init(_ pairs: [(value: Double, vector: [Double])]) {
        values = pairs.map(\.value)
        vectors = pairs.map(\.vector)
    }

    /// Takes off the parts along the basis, twice, so that nothing is left of them (Kahan's "twice is enough").
    private static func orthogonalise(_ vector: inout [Double], against basis: [[Double]]) {
        for _ in 0..<2 {
            for other in basis {
                let share = Vector.dot(vector, other)
                for index in vector.indices { vector[index] -= share * other[index] }
            }
        }
    }

    private static func ritz(
        _ diagonal: [Double], _ below: [Double], _ basis: [[Double]], count: Int, dimension: Int
    ) -> [(value: Double, vector: [Double])] {
        let small = SmallEigen.tridiagonal(diagonal, below: Array(below.prefix(max(0, diagonal.count - 1))))
        return (0..<count).map { index in
            guard index < small.values.count, small.values[index] > (small.values[0]) * 1e-12, small.values[0] > 0
            else {
                return (0, [Double](repeating: 0, count: dimension))
            }
            var vector = [Double](repeating: 0, count: dimension)
            for (share, other) in zip(small.vectors[index], basis) {
                for place in vector.indices { vector[place] += share * other[place] }
            }
            return (small.values[index], signed(Vector.normalised(vector)))
        }
    }

    /// The vector or its opposite, so that the entry of largest magnitude, the first among equals, is positive.
    private static func signed(_ vector: [Double]) -> [Double] {
        let peak = vector.max { abs($0) < abs($1) } ?? 0
        return peak < 0 ? vector.map { -$0 } : vector
    }
}
