extension Selection {
    /// Phragmén's sequential rule for budgets: money comes to all voters at the same speed, and supporters buy a
    /// project as soon as they can.
    ///
    /// Source: Phragmén 1894; for budgets Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a
    /// Systematization", IJCAI 2022. The load after a purchase is (Σ loads of supporters + cost) / supporters; the
    /// smallest wins, and the rule ends when any of those that are tied for the smallest does not fit. Projects that
    /// cost more than the whole budget, and those without votes, do not take part. Exact: loads are integers over a
    /// common denominator. Utilities play no role; who named a project supports it.
    static func phragmen(_ count: Count) -> Selection {
        let types = count.types
        let exact = ExactPrices()
        exact.reset(numerator: 0, denominator: 1)
        var lastRound = [Int](repeating: -1, count: types.count)
        var remaining = count.election.projects.indices.filter {
            types.votes(for: $0) > 0 && count.election.projects[$0].cost <= count.election.budget
        }
        remaining.sort { count.order.ranks[$0] < count.order.ranks[$1] }
        var left = count.election.budget
        var winners: [Int] = []
        var ties: [Tie] = []
        while !remaining.isEmpty {
            var best: (project: Int, load: Wide, votes: Int)?
            var equal: [Int] = []
            for project in remaining {
                var coefficients = [Int](repeating: 0, count: winners.count + 1)
                var votes = 0
                for entry in types.support(of: project) {
                    let type = Int(types.supporters[entry])
                    votes += types.weights[type]
                    if lastRound[type] >= 0 { coefficients[lastRound[type]] += types.weights[type] }
                }
                let load = exact.combination(
                    constant: count.election.projects[project].cost, base: 0, coefficients: coefficients
                ).magnitude
                guard let other = best else {
                    best = (project, load, votes)
                    continue
                }
                let (mine, others) = (load.multiplied(by: other.votes, 1), other.load.multiplied(by: votes, 1))
                if mine.isLess(than: others) {
                    best = (project, load, votes)
                    equal = []
                } else if !others.isLess(than: mine) {
                    equal.append(project)
                }
            }
            guard let best else { break }
            guard ([best.project] + equal).allSatisfy({ count.election.projects[$0].cost <= left }) else { break }
            exact.append(best.load, over: best.votes)
            for entry in types.support(of: best.project) { lastRound[Int(types.supporters[entry])] = winners.count }
            winners.append(best.project)
            left -= count.election.projects[best.project].cost
            remaining.removeAll { $0 == best.project }
            if !equal.isEmpty { ties.append(count.tie(best.project, equal, round: winners.count)) }
        }
        let filled = count.options.completion.fillsByVotes ? count.fill(after: winners) : ([], [])
        return Selection(count, winners: winners, addedByVotes: filled.0, ties: ties + filled.1)
    }
}
