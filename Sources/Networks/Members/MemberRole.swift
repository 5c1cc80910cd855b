import Catalogue
import Languages
import Platform

/// What a member does in a network; a closed set, so that every role reads in the reader's language.
enum MemberRole: String, Sendable, CaseIterable {
    case member, coordinator, organiser, implementer, delegate, observer
    case leadCity = "lead city"
    case city = "city in the network"

    var label: Message {
        switch self {
        case .member: "Member"
        case .coordinator: "Coordinator"
        case .organiser: "Organiser"
        case .implementer: "Implementer"
        case .delegate: "Delegate"
        case .observer: "Observer"
        case .leadCity: "Lead city"
        case .city: "City in the network"
        }
    }

    /// The roles as a column keeps them.
    static func column(_ roles: [MemberRole]) -> String { JSONColumn.text(roles.map(\.rawValue)) }

    /// The roles that a column keeps.
    static func all(in column: String?) -> [MemberRole] { JSONColumn.texts(column).compactMap(MemberRole.init) }
}
