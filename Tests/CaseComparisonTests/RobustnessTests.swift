import CaseComparison
import Exchange
import SeededRandom
import Testing

@Suite struct RobustnessTests {
    /// Share of random data without a contradictory row, for ten, twenty and thirty cases and two to seven conditions,
    /// in hundredths as the design document prints them.
    @Test(arguments: [(10, [1, 7, 25, 49, 70, 84]), (20, [0, 0, 1, 5, 22, 48]), (30, [0, 0, 0, 0, 3, 19])])
    func randomDataLookCleanAsOftenAsPublished(_ cases: Int, _ hundredths: [Int]) {
        var generator = SeededGenerator(seed: 23)
        for (conditions, known) in zip(2..., hundredths) {
            let share = RandomCleanliness.simulatedShare(
                cases: cases, combinations: 1 << conditions, draws: 20_000, using: &generator)
            let exact = RandomCleanliness.share(cases: cases, combinations: 1 << conditions)
            // Three standard errors of 20,000 draws, and half a hundredth for the printed digits.
            let error = 3 * (exact * (1 - exact) / 20_000).squareRoot()
            #expect(abs(share - exact) <= error, "seed 23, \(cases) cases, \(conditions) conditions")
            #expect(abs(exact - Double(known) / 100) <= 0.0051 + error, "\(cases) cases, \(conditions) conditions")
        }
    }

    @Test func theWarningIsTheSameForTheSameSeed() throws {
        let study = try Samples.study(cases: 10, conditions: 6, seed: 5)
        let first = RandomCleanliness(study, draws: 2_000, seed: 9)
        #expect(first == RandomCleanliness(study, draws: 2_000, seed: 9))
        #expect(first.verdict == .empty)
        #expect(first.advisedConditions == 3)
    }

    @Test(.enabled(if: ReferenceData.isPresent)) func robustnessFitFollowsItsDefinitionInAnyOrder() throws {
        let study = try Study(
            try ReferenceData.table("data/SM_PAYF.csv"), outcome: "HL", conditions: ["HE", "GG", "AH", "HI", "HW"])
        func terms(_ text: String) throws -> [Term] { try Expression(text, conditions: study.conditions).terms }
        let initial = try terms("GG*AH + HE*~GG*HI*HW")
        let tests = try ["HE + HW + AH*HI", "HE*GG*AH + HE*~GG*HI*HW", "GG*AH", "HE"].map(terms)
        let known = try ReferenceData.document("robustness.json")["robustness"]?.array ?? []
        for (label, count) in [("definition applied to all three", 3), ("definition, two", 2), ("definition, four", 4)]
        {
            let result = try #require(known.first { $0["label"]?.string?.hasPrefix(label) == true }?["result"])
            for order in [Array(tests.prefix(count)), Array(tests.prefix(count).reversed())] {
                let fit = RobustnessFit(initial, tests: order, study)
                #expect(near(fit.coverage, result["RF_cov"]), "\(label)")
                #expect(near(fit.consistency, result["RF_cons"]))
                #expect(near(fit.overlapWithIntersection, result["RF_SC_minTS"]))
                #expect(near(fit.overlapWithUnion, result["RF_SC_maxTS"]))
                #expect(fit.shakyCases.count == result["shaky"]?.integer)
                #expect(fit.possibleCases.count == result["possible"]?.integer)
            }
        }
    }

    /// R searches these ranges in steps of 0.01, 1, and 10: each of its ends lies inside ours, and one step further out
    /// the formula is another.
    @Test(.enabled(if: ReferenceData.isPresent)) func rangesOfCutOffsHoldWhatAStepSearchFinds() throws {
        let study = try Study(
            try ReferenceData.table("data/SM_PAYF.csv"), outcome: "HL", conditions: ["HE", "GG", "AH", "HI", "HW"])
        var options = Comparison.Options()
        options.thresholds = Thresholds(inclusion: 0.87, frequency: 2)
        let ranges = try StableRange.cutOffs(.parsimonious, of: Comparison(study, options))
        #expect(ranges[0].lower.value < 0.85 && ranges[0].lower.value >= 0.84, "\(ranges[0])")
        #expect(ranges[0].upper.value >= 0.87 && ranges[0].upper.value < 0.88, "\(ranges[0])")
        #expect(ranges[1].lower.value == 1 && ranges[1].upper.value == 2, "\(ranges[1])")
    }

