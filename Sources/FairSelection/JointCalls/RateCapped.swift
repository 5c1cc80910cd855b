extension JointCall {
    /// What the top-up may pay beyond the commitments when the first gap in the list stands at this position: the rate
    /// of the cost of all proposals above it, at most the whole top-up.
    public func rateCap(firstGap: Int) -> Int {
        let cost = proposals[..<firstGap].reduce(0) { $0 + $1.total }
        return min(topUp.total, Self.share(topUp.rate ?? Self.wholeShare, of: cost))
    }

    /// The most projects and then the highest score under the rate.
    ///
    /// A selection may lose top-up by leaving out a proposal high in the list, so each place of the first gap is tried:
    /// those above are taken, the one in the gap is not, and the rest is chosen as by `mostProjects`.
    func rateCapped(nodeLimit: Int) -> JointCallSelection {
        var best: (set: BestSet, pot: Pot)?
        var nodes = 0
        var most = 0
        var isProven = true
        for gap in (0...proposals.count).reversed() {
            let pot = Pot(budgets: agencies.map(\.budget), gap: rateCap(firstGap: gap))
            let open = Array(min(gap + 1, proposals.count)..<proposals.count)
            guard gap + open.count >= best?.set.selected.count ?? 0 else { continue }
            guard
                let found = bestSet(
                    .rateCapped, of: open, taken: Array(0..<gap), pot: pot, nodeLimit: max(0, nodeLimit - nodes))
            else { continue }
            nodes += found.nodes
            if case .atMost(let projects, _) = found.proof {
                isProven = false
                most = max(most, projects ?? found.selected.count)
            }
            if isBetter(found, than: best?.set) { best = (found, pot) }
        }
        let nothing = BestSet(selected: [], proof: .optimal, isFirstOfEquals: true, nodes: 0)
        var set = best?.set ?? nothing
        set.nodes = nodes
        if !isProven { set.proof = .atMost(projects: max(most, set.selected.count), score: nil) }
        return result(set, mode: .rateCapped, pot: best?.pot ?? Pot(budgets: agencies.map(\.budget), gap: 0))
    }

    private func isBetter(_ set: BestSet, than other: BestSet?) -> Bool {
        guard let other else { return true }
        if set.selected.count != other.selected.count { return set.selected.count > other.selected.count }
        func score(_ set: BestSet) -> Int { set.selected.reduce(0) { $0 + proposals[$1].score } }
        return score(set) > score(other)
    }
}
