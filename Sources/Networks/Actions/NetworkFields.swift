import Catalogue
import Database
import Foundation
import Languages
import Platform

/// The fields that several verbs of networks share, and who may use them.
enum NetworkFields {
    static let network = Field.hidden("network", label: "Network")
    static let member = Field.hidden("member", label: "Member")
    static let sector = Field.optionalChoice(
        "sector", label: "Sector", options: Sector.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let level = Field.optionalChoice(
        "level", label: "Level of involvement",
        hint: "Informed: gets the news. Consulted: is asked. Active: takes part. Core: carries the work.",
        options: InvolvementLevel.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let roles = Field.choices(
        "roles", label: "Roles", hint: "What the member does here; it gives no rights.",
        options: MemberRole.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let since = Field.optionalDate("since", label: "Member since")
    static let role = Field<NetworkRole>.choice("role", label: "Role", labels: { $0.label })

    /// Coordinators of the network that the input names.
    static let coordinators = Policy("coordinators of the network") { viewer, input, transaction in
        guard let id = try identifier(input[network], transaction) else { return viewer.isAdministrator }
        return viewer.holds(.coordinator, in: Scope(.network, id))
    }

    /// The identifier of a network by identifier or slug.
    static func identifier(_ key: String, _ transaction: Transaction) throws -> String? {
        try transaction.first("SELECT id FROM entry WHERE kind = 'network' AND (id = \(key) OR slug = \(key))")?["id"]
    }

    /// The first day of a membership, today when none is said.
    /// - Throws: `InputFaults` for a day that has not come yet.
    static func firstDay(_ input: Input, in context: ActionContext) throws -> CalendarDate {
        let day = input[since] ?? context.today
        guard day <= context.today else { throw InputFaults.at(since, "This day has not come yet.") }
        return day
    }

    /// The level that the input names.
    static func level(_ input: Input) -> InvolvementLevel? { input[level].flatMap(InvolvementLevel.init(rawValue:)) }

    /// The network that the input names, as the viewer may see it.
    static func entry(_ input: Input, in context: ActionContext) throws -> Entry {
        try Entries.find(input[network], kind: "network", as: context.viewer, in: context.transaction)
    }

}

/// The roles that people have in a network.
enum NetworkRole: String, Sendable, CaseIterable {
    case member, coordinator

    var label: Message {
        switch self {
        case .member: Message("Member", context: "role")
        case .coordinator: "Coordinator"
        }
    }

    func grant(in network: String) -> Grant {
        Grant(self == .coordinator ? .coordinator : .member, in: Scope(.network, network))
    }
}

extension ActionContext {
    /// The day on which the action happens.
    var today: CalendarDate { CalendarDate(now, in: .gmt) }
}
