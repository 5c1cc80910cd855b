/// One text in one or more languages, each with who wrote it.
public struct LocalizedText: Sendable, Hashable {
    /// Who wrote a text.
    public enum Writer: String, Sendable, Codable {
        case person, machine
    }

    /// A text in one language.
    public struct Version: Sendable, Hashable {
        /// The words.
        public let text: String
        /// The language they are in.
        public let language: Language
        /// Who wrote them.
        public let writer: Writer
    }

    /// What a reader gets to see.
    public struct Reading: Sendable, Hashable {
        /// The words.
        public let text: String
        /// The language they are in.
        public let language: Language
        /// Who wrote them.
        public let writer: Writer
        /// Whether that is the language asked for.
        public let isRequestedLanguage: Bool
    }

    /// All texts, in the order of ``Language``; never empty.
    public private(set) var versions: [Version]

    /// A text in its first language.
    public init(_ text: String, in language: Language, by writer: Writer = .person) {
        versions = [Version(text: text, language: language, writer: writer)]
    }

    /// Several texts, nil when there is none; of two in the same language the later counts.
    public init?(_ versions: [Version]) {
        guard let first = versions.first else { return nil }
        self.versions = [first]
        for version in versions.dropFirst() { set(version.text, in: version.language, by: version.writer) }
    }

    /// The text in a language, nil where there is none.
    public subscript(_ language: Language) -> Version? {
        versions.first { $0.language == language }
    }

    /// The languages there are, in the order of ``Language``.
    public var languages: [Language] { versions.map(\.language) }

    /// Adds or replaces the text in a language.
    public mutating func set(_ text: String, in language: Language, by writer: Writer = .person) {
        let version = Version(text: text, language: language, writer: writer)
        if let index = versions.firstIndex(where: { $0.language == language }) {
            versions[index] = version
        } else {
            let index = versions.firstIndex { $0.language.place > language.place } ?? versions.endIndex
            versions.insert(version, at: index)
        }
    }

    /// Takes a language away; the last one stays.
    public mutating func remove(_ language: Language) {
        if versions.count > 1 { versions.removeAll { $0.language == language } }
    }

    /// The text in the reader's language, or else the best other: texts by people before those by machines, and
    /// among equals English first, then the order of ``Language``.
    public func reading(for language: Language) -> Reading {
        let version = self[language] ?? versions.first { $0.writer == .person } ?? versions[0]
        return Reading(
            text: version.text, language: version.language, writer: version.writer,
            isRequestedLanguage: version.language == language)
    }
}

extension Language {
    /// The language's place in the order of ``Language``.
    var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases + ofTextsOnly, 0...))
}
