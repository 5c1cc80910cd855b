import Database
import TestSupport
import Testing
import Web

/// What a person may not see is nowhere: not in a page, a list, an answer, a file or a result.
@Suite struct HiddenEntryTests {
    private static let keys = ["need-draft", "practice-hidden", "city-a", "network-a", "need-a"]

    @Test(arguments: Database.Engine.available)
    func whatIsHiddenOrNotPublishedAppearsNowhere(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for persona in [Persona.visitor, .resident, .officerOfCityB, .coordinatorOfNetworkA] {
                for route in house.routes where route.method == .get {
                    for address in house.addresses(route, Self.keys) {
                        for query in ["", "?q=gardens", "?text=gardens+on+roofs&language=en"] {
                            let answer = try await house.get(address + query, as: persona)
                            for marker in [TestEntry.draftMarker, TestEntry.hiddenMarker] {
                                #expect(!answer.text.contains(marker), "\(address + query) as \(persona)")
                            }
                        }
                    }
                }
            }
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
