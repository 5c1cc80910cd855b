/// What a ``SearchIndex`` can do with the data it was given.
public struct Knowledge: Sendable, Hashable, Codable {
    /// The dictionaries in use.
    public struct Dictionaries: Sendable, Hashable, Codable {
        /// Names such as "FreeDict fin-eng", in alphabetical order.
        public let names: [String]
        /// Number of words and short phrases with a translation.
        public let words: Int
        /// Number of translations, both directions counted.
        public let translations: Int
    }

    /// How texts are compared by what they mean.
    public struct Meaning: Sendable, Hashable, Codable {
        /// Number of texts that have been read for it.
        public let texts: Int
        /// Number of texts that are still to be read; until then they are found by their words.
        public let waiting: Int
        /// Number of words that have been read for it, for reasons.
        public let words: Int
    }

    /// Number of concepts.
    public let concepts: Int
    /// nil when there is no lexicon: languages then meet only in concepts and in words they share.
    public let lexicon: Dictionaries?
    /// nil when there is no vector space: texts are then compared by their words alone.
    public let meaning: Meaning?
    /// Number of documents by language of the original.
    public let documents: [String: Int]
    /// Memory of the index in bytes, without the lexicon, which is mapped from its file.
    public let bytes: Int

    public init(
        concepts: Int, lexicon: Dictionaries?, meaning: Meaning? = nil, documents: [String: Int], bytes: Int
    ) {
        self.concepts = concepts
        self.lexicon = lexicon
        self.meaning = meaning
        self.documents = documents
        self.bytes = bytes
    }
}
