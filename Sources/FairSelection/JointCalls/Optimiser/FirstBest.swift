extension SelectionProblem {
    /// The best selection, of equally good ones the first in the list, and what is proven about it.
    struct Best: Sendable {
        /// In order.
        let selection: [Int]
        /// No selection is worth more.
        let bound: Int
        /// Whether the bound is reached and so the selection proven best.
        let isOptimal: Bool
        /// Whether no equally good selection stands earlier in the list.
        let isFirst: Bool
        let nodes: Int
    }

    /// Finds the best selection, then decides about the proposals from the top of the list whether an equally good
    /// selection takes them.
    ///
    /// - Parameter known: a selection to begin with.
    func firstBest(known: [Int] = [], nodeLimit: Int, settlesEquals: Bool = true) -> Best {
        let start = known.isEmpty ? greedy() : known
        let answer = BranchAndBound.solve(self, floor: worth(start), nodeLimit: nodeLimit)
        let selection = answer.selection ?? start
        guard answer.isComplete, settlesEquals else {
            return Best(
                selection: selection, bound: answer.bound, isOptimal: answer.isComplete, isFirst: false,
                nodes: answer.nodes)
        }
        var first = selection
        var nodes = answer.nodes
        var taken: [Int] = []
        var isFirst = true
        let goal = worth(selection)
        for proposal in values.indices {
            if first.contains(proposal) {
                taken.append(proposal)
            } else if nodes < nodeLimit {
                let other = extending(taken + [proposal], goal: goal, nodeLimit: nodeLimit - nodes)
                nodes += other.nodes
                isFirst = isFirst && other.isComplete
                guard let found = other.selection else { continue }
                first = found
                taken.append(proposal)
            } else {
                isFirst = false
                break
            }
        }
        return Best(selection: first, bound: answer.bound, isOptimal: true, isFirst: isFirst, nodes: nodes)
    }

    /// A selection worth the goal that takes these proposals, and of the earlier others none.
    private func extending(
        _ taken: [Int], goal: Int, nodeLimit: Int
    ) -> (selection: [Int]?, nodes: Int, isComplete: Bool) {
        let open = Array(((taken.last ?? -1) + 1)..<count)
        guard let rest = settling(taken: taken, open: open) else { return (nil, 0, true) }
        let needed = goal - worth(taken)
        guard needed > 0 else { return (taken, 0, true) }
        let answer = BranchAndBound.solve(rest, floor: needed - 1, goal: needed, nodeLimit: nodeLimit)
        return (answer.selection.map { taken + $0.map { open[$0] } }, answer.nodes, answer.isComplete)
    }

    func worth(_ selection: [Int]) -> Int { selection.reduce(0) { $0 + values[$1] } }

    /// Down the list once, taking what can be paid.
    private func greedy() -> [Int] {
        var purse = Purse(pot)
        var taken: [Int] = []
        for proposal in values.indices where taken.count < most ?? .max {
            guard purse.affords(requests[proposal]) else { continue }
            purse.take(requests[proposal])
            taken.append(proposal)
        }
        return taken
    }
}
