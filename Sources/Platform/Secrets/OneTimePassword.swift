import Crypto
public import Foundation
public import Languages

/// Time-based one-time passwords by RFC 6238 with the settings every authenticator app shares: SHA-1, 30 seconds.
///
/// SHA-1 is sound inside HMAC; apps that ignore the `algorithm` parameter would make anything else fail silently.
public struct OneTimePassword: Sendable, Hashable {
    /// How long one code lasts, in seconds.
    public static let period = 30

    /// The secret shared with the person's device: 20 bytes when made here.
    public let secret: Data
    private let digits: Int

    /// - Parameter digits: length of a code: 6 for people, 8 in the RFC's own examples.
    public init(secret: Data, digits: Int = 6) {
        precondition((6...8).contains(digits), "one-time passwords have 6 to 8 digits")
        self.secret = secret
        self.digits = digits
    }

    /// A new secret: 160 bits, as RFC 4226 section 4 recommends.
    public static func makeSecret() -> Data { SecretBytes.random(count: 20) }

    /// The number of the 30-second step that an instant falls in.
    public static func step(at instant: Instant) -> Int { instant.milliseconds / (period * 1000) }

    /// The code for one step.
    public func code(step: Int) -> String {
        let counter = withUnsafeBytes(of: UInt64(bitPattern: Int64(step)).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // Dynamic truncation, RFC 4226 section 5.3: the last four bits say where to read 31 bits.
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// Checks a typed code against the present step, the one before and the one after.
    ///
    /// - Parameter lastStep: the step of the last code this person used. It and all before it are refused, so that a
    ///   code that was watched or intercepted cannot be played again.
    /// - Returns: the step that matched, to be stored as the new `lastStep`; nil for a wrong or used code.
    public func verify(_ typed: String, at instant: Instant, after lastStep: Int?) -> Int? {
        let code = typed.filter { !$0.isWhitespace }
        let present = Self.step(at: instant)
        var matched: Int?
        for step in present - 1...present + 1 where SecretBytes.equal(self.code(step: step).utf8, code.utf8) {
            matched = step
        }
        guard let matched, matched > lastStep ?? Int.min else { return nil }
        return matched
    }

    /// The secret as people type it into an app: base32 in groups of four.
    public var secretText: String {
        let text = Array(Base32.encode(secret))
        return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }
            .joined(separator: " ")
    }

    /// The `otpauth://` address that authenticator apps read from a QR code.
    ///
    /// - Parameters:
    ///   - issuer: name of this installation.
    ///   - account: what the person signs in with.
    public func address(issuer: String, account: String) -> String {
        let issuer = Self.percentEncoded(issuer)
        return "otpauth://totp/\(issuer):\(Self.percentEncoded(account))?secret=\(Base32.encode(secret))"
            + "&issuer=\(issuer)&algorithm=SHA1&digits=\(digits)&period=\(Self.period)"
    }

    private static func percentEncoded(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
