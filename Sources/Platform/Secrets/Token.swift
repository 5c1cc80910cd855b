public import Foundation

/// A random secret handed to one person, as in a link, a cookie or an API key.
///
/// Only `digest` is ever stored. The text has 256 random bits, so one round of SHA-256 is enough: a reader of the
/// database can neither use what is stored nor guess what it came from.
public enum Token {
    /// A new token and what to store of it.
    public static func make() -> (token: String, digest: Data) {
        let token = SecretBytes.random(count: 32).base64URL
        return (token, digest(of: token))
    }

    /// What to look up for a token that somebody presents.
    ///
    /// Looking up a digest by an ordinary index is safe: its timing tells nothing about the token.
    public static func digest(of token: String) -> Data { SecretBytes.sha256(Data(token.utf8)) }
}
