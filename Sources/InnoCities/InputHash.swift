import Crypto
import Foundation

/// Tells from which bytes a result was computed.
enum InputHash {
    /// SHA-256 in hexadecimal digits, as `sha256sum` prints it.
    static func of(_ bytes: some DataProtocol) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
