public import Foundation

/// The space in which texts of all languages are compared by what they mean: an encoder's vectors, moved so that it no
/// longer matters in which language a text is written.
///
/// An encoder's vectors keep the language: texts of one language lie together, whatever they say. So every language has
/// an origin, the mean of like texts in it, from which vectors are measured; and a map then shrinks the directions in
/// which translations of one text differ (within-class covariance normalisation, Hatch, Kajarekar and Stolcke, 2006).
/// Both come from texts that say the same in twelve languages (``VectorSpaceMaker``).
public struct VectorSpace: Sendable {
    /// Numbers in a vector.
    public let dimension: Int
    /// Tells one space from another: vectors of different spaces cannot be compared.
    public let fingerprint: UInt64

    private let encoder: MultilingualEncoder
    /// By role and tongue, then those of single words by tongue.
    private let origins: [[Float]]
    /// `dimension` rows, each with as many numbers as the encoder's vectors.
    private let map: [Float]

    /// - Parameters:
    ///   - encoder: what turns texts into vectors.
    ///   - file: the origins and the map for its vectors.
    /// - Throws: ``VectorSpaceError`` when the file cannot be read, is damaged, or was made for another encoder.
    public init(encoder: MultilingualEncoder, contentsOf file: URL) throws(VectorSpaceError) {
        guard let data = try? Data(contentsOf: file) else { throw .unreadable(file: file.path) }
        var reader = SnapshotReader(data: data)
        guard let head = reader.next(UInt64.self), head.count == 4, head[0] == Self.magic,
            let origins = reader.next(UInt32.self), let map = reader.next(UInt16.self), reader.isAtEnd
        else { throw .damaged(file: file.path) }
        let (width, dimension) = (encoder.dimension, Int(clamping: head[2]))
        guard head[1] == encoder.fingerprint else { throw .otherEncoder(file: file.path) }
        guard dimension > 0, map.count == width * dimension,
            origins.count == width * Self.tongues * (MultilingualEncoder.Role.allCases.count + 1)
        else { throw .damaged(file: file.path) }
        self.encoder = encoder
        self.dimension = dimension
        self.origins = stride(from: 0, to: origins.count, by: width).map { start in
            origins[start..<(start + width)].map(Float.init(bitPattern:))
        }
        self.map = map.map { Float(Float16(bitPattern: $0)) }
        fingerprint = data.withUnsafeBytes(Checksum.of)
    }

    static let magic: UInt64 = 0x4543_4150_534f_4e49
    /// The twelve languages, and one place for all others.
    private static let tongues = Tongue.analysed.count + 1

    /// As ``vector(of:as:in:)``, with the language's code; for measuring.
    package func vector(of text: String, as role: MultilingualEncoder.Role, language: String) -> [Float]? {
        vector(of: text, as: role, in: Tongue(code: language))
    }

    /// The text's place, measured from the origin of its language; nil when the text has nothing that can be read.
    ///
    /// Its length says nothing. Takes about 0.2 ms for each token of the text.
    func vector(of text: String, as role: MultilingualEncoder.Role, in tongue: Tongue) -> [Float]? {
        guard let moved = encoder.vector(of: text, as: role, from: origin(role == .query ? 0 : 1, tongue)) else {
            return nil
        }
        return (0..<dimension).map { row in
            let start = row * moved.count
            var sum: Float = 0
            for column in moved.indices { sum += map[start + column] * moved[column] }
            return sum
        }
    }

    /// What the word means by itself, of length 1, measured from the origin of its language's words; nil when the word
    /// has nothing that can be read.
    ///
    /// The map is left out: it did not make likenesses of words any better. Takes some 2.4 ms.
    func vector(ofWord word: String, in tongue: Tongue) -> [Float]? {
        encoder.vector(of: word, as: .query, from: origin(MultilingualEncoder.Role.allCases.count, tongue))?.unit
    }

    private func origin(_ kind: Int, _ tongue: Tongue) -> [Float] {
        origins[kind * Self.tongues + min(Int(tongue.rawValue), Self.tongues - 1)]
    }
}

extension MultilingualEncoder {
    fileprivate func vector(of text: String, as role: Role, from origin: [Float]) -> [Float]? {
        vector(of: text, as: role).map { zip($0, origin).map { $0 - $1 } }
    }
}

/// Why a vector space cannot be used.
public enum VectorSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(file: String)
    case damaged(file: String)
    /// The space was made for the vectors of other weights.
    case otherEncoder(file: String)
    /// A space is made from texts in all twelve languages, questions and answers.
    case tooFewTexts

    public var description: String {
        switch self {
        case .unreadable(let file): "vector space \(file) cannot be read"
        case .damaged(let file): "vector space \(file) is damaged"
        case .otherEncoder(let file): "vector space \(file) was made for another encoder"
        case .tooFewTexts: "a vector space needs questions and answers in all twelve languages"
        }
    }
}
