import CaseComparison
import SeededRandom
import Testing

/// What a table can have wrong is told with its line and column, and what is odd but sound gives a result.
@Suite struct BadInputTests {
    private func table(_ text: String) throws -> CaseTable {
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return try CaseTable(
            heading: lines[0], rows: lines.dropFirst().enumerated().map { (line: $0.offset + 2, fields: $0.element) })
    }

    private func message(_ text: String, outcome: String = "Y", conditions: [String] = ["A", "B"]) -> String {
        do {
            _ = try Comparison(Study(table(text), outcome: outcome, conditions: conditions))
            return "no error"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("case,A,B,Y\n", "no case"),
        ("case,A,B,Y\na,1,0,1\na,0,0,1", "lines 2 and 3"),
        ("case,A,B,Y\na,1,,1\nb,0,NA,1", "line 2 (a), column B; line 3 (b), column B"),
        ("case,A,B,Y\na,1,1.2,1", "line 2 (a), column B: 1.2"),
        ("case,A,B,Y\na,1,-0.1,1", "line 2 (a), column B: -0.1"),
        ("case,A,B,Y\na,1,0.3,1\nb,1,2,1", "line 2 (a), column B: 0.3"),
        ("case,A,B,Y\na,1,0,2", "line 2 (a), column Y: 2.0"),
        ("case,A,B,Y\na,1,high,1", "line 2 (a), column B: “high”"),
        ("case,A,B,Y\na,1,0 3,1", "“0 3” is not a number"),
        ("case,A,B,Y\na,1,720,1", "more than 32 levels"),
        ("case,A,B\na,1,0", "no column Y"),
        ("case,A,B,Y\na,1,0", "Line 2 has 3 fields"),
        ("case,A,B,B,Y\na,1,0,1,1", "Two columns are called B"),
        ("case,A,B,Y\n ,1,0,1", "no name"),
        ("case,A,B,Y\na,0.4,-,1\nb,0.4,0.3,1", "“-”"),
    ])
    func faultsAreNamedWithTheirPlace(_ text: String, _ part: String) {
        #expect(message(text).contains(part), "\(message(text))")
    }

    @Test func conditionsThatCannotBeUsedAreNamed() {
        let text = "case,A,B,A*B,Y\na,1,0,1,1\nb,0,0,1,0"
        #expect(message(text, conditions: []).contains("no condition"))
        #expect(message(text, conditions: ["A", "A"]).contains("named twice"))
        #expect(message(text, conditions: ["A", "Y"]).contains("outcome and a condition"))
        #expect(message(text, conditions: ["A*B"]).contains("Rename the column"))
        #expect(message(text, conditions: ["Z"]).contains("The columns are: A, B, A*B, Y"))
    }

    @Test func namesWithSpacesWork() throws {
        let study = try Study(
            table("case,genius loci,open doors,Y\na,1,1,1\nb,1,0,0\nc,0,1,0"), outcome: "Y",
            conditions: ["genius loci", "open doors"])
        var options = Comparison.Options()
        options.expectations = ["genius loci", "~open doors * genius loci"]
        let solution = try Comparison(study, options).solutions[0]
        #expect(study.expression(of: solution.models[0].terms[0].term) == "genius loci*open doors")
    }

    @Test(arguments: ["Z", "A*", "A**B", "~", "A[1", "A[7]", "A*~A", "", "A+", "~A[1]"])
    func unreadableExpectationsAreRefused(_ text: String) throws {
        let study = try Study(table("case,A,B,Y\na,1,0,1\nb,0,1,0"), outcome: "Y", conditions: ["A", "B"])
        #expect(throws: CaseTableError.self) { try Expectations([text], conditions: study.conditions) }
    }

    @Test func cutOffsOutsideTheirRangeAreRefused() throws {
        let study = try Study(table("case,A,B,Y\na,1,0,1\nb,0,1,0"), outcome: "Y", conditions: ["A", "B"])
        for thresholds in [
            Thresholds(inclusion: 1.5), Thresholds(inclusion: .nan), Thresholds(frequency: 0), Thresholds(pri: -1),
            Thresholds(inclusion: 0.5, secondInclusion: 0.8),
        ] {
            #expect(throws: CaseTableError.self) { try TruthTable(study, thresholds) }
        }
    }

