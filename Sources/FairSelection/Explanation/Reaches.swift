/// At which endowments losers could be bought at all, if they had more supporters or cost less.
///
/// Until a loser is bought, new voters who name it alone and a lower cost of it change nothing: the rounds go as they
/// went. So the run at an endowment tells, round by round, the least number of new voters and the highest cost with which
/// the loser may be bought there; with less than that the outcome at this endowment is what it was, and a recount need
/// not begin before. Over a stage of endowments with one sequence, budgets never fall and ρ never rises (see
/// ``SlopeBounds``): the budgets of the last and the ρ of the first endowment bound all of them.
struct Reaches {
    /// What it takes at the least to buy a loser at any endowment of a stage.
    struct Reach {
        var newSupporters = Double.infinity
        /// The highest cost in smallest units.
        var cost = 0.0
    }

    private let stages: [(first: Int, last: Int)]
    /// By loser, beside the stages.
    private let reaches: [Int: [Reach]]
    private let count: Count
    private let last: Int

    /// Nil for rules other than Equal Shares with a rising endowment: nothing is known then.
    /// - Throws: `SelectionError.tooManyRuns`.
    init?(of losers: [Int], _ count: Count, _ shares: EqualSharesAccount?) throws(SelectionError) {
        guard let shares, let last = shares.wholeEndowment else { return nil }
        let (election, options) = (count.election, count.options)
        let table = SupportTable(election, count.types, options.utility)
        // More voters begin with less: stages before the first that was judged count for them.
        let costs = losers.map { election.projects[$0].cost }.max() ?? 0
        let first = options.completion.stopsWhenExhaustive ? nil : election.wholeEndowment(count.types, leaving: costs)
        var search = EndowmentSearch(election, table, count.order, options.completion, from: first)
        try search.run(limit: options.workLimit)
        // Fewer of the budget's units can, in theory, buy all that is supported, and end the search sooner.
        guard search.endowment == last else { return nil }
        var stages = search.stages.map { (first: $0.first, last: $0.last) }
        if shares.stoppedByOverspending { stages.append((last + 1, last + 1)) }
        var reaches = Dictionary(uniqueKeysWithValues: losers.map { ($0, [Reach]()) })
        let (atFirst, atLast) = (search.current, search.other)
        for stage in stages {
            var gauge = ReachGauge(of: losers, table, count)
            var limits: [Double]?
            if stage.first < stage.last {
                Self.run(atFirst, stage.first * election.minorUnits)
                limits = atFirst.rhoBounds.map(\.upperBound)
            }
            Self.run(atLast, stage.last * election.minorUnits) { run, winner in
                gauge.measure(run, rho: limits?[run.order.count] ?? winner.rho.upperBound)
            }
            // At the end they may give all they have.
            gauge.measure(atLast, rho: 2 * atLast.endowment)
            for (loser, reach) in zip(losers, gauge.reaches) { reaches[loser]?.append(reach) }
        }
        self.stages = stages
        self.reaches = reaches
        self.count = count
        self.last = last
    }

    private static func run(
        _ run: EqualSharesRun, _ numerator: Int,
        before: (EqualSharesRun, EqualSharesRun.Contender) -> Void = { _, _ in }
    ) {
        let denominator = run.table.types.weightUnit
        let ending = run.runQuickly(numerator: numerator, denominator: denominator, before: before)
        if ending == .undecided { run.run(numerator: numerator, denominator: denominator, before: before) }
    }

    /// Shortly before the endowment that stands: most changes end near it too.
    var near: Int { last - (last - (stages.first?.first ?? last)) / 8 }

    /// The numbers at which a loser may begin to be bought at endowments near the one that stands.
    func numbers(of loser: Int, _ number: (Reach) -> Int?) -> [Int] {
        zip(stages, reaches[loser] ?? []).filter { $0.0.last >= near }.compactMap { number($0.1) }
    }

    /// An endowment before which a changed count goes as the count that stands, without ending.
    /// - Parameter isInReach: whether the loser may be bought at an endowment of a stage.
    func start(of changed: Count, _ loser: Int, _ isInReach: (Reach) -> Bool) -> Int {
        let election = changed.election
        let whole = election.wholeEndowment(changed.types, leaving: 0)
        let before = count.election.wholeEndowment(count.types, leaving: 0)
        if count.options.completion.stopsWhenExhaustive, whole < before { return whole }
        // Up to here the old voters' money and the whole cost of the loser keep to the budget together.
        let kept = election.wholeEndowment(count.types, leaving: election.projects[loser].cost)
        let start = max(whole, min(before, kept), min(last, changed.lastEndowmentWithinBudget))
        for (stage, reach) in zip(stages, reaches[loser] ?? []) where stage.last >= start && isInReach(reach) {
            // The endowment before keeps to the budget; that of the stage need not any more.
            return max(stage.first - 1, start)
        }
        // Where the money of all was spent on everything, or nothing else fitted, a change may let the count go on.
        return max(start, last)
    }
}

