public import Database

/// Who may run an action, on which object. An action without one does not compile.
///
/// A policy is a sentence for people (it stands in `docs/access.md` and in the API description) and a test that is
/// run inside the action's own transaction, so that nothing can change between the check and the effect.
public struct Policy: Sendable {
    /// Who may, in words; also the row of the access matrix.
    public let sentence: String
    private let test: @Sendable (Viewer, Input, Transaction) throws -> Bool

    public init(
        _ sentence: String, _ test: @escaping @Sendable (Viewer, Input, Transaction) throws -> Bool
    ) {
        self.sentence = sentence
        self.test = test
    }

    /// Whether the viewer may. Read-only tokens never may, whatever their holder's roles.
    public func allows(_ viewer: Viewer, _ input: Input, _ transaction: Transaction) throws -> Bool {
        guard viewer.mayWrite else { return false }
        return try test(viewer, input, transaction)
    }

    public static let anyone = Policy("anyone") { _, _, _ in true }
    public static let signedIn = Policy("anyone with an account") { viewer, _, _ in
        viewer.isSignedIn || viewer.isAdministrator
    }
    public static let administrator = Policy("administrators of the installation") { viewer, _, _ in
        viewer.isAdministrator
    }

    /// Holders of a role in the scope whose identifier the input carries.
    public static func role(_ role: Role, of kind: ScopeKind, named field: Field<String>) -> Policy {
        Policy("\(role.rawValue)s of the \(kind.rawValue)") { viewer, input, _ in
            viewer.holds(role, in: Scope(kind, input[field]))
        }
    }
}

/// Why an action or a query was not carried out.
public enum AccessDenied: Error, Sendable, Hashable {
    /// Nobody is signed in; signing in may help.
    case signInNeeded
    /// The viewer is known, and may not.
    case forbidden
}

/// The thing asked for does not exist, or the viewer may not know that it does: the two look the same.
public struct NotFound: Error, Sendable, Hashable {
    public init() {}
}
