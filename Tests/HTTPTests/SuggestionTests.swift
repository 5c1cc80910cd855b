import Catalogue
import CrossLingualSearch
import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

/// Typing help, and what experts write into the search of lists.
@Suite struct SuggestionTests {
    private static func texts(
        _ house: TestHouse, _ path: String, as persona: Persona = .visitor
    ) async throws -> [String] {
        try await house.get(path, as: persona).json["items"]?.array?.compactMap { $0["text"]?.string } ?? []
    }

    @Test(arguments: Database.Engine.available)
    func titlesAreSuggestedOnPagesAndInTheAPI(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for path in ["/en/catalogue/suggest?q=old+mi", "/api/v1/suggest?q=OLD%20M&language=en"] {
                let item = try #require(try await house.get(path).json["items"]?.array?.first)
                #expect(item["text"]?.string == "The old mill")
                #expect(item["kind"]?.string == "place")
                #expect(item["id"]?.string == house.entries["place-a"])
                #expect(item["language"]?.string == "en")
            }
            #expect(try await Self.texts(house, "/fi/catalogue/suggest?q=aldre+sak") == ["Äldre saknar sällskap"])
            #expect(try await Self.texts(house, "/en/catalogue/suggest?q=lunhc") == ["Lunch friends"])
            #expect(try await Self.texts(house, "/en/catalogue/suggest?q=").isEmpty)
            #expect(try await Self.texts(house, "/en/catalogue/suggest?q=mi&kind=project") == ["Open mills"])
        }
    }

    @Test func aKindThatIsNotThereIsRefused() async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.get("/api/v1/suggest?q=mi&kind=nothing")
            #expect(answer.status == 422)
        }
    }

    /// The index learns of a withdrawal a moment later than the database: what is told is asked of the database.
    @Test(arguments: Database.Engine.available)
    func whatTheIndexStillHasIsNotToldOnceItIsHidden(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let hidden = try #require(house.entries["practice-hidden"])
            house.catalogue.search.update([
                SearchDocument(id: hidden, kind: "practice", language: "en", title: "Quokka gardens", body: "")
            ])
            #expect(house.catalogue.search.completions(of: "quok").count == 1)
            #expect(try await Self.texts(house, "/en/catalogue/suggest?q=quok").isEmpty)
            #expect(try await Self.texts(house, "/api/v1/suggest?q=quok", as: .administrator) == ["Quokka gardens"])
        }
    }

    private static func found(_ house: TestHouse, _ path: String) async throws -> Set<String> {
        Set(try await house.get(path).json["items"]?.array?.compactMap { $0["slug"]?.string } ?? [])
    }

    @Test(arguments: Database.Engine.available)
    func listsAreSearchedByPhraseMinusAndField(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let answers: [(query: String, slugs: Set<String>)] = [
                ("%22city%20lends%20empty%22", ["practice-a"]), ("%22lends%20city%22", []),
                ("country:SE", ["practice-b"]), ("city:city-a", ["practice-a"]), ("-lunch", ["practice-a"]),
                ("title:neighbour", ["practice-a"]),
            ]
            for (query, slugs) in answers {
                let found = try await Self.found(house, "/api/v1/practices?q=" + query)
                #expect(found == slugs, "\(query)")
            }
        }
    }

    @Test func aSearchOfAFewWordsKnowsMarksAndADescribedNeedDoesNot() async throws {
        try await withHouse(.sqlite) { house in
            func kinds(_ text: String) -> Set<String> {
                Set(house.catalogue.match(text, language: "en", limit: 10).hits.map(\.kind))
            }
            #expect(kinds("mill") == ["place", "project"])
            #expect(kinds("mill -\"old mill\"") == ["project"])
            #expect(kinds("language:fi kind:need") == ["need"])
            #expect(kinds("We would open the \"old mill\" for all neighbours who have no room").contains("project"))
        }
    }

    @Test func aListFindsAllThatAnswerHoweverMany() async throws {
        try await withHouse(.sqlite) { house in
            let documents = 1_100
            try await house.database.write { transaction in
                for number in 0..<documents {
                    let id = newIdentifier()
                    let title = LocalizedText("Many tools \(number)", in: .en).json
                    try transaction.run(
                        """
                        INSERT INTO entry (id, kind, slug, title, language, visibility, created_at, updated_at)
                        VALUES (\(id), 'practice', \("row-\(number)"), \(title), 'en', 'public', \(number), 1)
                        """)
                    try transaction.run(
                        """
                        INSERT INTO change (at, subject_kind, subject_id, action)
                        VALUES (1, 'practice', \(id), 'test.write')
                        """)
                }
            }
            await house.catalogue.catchUp()
            #expect(try await house.get("/api/v1/practices?q=tools").json["total"]?.integer == documents)
        }
    }

    @Test func searchFieldsSayWhereSuggestionsComeFrom() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.get("/en/practices").text
            #expect(page.contains("data-suggest=\"/en/catalogue/suggest\""))
            #expect(page.contains("data-suggest=\"/en/catalogue/suggest?kind=practice\""))
            #expect(page.contains("Search more exactly"))
        }
    }
}
