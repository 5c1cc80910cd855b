public import Database
public import Languages

extension AccessTokens {
    /// The longest a token may last, in days.
    public static let longestLife = 365

    /// A token as its person sees it; the token itself is kept nowhere.
    public struct Listed: Sendable {
        public let id: String
        public let name: String
        public let mayWrite: Bool
        public let createdAt: Instant
        public let expiresAt: Instant
    }

    /// Makes a token.
    /// - Returns: the token, to be shown once.
    public static func make(
        for person: String, name: String, mayWrite: Bool, days: Int, now: Instant, in transaction: Transaction
    ) throws -> String {
        let (token, digest) = Token.make()
        let end = now.milliseconds + min(max(1, days), longestLife) * 86_400_000
        try transaction.run(
            """
            INSERT INTO access_token (id, digest, person, name, may_write, created_at, expires_at)
            VALUES (\(newIdentifier(at: now)), \(digest.base64URL), \(person), \(name), \(mayWrite),
                    \(now.milliseconds), \(end))
            """)
        return token
    }

    /// The tokens of a person that still work, newest first.
    public static func list(of person: String, now: Instant, in transaction: Transaction) throws -> [Listed] {
        try transaction.all(
            """
            SELECT id, name, may_write, created_at, expires_at FROM access_token
            WHERE person = \(person) AND ended_at IS NULL AND expires_at > \(now.milliseconds) ORDER BY id DESC
            """
        ).map { row in
            Listed(
                id: try row["id"], name: try row["name"], mayWrite: try row["may_write"],
                createdAt: Instant(milliseconds: try row["created_at"]),
                expiresAt: Instant(milliseconds: try row["expires_at"]))
        }
    }

    /// Ends a token, if it is the person's.
    public static func end(_ id: String, of person: String, now: Instant, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE access_token SET ended_at = \(now.milliseconds)
            WHERE id = \(id) AND person = \(person) AND ended_at IS NULL
            """)
    }
}
