/// Why a mail was not sent, with the one distinction that matters: whether trying again later can help.
public enum MailError: Error, Hashable, CustomStringConvertible {
    /// Not an address mail can be sent to.
    case invalidAddress(String)
    /// Text that does not fit into a header, such as one with line breaks.
    case invalidHeader(String)
    /// Try again later: the server is busy, away, or asks for patience.
    case temporary(String)
    /// Trying again will not help: the server refused the recipient, the sender or the mail.
    case permanent(String)

    /// Whether a later attempt may succeed.
    public var isTemporary: Bool {
        if case .temporary = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .invalidAddress(let address): "\(address.debugDescription) is not a mail address"
        case .invalidHeader(let name): "the mail's \(name) holds characters that a header may not hold"
        case .temporary(let reason), .permanent(let reason): reason
        }
    }
}
