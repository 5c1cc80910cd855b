import Foundation

/// One text in one or more languages, each with who wrote it.
///
/// It always holds at least one text; a text is never empty.
public struct LocalizedText: Sendable, Hashable {
    /// Who wrote a text.
    public enum Writer: String, Sendable, Codable {
        case person, machine
    }

    /// A text in one language.
    public struct Version: Sendable, Hashable {
        /// The words.
        public let text: String
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

    /// Why a stored text cannot be read.
    public enum Invalid: Error, Hashable {
        /// The JSON is not `{"fi": {"text": "…", "by": "person"}, …}`.
        case json
        /// A key is none of the twelve languages.
        case language(String)
        /// There is no text, or one of them is empty.
        case empty
    }

    private var versions: [Language: Version]

    /// A text in its first language.
    public init(_ text: String, in language: Language, by writer: Writer = .person) {
        versions = [language: Version(text: text, writer: writer)]
    }

    /// The text in a language, nil where there is none. An empty text removes a language, unless it is the last.
    public subscript(_ language: Language) -> Version? { versions[language] }

    /// The languages there are, in the order of ``Language``.
    public var languages: [Language] { Language.allCases.filter { versions[$0] != nil } }

    /// Adds or replaces the text in a language.
    public mutating func set(_ text: String, in language: Language, by writer: Writer) {
        versions[language] = Version(text: text, writer: writer)
    }

    /// Takes a language away; the last one stays.
    public mutating func remove(_ language: Language) {
        if versions.count > 1 { versions[language] = nil }
    }

    /// The text in the reader's language, or else the best other: texts by people before those by machines, and
    /// among equals English first, then the order of ``Language``.
    public func reading(for language: Language) -> Reading {
        let order = [language] + Language.allCases
        let best =
            versions[language].map { (language, $0) }
            ?? order.lazy.compactMap { l in versions[l].map { (l, $0) } }.first { $0.1.writer == .person }
            ?? order.lazy.compactMap { l in versions[l].map { (l, $0) } }.first
        guard let (found, version) = best else {
            preconditionFailure("a localised text holds at least one text")
        }
        return Reading(
            text: version.text, language: found, writer: version.writer, isRequestedLanguage: found == language)
    }
}

extension LocalizedText: Codable {
    private struct Stored: Codable {
        let text: String
        let by: Writer
    }

    /// Reads `{"fi": {"text": "…", "by": "person"}, …}`; throws ``Invalid``.
    public init(from decoder: any Decoder) throws {
        let stored = try decoder.singleValueContainer().decode([String: Stored].self)
        versions = [:]
        for (key, value) in stored {
            guard let language = Language(rawValue: key) else { throw Invalid.language(key) }
            guard !value.text.isEmpty else { throw Invalid.empty }
            versions[language] = Version(text: value.text, writer: value.by)
        }
        if versions.isEmpty { throw Invalid.empty }
    }

    /// Writes the same form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let stored = versions.map { ($0.key.rawValue, Stored(text: $0.value.text, by: $0.value.writer)) }
        try container.encode(Dictionary(uniqueKeysWithValues: stored))
    }

    /// The form in which it is stored, languages in the order of ``Language``.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads the stored form; throws ``Invalid``.
    public init(json: String) throws {
        self = try JSONDecoder().decode(LocalizedText.self, from: Data(json.utf8))
    }
}
