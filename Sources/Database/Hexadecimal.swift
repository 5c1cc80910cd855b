import Foundation

/// The text form of PostgreSQL's `bytea`: `\x` and two hexadecimal digits for each byte.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ data: Data) -> String {
        String(unsafeUninitializedCapacity: 2 + 2 * data.count) { buffer in
            buffer[0] = UInt8(ascii: "\\")
            buffer[1] = UInt8(ascii: "x")
            for (position, byte) in data.enumerated() {
                buffer[2 + 2 * position] = digits[Int(byte >> 4)]
                buffer[3 + 2 * position] = digits[Int(byte & 15)]
            }
            return 2 + 2 * data.count
        }
    }

    /// Reads pairs of digits, as the server sends them.
    static func data(_ text: some Collection<UInt8>) -> Data {
        var data = Data(capacity: text.count / 2)
        var high: UInt8?
        for character in text {
            let digit =
                character >= UInt8(ascii: "a") ? character - UInt8(ascii: "a") + 10 : character - UInt8(ascii: "0")
            if let first = high {
                data.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return data
    }
}
