extension JointCall {
    /// The most projects and then the highest score, or the highest score alone.
    func best(_ mode: JointCallMode, pot: Pot, nodeLimit: Int) -> JointCallSelection {
        let found = bestSet(mode, of: Array(proposals.indices), taken: [], pot: pot, nodeLimit: nodeLimit)
        let nothing = BestSet(selected: [], proof: .optimal, isFirstOfEquals: true, nodes: 0)
        return result(found ?? nothing, mode: mode, pot: pot)
    }

    /// The result of a search, with reasons.
    func result(_ found: BestSet, mode: JointCallMode, pot: Pot) -> JointCallSelection {
        var purse = Purse(pot)
        for proposal in found.selected { purse.take(proposals[proposal].requests) }
        var reasons = selectedReasons(found.selected, pot: pot)
        let selected = Set(found.selected)
        for proposal in proposals.indices where !selected.contains(proposal) {
            guard let shortage = Shortage(of: proposal, in: self, purse: purse, taken: found.selected) else { continue }
            reasons[proposal] = .notInBest(shortage)
        }
        return result(
            mode, found.selected, purse: purse, reasons: reasons, proof: found.proof,
            isFirstOfEquals: found.isFirstOfEquals, nodes: found.nodes)
    }

    /// The best completion of some proposals by others.
    struct BestSet: Sendable {
        var selected: [Int]
        var proof: JointCallSelection.Proof
        var isFirstOfEquals: Bool
        var nodes: Int
    }

    /// Completes proposals that are taken by open ones; nil when those taken cannot be paid.
    func bestSet(
        _ mode: JointCallMode, of open: [Int], taken: [Int], pot: Pot, nodeLimit: Int
    ) -> BestSet? {
        let whole = SelectionProblem(
            values: proposals.map { _ in 1 }, requests: proposals.map(\.requests), pot: pot)
        guard let rest = whole.settling(taken: taken, open: open) else { return nil }
        let counted = rest.firstBest(nodeLimit: nodeLimit, settlesEquals: false)
        guard counted.isOptimal || mode == .bestScore else {
            return BestSet(
                selected: (taken + counted.selection.map { open[$0] }).sorted(),
                proof: .atMost(projects: taken.count + counted.bound, score: nil), isFirstOfEquals: false,
                nodes: counted.nodes)
        }
        let step = Scale(open.map { proposals[$0].score })
        var scored = rest
        scored.most = counted.bound
        scored.values = step.values(countingFirst: mode != .bestScore)
        let best = scored.firstBest(known: counted.selection, nodeLimit: max(0, nodeLimit - counted.nodes))
        let score = taken.reduce(0) { $0 + proposals[$1].score }
        let bound = step.score(of: best.bound, projects: counted.bound, countingFirst: mode != .bestScore)
        return BestSet(
            selected: (taken + best.selection.map { open[$0] }).sorted(),
            proof: best.isOptimal ? .optimal : .atMost(projects: nil, score: score + bound),
            isFirstOfEquals: best.isFirst, nodes: counted.nodes + best.nodes)
    }

    /// Scores brought to the smallest whole numbers that keep their order and their sums.
    struct Scale {
        private let scores: [Int]
        private let lowest: Int
        /// The greatest number of which all scores, or all differences of scores, are multiples.
        private let unit: Int
        private let differenceUnit: Int
        /// More than all differences together.
        private let project: Int

        init(_ scores: [Int]) {
            self.scores = scores
            lowest = scores.min() ?? 0
            let lowest = lowest
            unit = max(1, scores.reduce(0, Self.greatestCommonDivisor))
            differenceUnit = max(1, scores.reduce(0) { Self.greatestCommonDivisor($0, $1 - lowest) })
            let differenceUnit = differenceUnit
            project = scores.reduce(1) { $0 + ($1 - lowest) / differenceUnit }
        }

        /// The scores; or values in which one more project outweighs all scores.
        func values(countingFirst: Bool) -> [Int] {
            countingFirst ? scores.map { project + ($0 - lowest) / differenceUnit } : scores.map { $0 / unit }
        }

        /// The score of so many projects that are together worth a value.
        func score(of value: Int, projects: Int, countingFirst: Bool) -> Int {
            countingFirst
                ? (value - projects * project) * differenceUnit + projects * lowest : value * unit
        }

        private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
            second == 0 ? first : greatestCommonDivisor(second, first % second)
        }
    }
}
