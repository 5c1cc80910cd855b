public import Database
public import Languages

/// Tokens with which programs use the API on behalf of a person: scoped to reading or writing, and with an end.
public struct AccessTokens: Sendable {
    private let database: Database
    private let admitsInvented: Bool

    /// - Parameter admitsInvented: whether people invented for a demonstration come in.
    public init(_ database: Database, admitsInvented: Bool = false) {
        self.database = database
        self.admitsInvented = admitsInvented
    }

    /// The viewer behind a token, or nil when it is unknown, ended or over.
    public func viewer(token: String, now: Instant) async throws -> Viewer? {
        let digest = Token.digest(of: token).base64URL
        return try await database.read { [admitsInvented] transaction in
            guard
                let row = try transaction.first(
                    """
                    SELECT a.id, a.person, a.may_write, p.name FROM access_token a JOIN person p ON p.id = a.person
                    WHERE a.digest = \(digest) AND a.expires_at > \(now.milliseconds) AND a.ended_at IS NULL
                      AND p.erased_at IS NULL AND \(sql: admitsInvented ? "1 = 1" : "NOT p.is_invented")
                      AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person = p.id)
                    """)
            else { return nil }
            let person: String = try row["person"]
            return Viewer(
                person: person, name: try row["name"],
                grants: try RoleGrants.current(of: person, now: now, in: transaction),
                door: .token(id: try row["id"], mayWrite: try row["may_write"]))
        }
    }
}
