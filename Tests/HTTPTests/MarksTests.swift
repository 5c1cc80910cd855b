import Database
import Foundation
import Platform
import TestSupport
import Testing

@testable import Administration
@testable import Catalogue

/// What people say of answers, what search learns from it, and who sees it.
@Suite struct MarksTests {
    private static let need = "Neighbours want to share tools instead of buying them"

    private func mark(_ house: TestHouse, _ entry: String, _ isUseful: Bool, as persona: Persona) async throws {
        let input: RawInput = [
            "text": [Self.need], "language": ["en"], "entry": [try #require(house.entries[entry])],
            "useful": isUseful ? ["true"] : [],
        ]
        try await house.runner.run(MarkMatch.self, input, as: house.people[persona]?.viewer ?? .visitor)
    }

    @Test(arguments: Database.Engine.available)
    func administratorsSeeEachEntryWithTheNumberOfPeople(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            #expect(
                try await house.get("/en/admin/marks", as: .administrator).text.contains("Nobody who was signed in"))
            try await mark(house, "practice-a", true, as: .member)
            try await mark(house, "practice-a", true, as: .member)
            try await mark(house, "practice-a", false, as: .officerOfCityA)
            let rows = try await house.get("/en/admin/marks", as: .administrator).text
                .matches(of: /<tr[^>]*>(?:(?!<\/tr>)[\s\S])*<td(?:(?!<\/tr>)[\s\S])*<\/tr>/)
            #expect(rows.count == 1)
            let cells = rows.first?.output.matches(of: />(\d+)</).compactMap { Int($0.output.1) } ?? []
            #expect(cells.prefix(2) == [1, 1])
        }
    }

    @Test(arguments: Database.Engine.available)
    func searchLearnsFromSignedInPeopleUntilItIsSwitchedOff(_ engine: Database.Engine) async throws {
        try await withHouse(engine, comparesMeaning: true) { house in
            await house.catalogue.encode()
            guard house.catalogue.search.comparesMeaning else {
                print("local/encoder.bin is absent: learning from marks was not tested")
                return
            }
            let id = try #require(house.entries["practice-a"])
            func judged(_ isOn: Bool = true) async throws -> [Int]? {
                await house.catalogue.learn(isOn: isOn)
                let judgement = house.catalogue.match(Self.need, language: "en", limit: 50).hits.first { $0.id == id }
                return judgement?.judgement.map { [$0.useful, $0.notUseful] }
            }
            try await mark(house, "practice-a", true, as: .visitor)
            #expect(try await judged() == nil, "a visitor may say so, and nothing is learnt from it")
            try await mark(house, "practice-a", true, as: .member)
            try await mark(house, "practice-a", false, as: .officerOfCityA)
            #expect(try await judged() == [1, 1])
            let page = try await house.get("/en/match?language=en&text=" + Self.need.replacing(" ", with: "+")).text
            #expect(page.contains("1 person found it useful for a like need."))
            #expect(try await judged(false) == nil)
            #expect(try await judged() == [1, 1])
            let member = try #require(house.people[.member]).viewer.person
            try await house.database.write { transaction in
                try transaction.run("UPDATE match_mark SET person = NULL, text = '' WHERE person = \(member)")
            }
            #expect(try await judged() == [0, 1], "what is erased is forgotten")
        }
    }
}
