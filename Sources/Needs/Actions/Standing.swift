import Catalogue
import Database
import Platform

extension Viewer {
    /// Whether the viewer acts for the city; nobody but an administrator acts for a city that is not stated.
    func isOfficer(of city: String?) -> Bool {
        city.map { holds(.officer, in: Scope(.city, $0)) } ?? isAdministrator
    }

    var actsForSomeCity: Bool { isAdministrator || !scopes(of: .city, as: .officer).isEmpty }

    func isAuthor(of entry: Entry) -> Bool { person != nil && entry.author == person }

    /// Whether the viewer may change an entry and take it back: what a resident wrote is the resident's, what an officer
    /// wrote or an import brought is the city's. One statement at most.
    func mayTend(_ entry: Entry, in transaction: Transaction) throws -> Bool {
        if isAdministrator || isAuthor(of: entry) { return true }
        guard isOfficer(of: entry.city) else { return false }
        guard let author = entry.author else { return true }
        return try transaction.first(
            """
            SELECT 1 AS one FROM role_grant
            WHERE person = \(author) AND role = \(Role.officer.rawValue) AND scope_kind = \(ScopeKind.city.rawValue)
              AND scope_id = \(entry.city)
            """) != nil
    }

    /// Whether the viewer may say what answered a need.
    func mayAnswer(_ need: Entry) -> Bool { isAuthor(of: need) || isOfficer(of: need.city) }

    /// Whether the viewer may say that a need is understood. One statement at most.
    func mayUnderstand(_ need: Entry, in transaction: Transaction) throws -> Bool {
        try isOfficer(of: need.city) || coordinates(need, in: transaction)
    }

    /// Whether the viewer may say how well a practice is supported. One statement at most.
    func mayGrade(_ practice: Entry, in transaction: Transaction) throws -> Bool {
        guard !isAuthor(of: practice) else { return false }
        return try isAdministrator || coordinates(practice, in: transaction)
    }

    /// Whether the viewer coordinates a network or programme that the entry belongs to: of which the entry is a part, or
    /// of which its city, a city that joined it or an organisation behind it is a member.
    private func coordinates(_ entry: Entry, in transaction: Transaction) throws -> Bool {
        let own = scopes(of: .network, as: .coordinator) + scopes(of: .programme, as: .coordinator)
        guard !own.isEmpty else { return false }
        return try transaction.first(
            """
            SELECT 1 AS one FROM entry_link
            WHERE source = \(entry.id) AND relation = 'part-of' AND target IN \(list: own)
            UNION ALL
            SELECT 1 AS one FROM network_member m
            WHERE m.network IN \(list: own) AND m.until IS NULL AND (m.city = \(entry.city)
                OR m.city IN (SELECT city FROM need_join WHERE need = \(entry.id))
                OR m.organisation IN (SELECT target FROM entry_link WHERE source = \(entry.id) AND relation = 'led-by'))
            LIMIT 1
            """) != nil
    }
}

/// The entry that an action of this room is about, and who may act on it.
enum Target {
    static let entry = Field.hidden("entry", label: "Identifier of the entry")

    static func find(_ kind: String, _ input: Input, in context: ActionContext) throws -> Entry {
        try Entries.find(input[entry], kind: kind, as: context.viewer, in: context.transaction)
    }

    /// Those of whom `allows` is true for the entry that the input names.
    static func policy(
        _ sentence: String, _ kind: String,
        _ allows: @escaping @Sendable (Viewer, Entry, Transaction) throws -> Bool
    ) -> Policy {
        Policy(sentence) { viewer, input, transaction in
            try allows(
                viewer, try Entries.find(input[entry], kind: kind, as: viewer, in: transaction), transaction)
        }
    }

    /// Those who may change it and take it back.
    static func tending(_ kind: String) -> Policy {
        policy(
            "whoever wrote it, officers of its city unless a resident wrote it, and administrators", kind
        ) { try $0.mayTend($1, in: $2) }
    }

    /// The author alone, for what is nobody else's to do.
    static func writing(_ kind: String) -> Policy {
        policy("whoever wrote it", kind) { viewer, entry, _ in viewer.isAuthor(of: entry) }
    }

    /// Those who may say what answered a need.
    static let answering = policy("whoever wrote it, officers of its city, and administrators", "need") {
        viewer, need, _ in viewer.mayAnswer(need)
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
