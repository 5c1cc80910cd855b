import Catalogue
import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct PlaceActionTests {
    private let place: JSONValue = [
        "title": "The old bakery", "language": "en", "city": "Cityaville", "origin": "bottom-up",
        "activities": "bread\nconcerts", "owner": "Nobody yet",
    ]

    @Test func whatAResidentProposesWaitsForAnOfficerOfTheCity() async throws {
        try await withHouse(.sqlite) { house in
            let answer = try await house.act("places.register", place, as: .resident)
            #expect((200...201).contains(answer.status))
            let path = "/en/places/the-old-bakery"
            #expect(try await house.get(path).status == 404)
            #expect(try await house.get(path, as: .officerOfCityB).status == 404)
            #expect(try await house.get(path, as: .resident).status == 200)
            #expect(try await house.get(path, as: .officerOfCityA).status == 200)
            let refused = try await house.submit(path + "/publish", [], as: .resident)
            #expect(refused.status == 403)
            _ = try await house.submit("/en/places/the-old-bakery/publish", [], as: .officerOfCityA)
            #expect(try await house.get(path).status == 200)
        }
    }

    @Test func anOfficerOfTheCityPublishesAtOnce() async throws {
        try await withHouse(.sqlite) { house in
            _ = try await house.act("places.register", place, as: .officerOfCityA)
            #expect(try await house.get("/en/places/the-old-bakery").status == 200)
        }
    }
}
