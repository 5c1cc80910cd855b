import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Ask to become a member of a network. Asking twice is like asking once.
enum AskToJoin: Action {
    static let message = Field.optionalText(
        "message", label: "A word to the coordinator", maximum: 2_000, lines: 4)

    static let name = "networks.ask-to-join"
    static let summary: Message = "Ask to become a member of a network"
    static let fields: [any InputField] = [NetworkFields.network, message]
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let person = try context.requirePerson()
        let isMember = try context.transaction.first(
            "SELECT 1 AS one FROM network_member WHERE network = \(network.id) AND person = \(person) AND until IS NULL"
        )
        guard isMember == nil else { throw InputFaults(general: ["You are a member of this network already."]) }
        let added = try context.transaction.run(
            """
            INSERT INTO network_request (id, network, person, message, at)
            VALUES (\(newIdentifier(at: context.now)), \(network.id), \(person), \(input[message]),
                    \(context.now.milliseconds))
            ON CONFLICT DO NOTHING
            """)
        if added == 1 { context.changed(network.subject, after: ["asked_to_join": true], announce: false) }
        return Outcome(network.subject)
    }
}

/// Accept or decline somebody who asked to join.
enum AnswerRequest: Action {
    static let request = Field.hidden("request", label: "Request")
    static let answer = Field<Answer>.choice("answer", label: "Answer", labels: { $0.label })

    enum Answer: String, Sendable, CaseIterable {
        case accept, decline
        var label: Message { self == .accept ? "Accept" : "Decline" }
    }

    static let name = "networks.answer-request"
    static let summary: Message = "Accept or decline somebody who asked to join a network"
    static let fields: [any InputField] = [NetworkFields.network, request, answer]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let accepts = input[answer] == .accept
        guard
            let row = try context.transaction.first(
                """
                SELECT id, person FROM network_request
                WHERE id = \(input[request]) AND network = \(network.id) AND answered_at IS NULL
                """)
        else { throw NotFound() }
        let id: String = try row["id"]
        try context.transaction.run(
            """
            UPDATE network_request SET answered_at = \(context.now.milliseconds),
                answered_by = \(context.viewer.person), is_accepted = \(accepts), message = NULL
            WHERE id = \(id)
            """)
        if accepts {
            try Membership.add(try row["person"], to: network.id, as: .member, sharesMail: false, in: context)
        }
        context.changed(Subject("request", id), after: ["accepted": .bool(accepts)], announce: false)
        return Outcome(network.subject)
    }
}

/// Give a person who takes part in the network a further role there.
enum GiveNetworkRole: Action {
    static let person = Field.hidden("person", label: "Person")

    static let name = "networks.give-role"
    static let summary: Message = "Give a person who takes part in a network a further role there"
    static let fields: [any InputField] = [NetworkFields.network, person, NetworkFields.role]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        try NetworkRoles.check(input[person], takesPartIn: network.id, now: context.now, in: context.transaction)
        let grant = input[NetworkFields.role].grant(in: network.id)
        try RoleGrants.give(
            grant, to: input[person], by: context.viewer.person, now: context.now, in: context.transaction)
        context.changed(
            Subject("person", input[person]), after: ["role": .string(grant.role.rawValue)], announce: false)
        return Outcome(network.subject)
    }
}

/// End a person's role in the network. Its last coordinator stays, so that no network is left without one.
enum EndNetworkRole: Action {
    static let name = "networks.end-role"
    static let summary: Message = "End a person's role in a network"
    static let fields: [any InputField] = [NetworkFields.network, GiveNetworkRole.person, NetworkFields.role]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let person = input[GiveNetworkRole.person]
        try NetworkRoles.check(person, takesPartIn: network.id, now: context.now, in: context.transaction)
        if input[NetworkFields.role] == .coordinator {
            try NetworkRoles.checkIsNotLast(person, in: network.id, context)
        }
        let grant = input[NetworkFields.role].grant(in: network.id)
        try RoleGrants.end(grant, of: person, now: context.now, in: context.transaction)
        context.changed(Subject("person", person), before: ["role": .string(grant.role.rawValue)], announce: false)
        return Outcome(network.subject)
    }
}

/// The people who hold roles in a network, for its coordinators.
enum NetworkRoles {
    struct Holder: Sendable, Hashable {
        let id: String
        let name: String
        let role: NetworkRole
    }

    /// The present roles, by name. One statement.
    static func people(of network: String, now: Instant, in transaction: Transaction) throws -> [Holder] {
        try transaction.all(
            """
            SELECT DISTINCT p.id, p.name, r.role FROM role_grant r JOIN person p ON p.id = r.person
            WHERE r.scope_kind = 'network' AND r.scope_id = \(network) AND p.erased_at IS NULL
              AND (r.until_at IS NULL OR r.until_at > \(now.milliseconds)) ORDER BY p.name, r.role
            """
        ).compactMap { row in
            guard let role = NetworkRole(rawValue: try row["role"]) else { return nil }
            return Holder(id: try row["id"], name: try row["name"], role: role)
        }
    }

    /// - Throws: `InputFaults` when the person is the only coordinator, so that no network is left without one.
    static func checkIsNotLast(_ person: String, in network: String, _ context: ActionContext) throws {
        let people = try people(of: network, now: context.now, in: context.transaction)
        guard Set(people.filter { $0.role == .coordinator }.map(\.id)) == [person] else { return }
        throw InputFaults(general: ["A network keeps at least one coordinator. Give somebody else the role first."])
    }

    /// Ends all roles of a person in the network.
    static func endAll(of person: String, in network: String, _ context: ActionContext) throws {
        try checkIsNotLast(person, in: network, context)
        for role in NetworkRole.allCases {
            try RoleGrants.end(role.grant(in: network), of: person, now: context.now, in: context.transaction)
        }
    }

    /// - Throws: `NotFound` when the person has no role in the network, so that nobody can look for accounts here.
    static func check(
        _ person: String, takesPartIn network: String, now: Instant, in transaction: Transaction
    ) throws {
        guard try people(of: network, now: now, in: transaction).contains(where: { $0.id == person }) else {
            throw NotFound()
        }
    }
}
