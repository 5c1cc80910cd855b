import Database
import Exchange
import TestSupport
import Testing
import Web

/// What a person may not see is nowhere: not in a page, a list, an answer, a file, a feed, a count or a result.
@Suite struct HiddenEntryTests {
    private static let keys = ["need-draft", "practice-hidden", "city-a", "network-a", "need-a"]

    /// Every address that is read, with what could be asked of it.
    private static func addresses(_ house: TestHouse) throws -> [String] {
        let ids = ["need-draft", "practice-hidden"].compactMap { house.entries[$0] }
        let pair = ids.map { "id=\($0)" }.joined(separator: "&")
        let queries = [
            "", "?q=gardens", "?text=gardens+on+roofs&language=en", "?view=table&q=Zebradraft", "?view=map",
            "?city=city-a&order=newest", "?\(pair)", "?entry=\(ids[0])", "?entry=\(ids[1])",
        ]
        return house.routes.filter { $0.method == .get }.flatMap { route in
            let asked = route.path.contains("{") ? [""] : queries
            return house.addresses(route, keys + ids).flatMap { address in asked.map { address + $0 } }
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatIsHiddenOrNotPublishedAppearsNowhere(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let addresses = try Self.addresses(house)
            #expect(addresses.count > 500)
            // The statements are the same on both engines: one viewer shows that the second understands them alike.
            let viewers: [Persona] =
                engine == .sqlite ? [.visitor, .officerOfCityB, .coordinatorOfNetworkA] : [.officerOfCityB]
            for persona in viewers {
                for address in addresses {
                    let text = try await house.get(address, as: persona).text
                    // The words of the question come back in its box; those of an answer must not.
                    guard !address.contains("Zebradraft") else { continue }
                    for marker in [TestEntry.draftMarker, TestEntry.hiddenMarker] {
                        #expect(!text.contains(marker), "\(address) as \(persona)")
                    }
                }
            }
        }
    }

    /// The search above finds something where there is something to be found.
    @Test func whoMaySeeItFindsIt() async throws {
        try await withHouse(.sqlite) { house in
            #expect(try await house.get("/en/needs/need-draft", as: .member).text.contains(TestEntry.draftMarker))
            let hidden = try await house.get("/en/practices/practice-hidden", as: .administrator)
            #expect(hidden.text.contains(TestEntry.hiddenMarker))
        }
    }

    @Test(arguments: Database.Engine.available)
    func byIdentifierTooItIsAsIfItDidNotExist(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let draft = try #require(house.entries["need-draft"])
            let missing = try await house.get("/api/v1/needs/nobody-has-this", as: .resident)
            let hidden = try await house.get("/api/v1/needs/\(draft)", as: .resident)
            #expect(hidden.status == 404 && missing.status == 404)
            #expect(try hidden.json["title"] == missing.json["title"])
            #expect(try hidden.json["detail"] == missing.json["detail"])
            #expect(try await house.get("/api/v1/needs/\(draft)", as: .member).status == 200)
            let follow = try await house.act(
                "catalogue.follow", ["kind": "need", "id": .string(draft)], as: .resident)
            #expect(follow.status == 404)
        }
    }

    /// No verb tells a person who may not see a thing that it is there: it answers as for a name that nobody has.
    @Test(arguments: Database.Engine.available)
    func noActionTellsThatItIsThere(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let hidden = try #require(house.entries["practice-hidden"])
            for action in TestHouse.actions {
                let sample = house.sample(action)
                for field in ["entry", "need", "practice", "id", "place", "answer"] where sample[field] != nil {
                    var answers: [TestAnswer] = []
                    for value in [hidden, "nobody-has-this"] {
                        var input = sample
                        input[field] = .string(value)
                        answers.append(try await house.act(action.name, .object(input), as: .resident))
                    }
                    #expect(answers[0].status == answers[1].status, "\(action.name) by \(field)")
                    #expect(
                        try answers[0].json["detail"] == answers[1].json["detail"], "\(action.name) by \(field)")
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func countsDoNotTellOfIt(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for path in ["/api/v1/needs", "/api/v1/practices"] {
                let list = try await house.get(path).json
                #expect(list["total"]?.integer == 2, "\(path)")
            }
        }
    }
}
