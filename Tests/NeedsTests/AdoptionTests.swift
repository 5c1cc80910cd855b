import Catalogue
import Database
import Platform
import TestSupport
import Testing

@testable import Needs

@Suite struct AdoptionTests {
    @Test(arguments: Database.Engine.available)
    func aFailedAdoptionCountsAndAnswersItsNeed(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let need = try await world.need()
            let practice = try await world.practice()
            let input = World.adoption.merging([
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
            var input = World.adoption.merging(["entry": [practice], "cost": ["5"]]) { $1 }
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
            await #expect(throws: AccessDenied.forbidden) {
                try await world.act(GradePractice.self, input, as: World.coordinator)
            }
            try await world.database.write { _ = try $0.run("UPDATE network_member SET city = 'city-lyon'") }
            try await world.act(GradePractice.self, input, as: World.coordinator)
            #expect(try await world.count("SELECT COUNT(*) AS n FROM entry WHERE evidence = 'verified'") == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func anAdoptionTakenOverFromAnotherHangsOnItAndNeverOnItself(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let practice = try await world.practice()
            let first = try await world.adopt(practice, "lyon", 2020, as: World.lyon)
            let second = try await world.adopt(practice, "tampere", 2022, from: first, as: World.tampere)
            let third = try await world.adopt(practice, "lyon", 2024, from: second, as: World.lyon)
            func sources() async throws -> [String?] {
                try await world.database.read { try AdoptionRow.of(practice, as: .visitor, in: $0) }.map(\.takenFrom)
            }
            #expect(try await sources() == [nil, first, second])
            let circle: RawInput = [
                "adoption": [first], "year": ["2024"], "outcome": ["failed"], "evidence": ["claimed"],
                "taken_from": [third],
            ]
            for wrong in [third, first, "nobody-has-this"] {
                await #expect(throws: InputFaults.self) {
                    try await world.act(
                        EditAdoption.self, circle.merging(["taken_from": [wrong]]) { $1 }, as: World.lyon)
                }
            }
            await #expect(throws: InputFaults.self) {
                _ = try await world.adopt(practice, "tampere", 2019, from: first, as: World.tampere)
            }
            try await world.act(WithdrawAdoption.self, ["adoption": [second]], as: World.tampere)
            #expect(try await sources() == [nil, first])
            let counts = try await world.database.read { try AdoptionRow.counts(of: [practice], in: $0) }
            #expect(counts == [practice: 2])
        }
    }

    @Test(arguments: Database.Engine.available)
    func anAdoptionOfAnotherPracticeIsNoSource(_ engine: Database.Engine) async throws {
        try await World.run(engine) { world in
            let other = try await world.adopt(try await world.practice(), "lyon", 2020, as: World.lyon)
            let practice = try await world.practice()
            await #expect(throws: InputFaults.self) {
                _ = try await world.adopt(practice, "tampere", 2022, from: other, as: World.tampere)
            }
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
