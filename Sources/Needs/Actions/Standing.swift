import Catalogue
import Database
import Platform

extension Viewer {
    /// Whether the viewer acts for the city; nobody but an administrator acts for a city that is not stated.
    func isOfficer(of city: String?) -> Bool {
        city.map { holds(.officer, in: Scope(.city, $0)) } ?? isAdministrator
    }

    /// Whether the viewer coordinates a network or a programme.
    var isCoordinator: Bool { isAdministrator || grants.contains { $0.role == .coordinator } }

    var actsForSomeCity: Bool { isAdministrator || !scopes(of: .city, as: .officer).isEmpty }

    func isAuthor(of entry: Entry) -> Bool { person != nil && entry.author == person }

    /// Whether the viewer may change an entry, take it back and say what answered it.
    func mayTend(_ entry: Entry) -> Bool { isAuthor(of: entry) || isOfficer(of: entry.city) }

    /// Whether the viewer may say that a need is understood.
    func mayUnderstand(_ need: Entry) -> Bool { isOfficer(of: need.city) || isCoordinator }
}

/// The entry that an action of this room is about, and who may act on it.
enum Target {
    static let entry = Field.hidden("entry", label: "Identifier of the entry")

    static func find(_ kind: String, _ input: Input, in context: ActionContext) throws -> Entry {
        try Entries.find(input[entry], kind: kind, as: context.viewer, in: context.transaction)
    }

    /// Those of whom `allows` is true for the entry that the input names.
    static func policy(
        _ sentence: String, _ kind: String, _ allows: @escaping @Sendable (Viewer, Entry) -> Bool
    ) -> Policy {
        Policy(sentence) { viewer, input, transaction in
            allows(viewer, try Entries.find(input[entry], kind: kind, as: viewer, in: transaction))
        }
    }

    static func tending(_ kind: String) -> Policy {
        policy("whoever wrote it, officers of its city, and administrators", kind) { $0.mayTend($1) }
    }
}

/// The city that an action names, by identifier or by the readable part of its address.
enum CityInput {
    static let required = Field.text("city", label: "City")
    static let optional = Field.optionalText(
        "city", label: "City", hint: "Leave it out when the need is not tied to one city.")

    static func find(_ key: String, in context: ActionContext) throws -> Entry {
        do {
            return try Entries.find(key, kind: "city", as: context.viewer, in: context.transaction)
        } catch is NotFound {
            throw InputFaults.at(required, "Please choose a city in the list.")
        }
    }

    /// Officers of the city that the input names.
    static let officers = Policy("officers of the city, and administrators") { viewer, input, transaction in
        guard !viewer.isAdministrator else { return true }
        do {
            return viewer.isOfficer(
                of: try Entries.find(input[required], kind: "city", as: viewer, in: transaction).id)
        } catch is NotFound { return false }
    }
}
