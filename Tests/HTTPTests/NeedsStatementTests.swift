import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Web

/// The pages of needs and practices cost as many statements with a thousand rows behind them as with ten.
@Suite struct NeedsStatementTests {
    @Test(arguments: Database.Engine.available)
    func theRowsBehindAPageDoNotChangeHowManyStatementsItRuns(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            try await Self.add(0..<10, to: house)
            let few = try await Self.counts(house)
            try await Self.add(10..<1_000, to: house)
            let many = try await Self.counts(house)
            for (page, count) in few {
                #expect(many[page] == count, "\(page): \(count) and then \(many[page] ?? -1)")
                #expect(count <= 25, "\(page)")
            }
        }
    }

    /// Needs, practices, ideas and drafts; ideas, joins and answers of one need; adoptions of one practice.
    private static func add(_ numbers: Range<Int>, to house: TestHouse) async throws {
        let officer = try #require(house.people[.officerOfCityA]?.id)
        let (need, practice) = (try #require(house.entries["need-a"]), try #require(house.entries["practice-a"]))
        let city = try #require(house.entries["city-b"])
        try await house.database.write { transaction in
            for number in numbers {
                try insert(number, by: officer, in: transaction)
                try transaction.run(
                    """
                    INSERT INTO entry_link (source, relation, target)
                    VALUES (\("idea-\(number)"), 'answers', \(need)), (\("practice-\(number)"), 'answers', \(need))
                    """)
                try transaction.run("INSERT INTO idea (entry, need) VALUES (\("idea-\(number)"), \(need))")
                try transaction.run(
                    """
                    INSERT INTO need_join (need, city, sentence, language, at)
                    VALUES (\(need), \("city-\(number)"), 'Here too.', 'en', 0)
                    """)
                try transaction.run(
                    """
                    INSERT INTO adoption (id, practice, city, need, year, outcome, evidence, language, created_at,
                                          updated_at, taken_from)
                    VALUES (\("adoption-\(number)"), \(practice), \(city), \(need), \(1_000 + number), 'partly',
                            'claimed', 'en', 0, 0, \(number > 0 ? "adoption-\(number - 1)" : nil))
                    """)
            }
        }
        try await house.catalogue.build()
    }

    private static func insert(_ number: Int, by officer: String, in transaction: Transaction) throws {
        for (kind, visibility) in [
            ("need", "public"), ("practice", "public"), ("idea", "public"), ("city", "public"), ("draft", "draft"),
        ] {
            let title = LocalizedText("Many tools for neighbours \(number)", in: .en).json
            try transaction.run(
                """
                INSERT INTO entry (id, kind, slug, title, story, language, author, visibility, created_at, updated_at)
                VALUES (\("\(kind)-\(number)"), \(kind == "draft" ? "need" : kind), \("\(kind)-many-\(number)"),
                        \(title), \(title), 'en', \(kind == "city" ? nil : officer), \(visibility), 0, \(number))
                """)
        }
    }

    private static func counts(_ house: TestHouse) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let visitor = Viewer.visitor
        let officer = try #require(house.people[.officerOfCityA]?.viewer)
        for (path, query, entry) in pages {
            let route = try #require(house.routes.first { $0.path == path && $0.method == .get }, "\(path)")
            for viewer in route.access == .anyone ? [visitor, officer] : [officer] {
                let request = WebRequest(
                    site: house.site, viewer: viewer, t: house.site.catalogues.localiser(.en), path: path,
                    query: QueryString(parsing: query), form: QueryString(), files: [], body: Data(), now: .now,
                    parameters: ["entry": entry], headers: [:], peer: "test", session: nil)
                counts["\(path)?\(query) as \(viewer.name)"] = try await StatementCounter.counting {
                    _ = try await route.handler(request)
                }.statements
            }
        }
        return counts
    }

    private static let pages = [
        ("/needs", "", ""), ("/needs", "view=table", ""), ("/needs", "view=map", ""), ("/needs", "q=tools", ""),
        ("/practices", "", ""), ("/practices", "view=table", ""), ("/practices", "q=tools", ""), ("/ideas", "", ""),
        ("/needs/{entry}", "", "need-a"), ("/practices/{entry}", "", "practice-a"),
        ("/ideas/{entry}", "", "idea-many-1"),
        ("/match", "text=many+tools+for+neighbours&language=en", ""),
        ("/match/results", "text=many+tools&language=en", ""),
        ("/compare", "id=practice-1&id=practice-2&id=need-1", ""),
        ("/my/needs", "", ""), ("/needs/new", "", ""), ("/needs/{entry}/edit", "", "draft-many-1"),
        ("/needs/{entry}/review", "", "draft-many-1"), ("/needs/{entry}/discard", "", "draft-many-1"),
        ("/needs/{entry}/idea", "", "need-a"), ("/needs/{entry}/join", "", "need-b"),
        ("/needs/{entry}/answer", "", "need-a"), ("/practices/new", "", ""),
        ("/practices/{entry}/adopt", "", "practice-a"), ("/ideas/{entry}/edit", "", "idea-many-1"),
    ]
}
