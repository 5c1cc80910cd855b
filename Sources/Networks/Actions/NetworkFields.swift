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
    static let roles = Field.optionalText(
        "roles", label: "Roles", hint: "Separated by commas, such as: member, lead city")
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

    /// The network that the input names, as the viewer may see it.
    static func entry(_ input: Input, in context: ActionContext) throws -> Entry {
        try Entries.find(input[network], kind: "network", as: context.viewer, in: context.transaction)
    }

    /// The roles in a text separated by commas, as they are kept.
    static func roles(_ text: String?) -> String {
        let roles = (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return JSONColumn.text(roles.filter { !$0.isEmpty })
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
