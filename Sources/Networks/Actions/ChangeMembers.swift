import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform

/// Add an organisation or a city to a network.
enum AddMember: Action {
    static let organisation = Field.optionalText(
        "organisation", label: "Organisation", hint: "Its name, or the last part of its page's address")
    static let city = Field.optionalText(
        "city", label: "City", hint: "A city that is a member as such, or that the organisation acts for")
    static let since = Field.optionalDate("since", label: "Member since")

    static let name = "networks.add-member"
    static let summary: Message = "Add an organisation or a city to a network"
    static let fields: [any InputField] = [
        NetworkFields.network, organisation, city, NetworkFields.sector, NetworkFields.level, NetworkFields.roles,
        since,
    ]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let chosen = try find(input[organisation], "organisation", at: organisation, in: context)
        let place = try find(input[city], "city", at: city, in: context)
        guard let subject = chosen ?? place else {
            throw InputFaults.at(organisation, "Please name an organisation or a city.")
        }
        try checkBelongsElsewhere(subject, network, in: context)
        let id = newIdentifier(at: context.now)
        let added = try context.transaction.run(
            """
            INSERT INTO network_member (id, network, organisation, city, sector, roles, shares_mail, since)
            VALUES (\(id), \(network.id), \(chosen?.id), \(place?.id),
                    \(input[NetworkFields.sector] ?? chosen?.sector?.rawValue),
                    \(NetworkFields.roles(input[NetworkFields.roles])), \(false), \((input[since] ?? context.today).iso))
            ON CONFLICT DO NOTHING
            """)
        guard added == 1 else {
            throw InputFaults.at(chosen == nil ? city : organisation, "It is a member of this network already.")
        }
        if let level = input[NetworkFields.level].flatMap(InvolvementLevel.init(rawValue:)) {
            try Membership.setLevel(level, of: id, in: context)
        }
        context.changed(
            Subject("member", id), after: ["network": .string(network.id), "entry": .string(subject.id)])
        return Outcome(network.subject)
    }

    /// The entry with a name or address.
    private static func find(
        _ text: String?, _ kind: String, at field: Field<String?>, in context: ActionContext
    ) throws -> Entry? {
        guard let text else { return nil }
        let plain = folded(text).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let slug = String(plain).split(separator: "-").joined(separator: "-")
        for key in [text, slug] where !key.isEmpty {
            do {
                return try Entries.find(key, kind: kind, as: context.viewer, in: context.transaction)
            } catch is NotFound { continue }
        }
        throw InputFaults.at(field, "There is nothing of this name. Please look it up in its list first.")
    }

    /// Working groups take their members from other networks.
    private static func checkBelongsElsewhere(_ subject: Entry, _ network: Entry, in context: ActionContext) throws {
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
}

/// Change the sector, the roles or the level of involvement of a member; earlier levels stay in its history.
enum ChangeMember: Action {
    static let name = "networks.change-member"
    static let summary: Message = "Change the sector, roles or level of involvement of a member"
    static let fields: [any InputField] = [
        NetworkFields.network, NetworkFields.member, NetworkFields.sector, NetworkFields.level, NetworkFields.roles,
    ]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let before = try Membership.current(input[NetworkFields.member], of: network.id, in: context.transaction)
        let id: String = try before["id"]
        let roles = NetworkFields.roles(input[NetworkFields.roles])
        try context.transaction.run(
            "UPDATE network_member SET sector = \(input[NetworkFields.sector]), roles = \(roles) WHERE id = \(id)")
        try Membership.setLevel(
            input[NetworkFields.level].flatMap(InvolvementLevel.init(rawValue:)), of: id, in: context)
        context.changed(
            Subject("member", id), before: try Membership.record(before),
            after: try Membership.record(Membership.current(id, of: network.id, in: context.transaction)))
        return Outcome(network.subject)
    }
}

/// End a membership; its row and history stay.
enum EndMember: Action {
    static let name = "networks.end-member"
    static let summary: Message = "End a membership"
    static let fields: [any InputField] = [NetworkFields.network, NetworkFields.member]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let before = try Membership.current(input[NetworkFields.member], of: network.id, in: context.transaction)
        let id: String = try before["id"]
        try Membership.setLevel(nil, of: id, in: context)
        try context.transaction.run("UPDATE network_member SET until = \(context.today.iso) WHERE id = \(id)")
        if let person: String = try before["person"] {
            try RoleGrants.end(
                NetworkRole.member.grant(in: network.id), of: person, now: context.now, in: context.transaction)
        }
        context.changed(
            Subject("member", id), before: try Membership.record(before), after: ["until": .string(context.today.iso)])
        return Outcome(network.subject)
    }
}

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

    static func record(_ row: Row) throws -> JSONValue {
        [
            "sector": try (row["sector"] as String?).map(JSONValue.string) ?? nil,
            "roles": JSONColumn.value(try row["roles"]) ?? [],
            "level": try (row["level"] as String?).map(JSONValue.string) ?? nil,
        ]
    }

    /// Ends the present level from today and begins another; nil only ends it. The same level again changes nothing.
    static func setLevel(_ level: InvolvementLevel?, of member: String, in context: ActionContext) throws {
        let now = try context.transaction.first(
            "SELECT level FROM involvement WHERE member = \(member) AND until IS NULL")
        guard try (now?["level"] as InvolvementLevel?) != level else { return }
        try context.transaction.run(
            "UPDATE involvement SET until = \(context.today.iso) WHERE member = \(member) AND until IS NULL")
        guard let level else { return }
        try context.transaction.run(
            """
            INSERT INTO involvement (id, member, level, since)
            VALUES (\(newIdentifier(at: context.now)), \(member), \(level), \(context.today.iso))
            """)
    }

    /// Makes a person a member with a role. Doing it again changes nothing.
    static func add(
        _ person: String, to network: String, as role: NetworkRole, sharesMail: Bool, in context: ActionContext
    ) throws {
        try context.transaction.run(
            """
            INSERT INTO network_member (id, network, person, roles, shares_mail, since)
            VALUES (\(newIdentifier(at: context.now)), \(network), \(person), \(JSONColumn.text([role.rawValue])),
                    \(sharesMail), \(context.today.iso))
            ON CONFLICT DO NOTHING
            """)
        try RoleGrants.give(
            role.grant(in: network), to: person, by: context.viewer.person, now: context.now, in: context.transaction)
    }
}

/// Say which share of each sector the network wants among its members.
enum SetWantedMix: Action {
    static let shares = Sector.allCases.map { sector in
        Field.optionalInteger(sector.rawValue, label: sector.label, hint: "In percent", in: 0...100)
    }

    static let name = "networks.set-wanted-mix"
    static let summary: Message = "Say which share of each sector the network wants among its members"
    static let fields: [any InputField] = [NetworkFields.network] + shares
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let stated = zip(Sector.allCases, shares).compactMap { sector, field in input[field].map { (sector, $0) } }
        let sum = stated.reduce(0) { $0 + $1.1 }
        guard stated.isEmpty || sum == 100 else {
            throw InputFaults(general: ["The shares add up to \(sum) %. Please make them 100 %."])
        }
        try context.transaction.run("DELETE FROM wanted_share WHERE network = \(network.id)")
        var after = JSONObject()
        for (sector, percent) in stated {
            try context.transaction.run(
                """
                INSERT INTO wanted_share (network, sector, percent)
                VALUES (\(network.id), \(sector.rawValue), \(percent))
                """)
            after[sector.rawValue] = .integer(percent)
        }
        context.changed(Subject("network", network.id), after: .object(["wanted": .object(after)]))
        return Outcome(network.subject)
    }
}
