import CaseComparison
import SeededRandom
import Testing

/// The minimisation against plain enumeration: all conjunctions, all sets of them, on tables small enough for it.
@Suite struct MinimisationPropertyTests {
    /// A random truth table: for each combination 1, 0 or not observed.
    struct Sample {
        let levels: [Int]
        var positive: [[Int]] = []
        var negative: [[Int]] = []

        init(seed: Int) {
            var generator = SeededGenerator(seed: UInt64(seed))
            levels = (0..<(2 + generator.below(3))).map { _ in generator.below(4) == 0 ? 3 : 2 }
            for cell in Self.combinations(levels) {
                switch generator.below(3) {
                case 0: positive.append(cell)
                case 1: negative.append(cell)
                default: break
                }
            }
        }

        static func combinations(_ levels: [Int]) -> [[Int]] {
            levels.reduce([[]]) { cells, count in cells.flatMap { cell in (0..<count).map { cell + [$0] } } }
        }

        func study() throws -> Study? {
            guard !positive.isEmpty else { return nil }
            let rows = positive.map { ($0, 1.0) } + negative.map { ($0, 0.0) }
            // Levels are counted from the data, so the highest level of each condition must occur.
            for (index, count) in levels.enumerated() where count == 3 && !rows.contains(where: { $0.0[index] == 2 }) {
                return nil
            }
            let columns = levels.indices.map { index in
                CaseTable.Column(name: "C\(index)", cells: rows.map { .number(Double($0.0[index])) })
            }
            let outcome = CaseTable.Column(name: "Y", cells: rows.map { .number($0.1) })
            return try Study(
                CaseTable(cases: rows.indices.map { "case \($0)" }, columns: columns + [outcome]), outcome: "Y",
                conditions: levels.indices.map { "C\($0)" })
        }

        /// All conjunctions as patterns, nil for a condition that is left out.
        var patterns: [[Int?]] {
            levels.reduce([[Int?]](repeating: [], count: 1)) { patterns, count in
                patterns.flatMap { pattern in ([nil] + (0..<count).map(Optional.some)).map { pattern + [$0] } }
            }
        }

        func minimalModels(allowed: (([Int?]) -> Bool)) -> Set<Set<[Int?]>> {
            let implicants = patterns.filter(allowed)
            let primes = implicants.filter { pattern in
                !implicants.contains { $0 != pattern && Self.contains($0, pattern) }
            }.filter { pattern in positive.contains { Self.covers(pattern, $0) } }
            for size in 1...max(1, primes.count) {
                let found = Self.choices(primes, size).filter { model in
                    positive.allSatisfy { cell in model.contains { Self.covers($0, cell) } }
                }
                if !found.isEmpty { return Set(found.map(Set.init)) }
            }
            return []
        }

        static func covers(_ pattern: [Int?], _ cell: [Int]) -> Bool {
            zip(pattern, cell).allSatisfy { $0 == nil || $0 == $1 }
        }

        private static func contains(_ wide: [Int?], _ narrow: [Int?]) -> Bool {
            zip(wide, narrow).allSatisfy { $0 == nil || $0 == $1 }
        }

        private static func choices(_ items: [[Int?]], _ size: Int) -> [[[Int?]]] {
            if size == 0 { return [[]] }
            return items.indices.flatMap { index in
                choices(Array(items[(index + 1)...]), size - 1).map { [items[index]] + $0 }
            }
        }
    }

    @Test(arguments: 0..<300) func allMinimalModelsAreFoundAndNoOthers(_ seed: Int) throws {
        let sample = Sample(seed: seed)
        guard sample.positive.count <= 9, let study = try sample.study() else { return }
        var options = Comparison.Options()
        options.thresholds.inclusion = 1
        options.solutions = [.complex, .parsimonious]
        let positive = Set(sample.positive)
        for solution in try Comparison(study, options).solutions {
            let expected = sample.minimalModels { pattern in
                solution.kind == .parsimonious
                    ? !sample.negative.contains { Sample.covers(pattern, $0) }
                    : Sample.combinations(sample.levels).allSatisfy {
                        !Sample.covers(pattern, $0) || positive.contains($0)
                    }
            }
            let found = solution.models.map { model in
                Set(
                    model.terms.map { term in
                        sample.levels.indices.map { index in
                            term.term.literals.first { $0.condition == index }?.level
                        }
                    })
            }
            #expect(Set(found) == expected, "seed \(seed), \(solution.kind)")
            #expect(solution.count == expected.count, "seed \(seed), \(solution.kind)")
        }
    }

    @Test func aListThatEndsSaysSoAndCountsOn() throws {
        let study = try Samples.study(cases: 16, conditions: 8, seed: 7, isCrisp: true)
        var options = Comparison.Options()
        options.solutions = [.parsimonious]
        let whole = try Comparison(study, options).solutions[0]
        try #require(whole.count > 1)
        options.limits.models = 1
        let part = try Comparison(study, options).solutions[0]
        #expect(part.models.count == 1)
        #expect(part.count == whole.count)
        #expect(part.isCountExact)
        #expect(part.remarks.contains(.modelsStopped(listed: 1)))
        options.limits.work = 40
        let stopped = try Comparison(study, options).solutions[0]
        #expect(!stopped.isCountExact || stopped.count == whole.count)
        #expect(stopped.count <= whole.count)
    }

    @Test(arguments: 0..<40) func intermediateModelsLieBetweenTheOthers(_ seed: Int) throws {
        let study = try Samples.study(cases: 12, conditions: 4, seed: UInt64(seed))
        var options = Comparison.Options()
        options.thresholds.inclusion = 0.75
        options.expectations = ["A", "~B", "C*D"]
        for solution in try Comparison(study, options).solutions where solution.kind == .intermediate {
            guard let between = solution.between else { continue }
            let (inner, outer) = (study.memberships(of: between.complex), study.memberships(of: between.parsimonious))
            for model in solution.models {
                let own = study.memberships(of: model.terms.map(\.term))
                // Every crisp core case of the complex model is covered, and nothing beyond the parsimonious one.
                for index in own.indices {
                    if inner[index] > 0.5 { #expect(own[index] > 0.5, "seed \(seed)") }
                    if own[index] > 0.5 { #expect(outer[index] > 0.5, "seed \(seed)") }
                }
            }
        }
    }

    @Test func rowDominanceOnlyTakesModelsAway() throws {
        for seed in 0..<30 {
            let study = try Samples.study(cases: 14, conditions: 5, seed: UInt64(seed), isCrisp: true)
            var options = Comparison.Options()
            options.solutions = [.parsimonious]
            let all = Set(try Comparison(study, options).solutions[0].models.map { $0.terms.map(\.term) })
            options.rowDominance = true
            let some = Set(try Comparison(study, options).solutions[0].models.map { $0.terms.map(\.term) })
            #expect(some.isSubset(of: all), "seed \(seed)")
            #expect(all.isEmpty == some.isEmpty, "seed \(seed)")
        }
    }
}
