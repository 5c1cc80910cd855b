/// The identifier of something in a REFI-QDA file: 128 bits, written as 8-4-4-4-12 hexadecimal digits.
///
/// Braces and the case of letters are how it is written and not what it is; they are kept, so that programs which
/// compare texts find theirs again. Equal identifiers of different kinds of things are different things: the standard's
/// own second example gives one to a region of a page and to the text in it.
public struct REFIIdentifier: Sendable, Hashable, CustomStringConvertible {
    public let high: UInt64
    public let low: UInt64
    public let isBraced: Bool
    public let isUpperCase: Bool

    public init(high: UInt64, low: UInt64) {
        self.init(high, low, isBraced: false, isUpperCase: false)
    }

    private init(_ high: UInt64, _ low: UInt64, isBraced: Bool, isUpperCase: Bool) {
        self.high = high
        self.low = low
        self.isBraced = isBraced
        self.isUpperCase = isUpperCase
    }

    /// Nil when the text is not one.
    public init?(_ text: String) {
        var digits = Array(text.utf8)
        let isBraced = digits.first == UInt8(ascii: "{")
        if isBraced {
            guard digits.count == 38, digits[37] == UInt8(ascii: "}") else { return nil }
            digits = Array(digits[1..<37])
        }
        guard digits.count == 36 else { return nil }
        var (words, place, isUpperCase) = ([UInt64](repeating: 0, count: 2), 0, false)
        for (index, byte) in digits.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(byte) else { return nil }
            isUpperCase = isUpperCase || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
            words[place / 16] = words[place / 16] << 4 | digit
            place += 1
        }
        self.init(words[0], words[1], isBraced: isBraced, isUpperCase: isUpperCase)
    }

    /// An identifier for something that has none, or an invalid one: the same for the same text.
    ///
    /// Two FNV-1a sums, marked as a custom identifier (RFC 9562, version 8).
    init(standingFor text: String) {
        func sum(_ start: UInt64) -> UInt64 {
            text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
        let high = sum(0xcbf2_9ce4_8422_2325) & ~0xF000 | 0x8000
        let low = sum(0x6c62_272e_07bb_0142) & ~(3 << 62) | 2 << 62
        self.init(high: high, low: low)
    }

    public static func == (first: REFIIdentifier, second: REFIIdentifier) -> Bool {
        first.high == second.high && first.low == second.low
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }

    /// As it was written.
    public var description: String {
        let digits = [high, low].map { word in
            let digits = String(word, radix: 16, uppercase: isUpperCase)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        var parts: [Substring] = []
        var rest = Substring(digits)
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        let text = parts.joined(separator: "-")
        return isBraced ? "{\(text)}" : text
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
