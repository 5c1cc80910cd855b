import Catalogue
import Database
import Languages
import Networks
import Platform
import TestSupport
import Testing

@testable import Needs

/// A database with two cities and people of every standing, and a clock that stands still.
struct World {
    let database: Database
    let runner: ActionRunner
    static let resident = Viewer(person: "resident", name: "Resident", door: .session(id: "1"))
    static let stranger = Viewer(person: "stranger", name: "Stranger", door: .session(id: "2"))
    /// Coordinates the network that Tampere is a member of.
    static let coordinator = Viewer(
        person: "coordinator", grants: [Grant(.coordinator, in: Scope(.network, "network-near"))],
        door: .session(id: "3"))
    /// Coordinates a network without members.
    static let otherCoordinator = Viewer(
        person: "coordinator", grants: [Grant(.coordinator, in: Scope(.network, "network-far"))],
        door: .session(id: "6"))
    static let tampere = Viewer(
        person: "tampere", grants: [Grant(.officer, in: Scope(.city, "city-tampere"))], door: .session(id: "4"))
    /// Another officer of Tampere.
    static let colleague = Viewer(
        person: "colleague", grants: [Grant(.officer, in: Scope(.city, "city-tampere"))], door: .session(id: "7"))
    static let lyon = Viewer(
        person: "lyon", grants: [Grant(.officer, in: Scope(.city, "city-lyon"))], door: .session(id: "5"))

    static func run(_ engine: Database.Engine, _ body: (World) async throws -> Void) async throws {
        let migrations =
            PlatformSchema.migrations + CatalogueSchema.migrations + Capability.networks.migrations
            + NeedsSchema.migrations
        try await withDatabase(engine, migrations: migrations) { database in
            try await database.write { try furnish($0) }
            try await body(
                World(
                    database: database,
                    runner: ActionRunner(database: database, now: { Instant(milliseconds: 1_790_000_000_000) })))
        }
    }

    private static func furnish(_ transaction: Transaction) throws {
        for person in ["resident", "stranger", "coordinator", "tampere", "colleague", "lyon"] {
            try transaction.run(
                "INSERT INTO person (id, name, language, created_at) VALUES (\(person), \(person), 'en', 0)")
        }
        for entry in ["city-tampere", "city-lyon", "network-near", "network-far"] {
            let (kind, slug) = (String(entry.prefix { $0 != "-" }), String(entry.drop { $0 != "-" }.dropFirst()))
            try transaction.run(
                """
                INSERT INTO entry (id, kind, slug, title, language, country, visibility, created_at, updated_at)
                VALUES (\(entry), \(kind), \(slug), \(LocalizedText(slug, in: .en).json), 'en', 'FI', 'public', 0, 0)
                """)
        }
        for viewer in [tampere, colleague, lyon] {
            guard let person = viewer.person, let grant = viewer.grants.first else { continue }
            try RoleGrants.give(grant, to: person, by: nil, now: Instant(milliseconds: 0), in: transaction)
        }
        for network in ["near", "far"] {
            try transaction.run("INSERT INTO network (entry, kind) VALUES (\("network-" + network), 'national')")
        }
        try transaction.run(
            """
            INSERT INTO network_member (id, network, city, roles, shares_mail)
            VALUES ('member', 'network-near', 'city-tampere', '[]', \(false))
            """)
    }

    @discardableResult
    func act(_ action: any Action.Type, _ input: RawInput, as viewer: Viewer) async throws -> String {
        try await runner.run(action, input, as: viewer).subject.id
    }

    func need(by viewer: Viewer = resident, published: Bool = true) async throws -> String {
        let id = try await act(
            DraftNeed.self,
            [
                "title": ["No room to meet <script>"], "story": ["Older people have no room to meet."],
                "city": ["tampere"],
            ],
            as: viewer)
        if published { try await act(PublishNeed.self, ["entry": [id], "topics": ["ageing"]], as: viewer) }
        return id
    }

    func practice() async throws -> String {
        try await act(
            RegisterPractice.self, ["title": ["A room"], "story": ["An open room."], "city": ["lyon"]], as: Self.lyon)
    }

    func count(_ sql: SQL) async throws -> Int {
        try await database.read { try $0.first(sql)?["n"] ?? 0 }
    }

    func state(of need: String) async throws -> String? {
        try await database.read { try $0.first("SELECT state FROM entry WHERE id = \(need)")?["state"] }
    }

    /// Records that a city took a practice over and answers the identifier of the record.
    func adopt(
        _ practice: String, _ city: String, _ year: Int, from source: String? = nil, as viewer: Viewer
    ) async throws -> String {
        var input = Self.adoption.merging([
            "entry": [practice], "city": [city], "year": [String(year)],
        ]) { $1 }
        input["taken_from"] = source.map { [$0] }
        try await act(RecordAdoption.self, input, as: viewer)
        let row = try await database.read {
            try $0.first(
                """
                SELECT id FROM adoption
                WHERE practice = \(practice) AND city = \("city-" + city) AND year = \(year) AND withdrawn_at IS NULL
                """)
        }
        return try #require(try row?["id"] as String?)
    }

    static let adoption: RawInput = [
        "city": ["tampere"], "year": ["2025"], "outcome": ["failed"], "evidence": ["claimed"], "kept": ["The room"],
    ]
}
