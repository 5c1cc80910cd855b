public import Database
public import Languages

/// Tokens that work once, for one purpose, for a while: the links in mails and the first set-up.
///
/// One table holds them all by their digests. A token of one purpose is nothing for any other.
public enum OneTimeTokens {
    /// What a token can be used for, and how long.
    public struct Purpose: Sendable, Hashable {
        public let name: String
        /// In milliseconds.
        public let lifetime: Int

        public init(_ name: String, minutes: Int) {
            self.name = name
            lifetime = minutes * 60_000
        }

        /// Makes the first administrator.
        public static let setUp = Purpose("set-up", minutes: 24 * 60)
        /// Signs a person in without a password.
        public static let signIn = Purpose("sign-in", minutes: 15)
        /// Signs a person in whom somebody lets in, who did not wait for the link.
        public static let letIn = Purpose(signIn.name, minutes: 24 * 60)
        /// Makes a member of a network of whoever accepts.
        public static let invitation = Purpose("network-invitation", minutes: 14 * 24 * 60)
        /// Makes an account out of what was written in the form.
        public static let join = Purpose("join", minutes: 24 * 60)
        /// Makes an address the person's own.
        public static let confirmAddress = Purpose("confirm-address", minutes: 24 * 60)
    }

    /// What a token stands for.
    public struct Content: Sendable, Hashable {
        public let person: String?
        /// What was kept with it, as the purpose has it.
        public let payload: String
    }

    /// Makes a token; only its digest is kept.
    /// - Returns: the token for the link.
    public static func make(
        _ purpose: Purpose, person: String?, payload: String = "", now: Instant, in transaction: Transaction
    ) throws -> String {
        let (token, digest) = Token.make()
        try transaction.run(
            """
            INSERT INTO one_time_token (digest, purpose, person, payload, expires_at)
            VALUES (\(digest.base64URL), \(purpose.name), \(person), \(payload), \(now.milliseconds + purpose.lifetime))
            """)
        return token
    }

    /// Uses a token up. Of any number of uses at once, one gets the content.
    /// - Returns: nil when it is unknown, used, over or for something else.
    public static func use(
        _ token: String, for purpose: Purpose, now: Instant, in transaction: Transaction
    ) throws -> Content? {
        let row = try transaction.first(
            """
            UPDATE one_time_token SET used_at = \(now.milliseconds)
            WHERE digest = \(digest(of: token)) AND purpose = \(purpose.name)
              AND used_at IS NULL AND expires_at > \(now.milliseconds)
            RETURNING person, payload
            """)
        return try row.map { Content(person: try $0["person"], payload: try $0["payload"]) }
    }

    /// Whether a token could be used now, without using it.
    public static func isUsable(
        _ token: String, for purpose: Purpose, now: Instant, in transaction: Transaction
    ) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 AS one FROM one_time_token
            WHERE digest = \(digest(of: token)) AND purpose = \(purpose.name)
              AND used_at IS NULL AND expires_at > \(now.milliseconds)
            """) != nil
    }

    /// By what a row elsewhere names a token without being able to use it.
    public static func digest(of token: String) -> String { Token.digest(of: token).base64URL }

    /// Takes a token away, named by its digest.
    public static func end(digest: String, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM one_time_token WHERE digest = \(digest)")
    }

    /// Takes away all tokens of a purpose.
    public static func end(_ purpose: Purpose, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM one_time_token WHERE purpose = \(purpose.name)")
    }

    /// Takes away all tokens of a person, as when a password changes.
    public static func endAll(of person: String, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM one_time_token WHERE person = \(person)")
    }

    /// Takes away what is used or over.
    public static func sweep(now: Instant, in transaction: Transaction) throws {
        try transaction.run(
            "DELETE FROM one_time_token WHERE used_at IS NOT NULL OR expires_at <= \(now.milliseconds)")
    }
}
