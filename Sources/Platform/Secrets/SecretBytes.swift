import Crypto
public import Foundation

/// Bytes nobody can guess, and the two things done with them everywhere: writing them down and comparing them.
enum SecretBytes {
    /// Bytes from the system's cryptographic generator.
    static func random(count: Int) -> Data {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Data($0) }
    }

    /// Whether two values are equal, taking the same time wherever they differ; only the lengths may show.
    static func equal(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
        let left = Array(left)
        let right = Array(right)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static func sha256(_ data: some DataProtocol) -> Data { Data(SHA256.hash(data: data)) }
}

extension Data {
    /// Base64 of RFC 4648 section 5 without padding, safe in addresses and file names.
    public var base64URL: String {
        base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// Reads what `base64URL` writes; anything else, padding and blanks included, is nil.
    public init?(base64URL text: String) {
        guard text.utf8.allSatisfy({ Base64URLAlphabet.contains($0) }) else { return nil }
        let standard = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding), data.base64URL == text else { return nil }
        self = data
    }
}

private enum Base64URLAlphabet {
    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
