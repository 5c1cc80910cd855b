public import Foundation

/// Translations between the languages, read from one memory-mapped file.
public struct Lexicon: Sendable {
    /// Opens a file made by ``build(from:to:)``, in milliseconds, whatever its size.
    ///
    /// - Throws: ``LexiconError`` when the file is absent or damaged.
    public init(contentsOf file: URL) throws { throw LexiconError.unreadable(file: file.path) }

    /// Packs extracted translations (`source-lang, target-lang, headword, translations, dictionary`, tab-separated; see
    /// `scripts/build-lexicon`) into one file.
    @discardableResult
    public static func build(from table: URL, to file: URL) throws -> Summary {
        throw LexiconError.unreadable(file: table.path)
    }

    /// What ``build(from:to:)`` has written.
    public struct Summary: Sendable, Hashable, Codable {
        public let words: Int
        public let translations: Int
        public let dictionaries: Int
        public let bytes: Int
    }
}

/// Why a lexicon cannot be read or built.
public enum LexiconError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(file: String)
    case damaged(file: String, reason: String)
    case otherVersion(found: Int, expected: Int)
    /// A line of the extracted table is not five tab-separated fields.
    case malformedLine(number: Int)

    public var description: String {
        switch self {
        case .unreadable(let file): "lexicon \(file) cannot be read"
        case .damaged(let file, let reason): "lexicon \(file) is damaged: \(reason)"
        case .otherVersion(let found, let expected): "lexicon has version \(found), expected \(expected)"
        case .malformedLine(let number): "line \(number) of the lexicon table does not have five fields"
        }
    }
}
