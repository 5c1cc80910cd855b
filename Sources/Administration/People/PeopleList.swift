import Database
import Languages
import Platform

/// People as administrators see them: never a password, a secret or a token.
enum PeopleList {
    struct Person: Sendable {
        let id: String
        let name: String
        let language: String
        let createdAt: Instant
        let erasedAt: Instant?
        let address: String?
        let blockReason: String?
        let sessions: Int
        let roles: Int
    }

    /// A role as held, with the name of what it is tied to.
    struct Held: Sendable {
        let id: String
        let grant: Grant
        let scopeTitle: LocalizedText?
        let since: Instant
    }

    private static let columns: SQL = """
        p.id, p.name, p.language, p.created_at, p.erased_at, b.reason AS block_reason,
        (SELECT MIN(e.address) FROM email_address e WHERE e.person = p.id) AS address,
        (SELECT COUNT(*) FROM session s WHERE s.person = p.id) AS sessions,
        (SELECT COUNT(*) FROM role_grant g WHERE g.person = p.id AND g.until_at IS NULL) AS roles
        FROM person p LEFT JOIN sign_in_block b ON b.person = p.id
        """

    /// The newest first, a page at a time, with one row more than asked for when there are more. One statement.
    /// - Parameter before: the identifier to begin below.
    static func page(
        named name: String?, before: String?, limit: Int, as viewer: Viewer, in transaction: Transaction
    ) throws -> [Person] {
        guard viewer.isAdministrator else { throw AccessDenied.forbidden }
        var conditions: [SQL] = ["1 = 1"]
        if let name { conditions.append("LOWER(p.name) LIKE \("%" + name.lowercased() + "%")") }
        if let before { conditions.append("p.id < \(before)") }
        return try transaction.all(
            """
            SELECT \(sql: columns) WHERE \(sql: SQL.joined(conditions, separator: " AND "))
            ORDER BY p.id DESC LIMIT \(limit + 1)
            """
        ).map(Person.init)
    }

    static func person(_ id: String, in transaction: Transaction) throws -> Person? {
        try transaction.first("SELECT \(sql: columns) WHERE p.id = \(id)").map(Person.init)
    }

    /// The roles that somebody holds now.
    static func grants(of person: String, now: Instant, in transaction: Transaction) throws -> [Held] {
        try transaction.all(
            """
            SELECT g.id, g.role, g.scope_kind, g.scope_id, g.from_at, e.title
            FROM role_grant g LEFT JOIN entry e ON e.id = g.scope_id
            WHERE g.person = \(person) AND g.from_at <= \(now.milliseconds)
              AND (g.until_at IS NULL OR g.until_at > \(now.milliseconds))
            ORDER BY g.from_at, g.id
            """
        ).compactMap { row in
            guard let role = Role(rawValue: try row["role"]), let kind = ScopeKind(rawValue: try row["scope_kind"])
            else { return nil }
            return Held(
                id: try row["id"], grant: Grant(role, in: Scope(kind, try row["scope_id"])),
                scopeTitle: try (row["title"] as String?).map(LocalizedText.init(json:)),
                since: Instant(milliseconds: try row["from_at"]))
        }
    }
}

extension PeopleList.Person {
    fileprivate init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        language = try row["language"]
        createdAt = Instant(milliseconds: try row["created_at"])
        erasedAt = try (row["erased_at"] as Int?).map(Instant.init(milliseconds:))
        address = try row["address"]
        blockReason = try row["block_reason"]
        sessions = try row["sessions"]
        roles = try row["roles"]
    }
}
