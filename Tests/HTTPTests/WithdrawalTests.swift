import Database
import Exchange
import Platform
import TestSupport
import Testing

/// What a person takes back is gone: from pages, answers, files, feeds and results, from every table and from the log.
@Suite struct WithdrawalTests {
    private static let marker = "Quaggamarker"
    private static let words = JSONValue.string("\(marker) lanterns in winter")
    private static let keys = ["need-a", "need-b", "practice-a", "practice-b", "city-a", "city-b", "network-a"]

    @Test(arguments: Database.Engine.available)
    func whoeverTakesEverythingBackLeavesTheCountAlone(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            try await Self.write(in: house)
            #expect(try await !Self.places(house.database).isEmpty)
            #expect(try await !Self.addressesThatShowTheMarker(house).isEmpty)

            try await Self.takeEverythingBack(.officerOfCityB, in: house)

            #expect(try await Self.places(house.database) == [])
            #expect(try await Self.addressesThatShowTheMarker(house) == [])
            #expect(try await AuditLog.verify(house.database).firstBreak == nil)
            let left = try await house.database.read { transaction in
                try transaction.first(
                    """
                    SELECT (SELECT COUNT(*) FROM adoption WHERE withdrawn_at IS NULL) AS adoptions,
                           (SELECT COUNT(*) FROM need_join) AS joins
                    """)
            }
            #expect(try left?["adoptions"] == 1 && left?["joins"] == 1)
        }
    }

    /// Everything that an officer can write in this room, with the marker in every text.
    private static func write(in house: TestHouse) async throws {
        let officer = Persona.officerOfCityB
        func act(_ action: String, _ input: JSONObject, as persona: Persona = officer) async throws -> String {
            let answer = try await house.act(action, .object(input), as: persona)
            #expect(answer.status == 200, "\(action): \(answer.text)")
            return try answer.json["id"]?.string ?? ""
        }
        let text: JSONObject = ["title": words, "story": words, "language": "en"]
        func with(_ more: JSONObject, _ base: JSONObject = text) -> JSONObject {
            var all = base
            for (name, value) in more { all[name] = value }
            return all
        }
        let needText = with(["tried": words, "stake": words, "voiced_by": words, "city": "city-b"])
        _ = try await act("needs.draft", needText)
        let need = try await act("needs.draft", needText)
        _ = try await act("needs.publish", ["entry": .string(need)])
        // What others did with the words is in the log too.
        _ = try await act("needs.understand", ["entry": .string(need)], as: .administrator)
        _ = try await act(
            "needs.edit", with(["entry": .string(need)], needText), as: .administrator)
        _ = try await act("ideas.voice", with(["entry": "need-a"]))
        let practice = try await act(
            "practices.register", with(["city": "city-b", "organisation_stated": words, "result_reported": words]))
        _ = try await act("needs.answer", ["entry": .string(need), "answer": .string(practice)])
        _ = try await act("needs.join", ["entry": "need-a", "city": "city-b", "sentence": words])
        _ = try await act(
            "adoptions.record",
            [
                "entry": "practice-a", "city": "city-b", "year": 2025, "outcome": "failed", "evidence": "claimed",
                "kept": words, "changed": words, "dropped": words, "result": words,
                "source": .string("https://example.org/\(marker)"),
            ])
        _ = try await act(
            "catalogue.mark-match",
            ["text": words, "language": "en", "entry": .string(house.entries["practice-a"] ?? ""), "useful": true])
        await house.catalogue.catchUp()
    }

    private static func takeEverythingBack(_ persona: Persona, in house: TestHouse) async throws {
        let answer = try await house.submit(
            "/en/account/data",
            [("withdraws", "true"), ("is_sure", "true"), ("password", TestPerson.password)], as: persona)
        #expect(answer.status == 303, "\(answer.text.prefix(600))")
        await house.catalogue.catchUp()
    }

    private static func places(_ database: Database) async throws -> Set<DatabaseContents.Column> {
        try await DatabaseContents(database).places(of: marker, in: database)
    }

    private static func addressesThatShowTheMarker(_ house: TestHouse) async throws -> [String] {
        var found: [String] = []
        for persona in [Persona.visitor, .administrator] {
            for route in house.routes where route.method == .get {
                let asked = ["", "?q=lanterns", "?text=lanterns+in+winter&language=en"]
                for address in house.addresses(route, keys) {
                    for query in route.path.contains("{") ? [""] : asked {
                        let answer = try await house.get(address + query, as: persona)
                        if answer.text.contains(marker) { found.append("\(address + query) as \(persona)") }
                    }
                }
            }
        }
        return found
    }
}
