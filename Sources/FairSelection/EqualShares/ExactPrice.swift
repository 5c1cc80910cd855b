/// The price of a project as integers: `numerator / (common denominator · weight)` per value.
struct ExactPrice {
    let numerator: Wide
    /// Weight times value of those who pay the full price.
    let weight: Int
    /// Types that pay with all they have left.
    let poor: [Int32]
}

extension EqualSharesRun {
    /// The exact price; nil when the supporters together have less than the cost.
    ///
    /// Doubles sort out who is certainly below or above the price; for those between, the same fixed point as in
    /// ``search(_:from:)`` is climbed in integers. O(entries on the ballots of the poor), and a wide number for each
    /// supporter who is in doubt.
    func exactPrice(_ project: Int, _ found: PriceSearch) -> ExactPrice? {
        var tally = Tally(rounds: order.count)
        let ratioError = budgetError + endowment * PriceSearch.unit
        var poor: [Int32] = []
        var doubtful: [Int] = []
        var rest = 0
        let (budgets, types, values, weights) = (budgets, table.entryTypes, table.entryValues, table.entryWeights)
        let (lower, upper) = (found.lower - ratioError, found.upper + ratioError)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(types[entry])
            let budget = budgets[type]
            guard budget >= 0 else { continue }
            let ratio = table.isUniform ? budget : budget / values[entry]
            if ratio < lower {
                poor.append(Int32(type))
                tally.add(type, self)
            } else {
                rest += Int(weights[entry])
                if ratio <= upper { doubtful.append(entry) }
            }
        }
        let cost = table.costs[project]
        if found.finding == .uncertain {
            var everyone = Tally(rounds: order.count)
            for entry in table.starts[project]..<table.starts[project + 1] where budgets[Int(types[entry])] >= 0 {
                everyone.add(Int(types[entry]), self)
            }
            let missing = everyone.combined(with: cost, exact)
            guard missing.isNegative || missing.magnitude.isZero else { return nil }
        }
        var numerator = tally.combined(with: cost, exact).magnitude
        var isSettled = found.finding == .certain
        while !isSettled {
            let middle = doubtful.partition { hasLess($0, than: numerator, rest) }
            let below = doubtful[middle...]
            isSettled = below.isEmpty
            guard !isSettled else { break }
            doubtful.removeSubrange(middle...)
            for entry in below {
                let type = Int(table.entryTypes[entry])
                poor.append(Int32(type))
                tally.add(type, self)
                rest -= Int(table.entryWeights[entry])
            }
            numerator = tally.combined(with: cost, exact).magnitude
        }
        return ExactPrice(numerator: numerator, weight: rest, poor: poor)
    }

    /// Whether the supporter of an entry has less than the price asks: budget · weight < value · numerator.
    private func hasLess(_ entry: Int, than numerator: Wide, _ weight: Int) -> Bool {
        var own = Tally(rounds: order.count)
        own.addOnce(Int(table.entryTypes[entry]), self)
        let budget = own.combined(with: 0, exact).magnitude
        return budget.multiplied(by: weight, 1).isLess(
            than: numerator.multiplied(by: Int(table.entryValues[entry]), 1))
    }

    /// Whether one project's ρ is below, equal to or above another's.
    func compare(_ first: (Int, ExactPrice), _ second: (Int, ExactPrice)) -> Int {
        let left = first.1.numerator.multiplied(by: second.1.weight, table.scales[second.0])
        let right = second.1.numerator.multiplied(by: first.1.weight, table.scales[first.0])
        if left.isLess(than: right) { return -1 }
        return right.isLess(than: left) ? 1 : 0
    }
}

/// Budgets of many types as one combination: how often the endowment, how often each price.
///
/// Its memory is its own: checks of an array would cost more than the additions.
struct Tally: ~Copyable {
    private var base = 0
    private let coefficients: UnsafeMutablePointer<Int>

    init(rounds: Int) {
        coefficients = .allocate(capacity: max(rounds, 1))
        coefficients.initialize(repeating: 0, count: max(rounds, 1))
    }

    deinit { coefficients.deallocate() }

    mutating func add(_ type: Int, _ run: EqualSharesRun) { add(type, times: run.table.typeWeights[type], run) }
    mutating func addOnce(_ type: Int, _ run: EqualSharesRun) { add(type, times: 1, run) }

    private mutating func add(_ type: Int, times weight: Int, _ run: EqualSharesRun) {
        base += weight
        let table = run.table
        let (projects, values, rounds) = (table.typeProjects, table.typeValues, run.roundOf)
        for entry in table.typeStarts[type]..<table.typeStarts[type + 1] {
            let round = Int(rounds[Int(projects[entry])])
            if round >= 0 { coefficients[round] += weight * Int(values[entry]) }
        }
    }

    /// `constant` less the budgets, over the common denominator.
    func combined(with constant: Int, _ exact: ExactPrices) -> (magnitude: Wide, isNegative: Bool) {
        exact.combination(constant: constant, base: base, coefficients: coefficients)
    }
}
