import Foundation

/// Names and values of an address or a form, in their order; names may repeat.
public struct QueryString: Sendable, Hashable {
    public var pairs: [Pair]

    /// One name with one value.
    public struct Pair: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ pairs: [Pair] = []) { self.pairs = pairs }

    /// Reads `application/x-www-form-urlencoded` text. What is not valid UTF-8 is replaced, never refused.
    public init(parsing text: some StringProtocol) {
        pairs = text.split(separator: "&").prefix(2_000).map { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Pair(Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    /// The first value of a name.
    public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// All values of a name.
    public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The same with one name set to one value, or taken out.
    public func setting(_ name: String, to value: String?) -> QueryString {
        var copy = QueryString(pairs.filter { $0.name != name })
        if let value { copy.pairs.append(Pair(name, value)) }
        return copy
    }

    /// The text for an address, without the question mark.
    public var text: String {
        pairs.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }

    /// An address with these names and values.
    public func address(_ path: String) -> String { pairs.isEmpty ? path : path + "?" + text }

    private static func decoded(_ text: Substring.SubSequence) -> String { decoded(bytes: text.utf8) }

    private static func decoded(_ text: some StringProtocol) -> String { decoded(bytes: Substring(text).utf8) }

    private static func decoded(bytes: Substring.UTF8View) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), let end = bytes.index(index, offsetBy: 3, limitedBy: bytes.endIndex),
                let value = UInt8(String(decoding: bytes[bytes.index(after: index)..<end], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index = end
            } else {
                result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index = bytes.index(after: index)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
