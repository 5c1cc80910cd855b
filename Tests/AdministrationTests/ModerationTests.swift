import Database
import Platform
import TestSupport
import Testing

@testable import Administration

@Suite struct ModerationTests {
    @Test(arguments: Database.Engine.available)
    func aHiddenEntryIsNowhereButInTheRecord(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            let title = "Empty shops lent to neighbours"
            let addresses = [
                "/en/", "/en/practices", "/en/practices.csv", "/en/practices.json", "/en/practices.geojson",
                "/en/practices/practice-a", "/en/practices?text=empty+shops",
                "/en/match?text=empty+shops+for+neighbours",
                "/en/cities/city-a", "/api/v1/practices", "/api/v1/practices/practice-a",
                "/api/v1/match?text=empty+shops+for+neighbours",
            ]
            #expect(try await house.get("/en/practices.csv").text.contains(title))
            try await house.runner.run(HideEntry.self, ["entry": ["practice-a"], "reason": ["a complaint"]], as: root)
            await house.catalogue.catchUp()
            for address in addresses {
                for persona in [Persona.visitor, .member, .officerOfCityA] {
                    #expect(try await !house.get(address, as: persona).text.contains(title), "\(address) as \(persona)")
                }
            }
            let record = try await house.get("/en/admin/audit?action=catalogue.hide", as: .administrator).text
            #expect(record.contains("a complaint"))
            try await house.runner.run(
                UnhideEntry.self, ["entry": [try #require(house.entries["practice-a"])], "reason": ["settled"]],
                as: root)
            await house.catalogue.catchUp()
            #expect(try await house.get("/en/practices.csv").text.contains(title))
        }
    }

    @Test(arguments: Database.Engine.available)
    func onlyWhatEverybodySeesCanBeHidden(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            for entry in ["need-draft", "practice-hidden", "nothing"] {
                await #expect(throws: InputFaults.self, "\(entry)") {
                    try await house.runner.run(HideEntry.self, ["entry": [entry], "reason": ["because"]], as: root)
                }
            }
        }
    }
}
