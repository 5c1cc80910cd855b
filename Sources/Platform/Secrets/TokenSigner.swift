import Crypto
public import Foundation
public import Languages

/// Signs short texts for a while, so that nothing needs to be stored: unsubscribing, confirming an address, a form.
///
/// A signature holds for one purpose and one audience (a city or network) only: both go into the authentication code,
/// and a token made for another one is simply not valid. What may be used only once belongs in a table, as a `Token`.
public struct TokenSigner: Sendable {
    /// What a signed token may be used for. Declare each as a static constant where it is used.
    public struct Purpose: Sendable, Hashable {
        public let name: String
        public init(_ name: String) { self.name = name }
    }

    /// Why a token is refused.
    public enum Refusal: Error, Equatable {
        /// Changed, made up, or made for another purpose or audience.
        case invalid
        /// Genuine, but its time is over.
        case expired
    }

    private let key: SymmetricKey

    /// - Parameter key: this installation's secret: at least 32 random bytes.
    public init(key: Data) {
        precondition(key.count >= 32, "a signing key has at least 32 bytes")
        self.key = SymmetricKey(data: key)
    }

    /// A token that carries a subject in the clear, signed.
    public func sign(_ subject: String, purpose: Purpose, audience: String = "", expires: Instant) -> String {
        let payload = Data("\(expires.milliseconds):\(subject)".utf8)
        return payload.base64URL + "." + code(["token", purpose.name, audience], payload).base64URL
    }

    /// The subject of a token, if it is genuine, for this purpose and audience, and not over.
    public func subject(
        of token: String, purpose: Purpose, audience: String = "", at instant: Instant
    ) throws(Refusal) -> String {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let payload = Data(base64URL: String(parts[0])),
            let presented = Data(base64URL: String(parts[1])),
            SecretBytes.equal(presented, code(["token", purpose.name, audience], payload)),
            let text = String(data: payload, encoding: .utf8), let colon = text.firstIndex(of: ":"),
            let expires = Int(text[..<colon])
        else { throw .invalid }
        guard instant.milliseconds < expires else { throw .expired }
        return String(text[text.index(after: colon)...])
    }

    /// A token for the forms of one session, against forged requests from other sites.
    ///
    /// It differs each time, since a constant secret beside reflected input in a compressed page can be guessed
    /// letter by letter (BREACH, CVE-2013-3587).
    ///
    /// - Parameter session: what identifies the session on the server, such as its stored digest.
    public func formToken(session: Data) -> String {
        let mask = SecretBytes.random(count: 32)
        return (mask + Self.combine(mask, code(["form"], session))).base64URL
    }

    /// Whether a form token was made for this session.
    public func isFormToken(_ token: String, session: Data) -> Bool {
        guard let bytes = Data(base64URL: token), bytes.count == 64 else { return false }
        return SecretBytes.equal(Self.combine(bytes.prefix(32), bytes.suffix(32)), code(["form"], session))
    }

    /// HMAC-SHA256 over parts with their lengths in front, so that no two lists of parts look the same.
    private func code(_ parts: [String], _ payload: Data) -> Data {
        var hmac = HMAC<SHA256>(key: key)
        for part in parts.map({ Data($0.utf8) }) + [payload] {
            hmac.update(data: withUnsafeBytes(of: UInt64(part.count).bigEndian) { Data($0) })
            hmac.update(data: part)
        }
        return Data(hmac.finalize())
    }

    private static func combine(_ left: Data, _ right: Data) -> Data { Data(zip(left, right).map { $0 ^ $1 }) }
}
