import Catalogue
import Database
import Exchange
import Languages
import Platform

/// The fields of giving and ending a role.
enum RoleFields {
    static let role = Field<Role>.choice("role", label: "Role") { $0.label }
    static let scopeKind = Field<ScopeKind>.choice("scope", label: "Where") { $0.label }
    static let entry = Field.optionalText(
        "entry", label: "Which one",
        hint: "The last part of its address or its identifier; empty for the whole installation.")
    static let fields: [any InputField] = [AdminFields.person, role, scopeKind, entry, AdminFields.reason]

    /// The grant that the input names.
    /// - Throws: `InputFaults` when such a role cannot be held there, or there is no such thing.
    static func grant(_ input: Input, in context: ActionContext) throws -> Grant {
        let (role, kind) = (input[role], input[scopeKind])
        guard role.scopes.contains(kind) else {
            throw InputFaults.at(scopeKind, "This role cannot be held there. Please choose another place for it.")
        }
        guard kind != .installation else { return Grant(role, in: .installation) }
        guard let name = input[entry] else { throw InputFaults.at(entry, "Please say which one.") }
        do {
            let found = try Entries.find(name, kind: kind.entryKind, as: context.viewer, in: context.transaction)
            return Grant(role, in: Scope(kind, found.id))
        } catch is NotFound {
            throw InputFaults.at(entry, "There is none with this address or identifier.")
        }
    }
}

/// Gives somebody a role.
enum GiveRole: Action {
    static let name = "people.give-role"
    static let summary: Message = "Give a person a role"
    static let policy = Policy.administrator
    static let fields = RoleFields.fields

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = input[AdminFields.person]
        guard let known = try PeopleList.person(person, in: context.transaction), known.erasedAt == nil else {
            throw NotFound()
        }
        let grant = try RoleFields.grant(input, in: context)
        try RoleGrants.give(
            grant, to: person, by: context.viewer.person, now: context.now, in: context.transaction)
        context.changed(Subject("person", person), after: grant.record, announce: false)
        return Outcome(Subject("person", person))
    }
}

/// Ends a role from now on.
enum EndRole: Action {
    static let name = "people.end-role"
    static let summary: Message = "End a role of a person"
    static let policy = Policy.administrator
    static let grant = Field.hidden("grant", label: "Role")
    static let fields: [any InputField] = [AdminFields.person, grant, AdminFields.reason]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let (person, transaction) = (input[AdminFields.person], context.transaction)
        guard
            let held = try PeopleList.grants(of: person, now: context.now, in: transaction)
                .first(where: { $0.id == input[grant] })
        else { throw NotFound() }
        try Administrators.keepingOne(changing: person, now: context.now, in: transaction) {
            try RoleGrants.end(held.grant, of: person, now: context.now, in: transaction)
        }
        context.changed(Subject("person", person), before: held.grant.record, announce: false)
        return Outcome(Subject("person", person))
    }
}

extension Grant {
    fileprivate var record: JSONValue {
        ["role": .string(role.rawValue), "scope": .string(scope.kind.rawValue), "entry": .string(scope.id)]
    }
}

extension Role {
    var label: Message {
        switch self {
        case .administrator: "Administrator"
        case .coordinator: "Coordinator"
        case .officer: "Officer"
        case .member: Message("Member", context: "role")
        case .assessor: "Assessor"
        case .researcher: "Researcher"
        }
    }

    /// What the role can be tied to.
    var scopes: Set<ScopeKind> {
        switch self {
        case .administrator, .researcher: [.installation]
        case .coordinator: [.network, .programme]
        case .officer: [.city, .organisation]
        case .member: [.network, .organisation]
        case .assessor: [.programme, .item]
        }
    }
}

extension ScopeKind {
    var label: Message {
        switch self {
        case .installation: "The whole installation"
        case .network: "A network"
        case .programme: "A programme"
        case .city: "A city"
        case .organisation: "An organisation"
        case .item: "A single item"
        }
    }

    /// The kind of entry that it is in the catalogue; nil stands for any.
    fileprivate var entryKind: String? { self == .item || self == .programme ? nil : rawValue }
}
