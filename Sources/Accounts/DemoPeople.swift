public import Database
public import Languages
import Platform
import Web

/// Invented people of a demonstration, each of whom anybody may be at one click. They are marked as invented,
/// so that outside a demonstration no session and no token of theirs opens a door.
public enum DemoPeople {
    /// One of them.
    struct Character: Sendable {
        let key: String
        let name: String
        let language: Language
        let label: Message
    }

    static let all: [Character] = [
        Character(key: "officer", name: "Aino Salmela", language: .en, label: "City officer"),
        Character(key: "resident", name: "Tomasz Wilk", language: .en, label: "Resident"),
        Character(key: "coordinator", name: "Ingrid Solberg", language: .en, label: "Network coordinator"),
        Character(key: "administrator", name: "Claire Fontaine", language: .en, label: "Administrator"),
        Character(key: "researcher", name: "Marek Dvořák", language: .en, label: "Researcher"),
    ]

    private static func address(_ key: String) -> String { "\(key)@demonstration.invalid" }

    /// Makes them where they are not yet, with their roles: the officer in Tampere or another city of the data, the
    /// coordinator in its first network.
    public static func fill(_ database: Database, now: Instant) async throws {
        try await database.write { transaction in
            for character in all {
                let known = try transaction.first(
                    "SELECT person FROM email_address WHERE address = \(address(character.key))")
                guard known == nil else { continue }
                let person = try People.make(
                    .init(
                        name: character.name, language: character.language, address: address(character.key),
                        isConfirmed: false, isInvented: true),
                    now: now, in: transaction)
                if let grant = try grant(of: character, in: transaction) {
                    try RoleGrants.give(grant, to: person, by: nil, now: now, in: transaction)
                }
            }
        }
    }

    private static func grant(of character: Character, in transaction: Transaction) throws -> Grant? {
        switch character.key {
        case "administrator": return Grant(.administrator, in: .installation)
        case "researcher": return Grant(.researcher, in: .installation)
        case "officer":
            return try first("city", preferring: "tampere", in: transaction).map {
                Grant(.officer, in: Scope(.city, $0))
            }
        case "coordinator":
            return try first("network", preferring: "", in: transaction).map {
                Grant(.coordinator, in: Scope(.network, $0))
            }
        default: return nil
        }
    }

    private static func first(_ kind: String, preferring slug: String, in transaction: Transaction) throws -> String? {
        try transaction.first(
            """
            SELECT id FROM entry WHERE kind = \(kind)
            ORDER BY CASE WHEN slug = \(slug) THEN 0 ELSE 1 END, slug LIMIT 1
            """)?["id"]
    }

    /// The buttons on the page for signing in.
    static func buttons(_ request: WebRequest) async throws -> HTML {
        let t = request.t
        func row(_ character: Character) -> HTML {
            let name = t("\(character.name), \(character.label)")
            return request.button(name, to: "/demo-sign-in", [("person", character.key), ("next", request.next)])
        }
        return """
            <section class="panel"><h2>\(t("Try it as a demo person"))</h2>\
            <p>\(t("They are invented. What you do as one of them stays in this demonstration."))</p>\
            <div class="actions">\(each: all, row)</div></section>
            """
    }

    /// One click; there is no such door outside a demonstration.
    static let route = Route.post("/demo-sign-in") { request in
        guard request.site.isDemonstration, let key = request.form["person"],
            let character = all.first(where: { $0.key == key })
        else { throw NotFound() }
        try request.count(against: request.site.limits.writesByPeer, key: request.peer)
        // Somebody may have tried the erasure as this person: then they are made anew.
        try await fill(request.site.database, now: request.now)
        let account = try await request.site.database.read { transaction -> People.Account? in
            let row = try transaction.first(
                "SELECT person FROM email_address WHERE address = \(address(character.key))")
            return try row.flatMap { try People.account(person: try $0["person"], in: transaction) }
        }
        guard let account else { throw NotFound() }
        let (now, browser, old) = (request.now, request.browser, request.sessionID)
        let session = try await request.site.database.write { transaction in
            if let old { try transaction.run("DELETE FROM session WHERE id = \(old)") }
            return try Sessions.begin(
                for: account.person, awaitsSecondFactor: false, browser: browser, now: now, in: transaction)
        }
        return request.beginning(session: session, .redirect(to: request.link(request.next)))
    }
}
