/// A fault in a JSON text, with its place.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        case unexpectedEnd
        /// A character that cannot stand here.
        case unexpectedCharacter
        /// Something follows the value.
        case trailingText
        /// A control character stands in a string without being escaped.
        case unescapedControlCharacter
        /// A backslash with something other than JSON's escapes after it.
        case invalidEscape
        /// Half of a surrogate pair.
        case loneSurrogate
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A number that JSON's grammar does not allow, such as `01` or `1.`.
        case invalidNumber
        /// An integer outside 64 bits or a number too large for a `Double`.
        case numberOutOfRange
        /// A name that its object already has.
        case duplicateName(String)
        case tooDeep(limit: Int)
        case tooLarge(limitBytes: Int)
        case tooManyValues(limit: Int)
    }

    /// Counted from 1.
    public let line: Int
    /// The character in its line, counted from 1 in Unicode scalars.
    public let column: Int
    public let reason: Reason

    public init(line: Int, column: Int, reason: Reason) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// The fault in English, for logs.
    public var description: String { "line \(line), column \(column): \(reason)" }
}

/// Bounds on what a hostile text can make a JSON parser spend.
public struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may stand in one another. Also bounds the use of the stack.
    public var depth: Int
    /// The longest text.
    public var bytes: Int
    /// How many values, counting containers and members, one text may hold; bounds memory, since `[[],[],…]` grows
    /// more than tenfold when parsed.
    public var values: Int

    public init(depth: Int = 64, bytes: Int = 8 << 20, values: Int = 500_000) {
        self.depth = depth
        self.bytes = bytes
        self.values = values
    }
}
