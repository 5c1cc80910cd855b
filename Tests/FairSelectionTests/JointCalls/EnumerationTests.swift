import FairSelection
import SeededRandom
import Testing

/// Every mode against all sets of proposals, tried one by one.
@Suite struct EnumerationTests {
    private struct Truth {
        let call: JointCall
        let sets: [[Int]]

        init(_ call: JointCall) {
            self.call = call
            sets = SampleCalls.subsets(of: call.proposals.count)
        }

        func score(_ set: [Int]) -> Int { set.reduce(0) { $0 + call.proposals[$1].score } }

        func fundable(_ pot: Pot) -> [[Int]] {
            sets.filter { SampleCalls.excess(call, $0, budgets: pot.budgets) <= pot.gap }
        }

        /// The largest by the measure; of equals the first in the list.
        func best(_ sets: [[Int]], by measure: ([Int]) -> [Int]) -> [Int]? {
            sets.max { first, second in
                let (one, other) = (measure(first), measure(second))
                if one != other { return one.lexicographicallyPrecedes(other) }
                return isEarlier(second, first)
            }
        }

        /// Whether a set takes the first proposal that the two treat differently.
        private func isEarlier(_ first: [Int], _ second: [Int]) -> Bool {
            guard let place = call.proposals.indices.first(where: { first.contains($0) != second.contains($0) }) else {
                return false
            }
            return first.contains(place)
        }
    }

    @Test(arguments: 0..<60)
    func exactModesFindTheFirstOfTheBestSets(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<8 {
            let truth = Truth(try SampleCalls.drawn(&generator))
            let fundable = truth.fundable(truth.call.pot)
            let most = truth.call.selection(.mostProjects)
            #expect(most.selected == truth.best(fundable) { [$0.count, truth.score($0)] }, "seed \(seed)")
            let score = truth.call.selection(.bestScore)
            #expect(score.selected == truth.best(fundable) { [truth.score($0)] }, "seed \(seed)")
            for selection in [most, score] {
                #expect(selection.proof == .optimal && selection.isFirstOfEquals, "seed \(seed)")
                #expect(
                    selection.gapPotUsed
                        == SampleCalls.excess(truth.call, selection.selected, budgets: truth.call.pot.budgets))
            }
        }
    }

    @Test(arguments: 0..<30)
    func theSkipListIsTheFirstSetByRank(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 1_000 + seed)
        let truth = Truth(try SampleCalls.drawn(&generator))
        #expect(
            truth.call.selection(.skip).selected == truth.best(truth.fundable(truth.call.pot)) { _ in [] },
            "seed \(seed)")
    }

    @Test(arguments: 0..<30)
    func rateCappedLooksAtEveryFirstGap(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 2_000 + seed)
        let truth = Truth(try SampleCalls.drawn(&generator))
        let call = truth.call
        let fundable = truth.sets.filter { set in
            let gap = call.proposals.indices.first { !set.contains($0) } ?? call.proposals.count
            return SampleCalls.excess(call, set, budgets: call.agencies.map(\.budget)) <= call.rateCap(firstGap: gap)
        }
        #expect(
            call.selection(.rateCapped).selected == truth.best(fundable) { [$0.count, truth.score($0)] }, "seed \(seed)"
        )
    }

    @Test(arguments: 0..<30)
    func theStrictListEndsAtTheFirstGroupThatCannotBePaid(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 3_000 + seed)
        let truth = Truth(try SampleCalls.drawn(&generator))
        let proposals = truth.call.proposals
        let strict = truth.fundable(truth.call.pot).filter { set in
            // All above the lowest score of the set belong to it.
            guard let last = set.last else { return true }
            return proposals.indices.allSatisfy { set.contains($0) || proposals[$0].score <= proposals[last].score }
        }
        #expect(truth.call.selection(.strict).selected == truth.best(strict) { [$0.count] }, "seed \(seed)")
    }

    @Test(arguments: 0..<30)
    func whatUnblockingAddsIsEnoughAndNotMore(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 4_000 + seed)
        let call = try SampleCalls.drawn(&generator)
        for step in call.unblockings() {
            for split in [step.even, step.fewest] {
                #expect(split.reduce(0, +) == step.missing, "seed \(seed)")
                let budgets = zip(call.pot.budgets, split).map(+)
                #expect(
                    SampleCalls.excess(call, Array(0..<step.rank), budgets: budgets) == call.pot.gap, "seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<40)
    func everyReasonIsTrue(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 5_000 + seed)
        let call = try SampleCalls.drawn(&generator)
        for mode in [JointCallMode.mostProjects, .bestScore] {
            let selection = call.selection(mode)
            for proposal in call.proposals.indices where !selection.selected.contains(proposal) {
                let excess = SampleCalls.excess(call, selection.selected + [proposal], budgets: call.pot.budgets)
                guard case .notInBest(let shortage) = selection.reasons[proposal] else {
                    Issue.record("no shortage is told for a proposal that is left out, seed \(seed)")
                    continue
                }
                #expect(shortage.missing == excess - call.pot.gap, "seed \(seed)")
            }
        }
    }
}
