import Catalogue
import Database
import Languages
import Platform

/// A member of a network as pages show it: an organisation, a city, or a person.
struct Member: Sendable {
    let id: String
    /// The entry of the organisation or city; nil for a person.
    let entry: Entry?
    let personName: String?
    let sector: Sector?
    let roles: [MemberRole]
    let level: InvolvementLevel?
    let levelSince: CalendarDate?
    let since: CalendarDate?
    /// The last day of a membership that has ended.
    let until: CalendarDate?

    init(_ row: Row) throws {
        id = try row["member"]
        entry = try (row["id"] as String?) == nil ? nil : Entry(row)
        personName = try row["person_name"]
        sector = try (row["member_sector"] as String?).flatMap(Sector.init(rawValue:))
        roles = MemberRole.all(in: try row["roles"])
        level = try row["level"]
        levelSince = try (row["level_since"] as String?).flatMap(CalendarDate.init(iso:))
        since = try (row["member_since"] as String?).flatMap(CalendarDate.init(iso:))
        until = try (row["member_until"] as String?).flatMap(CalendarDate.init(iso:))
    }
}

/// Reads the members of networks under the viewer's scope.
enum Members {
    /// How many members stand on a page.
    static let pageSize = 50

    /// Which memberships are asked for.
    enum Span: String, Sendable, CaseIterable {
        /// Those that have ended.
        case ended
        /// Present ones whose level of involvement was another one before.
        case changed
        case present

        fileprivate var condition: SQL {
            switch self {
            case .ended: "m.until IS NOT NULL"
            case .present: "m.until IS NULL"
            case .changed:
                """
                m.until IS NULL AND EXISTS (
                    SELECT 1 FROM involvement f WHERE f.member = m.id AND f.until IS NOT NULL)
                """
            }
        }
    }

    /// Whether the viewer takes part in the network, and so sees which people are its members; others see only that
    /// there are people.
    static func seesPeople(_ network: String, _ viewer: Viewer) -> Bool {
        viewer.holds(.coordinator, .member, in: Scope(.network, network))
    }

    /// One page of the members in the order in which they were entered, from the key after which to begin. One
    /// statement, whatever the number of members.
    /// - Returns: up to `limit` members, and the key to go on after when there are more.
    static func page(
        of network: String, _ span: Span = .present, after: String? = nil, limit: Int = pageSize, as viewer: Viewer,
        in transaction: Transaction
    ) throws -> (members: [Member], next: String?) {
        let scope: SQL = seesPeople(network, viewer) ? "1 = 1" : "m.person IS NULL"
        let rows = try transaction.all(
            """
            SELECT m.id AS member, m.sector AS member_sector, m.roles, m.since AS member_since, m.until AS member_until,
                   p.name AS person_name, i.level, i.since AS level_since, e.*
            FROM network_member m LEFT JOIN entry e ON e.id = COALESCE(m.organisation, m.city)
                LEFT JOIN person p ON p.id = m.person
                LEFT JOIN involvement i ON i.member = m.id AND i.until IS NULL
            WHERE m.network = \(network) AND \(sql: span.condition) AND m.id > \(after ?? "") AND \(sql: scope)
              AND (e.id IS NULL OR \(sql: EntryScope.visible(to: viewer)))
            ORDER BY m.id LIMIT \(limit + 1)
            """)
        let members = try rows.prefix(limit).map { try Member($0) }
        return (members, rows.count > limit ? members.last?.id : nil)
    }

    /// How many present members there are of one sector and country; nil where it is not stated.
    struct Tally: Sendable, Hashable {
        let sector: Sector?
        let country: String?
        let count: Int
    }

    /// The present members counted by sector and country, people included. One statement.
    static func tallies(of network: String, in transaction: Transaction) throws -> [Tally] {
        try transaction.all(
            """
            SELECT m.sector, e.country, COUNT(*) AS number
            FROM network_member m LEFT JOIN entry e ON e.id = COALESCE(m.organisation, m.city)
            WHERE m.network = \(network) AND m.until IS NULL GROUP BY m.sector, e.country
            """
        ).map { row in
            Tally(
                sector: try (row["sector"] as String?).flatMap(Sector.init(rawValue:)), country: try row["country"],
                count: try row["number"])
        }
    }

    /// Other networks that this one's members belong to, with how many of them. One statement.
    static func otherNetworks(
        of network: String, as viewer: Viewer, in transaction: Transaction
    ) throws -> [(network: Entry, count: Int)] {
        try transaction.all(
            """
            SELECT e.*, shared.number FROM entry e JOIN (
                SELECT o.network, COUNT(DISTINCT m.id) AS number FROM network_member m
                    JOIN network_member o ON o.network <> m.network AND o.until IS NULL
                        AND (o.organisation = m.organisation OR o.city = m.city OR o.person = m.person)
                WHERE m.network = \(network) AND m.until IS NULL GROUP BY o.network
            ) shared ON shared.network = e.id
            WHERE \(sql: EntryScope.visible(to: viewer)) ORDER BY shared.number DESC, e.slug
            """
        ).map { (try Entry($0), try $0["number"]) }
    }

    /// One level of involvement that a member had or has.
    struct Involvement: Sendable {
        let level: InvolvementLevel
        let since: CalendarDate?
        let until: CalendarDate?

        /// "Active: 1 May 2025 to 3 June 2026".
        func text(_ t: Localiser) -> String {
            let begin = since.map { t.date($0) } ?? ""
            return "\(t(level.label)): \(until.map { t("\(begin) to \(t.date($0))") } ?? t("since \(begin)"))"
        }
    }

    /// The levels of involvement of members, by member, the newest first. One statement.
    static func involvements(of members: [String], in transaction: Transaction) throws -> [String: [Involvement]] {
        var found: [String: [Involvement]] = [:]
        for row in try transaction.all(
            """
            SELECT member, level, since, until FROM involvement WHERE member IN \(list: members)
            ORDER BY since DESC, id DESC
            """)
        {
            found[try row["member"], default: []].append(
                Involvement(
                    level: try row["level"], since: CalendarDate(iso: try row["since"]),
                    until: try (row["until"] as String?).flatMap(CalendarDate.init(iso:))))
        }
        return found
    }

    /// The share of each sector that the network wants among its members, in percent. One statement.
    static func wantedShares(of network: String, in transaction: Transaction) throws -> [Sector: Int] {
        var shares: [Sector: Int] = [:]
        for row in try transaction.all("SELECT sector, percent FROM wanted_share WHERE network = \(network)") {
            if let sector = Sector(rawValue: try row["sector"]) { shares[sector] = try row["percent"] }
        }
        return shares
    }

    /// The names of the people who run a network now. One statement.
    static func coordinators(of network: String, now: Instant, in transaction: Transaction) throws -> [String] {
        try transaction.all(
            """
            SELECT DISTINCT p.name FROM role_grant r JOIN person p ON p.id = r.person
            WHERE r.role = 'coordinator' AND r.scope_kind = 'network' AND r.scope_id = \(network)
              AND (r.until_at IS NULL OR r.until_at > \(now.milliseconds)) AND p.erased_at IS NULL ORDER BY p.name
            """
        ).map { try $0["name"] }
    }
}
