import Exchange
public import Languages
public import Platform

/// Why a file cannot be brought in at all.
public enum ImportFault: PermanentFailure, Hashable {
    case unknownLanguage(String)
    case notRows
    case malformedLine(Int)
    /// What the reader of its format says, in English.
    case unreadable(String)
    case unknownKind(String)
    case unknownMapping(String)
    case noFile

    public var message: Message {
        switch self {
        case .unknownLanguage(let tag):
            "The mapping names a language that no text can be kept in: \(tag)"
        case .notRows:
            "The file holds no rows. Please write one JSON object a line, an array of objects, or a table with a header."
        case .malformedLine(let line): "Line \(line) is not a JSON object."
        case .unreadable(let detail): "The file cannot be read: \(detail)"
        case .unknownKind(let kind): "There is no kind \(kind) to bring in."
        case .unknownMapping(let name): "There is no mapping named \(name)."
        case .noFile: "The uploaded file is not there any more. Please upload it again."
        }
    }
}
