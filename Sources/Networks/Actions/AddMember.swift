import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Add an organisation or a city to a network.
enum AddMember: Action {
    static let organisation = Field.optionalText(
        "organisation", label: "Organisation", hint: "Its name as its page has it")
    static let city = Field.optionalText(
        "city", label: "City", hint: "A city that is a member as such, or that the organisation acts for")

    static let name = "networks.add-member"
    static let summary: Message = "Add an organisation or a city to a network"
    static let fields: [any InputField] = [
        NetworkFields.network, organisation, city, NetworkFields.sector, NetworkFields.level, NetworkFields.roles,
        NetworkFields.since,
    ]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let chosen = try find(input[organisation], "organisation", at: organisation, in: context)
        let place = try find(input[city], "city", at: city, in: context)
        guard let subject = chosen ?? place else {
            throw InputFaults.at(organisation, "Please name an organisation or a city.")
        }
        let since = try NetworkFields.firstDay(input, in: context)
        try Membership.checkBelongsElsewhere(subject, network, in: context)
        let id = newIdentifier(at: context.now)
        let added = try context.transaction.run(
            """
            INSERT INTO network_member (id, network, organisation, city, sector, roles, shares_mail, since)
            VALUES (\(id), \(network.id), \(chosen?.id), \(place?.id),
                    \(input[NetworkFields.sector] ?? chosen?.sector?.rawValue),
                    \(JSONColumn.text(input[NetworkFields.roles])), \(false), \(since.iso))
            ON CONFLICT DO NOTHING
            """)
        guard added == 1 else {
            throw InputFaults.at(chosen == nil ? city : organisation, "It is a member of this network already.")
        }
        try Membership.setLevel(NetworkFields.level(input), of: id, from: since, in: context)
        context.changed(
            Subject("member", id), after: ["network": .string(network.id), "entry": .string(subject.id)])
        return Outcome(network.subject)
    }

    private static func find(
        _ name: String?, _ kind: String, at field: Field<String?>, in context: ActionContext
    ) throws -> Entry? {
        guard let name else { return nil }
        guard let entry = try EntryNames.find(name, kind: kind, as: context.viewer, in: context.transaction) else {
            throw InputFaults.at(field, "There is nothing of this name. Please look it up in its list first.")
        }
        return entry
    }
}

/// Add a person who takes part in another network of the coordinator's: nobody can look for accounts here. Whoever is
/// added follows the network and so is told of it, and can leave it again.
enum AddPerson: Action {
    static let person = Field.text("person", label: "Person")

    static let name = "networks.add-person"
    static let summary: Message = "Add a person to a network, who takes part in another one"
    static let fields: [any InputField] = [
        NetworkFields.network, person, NetworkFields.sector, NetworkFields.level, NetworkFields.roles,
        NetworkFields.since,
    ]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let known = try KnownPeople.all(to: context.viewer, for: network.id, now: context.now, in: context.transaction)
        guard let chosen = known.first(where: { $0.id == input[person] }) else {
            throw InputFaults.at(person, "Please choose a person from the list.")
        }
        let since = try NetworkFields.firstDay(input, in: context)
        let roles = input[NetworkFields.roles].isEmpty ? [MemberRole.member.rawValue] : input[NetworkFields.roles]
        let id = newIdentifier(at: context.now)
        try context.transaction.run(
            """
            INSERT INTO network_member (id, network, person, sector, roles, shares_mail, since)
            VALUES (\(id), \(network.id), \(chosen.id), \(input[NetworkFields.sector]), \(JSONColumn.text(roles)),
                    \(false), \(since.iso))
            """)
        try Membership.setLevel(NetworkFields.level(input), of: id, from: since, in: context)
        try RoleGrants.give(
            NetworkRole.member.grant(in: network.id), to: chosen.id, by: context.viewer.person, now: context.now,
            in: context.transaction)
        try Follows.follow(network.subject, person: chosen.id, now: context.now, in: context.transaction)
        context.changed(network.subject, after: ["member": .string(id)])
        return Outcome(network.subject)
    }
}

/// The people whom a coordinator may add to a network.
enum KnownPeople {
    struct Person: Sendable, Hashable {
        let id: String
        let name: String
    }

    /// How many a form offers at most.
    private static let most = 500

    /// Those who have a role in another network in which the viewer has one, and are no members yet, by name; for
    /// administrators in any other network. One statement.
    static func all(
        to viewer: Viewer, for network: String, now: Instant, in transaction: Transaction
    ) throws -> [Person] {
        let own = Set(viewer.scopes(of: .network, as: .coordinator) + viewer.scopes(of: .network, as: .member))
        let shared: SQL = viewer.isAdministrator ? "1 = 1" : "r.scope_id IN \(list: own.sorted())"
        return try transaction.all(
            """
            SELECT DISTINCT p.id, p.name FROM role_grant r JOIN person p ON p.id = r.person
            WHERE r.scope_kind = 'network' AND r.scope_id <> \(network) AND \(sql: shared)
              AND (r.until_at IS NULL OR r.until_at > \(now.milliseconds)) AND p.erased_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM network_member m
                              WHERE m.network = \(network) AND m.person = p.id AND m.until IS NULL)
            ORDER BY p.name, p.id LIMIT \(most)
            """
        ).map { Person(id: try $0["id"], name: try $0["name"]) }
    }
}
