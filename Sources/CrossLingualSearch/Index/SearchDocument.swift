/// One thing that can be found: a practice, a need, a place.
///
/// A document may exist in several languages. All versions are searched, and a word found in two of them counts once.
public struct SearchDocument: Sendable, Hashable, Codable {
    /// One language version of a document.
    public struct Version: Sendable, Hashable, Codable {
        /// Language code ("pl"). An unknown code is indexed without stems or translations.
        public var language: String
        public var title: String
        public var body: String

        public init(language: String, title: String, body: String) {
            self.language = language
            self.title = title
            self.body = body
        }
    }

    /// Unique over all kinds; an update with the same identifier replaces the document.
    public var id: String
    /// What it is ("practice", "need", …); queries filter by it.
    public var kind: String
    /// Language versions, the original first.
    public var versions: [Version]
    /// Concepts the authors assigned. Concepts mentioned in the texts are added by the index.
    public var concepts: Set<String>
    /// Small attributes to filter by, such as `["country": ["FI"]]`.
    public var tags: [String: Set<String>]

    /// Language of the original; "und" (undetermined) for a document without versions.
    public var language: String { versions.first?.language ?? "und" }

    /// - Parameters:
    ///   - language, title, body: the original.
    ///   - texts: further language versions.
    public init(
        id: String, kind: String, language: String, title: String, body: String,
        texts: [(language: String, title: String, body: String)] = [],
        concepts: Set<String> = [], tags: [String: Set<String>] = [:]
    ) {
        self.id = id
        self.kind = kind
        versions =
            [Version(language: language, title: title, body: body)]
            + texts.map { Version(language: $0.language, title: $0.title, body: $0.body) }
        self.concepts = concepts
        self.tags = tags
    }
}
