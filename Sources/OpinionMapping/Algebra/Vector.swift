/// Sums over vectors in their order, so that they come out the same each time.
enum Vector {
    static func dot(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in first.indices { sum += first[index] * second[index] }
        return sum
    }

    static func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }

    /// The vector at length 1; a vector without length stays as it is.
    static func normalised(_ vector: [Double]) -> [Double] {
        let length = norm(vector)
        return length > 0 ? vector.map { $0 / length } : vector
    }
}
