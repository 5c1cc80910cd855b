import Crypto
public import Foundation

/// The SHA-256 of a file's bytes: its name in the store, and the proof that they are still the same.
public struct FileDigest: Sendable, Hashable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: Data

    /// The digest of bytes in memory.
    public init(of data: some DataProtocol) {
        bytes = Data(SHA256.hash(data: data))
    }

    init(_ digest: SHA256.Digest) {
        bytes = Data(digest)
    }

    /// Reads 64 lower-case hexadecimal digits; anything else is nil, so a digest can never name another path.
    public init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes = Data(capacity: 32)
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    public var description: String { hexadecimal }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
