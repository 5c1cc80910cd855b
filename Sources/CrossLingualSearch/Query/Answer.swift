/// What a query found.
public struct Answer: Sendable, Hashable {
    /// Best first; equal scores are ordered by identifier.
    public let hits: [Hit]
    /// False when even the best hit is weak, so that a page can say "nothing fits well" above the list.
    ///
    /// How it is decided, and how well: `Fit`.
    public let fits: Bool
    /// Whether texts were compared by what they mean; false when there is no vector space or it is not filled yet.
    public let comparesMeaning: Bool
    /// Language the query was read in: the given one, or the index's guess; "und" when there was nothing to guess from.
    public let language: String
    /// Words of the query, as written, that neither the index nor the lexicon knows in any language.
    public let unknownWords: [String]
    /// Concepts the query mentions, strongest first.
    public let concepts: [String]

    public init(
        hits: [Hit], fits: Bool, comparesMeaning: Bool = false, language: String, unknownWords: [String],
        concepts: [String]
    ) {
        self.hits = hits
        self.fits = fits
        self.comparesMeaning = comparesMeaning
        self.language = language
        self.unknownWords = unknownWords
        self.concepts = concepts
    }
}

/// One found document and why it was found.
public struct Hit: Sendable, Hashable {
    public let id: String
    public let kind: String
    /// Language of the document's original.
    public let language: String
    /// How alike query and document are, 0…1: the share of the query's words that the document answers or, where texts
    /// are compared by what they mean too, how near the meanings are with a part of that. It never says that a practice
    /// works.
    public let score: Double
    /// Why, strongest first.
    public let because: [Evidence]
    /// Concepts that query and document share.
    public let concepts: [String]
    /// The part of the document that answers best; nil when only concepts match.
    public let passage: Passage?
    /// How people marked it for like queries, which moved it up or down; nil when nobody did.
    public let judgement: Judgement?

    public init(
        id: String, kind: String, language: String, score: Double, because: [Evidence], concepts: [String],
        passage: Passage?, judgement: Judgement? = nil
    ) {
        self.id = id
        self.kind = kind
        self.language = language
        self.score = score
        self.because = because
        self.concepts = concepts
        self.passage = passage
        self.judgement = judgement
    }
}

/// One reason for a hit: this word of the query answers to that word of the document.
public struct Evidence: Sendable, Hashable {
    /// The link between the two words.
    public enum Via: Sendable, Hashable {
        /// The same word, spelled alike but for case and accents.
        case same
        /// Another form of the same word.
        case stem
        /// A part of a compound, as a stem: "puisto" in "leikkipuisto".
        case compound(part: String)
        /// A dictionary translates one into the other, directly or through another language's word (its code).
        case dictionary(name: String, through: String?)
        /// Both texts are about the concept with this identifier.
        case concept(_ id: String)
        /// The query word was read as another, similarly spelled one.
        case spelling(readAs: String)
        /// The model takes the two for the same, and dictionaries do not know both. Seven in eight such pairs were right
        /// where it was measured.
        case meaning
    }

    /// As written in the query; the empty string for a concept without a single word behind it.
    public let queryWord: String
    /// As written in the document; the empty string for a concept the authors assigned.
    public let foundWord: String
    /// Language of the document's version the word was found in.
    public let foundLanguage: String
    public let via: Via

    public init(queryWord: String, foundWord: String, foundLanguage: String, via: Via) {
        self.queryWord = queryWord
        self.foundWord = foundWord
        self.foundLanguage = foundLanguage
        self.via = via
    }
}

/// An excerpt of a document with the answering words marked.
public struct Passage: Sendable, Hashable {
    /// A piece of the text.
    public struct Segment: Sendable, Hashable {
        public let text: String
        public let isHighlighted: Bool
    }

    /// One or a few sentences as written.
    public let text: String
    public let language: String
    /// Ranges of ``text``, ascending, not overlapping.
    public let highlights: [Range<String.Index>]

    public init(text: String, language: String, highlights: [Range<String.Index>]) {
        self.text = text
        self.language = language
        self.highlights = highlights
    }

    /// The text cut at the highlights; joined again it is ``text``.
    public var segments: [Segment] {
        var result: [Segment] = []
        var position = text.startIndex
        for range in highlights {
            if position < range.lowerBound {
                result.append(Segment(text: String(text[position..<range.lowerBound]), isHighlighted: false))
            }
            result.append(Segment(text: String(text[range]), isHighlighted: true))
            position = range.upperBound
        }
        if position < text.endIndex {
            result.append(Segment(text: String(text[position...]), isHighlighted: false))
        }
        return result
    }
}
