/// Keywords as experts write them: words, and marks that say what a document must have or must not have.
///
/// | mark | documents with |
/// |---|---|
/// | `"two words"` | these words in this order, whatever their case and accents |
/// | `title:word`, `title:"two words"` | a title that has the word in any form, or these words in this order |
/// | `kind:need`, `language:fi`, `country:FI` | this kind, original language or tag |
/// | `-` before any of these or before a word | none of it; a word counts in any form, not in translation |
///
/// Every text can be read: a quote that is not closed, a field that nobody knows and a mark without a word are words.
public struct ExpertQuery: Sendable, Hashable {
    /// What a document must have, or must not have.
    public struct Condition: Sendable, Hashable {
        public enum Subject: Sendable, Hashable {
            /// Words in this order: as they are where they are a phrase, or else in any form.
            case words(String, isPhrase: Bool, inTitle: Bool)
            /// ``SearchDocument/kind``, the language of the original, or one of ``SearchDocument/tags``.
            case field(name: String, value: String)
        }

        public let subject: Subject
        public let isExcluded: Bool
    }

    /// Words without a mark.
    public let words: String
    /// What to search by: all words but those that are excluded. A query without marks is left as it is.
    public let text: String
    public let conditions: [Condition]

    /// Whether it says of what kind documents must be.
    public var namesKind: Bool {
        conditions.contains { condition in
            guard case .field(Self.kindField, _) = condition.subject else { return false }
            return !condition.isExcluded
        }
    }

    /// More marks than these are read as words.
    public static let mostConditions = 16

    /// - Parameter fields: names that may stand before a colon, in small letters.
    public init(_ query: String, fields: Set<String>) {
        var reader = MarkReader(rest: query[...], fields: fields)
        var words: [String] = []
        var text: [String] = []
        var conditions: [Condition] = []
        while reader.skipSpace() {
            if conditions.count < Self.mostConditions, let condition = reader.condition() {
                conditions.append(condition)
                if case .words(let asked, _, _) = condition.subject, !condition.isExcluded { text.append(asked) }
            } else {
                let word = reader.word()
                words.append(word)
                text.append(word)
            }
        }
        self.conditions = conditions
        self.words = conditions.isEmpty ? query : words.joined(separator: " ")
        self.text = conditions.isEmpty ? query : text.joined(separator: " ")
    }

    // Fields that every index has, beside the tags of its documents.
    static let titleField = "title"
    static let kindField = "kind"
    static let languageField = "language"
}

/// Takes a query apart from its beginning.
private struct MarkReader {
    var rest: Substring
    let fields: Set<String>

    private static let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

    /// Returns whether anything is left.
    mutating func skipSpace() -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        return !rest.isEmpty
    }

    /// Everything up to the next space.
    mutating func word() -> String {
        let word = rest.prefix { !$0.isWhitespace }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// The mark that comes next; nil when it is none, and then nothing is taken.
    mutating func condition() -> ExpertQuery.Condition? {
        let before = rest
        let isExcluded = rest.first == "-"
        if isExcluded { rest = rest.dropFirst() }
        let field = field()
        let phrase = phrase()
        let value = phrase ?? word()
        let isMarked = isExcluded || field != nil || phrase != nil
        guard isMarked, !Tokeniser.tokens(of: value, in: .other).isEmpty else {
            rest = before
            return nil
        }
        guard let field, field != ExpertQuery.titleField else {
            return .init(
                subject: .words(value, isPhrase: phrase != nil, inTitle: field != nil), isExcluded: isExcluded)
        }
        return .init(subject: .field(name: field, value: value), isExcluded: isExcluded)
    }

    /// A known name with its colon.
    private mutating func field() -> String? {
        let name = rest.prefix { $0 != ":" && !$0.isWhitespace }
        guard rest[name.endIndex...].first == ":", fields.contains(name.lowercased()) else { return nil }
        rest = rest[name.endIndex...].dropFirst()
        return name.lowercased()
    }

    /// What stands between quotes.
    private mutating func phrase() -> String? {
        guard let first = rest.first, Self.quotes.contains(first) else { return nil }
        let inside = rest.dropFirst()
        guard let end = inside.firstIndex(where: Self.quotes.contains) else { return nil }
        rest = inside[inside.index(after: end)...]
        return String(inside[..<end])
    }
}
