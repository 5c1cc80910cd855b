extension Selection {
    /// How far each project came, in percent of its cost: what its supporters would have paid for it at the best
    /// moment.
    ///
    /// The count is run without the project at the endowment that stands; before each purchase its supporters are asked
    /// what they would pay at that round's ρ, at the end what they have left. The largest share of the cost counts,
    /// rounded down; winners have at least 100. Projects that nobody supports have 0, free ones 100.
    /// Source: the explanation of the election in Wieliczka (equalshares.net).
    /// - Returns: by position of the project; nil when the rule is not Equal Shares.
    public func effectiveSupport(in election: Election) -> [Int]? {
        guard let shares, let types = try? VoterTypes(election, options.utility) else { return nil }
        let count = Count(election, types, options)
        let table = SupportTable(election, types, options.utility)
        let run = EqualSharesRun(table, count.order)
        let (numerator, denominator) = start(shares, election, types)
        let bought = Set(shares.purchases.map(\.project))
        var percents = election.projects.indices.map { project in
            election.projects[project].cost == 0 && table.totalWeights[project] > 0 ? 100 : 0
        }
        let losers = election.projects.indices.filter {
            !bought.contains($0) && table.totalWeights[$0] > 0 && election.projects[$0].cost > 0
        }
        var gauge = SupportGauge(of: losers, table)
        run.run(numerator: numerator, denominator: denominator) { run, winner in gauge.measure(run, winner) }
        gauge.measureRest(run)
        for (project, percent) in gauge.percents { percents[project] = percent }
        for project in bought {
            var gauge = SupportGauge(of: [project], table)
            run.run(numerator: numerator, denominator: denominator, without: project) { run, winner in
                gauge.measure(run, winner)
            }
            gauge.measureRest(run)
            percents[project] = max(100, gauge.percents[project] ?? 0)
        }
        for project in winners { percents[project] = max(100, percents[project]) }
        return percents
    }

    func start(_ shares: EqualSharesAccount, _ election: Election, _ types: VoterTypes) -> (Int, Int) {
        guard let whole = shares.wholeEndowment else { return (election.budget, max(types.totalWeight, 1)) }
        return (whole * election.minorUnits, types.weightUnit)
    }
}

/// The largest share of its cost that each watched project could have raised so far.
private struct SupportGauge {
    private(set) var percents: [Int: Int]
    private let table: SupportTable

    init(of projects: [Int], _ table: SupportTable) {
        percents = Dictionary(uniqueKeysWithValues: projects.map { ($0, 0) })
        self.table = table
    }

    mutating func measure(_ run: EqualSharesRun, _ winner: EqualSharesRun.Contender) {
        guard let price = winner.price else { return }
        let table = table
        let rho = (winner.rho.lowerBound + winner.rho.upperBound) / 2
        for project in percents.keys {
            raise(project, run, limit: rho * Double(table.scales[project])) { entry in
                // The limit of a supporter of value 1: ρ · scale.
                Fraction(
                    price.numerator.natural * WideNatural(table.scales[project])
                        * WideNatural(Int(table.entryValues[entry])),
                    run.exact.denominator * WideNatural(price.weight) * WideNatural(table.scales[winner.project]))
            }
        }
    }

    mutating func measureRest(_ run: EqualSharesRun) {
        for project in percents.keys { raise(project, run, limit: .infinity) { _ in nil } }
    }

    /// Raises a project's share to what its supporters would pay now, each at most `limit` times the value.
    private mutating func raise(
        _ project: Int, _ run: EqualSharesRun, limit: Double, exactLimit: (Int) -> Fraction?
    ) {
        let (sum, error) = run.offered(project, limit)
        let cost = Double(table.costs[project])
        let (low, high) = (100 * (sum - error) / cost, 100 * (sum + error) / cost)
        let known = percents[project] ?? 0
        guard high.rounded(.down) > Double(known) else { return }
        guard low.rounded(.down) != high.rounded(.down) else {
            percents[project] = Int(low.rounded(.down))
            return
        }
        // Within the margins of a whole percent: integers decide.
        let exact = run.offeredExactly(project, exactLimit)
        let percent = (exact.numerator * WideNatural(100)).divided(
            by: exact.denominator * WideNatural(table.costs[project]))
        percents[project] = max(known, Int(percent.description) ?? known)
    }
}

extension EqualSharesRun {
    /// Σ weight · min(budget, limit · value) over the supporters, and how far it may be from the truth.
    fileprivate func offered(_ project: Int, _ limit: Double) -> (sum: Double, error: Double) {
        var (sum, weights) = (0.0, 0.0)
        let range = table.starts[project]..<table.starts[project + 1]
        for entry in range {
            let budget = budgets[Int(table.entryTypes[entry])]
            guard budget > 0 else { continue }
            let weight = table.entryWeights[entry]
            sum += weight * min(budget / table.entryValues[entry], limit)
            weights += weight
        }
        // The limit is at most 2^−48 of itself away from the truth: half the width of the bounds of ρ.
        let error = weights * (budgetError + endowment * 0x1p-51) + Double(range.count + 64) * 0x1p-48 * sum
        return (sum, error)
    }

    fileprivate func offeredExactly(_ project: Int, _ limit: (Int) -> Fraction?) -> Fraction {
        var sum = Fraction(0)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(table.entryTypes[entry])
            guard budgets[type] >= 0 else { continue }
            var own = Tally(rounds: order.count)
            own.addOnce(type, self)
            let budget = Fraction(own.combined(with: 0, exact).magnitude.natural, exact.denominator)
            let payment = limit(entry).map { min($0, budget) } ?? budget
            sum = sum + payment * Fraction(table.types.weights[type])
        }
        return sum
    }
}
