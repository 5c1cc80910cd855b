import Exchange
import FairSelection
import Foundation
import Languages
import Testing

@testable import InnoCities

/// What `rank` says, in the languages of the product.
@Suite struct RankSentencesTests {
    /// Equal ranks, a cycle of majorities, seats that go to the last ones left: every sentence is told by some rule.
    private static let cycle = "count,Ann,Bo,Cy\n4,1,2,3\n3,3,1,2\n2,2,3,1\n"
    private static let equals = "count,Ann,Bo,Cy,Dee\n2,1,2,3,\n2,2,1,,3\n1,,,1,2\n"
    private static let rows = "count,Ann,Bo,Cy,Dee\n20,1,2,3,4\n9,2,1,3,4\n4,4,3,1,2\n3,4,3,2,1\n"

    private static func lines(
        _ text: String, _ rule: RankRule, _ t: Localiser, seats: Int = 1, strength: MajorityStrength = .winningVotes
    ) throws -> [String] {
        let input = try RankInput(parsing: text, isBLT: false)
        let result = try RankResult(input, rule: rule, seats: seats, strength: strength, lot: "")
        return result.text(t).split(separator: "\n").map(String.init)
    }

    private static func everything(_ t: Localiser) throws -> [String] {
        try [(cycle, 1, MajorityStrength.margins), (equals, 2, .winningVotes), (rows, 2, .margins)].flatMap { example in
            try RankRule.allCases.flatMap { try lines(example.0, $0, t, seats: example.1, strength: example.2) }
        }
    }

    /// Rows hold names and numbers, so only what ends as a sentence does is compared.
    @Test func everySentenceIsToldInEachLanguage() throws {
        let catalogues = try Catalogues(directory: Program.root.appending(path: "share/messages"))
        let english = try Self.everything(catalogues.localiser(.en))
        for language in Language.allCases where language != .en {
            let told = try Self.everything(catalogues.localiser(language))
            #expect(told.count == english.count, "\(language)")
            for (own, original) in zip(told, english) where original.hasSuffix(".") {
                #expect(own != original, "\(language)")
                #expect(!own.contains("{"), "\(language): \(own)")
            }
        }
    }

    @Test func aWinnerIsExplainedByTheRule() throws {
        let t = Catalogues.english.localiser(.en)
        #expect(
            try Self.lines(Self.rows, .copeland, t).last
                == "First: Ann. Preferred to each of the others in a comparison of two. "
                + "The closest one is with Bo: 20 to 16.")
        #expect(
            try Self.lines(Self.cycle, .schulze, t).last
                == "First: Ann. Its strongest chain of majorities to each of the others is stronger than the one back.")
        #expect(try Self.lines(Self.rows, .borda, t).last == "First: Ann. Points: 78. Next: Bo (74).")
    }

    @Test func equalCandidatesAreNamedWithTheirLot() throws {
        let lines = try Self.lines(Self.cycle, .copeland, Catalogues.english.localiser(.en))
        #expect(
            lines.contains {
                $0.hasPrefix("Equal in place 1: Ann, Bo, and Cy. The lot puts them into this order: ")
                    || $0.hasPrefix("Equal in place 1: Ann, Bo and Cy. The lot puts them into this order: ")
            }, "\(lines)")
    }

    @Test func transfersAreToldAtEveryStage() throws {
        let lines = try Self.lines(Self.rows, .scottish, Catalogues.english.localiser(.en), seats: 2)
        #expect(
            lines.contains("Stage 2: the surplus of Ann is passed on. Votes that make sure of a seat: 13."), "\(lines)")
        #expect(lines.contains("\tBo\t16\t+7"), "\(lines)")
        #expect(lines.last == "Elected to 2 seats: Ann and Bo.")
    }

    @Test func theCommandWritesInTheLanguageAskedFor() throws {
        let themes = Program.root.appending(path: "share/examples/themes.blt").path
        let run = try Program.run(["rank", themes, "--rule", "borda", "--language", "fi", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let document = try JSONValue(parsing: run.output)
        #expect(document["rule"]?.string == "borda")
        #expect(document["sentences"]?.array?.first?.string?.hasPrefix("Äänestyslippuja: ") == true)
    }
}
