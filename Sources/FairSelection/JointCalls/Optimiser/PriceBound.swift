/// The most that a selection can be worth, proven from prices.
///
/// Give the limit of each row a price, the gap pot the highest that an agency's rows have together, and each place
/// among the proposals that may be chosen one too. Whatever is chosen, its value is no more than the worth of all limits at
/// these prices plus what each proposal is worth beyond its own cost at them (Lagrangian relaxation: M. L. Fisher, "The
/// Lagrangian Relaxation Method for Solving Integer Programming Problems", Management Science 27, 1981). This holds for
/// any prices of 0 or more, so it does not matter how they were found; rounding errors are covered by a margin.
struct PriceBound {
    /// No selection that keeps to what is settled is worth more.
    private(set) var bound = 0.0
    /// What each proposal is worth beyond its cost at the prices.
    private(set) var surplus: [Double]
    private let values: [Double]
    private let limits: [Double]
    private let agencies: [Int]
    private let gap: Double
    private let most: Double
    /// For each proposal, the rows in which it stands with its amounts, one after another.
    private var terms: [(row: Int, amount: Double)] = []
    private var starts: [Int] = [0]
    private var agencyPrices: [Double]

    init(_ problem: SelectionProblem, rows: [BudgetRow]) {
        surplus = [Double](repeating: 0, count: problem.count)
        values = problem.values.map(Double.init)
        limits = rows.map { Double($0.limit) }
        agencies = rows.map(\.agency)
        gap = Double(problem.pot.gap)
        most = Double(problem.most ?? 0)
        agencyPrices = [Double](repeating: 0, count: problem.pot.budgets.count)
        var ofProposal = problem.values.map { _ in [(row: Int, amount: Double)]() }
        for (row, budget) in rows.enumerated() {
            for term in budget.terms { ofProposal[term.proposal].append((row, Double(term.amount))) }
        }
        for list in ofProposal {
            terms += list
            starts.append(terms.count)
        }
    }

    /// Computes bound and surpluses anew. O(terms of all rows).
    mutating func compute(settled: [Settled], prices: [Double], placePrice: Double) {
        for agency in agencyPrices.indices { agencyPrices[agency] = 0 }
        var sum = most * placePrice
        var magnitude = sum
        for row in prices.indices {
            let worth = limits[row] * prices[row]
            sum += worth
            magnitude += abs(worth)
            agencyPrices[agencies[row]] += prices[row]
        }
        let potWorth = gap * (agencyPrices.max() ?? 0)
        sum += potWorth
        magnitude += potWorth
        for proposal in values.indices where settled[proposal] != .out {
            var cost = placePrice
            var size = placePrice
            for index in starts[proposal]..<starts[proposal + 1] {
                let part = terms[index].amount * prices[terms[index].row]
                cost += part
                size += abs(part)
            }
            let rest = values[proposal] - cost
            surplus[proposal] = rest
            magnitude += values[proposal] + size
            if settled[proposal] == .taken || rest > 0 { sum += rest }
        }
        // Each number that is added has been rounded a few times, and so has each sum: by 2⁻⁵³ of the magnitude.
        let roundings = terms.count + 2 * values.count + 4 * limits.count + 8
        bound = sum + magnitude * Double(roundings) * 0x1p-51
    }
}

/// What is settled about a proposal.
enum Settled: UInt8 {
    case open
    case taken
    case out
}
