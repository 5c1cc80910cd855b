import Foundation

/// What somebody may be, always somewhere: a role without a scope does not exist.
public enum Role: String, Sendable, CaseIterable, Codable {
    /// Runs the installation: people, roles, imports, jobs, settings.
    case administrator
    /// Runs a network or a programme.
    case coordinator
    /// Acts for a city or an organisation.
    case officer
    /// Takes part in a network or an organisation, without running it.
    case member
    /// Sees only what is assigned, and scores it.
    case assessor
    /// Runs studies.
    case researcher
}

/// The kinds of thing that a role can be tied to.
public enum ScopeKind: String, Sendable, CaseIterable, Codable {
    case installation, network, programme, city, organisation, item
}

/// One thing that a role is tied to; the installation has the empty identifier.
public struct Scope: Sendable, Hashable, Codable {
    public let kind: ScopeKind
    public let id: String

    public init(_ kind: ScopeKind, _ id: String = "") {
        self.kind = kind
        self.id = id
    }

    public static let installation = Scope(.installation)
}

/// A role that a person holds in a scope.
public struct Grant: Sendable, Hashable, Codable {
    public let role: Role
    public let scope: Scope

    public init(_ role: Role, in scope: Scope) {
        self.role = role
        self.scope = scope
    }
}

/// Who asks. Every query and every action takes one; there is no way to ask without.
public struct Viewer: Sendable, Hashable {
    /// The door that the viewer came through, which bounds what the roles can be used for.
    public enum Door: Sendable, Hashable {
        case visitor
        case session(id: String)
        /// A token of the API: `mayWrite` is false for tokens that only read.
        case token(id: String, mayWrite: Bool)
        /// The program itself: command line, jobs, first fill.
        case program
    }

    /// The person, or nil for somebody without an account.
    public let person: String?
    /// The name the person goes by, empty for visitors.
    public let name: String
    public let grants: Set<Grant>
    public let door: Door

    public init(person: String?, name: String = "", grants: Set<Grant> = [], door: Door) {
        self.person = person
        self.name = name
        self.grants = grants
        self.door = door
    }

    /// Somebody without an account.
    public static let visitor = Viewer(person: nil, door: .visitor)
    /// The program itself, which may do everything; used by the command line, jobs and the demonstration fill.
    public static let program = Viewer(
        person: nil, name: "InnoCities", grants: [Grant(.administrator, in: .installation)], door: .program)

    public var isSignedIn: Bool { person != nil }
    public var isAdministrator: Bool { grants.contains(Grant(.administrator, in: .installation)) }
    /// False for a token that only reads.
    public var mayWrite: Bool {
        if case .token(_, let mayWrite) = door { return mayWrite }
        return true
    }

    /// Whether the viewer holds one of the roles in the scope. Administrators of the installation hold every role.
    public func holds(_ roles: Role..., in scope: Scope) -> Bool {
        isAdministrator || roles.contains { grants.contains(Grant($0, in: scope)) }
    }

    /// The scopes of one kind in which the viewer holds the role.
    public func scopes(of kind: ScopeKind, as role: Role) -> [String] {
        grants.filter { $0.role == role && $0.scope.kind == kind }.map(\.scope.id).sorted()
    }
}
