import Database
import Languages
import Platform
import TestSupport
import Testing

@testable import Administration

@Suite struct SettingsTests {
    @Test(
        arguments: Database.Engine.available,
        [
            (RawInput(), "name"), (["languages": []], "languages"), (["languages": ["xx"]], "languages"),
            (["colour": ["teal"]], "colour"), (["colour": ["#12345g"]], "colour"), (["colour": ["#ffff00"]], "colour"),
            (["colour": ["red;}"]], "colour"),
        ] as [(RawInput, String)])
    func whatCannotBeIsRefusedAtItsField(_ engine: Database.Engine, _ row: (change: RawInput, field: String))
        async throws
    {
        let good: RawInput = ["name": ["Cities"], "languages": ["en"], "colour": ["#0e5a5c"]]
        let input = row.field == "name" ? ["languages": ["en"]] : good.merging(row.change) { $1 }
        try await withDatabase(engine, migrations: PlatformSchema.migrations) { database in
            let faults = await #expect(throws: InputFaults.self) {
                try await ActionRunner(database: database).run(ChangeSettings.self, input, as: .program)
            }
            #expect(faults.map { Array($0.fields.keys) } == [row.field])
            let kept = try await database.read { try Settings.read(in: $0) }
            #expect(kept == .initial)
        }
    }

    @Test(arguments: Database.Engine.available)
    func settingsTakeEffectAtOnce(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            try await house.runner.run(
                ChangeSettings.self, ["name": ["Cities & friends"], "languages": ["en"], "colour": ["#7a2048"]],
                as: root)
            try await house.site.settings.reload(from: house.database)
            #expect(try await house.get("/en/about").text.contains("Cities &amp; friends"))
            let gone = try await house.get("/fi/about?view=map")
            #expect(gone.status == 302 && gone.header("location") == "/en/about?view=map")
            #expect(try await house.get("/xx/about").status == 404)
            #expect(try await !house.get("/en/about").text.contains("hreflang=\"fi\""))
            #expect(try await house.get("/theme.css").text.contains("--brand:#7a2048"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func theFormChangesTheInstallationAndSaysWhatItRefuses(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let refused = try await house.submit(
                "/en/admin/settings", [("name", "Cities"), ("languages", "en"), ("colour", "#ffd400")],
                as: .administrator)
            #expect(refused.status == 422)
            #expect(refused.text.contains("on this colour and needs 4.5. Please choose a darker one."))
            #expect(refused.text.contains("value=\"#ffd400\""))
            #expect(house.site.settings.current == .initial)
            let taken = try await house.submit(
                "/en/admin/settings",
                [("name", "Cities"), ("languages", "en"), ("languages", "pl"), ("colour", "#7a2048")],
                as: .administrator)
            #expect(taken.status == 303)
            let page = try await house.get("/en/")
            #expect(page.text.contains("hreflang=\"pl\"") && !page.text.contains("hreflang=\"sv\""))
            #expect(page.text.contains("/theme.css"))
            #expect(try await house.get("/", headers: [("accept-language", "sv")]).header("location") == "/en/")
            #expect(
                try await house.get("/sv/needs", headers: [("accept-language", "pl")]).header("location") == "/pl/needs"
            )
            #expect(try await house.get("/en/join").status == 404, "the box for open accounts was not ticked")
            for persona in [Persona.visitor, .coordinatorOfNetworkA] {
                let answer = try await house.submit("/en/admin/settings", [("name", "Mine")], as: persona)
                #expect([303, 403].contains(answer.status))
            }
        }
    }

    @Test func contrastIsThatOfTheGuidelines() throws {
        let black = try #require(BrandColour("#000000"))
        #expect(abs(black.contrast(with: .white) - 21) < 0.001)
        let grey = try #require(BrandColour("#767676"))
        #expect(grey.contrast(with: .white) >= 4.5)
        let lighter = try #require(BrandColour("#777777"))
        #expect(lighter.contrast(with: .white) < 4.5)
    }

    @Test(arguments: ["", "#", "#fff", "0e5a5c", "#0e5a5c;", "#+e5a5c", "# e5a5c", "#０e5a5c"])
    func whatIsNoColourIsNone(_ text: String) {
        #expect(BrandColour(text) == nil)
    }
}
