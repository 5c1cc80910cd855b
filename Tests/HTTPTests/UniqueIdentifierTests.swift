import Database
import Languages
import Platform
import TestSupport
import Testing
import Web

/// HTML 3.2.6: an identifier names one element of a page, or labels and error summaries lead to the wrong one.
@Suite struct UniqueIdentifierTests {
    @Test func noPageHasAnIdentifierTwice() async throws {
        try await withHouse(.sqlite) { house in
            let person = try #require(house.people[.officerOfCityA]).id
            try await house.database.write { transaction in
                for slug in ["city-b", "city-a"] {
                    let scope = Scope(.city, try #require(house.entries[slug]))
                    try RoleGrants.give(Grant(.officer, in: scope), to: person, by: nil, now: .now, in: transaction)
                }
                try transaction.run("UPDATE entry SET visibility = 'hidden' WHERE slug = 'practice-b'")
            }
            for route in house.routes where route.method == .get && route.place == .page {
                for address in house.addresses(route, [person, "need-a", "practice-a", "city-a", "network-a"]) {
                    for persona in [Persona.visitor, .officerOfCityA, .administrator] {
                        let answer = try await house.get(address, as: persona)
                        guard answer.header("content-type")?.hasPrefix("text/html") == true else { continue }
                        let twice = Self.repeated(answer.text)
                        #expect(twice.isEmpty, "\(address) as \(persona): \(twice)")
                    }
                }
            }
        }
    }

    private static func repeated(_ page: String) -> Set<String> {
        var seen: Set<String> = []
        var twice: Set<String> = []
        for part in page.components(separatedBy: " id=\"").dropFirst() {
            let identifier = String(part.prefix { $0 != "\"" })
            if !seen.insert(identifier).inserted { twice.insert(identifier) }
        }
        return twice
    }
}
