import Catalogue
import Database
import Platform
import TestSupport
import Testing

@testable import Needs

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
    func whatAResidentWroteIsNobodyElsesToChange(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let edit: RawInput = ["entry": [need], "title": ["Changed"], "story": ["Changed."], "city": ["tampere"]]
            for viewer in [World.stranger, World.coordinator, World.lyon, World.tampere] {
                await #expect(throws: AccessDenied.forbidden) { try await world.act(EditNeed.self, edit, as: viewer) }
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(TakeBackNeed.self, ["entry": [need]], as: viewer)
                }
            }
            await #expect(throws: AccessDenied.signInNeeded) { try await world.act(EditNeed.self, edit, as: .visitor) }
            for viewer in [World.resident, .program] { try await world.act(EditNeed.self, edit, as: viewer) }
            try await world.act(TakeBackNeed.self, ["entry": [need]], as: World.resident)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE visibility = 'draft'") == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatAnOfficerWroteIsTheCitys(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need(by: World.tampere)
            for viewer in [World.resident, World.coordinator, World.lyon] {
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(TakeBackNeed.self, ["entry": [need]], as: viewer)
                }
            }
            try await world.act(TakeBackNeed.self, ["entry": [need]], as: World.colleague)
            await #expect(throws: NotFound.self) {
                try await world.act(DiscardNeed.self, ["entry": [need]], as: World.colleague)
            }
            try await world.act(DiscardNeed.self, ["entry": [need]], as: World.tampere)
        }
    }

    @Test(arguments: Database.Engine.available)
    func coordinatorsUnderstandTheNeedsOfTheirOwnMembersOnly(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            for viewer in [World.otherCoordinator, World.lyon, World.stranger, World.resident] {
                await #expect(throws: AccessDenied.forbidden) {
                    try await world.act(UnderstandNeed.self, ["entry": [need]], as: viewer)
                }
            }
            try await world.act(UnderstandNeed.self, ["entry": [need]], as: World.coordinator)
            try await world.database.write { _ = try $0.run("UPDATE network_member SET until = '2026-01-01'") }
            await #expect(throws: AccessDenied.forbidden) {
                try await world.act(UnderstandNeed.self, ["entry": [need]], as: World.coordinator)
            }
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
            await #expect(throws: NotFound.self) {
                try await world.act(PublishIdea.self, ["entry": [idea]], as: World.tampere)
            }
            try await world.act(PublishIdea.self, ["entry": [idea]], as: World.stranger)
            #expect(
                try await world.count("SELECT COUNT(*) AS n FROM entry WHERE visibility = 'public' AND id = \(idea)")
                    == 1)
        }
    }
}
