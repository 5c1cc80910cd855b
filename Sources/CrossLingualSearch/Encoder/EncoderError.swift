/// Why an encoder cannot be opened.
public enum EncoderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is absent, or may not be read.
    case unreadable(file: String)
    /// The file is cut off or its content contradicts itself.
    case damaged(file: String, reason: String)
    /// The file is whole, but describes a network of another kind.
    case unsupported(file: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let file): "encoder \(file) cannot be read"
        case .damaged(let file, let reason): "encoder \(file) is damaged: \(reason)"
        case .unsupported(let file, let reason): "encoder \(file) cannot be used: \(reason)"
        }
    }
}
