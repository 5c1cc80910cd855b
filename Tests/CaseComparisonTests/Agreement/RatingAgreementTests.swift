import CaseComparison
import SeededRandom
import Testing

@Suite struct RatingAgreementTests {
    private static func table(
        _ rows: [[String?]], level: MeasurementLevel = .nominal, order: [String] = []
    ) throws -> RatingTable {
        try RatingTable(
            coders: (0..<(rows.first?.count ?? 2)).map { "c\($0)" }, units: rows.indices.map { "u\($0)" }, cells: rows,
            level: level, order: order)
    }

    private static func random(
        units: Int, coders: Int, values: Int, seed: UInt64, missing: Double = 0.1
    ) -> [[Double?]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<units).map { _ in
            let truth = generator.below(values)
            return (0..<coders).map { _ in
                if generator.unit() < missing { return nil }
                return Double(generator.unit() < 0.7 ? truth : generator.below(values))
            }
        }
    }

    private static func table(_ numbers: [[Double?]], level: MeasurementLevel) throws -> RatingTable {
        try RatingTable(
            coders: numbers[0].indices.map { "c\($0)" }, units: numbers.indices.map { "u\($0)" }, numbers: numbers,
            level: level)
    }

    /// Alpha by the letter of the definition: the matrix of coincidences and a difference for each pair of values.
    private static func alphaByDefinition(_ rows: [[Double?]], _ level: MeasurementLevel) -> Double {
        let values = Array(Set(rows.joined().compactMap(\.self))).sorted()
        var coincidences = values.map { _ in values.map { _ in 0.0 } }
        for row in rows {
            let ratings = row.compactMap(\.self)
            for (index, one) in ratings.enumerated() {
                for (other, two) in ratings.enumerated() where index != other {
                    guard let first = values.firstIndex(of: one), let second = values.firstIndex(of: two) else {
                        continue
                    }
                    coincidences[first][second] += 1 / Double(ratings.count - 1)
                }
            }
        }
        let counts = coincidences.map { $0.reduce(0, +) }
        let total = counts.reduce(0, +)
        func difference(_ one: Int, _ other: Int) -> Double {
            let difference = values[one] - values[other]
            switch level {
            case .nominal: return one == other ? 0 : 1
            case .interval: return difference * difference
            case .ratio:
                let sum = values[one] + values[other]
                return sum == 0 ? 0 : difference / sum * (difference / sum)
            case .ordinal:
                let between = counts[min(one, other)...max(one, other)].reduce(0, +) - (counts[one] + counts[other]) / 2
                return between * between
            }
        }
        var (observed, expected) = (0.0, 0.0)
        for one in values.indices {
            for other in values.indices {
                observed += coincidences[one][other] * difference(one, other)
                expected += counts[one] * counts[other] / (total - 1) * difference(one, other)
            }
        }
        return 1 - observed / expected
    }

    /// Values so near to each other that their differences are a millionth of them, and values far apart, from zero on.
    @Test(arguments: [(1.0, 1e6), (0.37, 0.0), (0.001, 0.0)])
    func manyValuesAreComparedByRatiosAsFewAre(step: Double, least: Double) throws {
        let rows = Self.random(units: 250, coders: 3, values: 400, seed: 5).map { row in
            row.map { $0.map { $0 * step + least } }
        }
        let agreement = RatingAgreement(try Self.table(rows, level: .ratio), resampling: .none)
        let alpha = try #require(agreement.krippendorffAlpha.value)
        #expect(abs(alpha - Self.alphaByDefinition(rows, .ratio)) < 1e-12)
    }

    @Test(arguments: MeasurementLevel.allCases, [11, 12, 13, 14, 15] as [UInt64])
    func alphaOverPatternsIsAlphaByDefinition(level: MeasurementLevel, seed: UInt64) throws {
        let rows = Self.random(units: 60, coders: 4, values: 6, seed: seed)
        let agreement = RatingAgreement(try Self.table(rows, level: level), resampling: .none)
        let alpha = try #require(agreement.krippendorffAlpha.value)
        #expect(abs(alpha - Self.alphaByDefinition(rows, level)) < 1e-12, "seed \(seed)")
    }

    @Test func identicalRatingsGiveUndefinedAndNotOne() throws {
        let agreement = RatingAgreement(try Self.table(Array(repeating: ["yes", "yes"], count: 9)))
        #expect(agreement.krippendorffAlpha.coefficient == .undefined(.noVariation(value: "yes")))
        #expect(agreement.cohenKappa.coefficient == .undefined(.noVariation(value: "yes")))
        #expect(agreement.fleissKappa.coefficient == .undefined(.noVariation(value: "yes")))
        #expect(agreement.percent.value == 1)
        #expect(agreement.krippendorffAlpha.interval == nil)
    }

    @Test func withoutAUnitThatTwoRatedThereIsNothingToCompare() throws {
        let agreement = RatingAgreement(try Self.table([["a", nil], [nil, "b"], [nil, nil]]))
        for coefficient in [agreement.krippendorffAlpha, agreement.percent, agreement.cohenKappa] {
            #expect(coefficient.coefficient == .undefined(.nothingToCompare))
        }
        #expect(agreement.comparedUnits == 0)
        #expect(agreement.missing == 4)
    }

    @Test func fleissIsUndefinedWhenUnitsHaveUnequallyManyRatings() throws {
        let agreement = RatingAgreement(try Self.table([["a", "b", "a"], ["a", nil, "b"], ["b", "b", "b"]]))
        #expect(agreement.fleissKappa.coefficient == .undefined(.unequalRatings(fewest: 2, most: 3)))
        #expect(agreement.cohenKappa.coefficient == .undefined(.notTwoCoders(count: 3)))
        #expect(agreement.krippendorffAlpha.value != nil)
    }

    @Test func theParadoxIsToldWithItsNumbersWhereItBites() throws {
        let rows =
            Array(repeating: ["no", "no"], count: 118) + Array(repeating: ["no", "yes"], count: 5)
            + Array(repeating: ["yes", "no"], count: 2)
        let agreement = RatingAgreement(try Self.table(rows), resampling: .none)
        let paradox = try #require(agreement.paradox)
        #expect(abs(paradox.percent - 0.944) < 1e-12)
        #expect(abs(paradox.kappa + 0.0233918) < 1e-6)
        #expect(paradox.commonestValue == "no")
        #expect(abs(paradox.prevalence - 243.0 / 250) < 1e-12)
        #expect(abs(paradox.kappaWithoutPrevalence - 0.888) < 1e-12)
        let balanced = Array(repeating: ["no", "no"], count: 50) + Array(repeating: ["yes", "yes"], count: 50)
        #expect(RatingAgreement(try Self.table(balanced), resampling: .none).paradox == nil)
    }

    @Test func ranksInWordsCountInTheOrderGiven() throws {
        let words = [["low", "middle"], ["high", "high"], ["middle", "middle"], ["low", "low"]]
        let numbers: [[Double?]] = [[0, 1], [2, 2], [1, 1], [0, 0]]
        let order = ["low", "middle", "high"]
        let inWords = RatingAgreement(try Self.table(words, level: .ordinal, order: order), resampling: .none)
        let inNumbers = RatingAgreement(try Self.table(numbers, level: .ordinal), resampling: .none)
        #expect(inWords.krippendorffAlpha == inNumbers.krippendorffAlpha)
        #expect(throws: AgreementError.notInOrder(unit: "u1", coder: "c0", value: "high")) {
            try Self.table(words, level: .ordinal, order: ["low", "middle"])
        }
    }

    @Test func whatIsNoRatingIsRefusedWithItsPlace() {
        let rows = [["1", "2"], ["3", "much"]]
        #expect(throws: AgreementError.notANumber(unit: "u1", coder: "c1", value: "much", level: .interval)) {
            try Self.table(rows, level: .interval)
        }
        #expect(throws: AgreementError.notANumber(unit: "u0", coder: "c0", value: "nan", level: .ratio)) {
            try Self.table([["nan", "2"]], level: .ratio)
        }
        #expect(throws: AgreementError.negative(unit: "u0", coder: "c1", value: -1)) {
            try Self.table([["0", "-1"]], level: .ratio)
        }
        #expect(throws: AgreementError.tooFewCoders(count: 1)) { try Self.table([["1"]]) }
        #expect(throws: AgreementError.ratingCount(unit: "u1", expected: 2, found: 3)) {
            try Self.table([["1", "2"], ["1", "2", "3"]])
        }
        #expect(throws: AgreementError.duplicateCoder("c")) {
            try RatingTable(coders: ["c", "c"], units: [], cells: [], level: .nominal)
        }
        #expect(throws: AgreementError.duplicateUnit("u")) {
            try RatingTable(
                coders: ["c", "d"], units: ["u", "u"], cells: [[nil, nil], [nil, nil]], level: .nominal)
        }
    }

    @Test func theSameSeedGivesTheSameIntervalAndItHoldsTheEstimate() throws {
        let table = try Self.table(Self.random(units: 200, coders: 3, values: 4, seed: 4), level: .ordinal)
        let one = RatingAgreement(table, resampling: Resampling(resamples: 300, seed: 7))
        #expect(one == RatingAgreement(table, resampling: Resampling(resamples: 300, seed: 7)))
        #expect(one != RatingAgreement(table, resampling: Resampling(resamples: 300, seed: 8)))
        for estimate in [one.krippendorffAlpha, one.percent] {
            let interval = try #require(estimate.interval)
            let value = try #require(estimate.value)
            #expect(interval.lower < value && value < interval.upper)
            #expect(interval.resamples == 300 && interval.undefinedResamples == 0)
        }
    }

    @Test func resamplesWithoutVariationAreCountedApart() throws {
        let rows = Array(repeating: ["a", "a"], count: 5) + [["b", "b"]]
        let interval = try #require(RatingAgreement(try Self.table(rows)).cohenKappa.interval)
        // (5/6)^6 of the resamples miss the one unit.
        #expect((250...420).contains(interval.undefinedResamples))
        #expect(interval.resamples + interval.undefinedResamples == 1_000)
    }

    @Test func hugeAndNearNumbersKeepTheirDigits() throws {
        let rows: [[Double?]] = [[0, 1], [2, 2], [1, 1], [0, 0]]
        let plain = RatingAgreement(try Self.table(rows, level: .interval), resampling: .none).krippendorffAlpha.value
        let moved = rows.map { $0.map { $0.map { 1e15 + $0 } } }
        let huge = rows.map { $0.map { $0.map { ($0 - 1) * 1.7e308 } } }
        for variant in [moved, huge] {
            let alpha = RatingAgreement(try Self.table(variant, level: .interval), resampling: .none).krippendorffAlpha
            #expect(abs((alpha.value ?? 9) - (plain ?? 0)) < 1e-12)
        }
    }

    @Test func anyTableGivesFiniteNumbersOrAReason() throws {
        for seed in 0..<400 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let odd: [Double?] = [nil, 0, 1, .leastNonzeroMagnitude, 1e308, 0.1, 2]
            let rows = (0..<generator.below(6)).map { _ in (0..<3).map { _ in odd[generator.below(odd.count)] } }
            guard !rows.isEmpty else { continue }
            for level in MeasurementLevel.allCases {
                let agreement = RatingAgreement(
                    try Self.table(rows, level: level), resampling: Resampling(resamples: 20, seed: seed))
                for estimate in [agreement.krippendorffAlpha, agreement.percent, agreement.fleissKappa] {
                    guard let value = estimate.value else { continue }
                    #expect(value.isFinite && value <= 1, "seed \(seed) \(level)")
                    #expect(estimate.interval.map { $0.lower.isFinite && $0.lower <= $0.upper } ?? true, "seed \(seed)")
                }
            }
        }
    }

    @Test func eachPairIsComparedByItself() throws {
        let rows = [["a", "a", "b"], ["b", "b", "a"], ["a", nil, "a"]]
        let pairs = RatingAgreement.pairs(try Self.table(rows), resampling: .none)
        #expect(pairs.map(\.coders) == [["c0", "c1"], ["c0", "c2"], ["c1", "c2"]])
        #expect(pairs[0].percent.value == 1)
        #expect(pairs[1].comparedUnits == 3)
        #expect(pairs[2].percent.value == 0)
    }
}