    @Test func oneCaseConstantsAndNothingNegativeAreResults() throws {
        let one = try Study(table("case,A,B,Y\na,1,0,1"), outcome: "Y", conditions: ["A", "B"])
        let comparison = try Comparison(one)
        #expect(one.notices.contains(.constantCondition("A")))
        #expect(one.notices.contains(.constantOutcome("Y")))
        #expect(comparison.solutions.contains { $0.remarks.contains(.nothingForbidden) })
        let nobody = try Study(table("case,A,B,Y\na,0.5,0.5,0.5"), outcome: "~Y", conditions: ["A", "B"])
        #expect(try Comparison(nobody).table.rows.isEmpty)
        #expect(try Comparison(nobody).solutions.allSatisfy { $0.remarks.contains(.noPositiveRow) })
        let empty = try Study(table("case,A,B,Y\na,0,0,0\nb,0,0,0"), outcome: "Y", conditions: ["A", "B"])
        #expect(try Comparison(empty).necessity.conditions.allSatisfy { $0.fit.consistency == nil })
    }

    @Test func casesWithEmptyCellsAreLeftOutOnlyWhenAskedAndThenNamed() throws {
        let table = try table("case,A,B,Y\na,1,,1\nb,0,1,0")
        let study = try Study(table, outcome: "Y", conditions: ["A", "B"], incomplete: .leaveOut)
        #expect(study.cases == ["b"])
        guard case .leftOut(let places)? = study.notices.first else { return #expect(Bool(false)) }
        #expect(places.map(\.description) == ["line 2 (a), column B"])
    }

    /// Random cells, many of them absurd: an answer or an error, never a trap.
    @Test func hostileTablesNeverTrap() {
        var generator = SeededGenerator(seed: 99)
        let cells = [
            "0", "1", "2", "0.5", "0.3", "", "-", "1e308", "-1", "nan", "inf", "x", "31", "32", "1e-320", "9e18",
        ]
        var answers = 0
        for round in 0..<4_000 {
            let width = 2 + generator.below(5)
            let rows = (0..<(1 + generator.below(6))).map { row in
                (
                    line: row + 2,
                    fields: ["c\(row)"]
                        + (0..<width).map { _ in
                            cells[generator.below(round.isMultiple(of: 2) ? 5 : cells.count)]
                        }
                )
            }
            let heading = ["case"] + (0..<width).map { "C\($0)" }
            guard let table = try? CaseTable(heading: heading, rows: rows),
                let study = try? Study(
                    table, outcome: "~C0", conditions: (1..<width).map { "C\($0)" }, incomplete: .leaveOut)
            else { continue }
            var options = Comparison.Options()
            options.thresholds.inclusion = Double(generator.below(11)) / 10
            options.expectations = ["C1"]
            options.untenable.contradictoryAssumptions = true
            guard let comparison = try? Comparison(study, options) else { continue }
            answers += 1
            _ = try? LeaveOneOut(.parsimonious, of: comparison)
            _ = try? StableRange.cutOffs(.complex, of: comparison)
            _ = comparison.rScript
        }
        #expect(answers > 300, "seed 99")
    }

    @Test func manyConditionsAreRefusedBeforeTheirNumberOverflows() throws {
        let names = (0..<61).map { "C\($0)" }
        let table = try CaseTable(
            cases: ["a", "b"],
            columns: (names + ["Y"]).map { .init(name: $0, cells: [.number(0), .number(1)]) })
        #expect(throws: CaseTableError.self) { try Study(table, outcome: "Y", conditions: names) }
        let study = try Study(table, outcome: "Y", conditions: Array(names.prefix(60)))
        let solutions = try Comparison(study).solutions
        #expect(solutions[1].count == 60)
    }
}
