import Catalogue
import Database
import Exchange
import Languages
import Platform

/// What the verbs on memberships share.
enum Membership {
    /// A present membership of the network with its level.
    /// - Throws: `NotFound` when there is none, or when it is another network's.
    static func current(_ id: String, of network: String, in transaction: Transaction) throws -> Row {
        guard
            let row = try transaction.first(
                """
                SELECT m.id, m.organisation, m.city, m.person, m.sector, m.roles, i.level FROM network_member m
                    LEFT JOIN involvement i ON i.member = m.id AND i.until IS NULL
                WHERE m.id = \(id) AND m.network = \(network) AND m.until IS NULL
                """)
        else { throw NotFound() }
        return row
    }

    /// Working groups take their members from other networks.
    static func checkBelongsElsewhere(_ subject: Entry, _ network: Entry, in context: ActionContext) throws {
        let kind: NetworkKind? = try context.transaction.first(
            "SELECT kind FROM network WHERE entry = \(network.id)")?["kind"]
        guard kind == .workingGroup else { return }
        let elsewhere = try context.transaction.first(
            """
            SELECT 1 AS one FROM network_member WHERE network <> \(network.id) AND until IS NULL
              AND (organisation = \(subject.id) OR city = \(subject.id)) LIMIT 1
            """)
        guard elsewhere != nil else {
            throw InputFaults(general: [
                "A working group takes members of other networks. Add it to its own network first."
            ])
        }
    }

    static func record(_ row: Row) throws -> JSONValue {
        [
            "sector": try (row["sector"] as String?).map(JSONValue.string) ?? nil,
            "roles": JSONColumn.value(try row["roles"]) ?? [],
            "level": try (row["level"] as String?).map(JSONValue.string) ?? nil,
        ]
    }

    /// Ends the present level and begins another from a day on; nil only ends it. The same level again changes nothing.
    static func setLevel(
        _ level: InvolvementLevel?, of member: String, from day: CalendarDate, in context: ActionContext
    ) throws {
        let now = try context.transaction.first(
            "SELECT level FROM involvement WHERE member = \(member) AND until IS NULL")
        guard try (now?["level"] as InvolvementLevel?) != level else { return }
        try context.transaction.run(
            "UPDATE involvement SET until = \(day.iso) WHERE member = \(member) AND until IS NULL")
        guard let level else { return }
        try context.transaction.run(
            """
            INSERT INTO involvement (id, member, level, since)
            VALUES (\(newIdentifier(at: context.now)), \(member), \(level), \(day.iso))
            """)
    }

    /// Ends a membership today, with its level and, for a person, all roles in the network; row and history stay.
    static func end(_ member: Row, in network: Entry, _ context: ActionContext) throws {
        let id: String = try member["id"]
        if let person: String = try member["person"] { try NetworkRoles.endAll(of: person, in: network.id, context) }
        try setLevel(nil, of: id, from: context.today, in: context)
        try context.transaction.run("UPDATE network_member SET until = \(context.today.iso) WHERE id = \(id)")
        context.changed(
            Subject("member", id), before: try record(member), after: ["until": .string(context.today.iso)])
    }

    /// Makes a person a member with a role. Doing it again changes nothing.
    static func add(
        _ person: String, to network: String, as role: NetworkRole, sharesMail: Bool, in context: ActionContext
    ) throws {
        try context.transaction.run(
            """
            INSERT INTO network_member (id, network, person, roles, shares_mail, since)
            VALUES (\(newIdentifier(at: context.now)), \(network), \(person), \(MemberRole.column([role == .coordinator ? .coordinator : .member])),
                    \(sharesMail), \(context.today.iso))
            ON CONFLICT DO NOTHING
            """)
        try RoleGrants.give(
            role.grant(in: network), to: person, by: context.viewer.person, now: context.now, in: context.transaction)
    }
}
