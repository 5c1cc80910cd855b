public import Database
public import Languages

extension Sessions {
    /// A session as its person sees it in the list of their sessions.
    public struct Listed: Sendable {
        public let id: String
        /// What the browser calls itself: hostile text, for showing only.
        public let browser: String
        public let createdAt: Instant
        public let seenAt: Instant
    }

    /// The sessions of a person that are not over, the last used first.
    public static func list(of person: String, now: Instant, in transaction: Transaction) throws -> [Listed] {
        try transaction.all(
            """
            SELECT id, browser, created_at, seen_at FROM session
            WHERE person = \(person) AND expires_at > \(now.milliseconds) AND awaits_second_factor = \(false)
            ORDER BY seen_at DESC, id
            """
        ).map { row in
            Listed(
                id: try row["id"], browser: try row["browser"],
                createdAt: Instant(milliseconds: try row["created_at"]),
                seenAt: Instant(milliseconds: try row["seen_at"]))
        }
    }

    /// Ends one session; with `person`, only if it is theirs.
    public static func end(_ id: String, of person: String, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM session WHERE id = \(id) AND person = \(person)")
    }

    /// Ends all sessions of a person, but for one if named.
    public static func endAll(of person: String, but kept: String? = nil, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM session WHERE person = \(person) AND id <> \(kept ?? "")")
    }

    /// Ends a session and begins another for the same person, so that a token known before is worth nothing after.
    /// - Returns: the new token; nil when the session is gone already, as when two requests raise it at once.
    public static func rotate(
        _ id: String, browser: String, now: Instant, in transaction: Transaction
    ) throws -> String? {
        guard let row = try transaction.first("DELETE FROM session WHERE id = \(id) RETURNING person") else {
            return nil
        }
        return try begin(
            for: try row["person"], awaitsSecondFactor: false, browser: browser, now: now, in: transaction)
    }

    /// Whether a session began so lately that its person need not show again who they are.
    public static func isFresh(_ id: String, now: Instant, in transaction: Transaction) throws -> Bool {
        try transaction.first(
            "SELECT 1 AS one FROM session WHERE id = \(id) AND created_at > \(now.milliseconds - freshTime)") != nil
    }

    /// Takes away sessions that are over.
    public static func sweep(now: Instant, in transaction: Transaction) throws {
        try transaction.run("DELETE FROM session WHERE expires_at <= \(now.milliseconds)")
    }

    /// How long after its beginning a session counts as fresh, in milliseconds.
    static let freshTime = 15 * 60_000
    /// How long somebody may take to give the second factor, in milliseconds.
    static let secondFactorTime = 10 * 60_000
}
