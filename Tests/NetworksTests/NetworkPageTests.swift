import Catalogue
import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing

@testable import Networks
@testable import Web

/// The pages of a network cost as many statements with a thousand members as with ten.
@Suite struct NetworkPageTests {
    @Test(arguments: Database.Engine.available)
    func statementsDoNotGrowWithMembers(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            try await Self.add(0..<10, to: house)
            let few = try await Self.counts(house)
            try await Self.add(10..<1_000, to: house)
            let many = try await Self.counts(house)
            #expect(few == many)
            #expect(few.values.allSatisfy { (1...25).contains($0) }, "\(few)")
        }
    }

    /// Members with a level that was another one before, half of them former ones.
    private static func add(_ numbers: Range<Int>, to house: TestHouse) async throws {
        let network = try #require(house.entries["network-a"])
        try await house.database.write { transaction in
            for number in numbers {
                let (person, member) = ("person-\(number)", "member-\(number)")
                try transaction.run(
                    "INSERT INTO person (id, name, language, created_at) VALUES (\(person), 'P', 'en', 0)")
                try transaction.run(
                    """
                    INSERT INTO network_member (id, network, person, roles, shares_mail, since, until)
                    VALUES (\(member), \(network), \(person), '["member"]', \(false), '2020-01-01',
                            \(number.isMultiple(of: 2) ? nil : "2024-01-01"))
                    """)
                for (level, until) in [("active", "2021-01-01"), ("core", nil)] as [(String, String?)] {
                    try transaction.run(
                        """
                        INSERT INTO involvement (id, member, level, since, until)
                        VALUES (\(newIdentifier()), \(member), \(level), '2020-01-01', \(until))
                        """)
                }
            }
        }
    }

    private static func counts(_ house: TestHouse) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (path, query) in [
            ("/networks/{entry}", ""), ("/networks/{entry}/members", ""), ("/networks/{entry}/people", ""),
            ("/networks/{entry}/history", ""), ("/networks/{entry}/history", "show=changed"),
            ("/networks/{entry}/add-person", ""), ("/networks/{entry}/add-member", ""), ("/my/networks", ""),
        ] {
            let route = try #require(house.routes.first { $0.path == path && $0.method == .get })
            let request = WebRequest(
                site: house.site, viewer: try #require(house.people[.coordinatorOfNetworkA]).viewer,
                t: house.site.catalogues.localiser(.en), path: path, query: QueryString(parsing: query),
                form: QueryString(), files: [], body: Data(), now: .now, parameters: ["entry": "network-a"],
                headers: [:], peer: "test", session: nil)
            counts[path + "?" + query] = try await StatementCounter.counting {
                _ = try await route.handler(request)
            }.statements
        }
        return counts
    }
}
