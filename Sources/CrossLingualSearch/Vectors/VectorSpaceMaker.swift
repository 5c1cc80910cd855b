public import Foundation

/// Makes the file of a ``VectorSpace`` from texts that say the same in several languages.
///
/// An origin is the mean of a role's vectors in a language, or of its words, each encoded by itself. The map is the inverse of the lower Cholesky factor of the
/// mean covariance of translations around what they have in common, to which a multiple of the identity is added so that
/// few texts cannot bend the space: likenesses then are those of the inverse covariance (within-class covariance
/// normalisation, Hatch, Kajarekar and Stolcke, 2006).
public struct VectorSpaceMaker {
    /// Weight of the identity, in units of the covariance's mean variance. Between 1 and 2 the measure is flat.
    private static let shrinkage = 1.5

    private let encoder: MultilingualEncoder
    /// By role: the vectors of each text's versions, by tongue.
    private var versions: [MultilingualEncoder.Role: [[Tongue: [Double]]]] = [:]
    /// Words of the texts by tongue.
    private var words: [Tongue: Set<String>] = [:]
    /// Words of a language whose mean is taken.
    private static let mostWords = 1_000

    public init(encoder: MultilingualEncoder) { self.encoder = encoder }

    /// Adds a text in several languages, by their codes; versions in other languages than the twelve do not count.
    public mutating func add(_ translations: [String: String], as role: MultilingualEncoder.Role) {
        var vectors: [Tongue: [Double]] = [:]
        for (code, text) in translations where Tongue.analysed.contains(Tongue(code: code)) {
            vectors[Tongue(code: code)] = encoder.vector(of: text, as: role)?.map(Double.init)
            addWords(of: text, in: Tongue(code: code))
        }
        versions[role, default: []].append(vectors)
    }

    private mutating func addWords(of text: String, in tongue: Tongue) {
        var known = words[tongue] ?? []
        for token in Tokeniser.tokens(of: text, in: tongue) where known.count < Self.mostWords {
            if !StopWords.contains(token.word, tongue), token.word.allSatisfy(\.isLetter) { known.insert(token.word) }
        }
        words[tongue] = known
    }

    /// The means of the words' vectors by tongue; those of none are empty.
    private func wordMeans() -> [[Double]] {
        Tongue.analysed.map { tongue in
            let vectors = (words[tongue] ?? []).sorted().compactMap { encoder.vector(of: $0, as: .query) }
            return Self.mean(vectors.map { $0.map(Double.init) })
        }
    }

    /// Writes the file.
    ///
    /// - Throws: ``VectorSpaceError/tooFewTexts`` when a role has no text in one of the languages.
    /// - Complexity: cubic in the encoder's dimension.
    public func write(to file: URL) throws {
        let dimension = encoder.dimension
        var origins: [[Double]] = []
        var covariance = [Double](repeating: 0, count: dimension * dimension)
        var count = 0.0
        for role in MultilingualEncoder.Role.allCases {
            let texts = versions[role] ?? []
            let means = Tongue.analysed.map { tongue in Self.mean(texts.compactMap { $0[tongue] }) }
            guard means.allSatisfy({ $0.count == dimension }) else { throw VectorSpaceError.tooFewTexts }
            origins += means + [Self.mean(means)]
            for text in texts {
                let moved = Tongue.analysed.compactMap { tongue in
                    text[tongue].map { Self.difference($0, means[Int(tongue.rawValue)]) }
                }
                let shared = Self.mean(moved)
                for version in moved where moved.count > 1 {
                    Self.addProduct(of: Self.difference(version, shared), to: &covariance)
                    count += 1
                }
            }
        }
        let wordMeans = wordMeans()
        origins += wordMeans + [Self.mean(wordMeans)]
        guard count > 0, wordMeans.allSatisfy({ $0.count == dimension }) else { throw VectorSpaceError.tooFewTexts }
        var trace = 0.0
        for index in 0..<dimension { trace += covariance[index * dimension + index] }
        for index in 0..<dimension {
            covariance[index * dimension + index] += Self.shrinkage * trace / Double(dimension)
        }
        let map = SquareMatrix(covariance, size: dimension).inverseOfCholeskyFactor
        // As long as the encoder's vectors, so that half precision keeps every place.
        let scale = (Double(dimension) / map.reduce(0) { $0 + $1 * $1 }).squareRoot()
        var writer = SnapshotWriter()
        writer.append([VectorSpace.magic, encoder.fingerprint, UInt64(dimension), 0])
        writer.append(origins.joined().map { Float($0).bitPattern })
        writer.append(map.map { Float16($0 * scale).bitPattern })
        try writer.data.write(to: file, options: .atomic)
    }

    /// Empty for no vectors.
    private static func mean(_ vectors: [[Double]]) -> [Double] {
        guard var sum = vectors.first else { return [] }
        for vector in vectors.dropFirst() { for index in sum.indices { sum[index] += vector[index] } }
        return sum.map { $0 / Double(vectors.count) }
    }

    private static func difference(_ one: [Double], _ other: [Double]) -> [Double] { zip(one, other).map { $0 - $1 } }

    private static func addProduct(of vector: [Double], to covariance: inout [Double]) {
        covariance.withUnsafeMutableBufferPointer { covariance in
            for (row, factor) in vector.enumerated() {
                for (column, value) in vector.enumerated() {
                    covariance[row * vector.count + column] += factor * value
                }
            }
        }
    }
}

/// A symmetric positive definite matrix, row after row.
private struct SquareMatrix {
    private var numbers: [Double]
    private let size: Int

    init(_ numbers: [Double], size: Int) { (self.numbers, self.size) = (numbers, size) }

    private subscript(row: Int, column: Int) -> Double {
        get { numbers[row * size + column] }
        set { numbers[row * size + column] = newValue }
    }

    /// L⁻¹, where the matrix is L times L transposed and L is lower triangular.
    var inverseOfCholeskyFactor: [Double] {
        var factor = SquareMatrix([Double](repeating: 0, count: size * size), size: size)
        for row in 0..<size {
            for column in 0...row {
                var sum = self[row, column]
                for index in 0..<column { sum -= factor[row, index] * factor[column, index] }
                factor[row, column] = row == column ? sum.squareRoot() : sum / factor[column, column]
            }
        }
        var inverse = SquareMatrix([Double](repeating: 0, count: size * size), size: size)
        for column in 0..<size {
            for row in column..<size {
                var sum = row == column ? 1.0 : 0
                for index in column..<row { sum -= factor[row, index] * inverse[index, column] }
                inverse[row, column] = sum / factor[row, row]
            }
        }
        return inverse.numbers
    }
}
