public import Database
import Foundation
public import Languages

/// Sessions of people in browsers, kept in the database so that they can be listed and ended from any node.
/// Only the digest of a session's token is stored.
public struct Sessions: Sendable {
    /// How long a session lasts without being used, and at most, in milliseconds.
    static let idleTime = 14 * 24 * 3_600_000
    private static let seenInterval = 5 * 60_000

    private let database: Database
    private let admitsInvented: Bool

    /// - Parameter admitsInvented: whether people invented for a demonstration come in.
    public init(_ database: Database, admitsInvented: Bool = false) {
        self.database = database
        self.admitsInvented = admitsInvented
    }

    /// Begins a session inside the transaction that found the person to be who they say.
    /// - Parameter awaitsSecondFactor: such a session can do nothing but give the second factor.
    /// - Returns: the token for the cookie; it is kept nowhere.
    public static func begin(
        for person: String, awaitsSecondFactor: Bool, browser: String, now: Instant, in transaction: Transaction
    ) throws -> String {
        let (token, digest) = Token.make()
        let lifetime = awaitsSecondFactor ? secondFactorTime : idleTime
        try transaction.run(
            """
            INSERT INTO session (id, digest, person, awaits_second_factor, created_at, seen_at, expires_at, browser)
            VALUES (\(newIdentifier(at: now)), \(digest.base64URL), \(person), \(awaitsSecondFactor),
                    \(now.milliseconds), \(now.milliseconds), \(now.milliseconds + lifetime),
                    \(String(browser.prefix(200))))
            """)
        return token
    }

    /// A session as found by its token.
    public struct Found: Sendable {
        public let id: String
        public let person: String
        public let awaitsSecondFactor: Bool
        public let viewer: Viewer
        public let language: Language
    }

    /// The session of a token, with the roles its person holds now; nil when there is none or its time is over.
    /// Two statements, and a third at most every five minutes to note that it was seen.
    public func find(token: String, now: Instant) async throws -> Found? {
        let digest = Token.digest(of: token).base64URL
        let result = try await database.read { [admitsInvented] transaction -> (Found, Bool)? in
            guard
                let row = try transaction.first(
                    """
                    SELECT s.id, s.person, s.awaits_second_factor, s.seen_at, p.name, p.language
                    FROM session s JOIN person p ON p.id = s.person
                    WHERE s.digest = \(digest) AND s.expires_at > \(now.milliseconds) AND p.erased_at IS NULL
                      AND \(sql: admitsInvented ? "1 = 1" : "NOT p.is_invented")
                      AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person = p.id)
                    """)
            else { return nil }
            let id: String = try row["id"]
            let person: String = try row["person"]
            let awaits: Bool = try row["awaits_second_factor"]
            let seen: Int = try row["seen_at"]
            let grants = awaits ? [] : try RoleGrants.current(of: person, now: now, in: transaction)
            let viewer = Viewer(
                person: awaits ? nil : person, name: awaits ? "" : try row["name"], grants: grants,
                door: .session(id: id))
            let found = Found(
                id: id, person: person, awaitsSecondFactor: awaits, viewer: viewer,
                language: Language(tag: try row["language"]) ?? .en)
            return (found, !awaits && now.milliseconds - seen > Self.seenInterval)
        }
        guard let (found, isStale) = result else { return nil }
        if isStale {
            try await database.write { transaction in
                try transaction.run(
                    """
                    UPDATE session SET seen_at = \(now.milliseconds), expires_at = \(now.milliseconds + Self.idleTime)
                    WHERE id = \(found.id)
                    """)
            }
        }
        return found
    }
}

/// The roles that people hold.
public enum RoleGrants {
    /// The roles a person holds at a moment.
    public static func current(of person: String, now: Instant, in transaction: Transaction) throws -> Set<Grant> {
        let rows = try transaction.all(
            """
            SELECT role, scope_kind, scope_id FROM role_grant
            WHERE person = \(person) AND from_at <= \(now.milliseconds)
              AND (until_at IS NULL OR until_at > \(now.milliseconds))
            """)
        return Set(
            try rows.compactMap { row in
                guard let role = Role(rawValue: try row["role"]), let kind = ScopeKind(rawValue: try row["scope_kind"])
                else { return nil }
                return Grant(role, in: Scope(kind, try row["scope_id"]))
            })
    }

    /// Gives a role; giving it twice changes nothing.
    public static func give(
        _ grant: Grant, to person: String, by giver: String?, now: Instant, in transaction: Transaction
    ) throws {
        guard try !current(of: person, now: now, in: transaction).contains(grant) else { return }
        try transaction.run(
            """
            INSERT INTO role_grant (id, person, role, scope_kind, scope_id, granted_by, from_at)
            VALUES (\(newIdentifier(at: now)), \(person), \(grant.role.rawValue), \(grant.scope.kind.rawValue),
                    \(grant.scope.id), \(giver), \(now.milliseconds))
            """)
    }

    /// Ends a role from now on; the history of who held it stays.
    public static func end(_ grant: Grant, of person: String, now: Instant, in transaction: Transaction) throws {
        try transaction.run(
            """
            UPDATE role_grant SET until_at = \(now.milliseconds)
            WHERE person = \(person) AND role = \(grant.role.rawValue) AND scope_kind = \(grant.scope.kind.rawValue)
              AND scope_id = \(grant.scope.id) AND until_at IS NULL
            """)
    }
}
