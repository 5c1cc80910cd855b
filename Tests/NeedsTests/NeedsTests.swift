import Catalogue
import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

@testable import Needs

/// A database with two cities and people of every standing, and a clock that stands still.
private struct World {
    let database: Database
    let runner: ActionRunner
    static let resident = Viewer(person: "resident", name: "Resident", door: .session(id: "1"))
    static let stranger = Viewer(person: "stranger", name: "Stranger", door: .session(id: "2"))
    static let coordinator = Viewer(
        person: "coordinator", grants: [Grant(.coordinator, in: Scope(.network, "n"))], door: .session(id: "3"))
    static let tampere = Viewer(
        person: "tampere", grants: [Grant(.officer, in: Scope(.city, "city-tampere"))], door: .session(id: "4"))
    static let lyon = Viewer(
        person: "lyon", grants: [Grant(.officer, in: Scope(.city, "city-lyon"))], door: .session(id: "5"))

    static func run(_ engine: Database.Engine, _ body: (World) async throws -> Void) async throws {
        let migrations = PlatformSchema.migrations + CatalogueSchema.migrations + NeedsSchema.migrations
        try await withDatabase(engine, migrations: migrations) { database in
            try await database.write { transaction in
                for person in ["resident", "stranger", "coordinator", "tampere", "lyon"] {
                    try transaction.run(
                        "INSERT INTO person (id, name, language, created_at) VALUES (\(person), \(person), 'en', 0)")
                }
                for city in ["tampere", "lyon"] {
                    try transaction.run(
                        """
                        INSERT INTO entry (id, kind, slug, title, language, country, visibility, created_at, updated_at)
                        VALUES (\("city-" + city), 'city', \(city), \(LocalizedText(city, in: .en).json), 'en', 'FI',
                                'public', 0, 0)
                        """)
                }
            }
            try await body(
                World(
                    database: database,
                    runner: ActionRunner(database: database, now: { Instant(milliseconds: 1_790_000_000_000) })))
        }
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
}

private let adoption: RawInput = [
    "city": ["tampere"], "year": ["2025"], "outcome": ["failed"], "evidence": ["claimed"], "kept": ["The room"],
]

@Suite struct NeedTests {
    @Test(arguments: Database.Engine.available)
    func aDraftIsSeenByItsAuthorAlone(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need(published: false)
            for viewer in [World.stranger, World.tampere, World.coordinator, .visitor] {
                await #expect(throws: NotFound.self) {
                    try await world.database.read { try Entries.find(need, as: viewer, in: $0) }
                }
            }
            let found = try await world.database.read { try Entries.find(need, as: World.resident, in: $0) }
            #expect(found.state == .voiced && found.language == .en)
        }
    }

    @Test(arguments: Database.Engine.available)
    func onlyAuthorOfficerAndAdministratorTendANeed(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let edit: RawInput = ["entry": [need], "title": ["Changed"], "story": ["Changed."], "city": ["tampere"]]
            for viewer in [World.stranger, World.coordinator, World.lyon] {
                await #expect(throws: AccessDenied.forbidden) { try await world.act(EditNeed.self, edit, as: viewer) }
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(TakeBackNeed.self, ["entry": [need]], as: viewer)
                }
            }
            await #expect(throws: AccessDenied.signInNeeded) { try await world.act(EditNeed.self, edit, as: .visitor) }
            for viewer in [World.resident, World.tampere, .program] {
                try await world.act(EditNeed.self, edit, as: viewer)
            }
            try await world.act(TakeBackNeed.self, ["entry": [need]], as: World.tampere)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE visibility = 'draft'") == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aNeedGoesFromVoicedToAnsweredAndKeepsEachStep(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            await #expect(throws: AccessDenied.forbidden) {
                try await world.act(UnderstandNeed.self, ["entry": [need]], as: World.resident)
            }
            try await world.act(UnderstandNeed.self, ["entry": [need]], as: World.coordinator)
            #expect(try await world.state(of: need) == "understood")
            try await world.act(
                JoinNeed.self, ["entry": [need], "city": ["lyon"], "sentence": ["Here too."]], as: World.lyon)
            #expect(try await world.state(of: need) == "shared")
            let practice = try await world.practice()
            await #expect(throws: AccessDenied.forbidden) {
                try await world.act(AnswerNeed.self, ["entry": [need], "answer": [practice]], as: World.lyon)
            }
            try await world.act(AnswerNeed.self, ["entry": [need], "answer": [practice]], as: World.resident)
            #expect(try await world.state(of: need) == "answered")
            #expect(try await world.count("SELECT COUNT(*) AS n FROM need_state WHERE need = \(need)") == 4)
            try await world.act(ReopenNeed.self, ["entry": [need]], as: World.resident)
            try await world.act(LeaveNeed.self, ["entry": [need], "city": ["lyon"]], as: World.lyon)
            #expect(try await world.state(of: need) == "understood")
        }
    }

    @Test(arguments: Database.Engine.available)
    func fiftyEqualJoinsLeaveOneRow(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let input: RawInput = ["entry": [need], "city": ["lyon"], "sentence": ["Here too."]]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { try await world.act(JoinNeed.self, input, as: World.lyon) } }
                try await group.waitForAll()
            }
            #expect(try await world.count("SELECT COUNT(*) AS n FROM need_join") == 1)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry_link WHERE relation = 'shared-by'") == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func onlyOfficersOfAnotherCityJoin(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            func join(_ city: String, as viewer: Viewer) async throws {
                try await world.act(
                    JoinNeed.self, ["entry": [need], "city": [city], "sentence": ["Here too."]], as: viewer)
            }
            for viewer in [World.resident, World.tampere, World.coordinator] {
                await #expect(throws: AccessDenied.forbidden) { try await join("lyon", as: viewer) }
            }
            await #expect(throws: InputFaults.self) { try await join("tampere", as: World.tampere) }
        }
    }

    @Test(arguments: Database.Engine.available)
    func anIdeaAnswersItsNeedAndIsTakenBackByItsAuthorAlone(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let input: RawInput = ["entry": [need], "title": ["The canteen"], "story": ["Open it in the evening."]]
            await #expect(throws: AccessDenied.signInNeeded) {
                try await world.act(VoiceIdea.self, input, as: .visitor)
            }
            let idea = try await world.act(VoiceIdea.self, input, as: World.stranger)
            #expect(
                try await world.count(
                    "SELECT COUNT(*) AS n FROM entry_link WHERE source = \(idea) AND target = \(need)") == 1)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM follow WHERE person = 'stranger'") == 2)
            #expect(
                try await world.count(
                    "SELECT COUNT(*) AS n FROM change WHERE action = 'ideas.voice' AND subject_id = \(need)") == 1)
            for viewer in [World.resident, World.tampere, World.coordinator] {
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(TakeBackIdea.self, ["entry": [idea]], as: viewer)
                }
            }
            try await world.act(TakeBackIdea.self, ["entry": [idea]], as: World.stranger)
        }
    }
}

