extension Selection {
    /// The affordable set with the largest sum of utilities: the 0/1 knapsack, solved exactly.
    ///
    /// Sets grow project by project, best value per cost first. Of two sets the one that costs no more and is worth no
    /// less suffices (Nemhauser and Ullmann, Management Science 15(9), 1969), and a set is dropped when even filling
    /// the rest of the budget with fractions of the best remaining projects cannot reach the best set known (Dantzig's
    /// bound). What survives at the end is a proof that nothing is better. The optimum need not be unique; the one
    /// given costs least among those that the order of projects (value per cost, then the tie chain) reaches first.
    static func maximumWelfare(_ count: Count) throws(SelectionError) -> Selection {
        let values = count.election.projects.indices.map { project in
            Int128(count.types.score(of: project))
                * Int128(count.options.utility.scale(of: count.election.projects[project]))
        }
        let costs = count.election.projects.map(\.cost)
        let candidates = count.election.projects.indices
            .filter { values[$0] > 0 && costs[$0] <= count.election.budget }
            .sorted { first, second in
                let left = values[first].multipliedFullWidth(by: Int128(costs[second]))
                let right = values[second].multipliedFullWidth(by: Int128(costs[first]))
                return left == right ? count.order.ranks[first] < count.order.ranks[second] : left > right
            }
        var knapsack = Knapsack(candidates.map { (costs[$0], values[$0]) }, budget: count.election.budget)
        guard let best = knapsack.solve(limit: count.options.workLimit) else {
            throw .tooManyStates(count.options.workLimit)
        }
        let winners = best.map { candidates[$0] }
        let welfare = winners.reduce(WideNatural(0)) { sum, project in
            sum + WideNatural(count.types.score(of: project))
                * WideNatural(count.options.utility.scale(of: count.election.projects[project]))
        }
        return Selection(
            count,
            winners: winners.sorted { first, second in
                (-count.scores[first], count.order.ranks[first]) < (-count.scores[second], count.order.ranks[second])
            }, welfare: welfare)
    }
}

/// The 0/1 knapsack over items sorted by value per cost.
private struct Knapsack {
    private struct State {
        let cost: Int
        let value: Int128
        /// The last item taken and the state it was added to: a chain back to the empty set.
        let item: Int32
        let parent: Int32
    }

    private let items: [(cost: Int, value: Int128)]
    private let budget: Int
    private var history: [State] = []

    init(_ items: [(Int, Int128)], budget: Int) {
        self.items = items.map { (cost: $0.0, value: $0.1) }
        self.budget = budget
    }

    /// The items of an optimal set; nil when more states than the limit would be needed.
    mutating func solve(limit: Int) -> [Int]? {
        history = [State(cost: 0, value: 0, item: -1, parent: -1)]
        var front: [Int32] = [0]
        var best: Int128 = greedy(from: 0, left: budget)
        for (index, item) in items.enumerated() {
            var added: [Int32] = []
            for parent in front {
                let state = history[Int(parent)]
                guard state.cost <= budget - item.cost else { continue }
                guard history.count < min(limit, Int(Int32.max) - 1) else { return nil }
                added.append(Int32(history.count))
                history.append(
                    State(
                        cost: state.cost + item.cost, value: state.value + item.value, item: Int32(index),
                        parent: parent))
                best = max(
                    best, state.value + item.value + greedy(from: index + 1, left: budget - state.cost - item.cost))
            }
            front = merged(front, added).filter { reaches(best, history[Int($0)], from: index + 1) }
        }
        guard var state = front.max(by: { history[Int($0)].value < history[Int($1)].value }) else { return nil }
        var taken: [Int] = []
        while history[Int(state)].item >= 0 {
            taken.append(Int(history[Int(state)].item))
            state = history[Int(state)].parent
        }
        return taken.reversed()
    }

    /// Both lists rise in cost; the merged one rises in cost and in value.
    private func merged(_ first: [Int32], _ second: [Int32]) -> [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(first.count + second.count)
        var (left, right) = (0, 0)
        var best: Int128 = -1
        while left < first.count || right < second.count {
            let takesLeft: Bool
            if left < first.count, right < second.count {
                let (a, b) = (history[Int(first[left])], history[Int(second[right])])
                takesLeft = a.cost < b.cost || a.cost == b.cost && a.value >= b.value
            } else {
                takesLeft = left < first.count
            }
            let state = takesLeft ? first[left] : second[right]
            if takesLeft { left += 1 } else { right += 1 }
            if history[Int(state)].value > best {
                best = history[Int(state)].value
                result.append(state)
            }
        }
        return result
    }

    /// What taking the next items that fit adds: any affordable set is a lower bound.
    private func greedy(from index: Int, left: Int) -> Int128 {
        var (left, value) = (left, Int128(0))
        for item in items[min(index, items.count)...] where item.cost <= left {
            left -= item.cost
            value += item.value
        }
        return value
    }

    /// Whether fractions of the next items could bring a state up to the best value.
    private func reaches(_ best: Int128, _ state: State, from index: Int) -> Bool {
        var (left, bound) = (budget - state.cost, state.value)
        guard bound < best else { return true }
        for item in items[min(index, items.count)...] {
            guard item.cost <= left else {
                // Rounded up, so the bound stays above the truth.
                let part = item.value.multipliedFullWidth(by: Int128(left))
                let (quotient, rest) = Int128(item.cost).dividingFullWidth(part)
                return bound + quotient + (rest == 0 ? 0 : 1) >= best
            }
            left -= item.cost
            bound += item.value
        }
        return bound >= best
    }
}
