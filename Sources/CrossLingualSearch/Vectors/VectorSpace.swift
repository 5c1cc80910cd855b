public import Foundation

/// The space in which texts of all languages are compared by what they mean: an encoder's vectors, moved so that it no
/// longer matters in which language a text is written.
///
/// An encoder's vectors keep the language: texts of one language lie together, whatever they say. So every language has
/// an origin, the mean of like texts in it, from which vectors are measured; questions have one for keywords and one for
/// sentences, for length lies in a vector as well. A map then shrinks the directions in
/// which translations of one text differ (within-class covariance normalisation, Hatch, Kajarekar and Stolcke, 2006).
/// What a text is about, its nearness to some hundred themes, is added to its direction, and the whole is projected to
/// where texts differ most. All that comes from texts that say the same in several languages (``VectorSpaceMaker``).
public struct VectorSpace: Sendable {
    /// Numbers in a vector of a text.
    public let dimension: Int
    /// Numbers in a vector of a word.
    var wordDimension: Int { encoder.dimension }
    /// Tells one space from another: vectors of different spaces cannot be compared.
    public let fingerprint: UInt64

    private let encoder: MultilingualEncoder
    /// By ``Origin`` and tongue.
    private let origins: [[Float]]
    private let map: LinearMap
    private let themes: Themes
    private let projection: LinearMap

