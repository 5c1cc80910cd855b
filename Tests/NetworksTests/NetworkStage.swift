import Catalogue
import Database
import Exchange
import Languages
import Platform
import TestSupport

@testable import Networks

/// Two networks, an organisation and some people, in a database of their own.
struct NetworkStage {
    let database: Database
    let runner: ActionRunner
    let network: String
    let other: String

    static func with(_ engine: Database.Engine, _ body: (NetworkStage) async throws -> Void) async throws {
        try await withDatabase(
            engine, migrations: PlatformSchema.migrations + CatalogueSchema.migrations + NetworksSchema.migrations
        ) { database in
            let runner = ActionRunner(database: database)
            let stage = NetworkStage(
                database: database, runner: runner,
                network: try await bring(
                    ImportNetwork.self, ["key": "here", "kind": "national", "name": name("Here")], runner),
                other: try await bring(
                    ImportNetwork.self, ["key": "there", "kind": "working group", "name": name("There")], runner))
            for (key, sector) in [("forum", "public"), ("club", "civil society")] {
                _ = try await bring(
                    ImportOrganisation.self, ["key": .string(key), "name": .string(key), "sector": .string(sector)],
                    runner)
            }
            try await database.write { transaction in
                for person in ["ann", "bo", "cy"] {
                    try transaction.run(
                        "INSERT INTO person (id, name, language, created_at) VALUES (\(person), \(person), 'en', 0)")
                    try transaction.run(
                        "INSERT INTO email_address (address, person) VALUES (\(person + "@example.org"), \(person))")
                }
            }
            try await body(stage)
        }
    }

    private static func name(_ text: String) -> JSONValue { ["en": ["text": .string(text), "by": "person"]] }

    /// Brings in what a line of a file of facts says.
    static func bring(_ action: any FactsImport.Type, _ row: JSONObject, _ runner: ActionRunner) async throws -> String
    {
        var id = ""
        for document in try action.documents(from: row) {
            id = try await runner.run(action, ["record": [document.text()]], as: .program).subject.id
        }
        return id
    }

    func viewer(_ person: String, _ role: Role? = nil, in network: String? = nil) -> Viewer {
        let grants = role.map { [Grant($0, in: Scope(.network, network ?? self.network))] } ?? []
        return Viewer(person: person, name: person, grants: Set(grants), door: .session(id: "s"))
    }

    var coordinator: Viewer { viewer("ann", .coordinator) }

    /// Adds the organisation `forum` and answers the identifier of its membership.
    func addForum() async throws -> String {
        try await runner.run(
            AddMember.self, ["network": ["here"], "organisation": ["forum"], "level": ["consulted"]], as: coordinator)
        let members = try await database.read { [network] in try Members.page(of: network, as: .program, in: $0).members
        }
        return members.first?.id ?? ""
    }

    /// Invites an address and answers the token in the mail.
    func invite(_ address: String = "bo@example.org", as role: String = "member", language: String = "en") async throws
        -> String
    {
        try await runner.run(
            InviteMember.self,
            ["network": ["here"], "email": [address], "role": [role], "language": [language]], as: coordinator)
        let body = try await text("SELECT body AS text FROM mail ORDER BY id DESC LIMIT 1")
        let link = body.split(separator: "\n").first { $0.contains("/invitations/") }
        return link?.split(separator: "/").last.map(String.init) ?? ""
    }

    func text(_ sql: SQL) async throws -> String { try await database.read { try $0.first(sql)?["text"] ?? "" } }

    func count(_ sql: SQL) async throws -> Int {
        try await database.read { try $0.first(sql)?["number"] ?? 0 }
    }
}
