import Catalogue
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

    /// Every list of the catalogue, in every view, on pages and in the API; a thousand entries of each kind.
    @Test(arguments: Database.Engine.available)
    func listsOfEveryKindCostTheSameHoweverLong(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            try await Self.write(0..<10, to: house)
            let few = try await Self.counts(house, Self.lists(house))
            try await Self.write(10..<1_000, to: house)
            let many = try await Self.counts(house, Self.lists(house))
            #expect(few == many)
            #expect(few.count == 7 * house.catalogue.kinds.count)
            #expect(few.values.allSatisfy { (0...10).contains($0) }, "\(few)")
        }
    }

    private static func lists(_ house: TestHouse) -> [(path: String, query: String)] {
        house.catalogue.kinds.flatMap { kind in
            [
                ("/\(kind.path)", ""), ("/\(kind.path)", "q=tools"), ("/\(kind.path)", "country=FI&order=title"),
                ("/\(kind.path)", "view=map"), ("/\(kind.path)", "view=table"), ("/api/v1/\(kind.path)", "limit=10"),
                ("/api/v1/\(kind.path)", "q=tools"),
            ]
        }
    }

    /// Straight into the tables, since nothing but their number matters here.
    private static func write(_ numbers: Range<Int>, to house: TestHouse) async throws {
        let city = house.entries["city-a"]
        let kinds = house.catalogue.kinds.map(\.name)
        try await house.database.write { transaction in
            for kind in kinds {
                for number in numbers {
                    let id = newIdentifier()
                    let title = LocalizedText("Many tools \(number)", in: .en).json
                    try transaction.run(
                        """
                        INSERT INTO entry (id, kind, slug, title, language, country, city, visibility, created_at, updated_at)
                        VALUES (\(id), \(kind), \("row-\(number)"), \(title), 'en', 'FI', \(city), 'public', \(number), 1)
                        """)
                    try transaction.run(
                        "INSERT INTO entry_value (entry, facet, value) VALUES (\(id), 'topic', 'energy')")
                    try transaction.run(
                        """
                        INSERT INTO change (at, subject_kind, subject_id, action)
                        VALUES (1, \(kind), \(id), 'test.write')
                        """)
                }
            }
        }
        await house.catalogue.catchUp()
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

    private static let pages = [
        ("/needs", "q=tools"), ("/needs", "q=-tools+country:FI"), ("/needs", ""), ("/catalogue/suggest", "q=too"),
        ("/needs/{entry}", ""), ("/match", "text=tools&language=en"),
        ("/admin", ""), ("/admin/people", ""), ("/admin/jobs", ""), ("/admin/mail", ""), ("/admin/audit", ""),
        ("/admin/imports", ""), ("/admin/moderation", ""),
        ("/api/v1/needs", "limit=10"), ("/api/v1/needs/{entry}", ""), ("/api/v1/match", "text=tools&limit=10"),
    ]

    private static func counts(
        _ house: TestHouse, _ pages: [(path: String, query: String)] = pages
    ) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (path, query) in pages {
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
