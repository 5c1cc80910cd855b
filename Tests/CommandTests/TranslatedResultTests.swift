import Exchange
import Foundation
import Languages
import Testing

/// Results of `opinion-map`, `select`, `joint-call`, `compare-cases` and `agreement` in the languages of the product.
@Suite struct TranslatedResultTests {
    private static func example(_ name: String) -> String {
        Program.root.appending(path: "share/examples/\(name)").path
    }

    /// Runs that together tell most of the sentences.
    private static let runs: [[String]] = [
        ["opinion-map", example("conversation"), "--groups", example("countries.csv")],
        ["opinion-map", example("conversation"), "--mode", "compatible"],
        ["select", example("selection.pb"), "--rule", "equal-shares", "--completion", "add1", "--explain"],
        ["select", example("selection.pb"), "--rule", "greedy", "--explain"],
        ["joint-call", example("joint-call.json"), "--mode", "strict"],
        ["joint-call", example("joint-call.json"), "--mode", "most-projects", "--nodes", "0"],
        ["joint-call", example("joint-call.json"), "--mode", "unblock", "--redraws", "3", "--spread", "40"],
        ["joint-call", example("joint-call.json"), "--mode", "invite"],
        ["joint-call", example("joint-call.json"), "--table", "--simulate", "2"],
        [
            "compare-cases", example("ten-invented-places.csv"), "--outcome", "INNOVATION", "--conditions",
            "TRUST,OPENNESS,BOTTOM_UP", "--expect", "TRUST", "--robustness", "--clusters", "metropolis", "--against",
            "TRUST",
            "--impossible", "TRUST*OPENNESS*~BOTTOM_UP", "--draws", "100",
        ],
        ["agreement", example("ratings.csv"), "--level", "ordinal", "--pairs", "--resamples", "20"],
        ["agreement", example("study.qdpx"), "--resamples", "20"],
    ]

    private static func output(_ arguments: [String], _ language: String) throws -> String {
        let run = try Program.run(arguments + ["--language", language])
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// A sentence of words is the same in no two languages; what lines of other kinds hold is numbers and names.
    private static func sentences(_ output: String) -> Set<String> {
        let lines = output.split(separator: "\n").compactMap { $0.split(separator: "\t").last.map(String.init) }
        return Set(lines.filter { $0.hasSuffix(".") || $0.hasSuffix(":") })
    }

    /// Three languages for each run, so that each language is read in two or three: all 99 would start the program for a
    /// minute, and `scripts/messages check` knows every text.
    @Test(arguments: runs.indices) func noSentenceStaysEnglishAndNoPlaceStaysOpen(number: Int) throws {
        let arguments = Self.runs[number]
        let english = Self.sentences(try Self.output(arguments, "en"))
        #expect(!english.isEmpty)
        let others = Language.allCases.filter { $0 != .en }
        for language in (0..<3).map({ others[(3 * number + $0) % others.count] }) {
            let output = try Self.output(arguments, language.rawValue)
            let sentences = Self.sentences(output)
            #expect(sentences.count == english.count, "\(language)")
            #expect(sentences.isDisjoint(with: english), "\(language): \(sentences.intersection(english))")
            #expect(output.firstMatch(of: /\{\d+\}/) == nil, "\(language)")
        }
    }

    @Test(arguments: [
        (1, "Grupa 1 liczy 1 osobę."), (2, "Grupa 1 liczy 2 osoby."), (5, "Grupa 1 liczy 5 osób."),
        (22, "Grupa 1 liczy 22 osoby."),
    ])
    func polishCountsPeopleInThreeForms(people: Int, expected: String) throws {
        let catalogues = try Catalogues(directory: Program.root.appending(path: "share/messages"))
        let sentence = Message.count(
            people, one: "Group \(1) has \(people) person.", other: "Group \(1) has \(people) people.")
        #expect(catalogues.localiser(.pl)(sentence) == expected)
    }

    @Test func finnishReadersGetFinnishSentences() throws {
        let text = try Self.output(Self.runs[0], "fi")
        #expect(text.hasPrefix("Henkilöitä: 48; väitteitä: "), "\(text.prefix(80))")
        let table = try Self.output(Self.runs[8], "fi")
        #expect(table.hasPrefix("lisärahoitus\taukkoihin\ttiukka luettelo"), "\(table.prefix(80))")
        let document = try JSONValue(parsing: Self.output(Self.runs[4] + ["--json"], "fi"))
        let reasons = try #require(document["reasons"]?.object)
        #expect(
            reasons.allSatisfy { ["Valittu: ", "Ei valittu: "].contains(where: ($0.value.string ?? "").hasPrefix) })
    }

    @Test func theSentencesOfAMapStandInItsDocumentToo() throws {
        let document = try JSONValue(parsing: Self.output(Self.runs[0] + ["--json"], "de"))
        let lines = try Self.output(Self.runs[0], "de").split(separator: "\n").map(String.init)
        #expect(document["sentences"]?.array?.compactMap(\.string) == lines)
    }

    @Test(arguments: [runs[0], runs[2], runs[4]]) func anUnknownLanguageIsWrongUse(arguments: [String]) throws {
        let run = try Program.run(arguments + ["--language", "xx"])
        #expect(run.status == 2)
        #expect(run.errors.contains("tr"), "\(run.errors)")
    }
}
