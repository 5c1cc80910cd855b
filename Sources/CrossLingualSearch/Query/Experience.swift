/// What somebody said of a document that was found for a text.
public struct Mark: Sendable, Hashable {
    /// What was looked for, as written.
    public let text: String
    /// Language code the text is written in; nil when it is not known.
    public let language: String?
    /// Identifier of the document.
    public let document: String
    public let isUseful: Bool
    /// Who said it: nobody counts twice for one document.
    public let author: String

    public init(text: String, language: String?, document: String, isUseful: Bool, author: String) {
        self.text = text
        self.language = language
        self.document = document
        self.isUseful = isUseful
        self.author = author
    }
}

/// How people marked a document that was found for texts like the query.
public struct Judgement: Sendable, Hashable {
    /// Number of people who found it useful.
    public internal(set) var useful = 0
    /// Number of people who did not.
    public internal(set) var notUseful = 0
    /// What the document's score gains or loses.
    public internal(set) var gain: Float = 0
}

/// What marks on earlier hits say about the documents of a like query.
///
/// A mark counts for queries whose meaning is like that of the text it was made for, the more the liker they are. Each
/// author counts once for a document, with the mark for the likest text, and all together move it by ``mostGain`` at
/// most: marks put right what is in the wrong order, and cannot bring up what has nothing to do with the query.
struct Experience: Sendable {
    /// Likeness from which on a mark counts. Of the same need in two languages 95 % are at or above .39, of different needs
    /// one in a thousand is above .36 (`Benchmarks/search/needs.csv`).
    private static let leastLikeness: Float = 0.38
    /// Likeness from which on it counts in full.
    private static let fullLikeness: Float = 0.55
    /// What one author's mark is worth.
    private static let gainForEach: Float = 0.04
    private static let mostGain: Float = 0.12

    private let marks: [Mark]
    /// The vector of each mark's text; none for one without letters.
    private let vectors: RowVectors?

    init() {
        marks = []
        vectors = nil
    }

    /// - Parameter earlier: whose vectors are used again for the same texts.
    /// - Complexity: some 10 ms for each new text.
    init(_ marks: [Mark], in space: VectorSpace, after earlier: Experience) {
        var known: [String: [RoundedVector]] = [:]
        for (number, mark) in earlier.marks.enumerated() { known[mark.text] = earlier.vectors?.rounded(ofRow: number) }
        var vectors = RowVectors(dimension: space.dimension)
        for mark in marks {
            let tongue = mark.language.map(Tongue.init(code:)) ?? .other
            let own =
                known[mark.text] ?? space.vector(of: mark.text, as: .query, in: tongue).map { [RoundedVector($0.unit)] }
            known[mark.text] = own ?? []
            vectors.append(own ?? [])
        }
        self.marks = marks
        self.vectors = vectors
    }

    /// By document, for a query of this meaning.
    /// - Complexity: linear in the number of marks, some 15 ns for each.
    func judgements(for meaning: [Float]) -> [String: Judgement] {
        guard let vectors else { return [:] }
        var best: [String: [String: (likeness: Float, isUseful: Bool)]] = [:]
        vectors.scan(RoundedVector(meaning)) { row, _, likeness in
            let mark = marks[row]
            guard likeness >= Self.leastLikeness,
                likeness > best[mark.document]?[mark.author]?.likeness ?? 0
            else { return }
            best[mark.document, default: [:]][mark.author] = (likeness, mark.isUseful)
        }
        return best.mapValues { authors in
            var judgement = Judgement()
            for (likeness, isUseful) in authors.values {
                let weight = min(1, (likeness - Self.leastLikeness) / (Self.fullLikeness - Self.leastLikeness))
                judgement.gain += (isUseful ? 1 : -1) * weight * Self.gainForEach
                if isUseful { judgement.useful += 1 } else { judgement.notUseful += 1 }
            }
            judgement.gain = max(-Self.mostGain, min(Self.mostGain, judgement.gain))
            return judgement
        }
    }
}

extension SearchIndex {
    /// Learns from what people said of earlier hits, in place of what it learnt before; an empty list forgets it.
    ///
    /// Only an index with a vector space learns. Of two marks by one author for the same text and document the later in
    /// the list counts. Takes some 10 ms for each text that was not there before; searches go on meanwhile.
    public func learn(from marks: [Mark]) {
        guard let space else { return }
        var latest: [[String]: Mark] = [:]
        for mark in marks { latest[[mark.author, mark.document, mark.text]] = mark }
        let kept = marks.filter { latest[[$0.author, $0.document, $0.text]] == $0 }
        let learnt = Experience(kept, in: space, after: experience.withLock { $0 })
        experience.withLock { $0 = learnt }
    }
}
