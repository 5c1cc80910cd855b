import Catalogue
import Database
import Exchange
import Languages
import Platform

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
        let roles = JSONColumn.text(input[NetworkFields.roles])
        try context.transaction.run(
            "UPDATE network_member SET sector = \(input[NetworkFields.sector]), roles = \(roles) WHERE id = \(id)")
        try Membership.setLevel(NetworkFields.level(input), of: id, from: context.today, in: context)
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
        try Membership.end(before, in: network, context)
        return Outcome(network.subject)
    }
}

/// Leave a network: end one's own membership and roles there.
enum LeaveNetwork: Action {
    static let name = "networks.leave"
    static let summary: Message = "Leave a network"
    static let fields: [any InputField] = [NetworkFields.network]
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let person = try context.requirePerson()
        let row = try context.transaction.first(
            "SELECT id FROM network_member WHERE network = \(network.id) AND person = \(person) AND until IS NULL")
        if let id: String = try row?["id"] {
            try Membership.end(
                Membership.current(id, of: network.id, in: context.transaction), in: network, context)
        } else {
            try NetworkRoles.endAll(of: person, in: network.id, context)
        }
        return Outcome(network.subject)
    }
}