@Suite struct AdoptionTests {
    @Test(arguments: Database.Engine.available)
    func aFailedAdoptionCountsAndAnswersItsNeed(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let practice = try await world.practice()
            let input = adoption.merging([
                "entry": [practice], "need": [need], "cost": ["12 500,5"], "currency": ["EUR"],
            ]) { $1 }
            for viewer in [World.resident, World.lyon, World.coordinator] {
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(RecordAdoption.self, input, as: viewer)
                }
            }
            try await world.act(RecordAdoption.self, input, as: World.tampere)
            let adopted = try await world.database.read {
                try AdoptionRow.of(practice, as: .visitor, in: $0)
            }
            #expect(adopted.map(\.outcome) == [.failed])
            #expect(try await world.count("SELECT cost_minor_units AS n FROM adoption") == 1_250_050)
            await #expect(throws: InputFaults.self) {
                try await world.act(RecordAdoption.self, input, as: World.tampere)
            }
            let id = try #require(adopted.first?.id)
            await #expect(throws: AccessDenied.forbidden) {
                try await world.act(WithdrawAdoption.self, ["adoption": [id]], as: World.lyon)
            }
            try await world.act(WithdrawAdoption.self, ["adoption": [id]], as: World.tampere)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry_link WHERE relation = 'answers'") == 0)
            #expect(
                try await world.count(
                    "SELECT COUNT(*) AS n FROM change WHERE subject_id = \(need) AND action LIKE 'adoptions.%'") == 2)
        }
    }

    @Test(arguments: Database.Engine.available)
    func moneyWithoutCurrencyAndReportWithoutSourceAreNamedAtTheirFields(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let practice = try await world.practice()
            var input = adoption.merging(["entry": [practice], "cost": ["5"]]) { $1 }
            input["evidence"] = ["reported"]
            await #expect {
                try await world.act(RecordAdoption.self, input, as: World.tampere)
            } throws: { fault in
                (fault as? InputFaults).map { Set($0.fields.keys) } == ["currency", "source"]
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aPracticeIsClaimedUntilSomebodyElseGradesIt(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let practice = try await world.practice()
            let input: RawInput = ["entry": [practice], "evidence": ["verified"], "reason": ["I was there."]]
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE evidence = 'claimed'") == 1)
            for viewer in [World.lyon, World.resident] {
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(GradePractice.self, input, as: viewer)
                }
            }
            try await world.act(GradePractice.self, input, as: World.coordinator)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE evidence = 'verified'") == 1)
        }
    }

    @Test(arguments: [
        ("12500", 1_250_000), ("12 500,50", 1_250_050), ("1.250,5", 125_050), ("1,250.05", 125_005), ("0.99", 99),
        ("1.250", 125_000),
    ])
    func amountsAreReadAsPeopleWriteThem(_ text: String, _ hundredths: Int) {
        #expect(Amount.minorUnits(text) == hundredths)
    }

    @Test(arguments: ["", "-5", "5 EUR", "1,2,3", ".5", "99999999999999999"])
    func whatIsNoAmountIsRefused(_ text: String) {
        #expect(Amount.minorUnits(text) == nil)
    }
}

@Suite struct ErasureTests {
    @Test(arguments: Database.Engine.available)
    func erasingAPersonLeavesTheCityWhatItSaidAndTakesIdeasAway(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            try await world.act(
                VoiceIdea.self, ["entry": [need], "title": ["Mine"], "story": ["My words."]], as: World.resident)
            try await world.database.write { transaction in
                for table in NeedsPersonalData.tables {
                    _ = try transaction.all(table.export("resident"))
                    for statement in table.erase("resident") { try transaction.run(statement) }
                }
            }
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE author = 'resident'") == 0)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE kind = 'idea' AND story IS NULL") == 1)
            #expect(
                try await world.count("SELECT COUNT(*) AS n FROM entry WHERE id = \(need) AND story IS NOT NULL") == 1)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM need_state WHERE person = 'resident'") == 0)
        }
    }
}
