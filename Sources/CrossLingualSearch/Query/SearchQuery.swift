/// What is looked for.
public struct SearchQuery: Sendable {
    /// How the text is to be read.
    public enum Mode: String, Sendable, Hashable, Codable {
        /// A few words typed into a search box: the last one may be unfinished, and there may be marks among them, as
        /// ``ExpertQuery`` says.
        case keywords
        /// A described need of one sentence or more: every word is complete, and a document that answers many of them wins.
        case need
    }

    public var text: String
    /// Language code the text is written in; nil lets the index guess.
    public var language: String?
    /// Kinds of documents wanted; nil means all.
    public var kinds: Set<String>?
    /// Attributes a document must have: for every key at least one of the values.
    public var tags: [String: Set<String>]
    /// Largest number of hits.
    public var limit: Int
    public var mode: Mode
    /// Whether a document may be shown at all, by its identifier. It runs while documents are ranked, and only for those
    /// good enough to be shown, so that hidden ones do not use up the limit.
    public var allows: (@Sendable (_ id: String) -> Bool)?

    public init(
        _ text: String, language: String? = nil, kinds: Set<String>? = nil, tags: [String: Set<String>] = [:],
        limit: Int = 20, mode: Mode = .need, allows: (@Sendable (_ id: String) -> Bool)? = nil
    ) {
        self.text = text
        self.language = language
        self.kinds = kinds
        self.tags = tags
        self.limit = limit
        self.mode = mode
        self.allows = allows
    }
}
