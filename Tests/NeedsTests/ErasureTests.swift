import Catalogue
import Database
import Platform
import TestSupport
import Testing

@testable import Needs

@Suite struct ErasureTests {
    @Test(arguments: Database.Engine.available)
    func anErasedDraftLeavesNoWordInTableOrLog(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let idea = try await world.act(
                VoiceIdea.self, ["entry": [need], "title": ["Quagga"], "story": ["Quagga."]], as: World.resident)
            await #expect(throws: InputFaults.self) {
                try await world.act(DiscardIdea.self, ["entry": [idea]], as: World.resident)
            }
            try await world.act(TakeBackIdea.self, ["entry": [idea]], as: World.resident)
            try await world.act(DiscardIdea.self, ["entry": [idea]], as: World.resident)
            let log = try await world.count("SELECT COUNT(*) AS n FROM audit WHERE details LIKE '%Quagga%'")
            let entry = try await world.count(
                "SELECT COUNT(*) AS n FROM entry WHERE title LIKE '%Quagga%' OR story LIKE '%Quagga%' OR slug LIKE '%quagga%'"
            )
            #expect(log == 0 && entry == 0)
            #expect(try await AuditLog.verify(world.database).firstBreak == nil)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aWithdrawnAdoptionLeavesNoWord(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let adoption = try await world.adopt(try await world.practice(), "tampere", 2025, as: World.tampere)
            try await world.act(WithdrawAdoption.self, ["adoption": [adoption]], as: World.tampere)
            let log = try await world.count("SELECT COUNT(*) AS n FROM audit WHERE details LIKE '%The room%'")
            let kept = try await world.count("SELECT COUNT(*) AS n FROM adoption WHERE kept IS NOT NULL")
            #expect(log == 0 && kept == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func erasingAPersonLeavesTheCityWhatItSaidAndTakesIdeasAway(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            try await world.act(
                VoiceIdea.self, ["entry": [need], "title": ["Mine"], "story": ["My words."]], as: World.resident)
            try await world.database.write { transaction in
                let tables = NeedsPersonalData.tables + Capability.catalogue.personalData
                for table in tables {
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
