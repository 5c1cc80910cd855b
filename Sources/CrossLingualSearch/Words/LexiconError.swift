/// Why a lexicon cannot be read or built.
public enum LexiconError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(file: String)
    case unwritable(file: String)
    case damaged(file: String, reason: String)
    case otherVersion(found: Int, expected: Int)
    /// A line of the extracted table is not five tab-separated fields.
    case malformedLine(number: Int)
    /// More words, translations or dictionaries than the format can number.
    case tooLarge

    public var description: String {
        switch self {
        case .unreadable(let file): "lexicon \(file) cannot be read"
        case .unwritable(let file): "lexicon \(file) cannot be written"
        case .damaged(let file, let reason): "lexicon \(file) is damaged: \(reason)"
        case .otherVersion(let found, let expected): "lexicon has version \(found), expected \(expected)"
        case .malformedLine(let number): "line \(number) of the lexicon table does not have five fields"
        case .tooLarge: "the lexicon table is too large"
        }
    }
}
