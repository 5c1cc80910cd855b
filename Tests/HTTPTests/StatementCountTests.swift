import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Web

/// A page costs as many statements with a thousand rows as with ten.
@Suite struct StatementCountTests {

    @Test(arguments: Database.Engine.available)
    func statementsDoNotGrowWithRows(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            try await Self.add(0..<10, to: house)
            let few = try await Self.counts(house)
            try await Self.add(10..<1_000, to: house)
            let many = try await Self.counts(house)
            #expect(few == many)
            #expect(few.values.allSatisfy { (0...25).contains($0) }, "\(few)")
        }
    }

    private static func add(_ numbers: Range<Int>, to house: TestHouse) async throws {
        let action = try #require(TestHouse.entryImports.first { $0.kind == "need" })
        let inputs = numbers.map { number -> RawInput in
            let record: JSONValue = [
                "kind": "need", "slug": .string("many-\(number)"), "title": .string("Many tools \(number)"),
                "story": "Neighbours lack tools.", "city": "city-a", "country": "FI",
                "links": [["relation": "concerns", "kind": "city", "slug": "city-b"]],
            ]
            return ["record": [record.text()]]
        }
        for result in try await house.runner.runBatch(action, inputs, as: .program) { _ = try result.get() }
        try await house.database.write { transaction in
            for _ in numbers { try Jobs.enqueue("test", input: "{}", at: .now, in: transaction) }
        }
    }

    private static func counts(_ house: TestHouse) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (path, query) in [
            ("/needs", "q=tools"), ("/needs", ""), ("/needs/{entry}", ""), ("/match", "text=tools&language=en"),
            ("/admin", ""), ("/admin/people", ""), ("/admin/jobs", ""), ("/admin/mail", ""), ("/admin/audit", ""),
            ("/admin/imports", ""), ("/admin/moderation", ""), ("/api/v1/needs", "limit=10"),
            ("/api/v1/needs/{entry}", ""), ("/api/v1/match", "text=tools&limit=10"),
        ] {
            let route = try #require(house.routes.first { $0.path == path && $0.method == .get })
            let request = WebRequest(
                site: house.site, viewer: path.hasPrefix("/admin") ? .program : .visitor,
                t: house.site.catalogues.localiser(.en), path: path,
                query: QueryString(parsing: query), form: QueryString(), files: [], body: Data(), now: .now,
                parameters: ["entry": "many-1"], headers: [:], peer: "test", session: nil)
            counts[path + "?" + query] = try await StatementCounter.counting {
                _ = try await route.handler(request)
            }.statements
        }
        return counts
    }
}
