/// The mean of the catalogue's own vectors in each language, measured from the language's shipped origin.
///
/// A catalogue's texts are alike among themselves, and their mean is the best origin for them. While a language has few
/// texts, their mean says what they are about rather than in which language they are, so it is drawn towards the shipped
/// origin as if that were the mean of ``weightOfOrigin`` more texts.
struct LanguageMeans: Sendable {
    static let weightOfOrigin: Float = 10

    /// By tongue; empty for one without texts.
    private var means = [[Float]](repeating: [], count: Tongue.allCases.count)

    init() {}

    /// - Complexity: linear in the numbers of all vectors.
    init(_ segments: [LiveSegment]) {
        var counts = [Float](repeating: 0, count: means.count)
        for live in segments {
            for row in live.encodedRows {
                let tongue = Int(live.segment.tongue(ofRow: row).rawValue)
                let vectors = live.vectors[row / RowVectors.capacity]
                if means[tongue].isEmpty { means[tongue] = [Float](repeating: 0, count: vectors.dimension) }
                for number in vectors.vectors(ofRow: row % RowVectors.capacity) {
                    vectors.add(number, to: &means[tongue])
                    counts[tongue] += 1
                }
            }
        }
        for tongue in means.indices where counts[tongue] > 0 {
            let weight = 1 / (counts[tongue] + Self.weightOfOrigin)
            for index in means[tongue].indices { means[tongue][index] *= weight }
        }
    }

    subscript(tongue: Tongue) -> [Float]? {
        let mean = means[Int(tongue.rawValue)]
        return mean.isEmpty ? nil : mean
    }

    /// The vector seen from the mean of its language, of length 1, and one divided by the length it had.
    func direction(of vector: [Float], in tongue: Tongue) -> (vector: [Float], inverseLength: Float) {
        let moved = self[tongue].map { mean in zip(vector, mean).map { $0 - $1 } } ?? vector
        let length = moved.length
        return (moved.unit, length > 0 ? 1 / length : 0)
    }

    func write(to writer: SealedFileWriter) throws {
        for mean in means { try writer.append(mean.map(\.bitPattern)) }
    }

    init?(from reader: inout SealedFileReader, dimension: Int) {
        for tongue in means.indices {
            guard let bits = reader.next(UInt32.self), bits.isEmpty || bits.count == dimension else { return nil }
            means[tongue] = bits.map(Float.init(bitPattern:))
            guard means[tongue].allSatisfy(\.isFinite) else { return nil }
        }
    }
}

extension [Float] {
    var length: Float { reduce(0) { $0 + $1 * $1 }.squareRoot() }

    func product(with other: [Float]) -> Float { zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The vector at length 1; itself when it has none.
    var unit: [Float] {
        let length = length
        return length > 0 ? map { $0 / length } : self
    }
}