    @Test(arguments: 0..<20) func aRangeEndsExactlyWhereTheFormulaChanges(_ seed: Int) throws {
        let study = try Samples.study(cases: 14, conditions: 4, seed: UInt64(seed))
        var options = Comparison.Options()
        options.thresholds.inclusion = 0.7
        options.solutions = [.parsimonious]
        let comparison = try Comparison(study, options)
        func models(_ cut: Double) throws -> Set<[Term]> {
            var moved = options
            moved.thresholds.inclusion = cut
            return Set(try Comparison(study, moved).solutions[0].models.map { $0.terms.map(\.term) })
        }
        let range = try StableRange.cutOffs(.parsimonious, of: comparison)[0]
        let home = try models(0.7)
        #expect(try models(range.upper.value) == home, "seed \(seed)")
        #expect(try models(range.lower.value + 1e-6) == home, "seed \(seed)")
        if range.upper.beyond != nil { #expect(try models(range.upper.value + 1e-6) != home, "seed \(seed)") }
        if range.lower.beyond != nil { #expect(try models(range.lower.value) != home, "seed \(seed)") }
    }

    @Test(arguments: 0..<10) func anAnchorRangeEndsWhereTheFormulaChanges(_ seed: Int) throws {
        let raw = Samples.figures(14, seed: UInt64(seed))
        let study = try Samples.study(cases: 14, conditions: 3, seed: UInt64(seed))
        let calibration = Calibration.direct(exclusion: 20, crossover: 50, inclusion: 80)
        func comparison(_ calibration: Calibration) throws -> Comparison {
            let table = try Samples.table(cases: 14, conditions: 3, seed: UInt64(seed))
            let cells = try calibration.memberships(of: raw, column: "A").map { CaseTable.Cell.number($0) }
            let moved = try table.replacing(.init(name: "A", cells: cells))
            var options = Comparison.Options()
            options.thresholds.inclusion = 0.75
            options.solutions = [.parsimonious]
            return try Comparison(Study(moved, outcome: "Y", conditions: study.conditions.map(\.name)), options)
        }
        func models(_ index: Int, _ value: Double) throws -> Set<[Term]> {
            var moved = calibration
            moved.anchors[index].value = value
            return Set(try comparison(moved).solutions[0].models.map { $0.terms.map(\.term) })
        }
        let column = CalibratedColumn(column: "A", values: raw, calibration: calibration)
        let ranges = try StableRange.anchors(.parsimonious, of: try comparison(calibration), column)
        #expect(ranges.count == 3)
        for (index, range) in ranges.enumerated() {
            let home = try models(index, range.value)
            for (end, sign) in [(range.lower, 1.0), (range.upper, -1.0)] {
                #expect(
                    try models(
                        index, end.isIncluded ? end.value : end.value + sign * 1e-3 * abs(range.value - end.value))
                        == home, "seed \(seed) anchor \(index) \(range)")
                guard end.beyond != nil else { continue }
                let beyond = end.isIncluded || !end.isExact ? end.value - sign * 1e-7 : end.value
                #expect(try models(index, beyond) != home, "seed \(seed) anchor \(index) \(end)")
            }
        }
    }

    @Test func leavingOutACaseThatNothingRestsOnChangesNothing() throws {
        let table = try CaseTable(
            cases: ["a", "b", "c", "d"],
            columns: [
                .init(name: "A", cells: [1, 1, 0, 0].map { .number($0) }),
                .init(name: "B", cells: [1, 1, 0, 1].map { .number($0) }),
                .init(name: "Y", cells: [1, 1, 0, 0].map { .number($0) }),
            ])
        let comparison = try Comparison(Study(table, outcome: "Y", conditions: ["A", "B"]))
        let trials = try LeaveOneOut(.parsimonious, of: comparison)
        #expect(trials.trials.map(\.isSame) == [true, true, true, false])
        #expect(trials.trials[3].models == ["A", "B"])
        #expect(trials.stability == 0.75)
    }

    @Test func clustersAreFittedByThemselvesAndTogether() throws {
        let study = try Samples.study(cases: 12, conditions: 3, seed: 3)
        let terms = try Expression("A + B", conditions: study.conditions).terms
        let clusters = (0..<12).map { $0 < 5 ? "north" : "south" }
        let fit = ClusterFit(terms, study, clusters: clusters)
        #expect(fit.between.map(\.name) == ["north", "south"])
        #expect(fit.between.map(\.cases) == [5, 7])
        #expect(fit.pooled == Sufficiency(study.memberships(of: terms), study.outcomeMemberships))
        #expect(fit.within.isEmpty)
    }
}