    /// - Parameters:
    ///   - encoder: what turns texts into vectors.
    ///   - file: what ``VectorSpaceMaker`` wrote for its vectors.
    /// - Throws: ``VectorSpaceError`` when the file cannot be read, is damaged, or was made for another encoder.
    public init(encoder: MultilingualEncoder, contentsOf file: URL) throws(VectorSpaceError) {
        guard FileManager.default.isReadableFile(atPath: file.path) else { throw .unreadable(file: file.path) }
        guard var reader = SealedFileReader(file) else { throw .damaged(file: file.path) }
        guard let head = reader.next(UInt64.self), head.count == 3, head[0] == Self.magic,
            let origins = reader.next(UInt32.self), let map = reader.next(UInt16.self),
            let directions = reader.next(UInt16.self), let usual = reader.next(UInt32.self),
            let projection = reader.next(UInt16.self), reader.isAtEnd
        else { throw .damaged(file: file.path) }
        let (width, dimension) = (encoder.dimension, Int(clamping: head[2]))
        let described = width + usual.count
        guard head[1] == encoder.fingerprint else { throw .otherEncoder(file: file.path) }
        guard (1...described).contains(dimension),
            origins.count == width * Self.tongues * Origin.allCases.count,
            let map = LinearMap(inputs: width, halves: map, outputs: width),
            let directions = LinearMap(inputs: width, halves: directions, outputs: usual.count),
            let projection = LinearMap(inputs: described, halves: projection, outputs: dimension)
        else { throw .damaged(file: file.path) }
        self.encoder = encoder
        self.dimension = dimension
        self.origins = stride(from: 0, to: origins.count, by: width).map { start in
            origins[start..<(start + width)].map(Float.init(bitPattern:))
        }
        self.map = map
        themes = Themes(directions: directions, usual: usual.map(Float.init(bitPattern:)))
        self.projection = projection
        fingerprint = reader.checksum
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
    /// Its length says nothing. Takes about 0.2 ms for each token of the text, for a short question twice that.
    func vector(of text: String, as role: MultilingualEncoder.Role, in tongue: Tongue) -> [Float]? {
        let readings = readings(of: text, as: role, in: tongue)
        let states = encoder.states(of: readings.map(\.text), as: role)
        return Self.sum(of: zip(readings, states).map { place(of: $0, $1) }, readings)
    }

    /// What the encoder reads at a time.
    struct Reading {
        let text: String
        fileprivate let role: MultilingualEncoder.Role
        fileprivate let origin: [Float]
        /// How much it counts beside the first reading of the text.
        fileprivate let weight: Float
    }

    /// What is read for a text: the text itself, and the telling words of a short question.
    func readings(of text: String, as role: MultilingualEncoder.Role, in tongue: Tongue) -> [Reading] {
        let core = role == .query ? Self.core(of: text, in: tongue) : nil
        let texts: [(String, Float)] = [(text, 1)] + (core.map { [$0] } ?? [])
        return texts.map { text, weight in
            Reading(text: text, role: role, origin: origin(of: text, as: role, in: tongue), weight: weight)
        }
    }

    /// The place of what was read, as ``vector(of:as:in:)`` adds it.
    func vector(of reading: Reading) -> [Float]? {
        place(of: reading, encoder.states(of: reading.text, as: reading.role))
    }

    /// The vector of a text from those of its readings; nil when the text has nothing that can be read.
    static func sum(of vectors: [[Float]?], _ readings: [Reading]) -> [Float]? {
        guard vectors.count == 2, let whole = vectors[0], let core = vectors[1] else { return vectors.first ?? nil }
        return zip(whole.unit, core.unit).map { $0 + readings[1].weight * $1 }
    }

    private func place(of reading: Reading, _ states: TokenStates?) -> [Float]? {
        states?.pooled(.informative).map { place(of: $0, from: reading.origin) }
    }

    private func place(of vector: [Float], from origin: [Float]) -> [Float] {
        projection(themes.described(map(vector.measured(from: origin)).unit))
    }

    /// The words of a question that say what it is about, and how much their vector counts beside that of the whole; nil
    /// for a long question, and for one that is nothing but such words.
    ///
    /// How a short question is worded moves its vector more than what it is about. On the 20 needs of one sentence nDCG@10
    /// rose from .861 to .879; between weights of 1 and 2 the measure is flat.
    private static func core(of question: String, in tongue: Tongue) -> (text: String, weight: Float)? {
        let weight = mostCore * (1 - sentenceShare(of: question))
        guard weight > 0 else { return nil }
        let words = Tokeniser.tokens(of: question, in: tongue).map(\.word)
        let core = words.filter { !StopWords.saysNothing($0, tongue) }.joined(separator: " ")
        return core.isEmpty || core == question ? nil : (core, weight)
    }

    /// What the telling words of a question count beside it that is as short as keywords.
    private static let mostCore: Float = 1.5

    /// What each word means by itself, of length 1, measured from the origin of its language's words; nil for a word that
    /// has nothing that can be read.
    ///
    /// The map is left out: it did not make likenesses of words any better.
    func vectors(ofWords words: [WordVectors.Word]) -> [[Float]?] {
        zip(words, encoder.states(of: words.map(\.text), as: .query)).map { word, states in
            states?.pooled(.informative)?.measured(from: origin(.word, word.tongue)).unit
        }
    }

    /// A question's lies between that of keywords and that of sentences. On the questions of Benchmarks/search nDCG@10
    /// rose by .005 for keywords and .002 for sentences against one origin for both.
    private func origin(of text: String, as role: MultilingualEncoder.Role, in tongue: Tongue) -> [Float] {
        guard role == .query else { return origin(.passage, tongue) }
        let share = Self.sentenceShare(of: text)
        return zip(origin(.keywords, tongue), origin(.sentences, tongue)).map { $0 + share * ($1 - $0) }
    }

    private func origin(_ kind: Origin, _ tongue: Tongue) -> [Float] {
        origins[kind.rawValue * Self.tongues + min(Int(tongue.rawValue), Self.tongues - 1)]
    }

    /// What a language has an origin for, in the order of the file.
    enum Origin: Int, CaseIterable {
        case keywords, sentences, passage, word
    }

    /// How far a question's length is from that of keywords, 0, to that of two sentences, 1.
    static func sentenceShare(of question: String) -> Float {
        let (keywords, sentences): (Float, Float) = (20, 150)
        let characters = Float(max(1, question.unicodeScalars.count))
        return min(1, max(0, log(characters / keywords) / log(sentences / keywords)))
    }
}

extension [Float] {
    fileprivate func measured(from origin: [Float]) -> [Float] { zip(self, origin).map { $0 - $1 } }
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
