import FairSelection
import Foundation
import SeededRandom
import Testing

@Suite struct PairwiseComparisonTests {
    @Test func strengthsFitTheSharesOfWins() {
        let comparison = PairwiseComparison(PairwiseSupport(wins: [[0, 3_000], [1_000, 0]]))
        #expect(abs(comparison.chance(0, over: 1) - 0.75) < 1e-3)
    }

    @Test func withoutComparisonsEverybodyIsEqual() {
        let comparison = PairwiseComparison(PairwiseSupport(wins: [[0, 0, 0], [0, 0, 0], [0, 0, 0]]))
        #expect(comparison.strengths == [0, 0, 0])
        #expect(comparison.groups == [[0, 1, 2]])
        #expect(comparison.places(1) == 1...3)
        #expect(PairwiseComparison(PairwiseSupport(wins: [])).mostInformativePair() == nil)
    }

    @Test func whoAlwaysWinsHasAFiniteStrength() {
        let comparison = PairwiseComparison(PairwiseSupport(wins: [[0, 1_000_000], [0, 0]]))
        #expect(comparison.strengths.allSatisfy { $0.isFinite })
        #expect(comparison.groups == [[0], [1]])
    }

    /// 95 % intervals hold the true strength in about 95 % of simulated sets.
    @Test func intervalsHoldTheTruthAsOftenAsTheySay() {
        var generator = SeededGenerator(seed: 4)
        var (held, all) = (0, 0)
        for _ in 0..<200 {
            let truth = Truth(&generator, count: 8, deviation: 1.5)
            var wins = truth.nothing
            for _ in 0..<200 { truth.compare(truth.anyPair(&generator), &wins, &generator) }
            let comparison = PairwiseComparison(PairwiseSupport(wins: wins))
            for candidate in 0..<8 {
                held += comparison.interval(candidate).contains(truth.strengths[candidate]) ? 1 : 0
                all += 1
            }
        }
        let share = Double(held) / Double(all)
        #expect(share > 0.93 && share < 0.98, "\(share)")
    }

    /// With strengths that lie far apart, informative pairs reach the error of random ones with half the comparisons.
    @Test func informativePairsNeedAboutHalfTheComparisons() {
        let (few, many) = (120, 240)
        var informative = 0
        var random = 0
        for seed in 0..<UInt64(40) {
            var generator = SeededGenerator(seed: seed)
            let truth = Truth(&generator, count: 16, deviation: 2.5)
            var wins = truth.nothing
            for _ in 0..<few {
                guard let pair = PairwiseComparison(PairwiseSupport(wins: wins)).mostInformativePair() else { break }
                truth.compare((pair.first, pair.second), &wins, &generator)
            }
            informative += truth.misplacedPairs(wins)
            wins = truth.nothing
            for _ in 0..<many { truth.compare(truth.anyPair(&generator), &wins, &generator) }
            random += truth.misplacedPairs(wins)
        }
        print("misplaced pairs: \(informative) by \(few) informative, \(random) by \(many) random comparisons")
        #expect(Double(informative) <= 1.05 * Double(random), "\(informative) against \(random)")
    }

    /// Candidates whose strengths are known.
    private struct Truth {
        let strengths: [Double]

        init(_ generator: inout SeededGenerator, count: Int, deviation: Double) {
            var drawn = (0..<count).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.unit() } * deviation }
            let mean = drawn.reduce(0, +) / Double(count)
            drawn = drawn.map { $0 - mean }
            strengths = drawn
        }

        var nothing: [[Int]] { strengths.map { _ in strengths.map { _ in 0 } } }

        func anyPair(_ generator: inout SeededGenerator) -> (Int, Int) {
            let first = generator.below(strengths.count)
            let second = generator.below(strengths.count - 1)
            return (first, second < first ? second : second + 1)
        }

        func compare(_ pair: (Int, Int), _ wins: inout [[Int]], _ generator: inout SeededGenerator) {
            let chance = 1 / (1 + exp(strengths[pair.1] - strengths[pair.0]))
            if generator.unit() < chance { wins[pair.0][pair.1] += 1 } else { wins[pair.1][pair.0] += 1 }
        }

        func misplacedPairs(_ wins: [[Int]]) -> Int {
            let found = PairwiseComparison(PairwiseSupport(wins: wins)).strengths
            var misplaced = 0
            for first in found.indices {
                for second in found.indices where strengths[first] > strengths[second] && found[first] < found[second] {
                    misplaced += 1
                }
            }
            return misplaced
        }
    }
}
