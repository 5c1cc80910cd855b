import Catalogue
import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct PlaceActionTests {
    private static let place: JSONValue = [
        "title": "The old bakery", "language": "en", "city": "Cityaville", "origin": "bottom-up",
        "activities": "bread\nconcerts", "owner": "Nobody yet", "latitude": 61.498, "longitude": 23.76,
        "founded": 1999, "source": "https://bakery.example/", "story": "Neighbours bake together.",
    ]
    private static let path = "/en/places/the-old-bakery"

    private func changed(_ members: [String: JSONValue]) -> JSONValue {
        var input = Self.place.object ?? [:]
        for (name, value) in members { input[name] = value }
        return .object(input)
    }

    @Test(arguments: Database.Engine.available)
    func whatAResidentProposesWaitsForAnOfficerOfTheCity(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            #expect(try await house.act("places.register", Self.place).status == 401)
            let answer = try await house.act("places.register", Self.place, as: .resident)
            #expect((200...201).contains(answer.status))
            for (persona, status) in [
                (Persona.visitor, 404), (.member, 404), (.officerOfCityB, 404), (.coordinatorOfNetworkA, 404),
                (.resident, 200), (.officerOfCityA, 200), (.administrator, 200),
            ] {
                #expect(try await house.get(Self.path, as: persona).status == status, "\(persona)")
                #expect(
                    try await house.get("/en/places/proposed", as: persona).text.contains("The old bakery")
                        == (status == 200), "\(persona)")
            }
            #expect(try await house.get(Self.path, as: .resident).text.contains("until then only you and they"))
            #expect(try await house.get(Self.path, as: .officerOfCityA).text.contains("Somebody proposed this place"))
            #expect(try await house.submit(Self.path + "/publish", [], as: .resident).status == 403)
            #expect(try await house.submit(Self.path + "/publish", [], as: .officerOfCityB).status == 404)
            #expect(try await house.submit(Self.path + "/publish", [], as: .officerOfCityA).status == 303)
            #expect(try await house.get(Self.path).status == 200)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aDeclinedPlaceIsSeenByAdministratorsOnly(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.act("places.register", Self.place, as: .resident)
            #expect(try await house.submit(Self.path + "/decline", [], as: .resident).status == 403)
            #expect(try await house.submit(Self.path + "/decline", [], as: .officerOfCityA).status == 303)
            #expect(try await house.get(Self.path, as: .resident).status == 404)
            #expect(try await house.get(Self.path, as: .administrator).status == 200)
            let published = try #require(house.entries["place-a"])
            let answer = try await house.act("places.decline", ["place": .string(published)], as: .officerOfCityA)
            #expect(answer.status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func anOfficerOfTheCityPublishesAtOnceAndThePageTellsAll(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.act("places.register", Self.place, as: .officerOfCityA)
            let page = try await house.get(Self.path).text
            for text in [
                "Neighbours bake together.", "bread", "concerts", "Nobody yet", "Bottom-up", "1999", "bakery.example",
                "Cityaville", "class=\"map",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(try await house.get("/api/v1/places?origin=bottom-up").json["total"] == 1)
            #expect(try await house.get("/en/places.geojson").text.contains("23.76"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func officersCorrectPublicPlacesAndAuthorsTheirDrafts(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.act("places.register", Self.place, as: .resident)
            let edit = changed(["place": "the-old-bakery", "owner": "A society"])
            for (persona, status) in [
                (Persona.visitor, 404), (.member, 404), (.officerOfCityB, 404), (.resident, 200),
                (.officerOfCityA, 200),
            ] {
                #expect(try await house.act("places.edit", edit, as: persona).status == status, "\(persona)")
            }
            _ = try await house.submit(Self.path + "/publish", [], as: .officerOfCityA)
            for (persona, status) in [
                (Persona.resident, 403), (.officerOfCityB, 403), (.officerOfCityA, 200), (.administrator, 200),
            ] {
                #expect(try await house.act("places.edit", edit, as: persona).status == status, "\(persona)")
            }
            let away = changed(["place": "the-old-bakery", "city": "Citybburg"])
            #expect(try await house.act("places.edit", away, as: .officerOfCityA).status == 422)
            let form = try await house.get(Self.path + "/edit", as: .officerOfCityA).text
            #expect(form.contains("A society") && form.contains("bread\nconcerts") && form.contains("<datalist"))
            #expect(try await house.get(Self.path + "/edit", as: .resident).status == 403)
        }
    }

    @Test(arguments: [
        ("city", "Nowhere"), ("latitude", "91"), ("longitude", ""), ("source", "javascript:alert(1)"),
        ("founded", "soon"), ("origin", "sideways"), ("title", ""),
    ])
    func aWrongValueIsNamedBesideItsField(_ field: String, _ value: String) async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.act(
                "places.register", changed([field: .string(value)]), as: .officerOfCityA)
            #expect(answer.status == 422)
            #expect(answer.text.contains("\"\(field)\""), "\(answer.text)")
        }
    }

    @Test func aPlaceFromAFileHasWhatTheFileSays() async throws {
        try await withHouse(.sqlite) { house in
            let action = try #require(TestHouse.entryImports.first { $0.kind == "place" })
            let row: JSONObject = [
                "key": "mill-two", "name": "Mylly", "language": "fi", "city": "city-a", "country": "FI",
                "origin": "mixed", "activities": [["en": ["text": "gallery", "by": "machine"]]],
                "owner_stated": "The city", "source_url": "https://mill.example/", "note": "a doubt",
                "facts": [
                    ["subject": "Mylly", "fact": "floors", "value": "3"],
                    ["subject": "The district", "fact": "empty flats", "value": "40"],
                ],
            ]
            for document in try action.documents(from: row) {
                try await house.runner.run(action, ["record": [document.text()]], as: .program)
            }
            let page = try await house.get("/en/places/mill-two").text
            for text in [
                "Mylly", "gallery", "The city", "Mixed", "a doubt", "mill.example", ">floors<",
                "The district: empty flats",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            let wrong: JSONValue = ["kind": "place", "slug": "x", "title": "X", "city": "nowhere"]
            await #expect(throws: InputFaults.self) {
                try await house.runner.run(action, ["record": [wrong.text()]], as: .program)
            }
        }
    }
}