extension Count {
    /// The last endowment, in whole units, at which all that supporters could pay for costs no more than the budget.
    fileprivate var lastEndowmentWithinBudget: Int {
        let projects = election.projects.indices.filter { votes[$0] > 0 && election.projects[$0].cost > 0 }
        let affordable = projects.map { project in
            let cost = Int128(election.projects[project].cost)
            let asked = cost * Int128(types.weightUnit) - 1
            let first = asked / (Int128(votes[project]) * Int128(election.minorUnits)) + 1
            return (first: Int(clamping: first), cost: Int(cost))
        }
        var left = election.budget
        for (first, cost) in affordable.sorted(by: { $0.first < $1.first }) {
            left -= cost
            if left < 0 { return first - 1 }
        }
        return .max
    }
}

/// What it takes at the least to buy each watched loser in a run.
private struct ReachGauge {
    private(set) var reaches: [Reaches.Reach]
    private let losers: [Int]
    private let table: SupportTable
    private let count: Count
    /// What the doubles may be wrong by, as a share: far more than they are.
    private static let slack = 1e-9

    init(of losers: [Int], _ table: SupportTable, _ count: Count) {
        self.losers = losers
        self.table = table
        self.count = count
        reaches = losers.map { _ in Reaches.Reach() }
    }

    /// - Parameter rho: what the round is bought at, or an upper bound of it.
    mutating func measure(_ run: EqualSharesRun, rho: Double) {
        for (place, loser) in losers.enumerated() {
            measureSupporters(run, loser, rho, &reaches[place])
            measureCost(run, loser, rho, &reaches[place])
        }
    }

    private func measureSupporters(_ run: EqualSharesRun, _ loser: Int, _ rho: Double, _ reach: inout Reaches.Reach) {
        guard let value = count.valueOfLoneBallot.map(Double.init) else { return }
        let (cost, limit) = (Double(table.costs[loser]), rho * Double(table.scales[loser]))
        let lone = Double(table.types.weightUnit) * min(run.endowment, limit * value) * (1 + Self.slack)
        guard (cost - limit * Double(table.totalWeights[loser])) * (1 - Self.slack) < reach.newSupporters * lone else {
            return
        }
        let missing = cost - run.mostOffered(loser, limit).money
        reach.newSupporters = max(0, min(reach.newSupporters, missing / lone * (1 - Self.slack)))
    }

    /// Where what is offered falls below the cost, for good: the offer is concave in the cost, and 0 at 0. Newton's
    /// method comes from above; each cost that it passes is too high.
    private func measureCost(_ run: EqualSharesRun, _ loser: Int, _ rho: Double, _ reach: inout Reaches.Reach) {
        let cost = Double(table.costs[loser])
        let isScaled = count.options.utility == .cost
        let weight = Double(table.totalWeights[loser])
        guard reach.cost < cost, isScaled ? rho * weight > 1 - Self.slack : rho * weight > reach.cost else { return }
        guard isScaled else {
            reach.cost = max(reach.cost, min(cost, run.mostOffered(loser, rho).money))
            return
        }
        if reach.cost > 0, run.mostOffered(loser, rho * reach.cost).money < reach.cost { return }
        var tooHigh = cost
        while true {
            let offered = run.mostOffered(loser, rho * tooHigh)
            let (excess, slope) = (tooHigh - offered.money, 1 - rho * offered.weight)
            guard excess > 0, slope > 0 else { break }
            let next = tooHigh - excess / slope
            guard next < tooHigh * (1 - Self.slack), next > 0 else { break }
            tooHigh = next
        }
        reach.cost = max(reach.cost, tooHigh)
    }
}

extension EqualSharesRun {
    /// An upper bound of Σ weight · min(budget, limit · value) over the supporters, and the weight of those whom the
    /// limit binds.
    fileprivate func mostOffered(_ project: Int, _ limit: Double) -> (money: Double, weight: Double) {
        var (sum, weights, bound) = (0.0, 0.0, 0.0)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let budget = budgets[Int(table.entryTypes[entry])]
            guard budget >= 0 else { continue }
            let (weight, ratio) = (table.entryWeights[entry], budget / table.entryValues[entry])
            sum += weight * min(ratio, limit)
            weights += weight
            if ratio > limit { bound += weight }
        }
        return (sum * (1 + 1e-9) + weights * (budgetError + endowment * 0x1p-51), bound)
    }
}
