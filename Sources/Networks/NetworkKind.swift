import Database
import Languages

/// What sort of network it is.
enum NetworkKind: String, Sendable, CaseIterable, DatabaseValue {
    case national, thematic
    case workingGroup = "working group"
    case programme

    var label: Message {
        switch self {
        case .national: "National network"
        case .thematic: "Thematic network"
        case .workingGroup: "Working group"
        case .programme: "Network of a programme"
        }
    }
}

/// How far a member takes part; a closed set, from the least to the most.
enum InvolvementLevel: String, Sendable, CaseIterable, DatabaseValue {
    case informed, consulted, active, core

    var label: Message {
        switch self {
        case .informed: "Informed"
        case .consulted: "Consulted"
        case .active: "Active"
        case .core: "Core"
        }
    }
}
