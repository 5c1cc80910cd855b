/// An inequality about one agency's money that every fundable selection keeps.
///
/// The sum of amounts over the proposals taken is at most the limit plus what the gap pot pays for this agency. The
/// budget itself is such a row; others are derived from it to bring the linear programme nearer to whole proposals.
struct BudgetRow: Sendable, Hashable {
    let agency: Int
    /// Proposals in ascending order, each once, with amounts other than zero.
    let terms: [Term]
    let limit: Int

    struct Term: Sendable, Hashable {
        let proposal: Int
        let amount: Int
    }

    /// The budgets that could be exceeded, agency by agency.
    static func budgets(of problem: SelectionProblem) -> [BudgetRow] {
        var terms = problem.pot.budgets.map { _ in [Term]() }
        for (proposal, requests) in problem.requests.enumerated() {
            for request in requests { terms[request.agency].append(Term(proposal: proposal, amount: request.amount)) }
        }
        return terms.indices.compactMap { agency in
            let limit = problem.pot.budgets[agency]
            let demand = terms[agency].reduce(0) { $0 + $1.amount }
            return demand > limit ? BudgetRow(agency: agency, terms: terms[agency], limit: limit) : nil
        }
    }

    /// By how much the row is broken by shares of proposals and the gap money of its agency; negative when it is kept.
    func violation(shares: [Double], gapMoney: Double) -> Double {
        terms.reduce(-Double(limit) - gapMoney) { $0 + Double($1.amount) * shares[$1.proposal] }
    }
}

// MARK: - Mixed-integer rounding

extension BudgetRow {
    /// The row that is most broken by the shares, of those that mixed-integer rounding derives from this one.
    ///
    /// Write the proposals that are mostly taken as "one less what is left out", divide by a step and round the amounts
    /// so that no selection of whole proposals is lost. Multiplied by the step again all numbers are whole, so the row
    /// holds exactly. Source: H. Marchand, L. A. Wolsey, "Aggregation and Mixed Integer Rounding to Solve MIPs",
    /// Operations Research 49 (2001).
    func rounded(shares: [Double], gapMoney: Double) -> BudgetRow? {
        guard isSafeToRound else { return nil }
        let steps = Set(terms.filter { shares[$0.proposal] > 1e-6 && shares[$0.proposal] < 1 - 1e-6 }.map(\.amount))
        var best: BudgetRow?
        var bestDepth = 1e-4
        for threshold in [0.5, 0.999, 0.2] {
            for step in steps.sorted() {
                guard let row = rounded(step: step, complemented: { shares[$0] >= threshold }) else { continue }
                let depth = row.depth(shares: shares, gapMoney: gapMoney)
                if depth > bestDepth {
                    bestDepth = depth
                    best = row
                }
            }
        }
        return best
    }

    /// The distance from the shares to the row, in shares; positive when the row is broken.
    private func depth(shares: [Double], gapMoney: Double) -> Double {
        let square = terms.reduce(0) { $0 + Double($1.amount) * Double($1.amount) }
        return square > 0 ? violation(shares: shares, gapMoney: gapMoney) / square.squareRoot() : 0
    }

    /// Every number of a derived row is at most the sum of the amounts and one step for each.
    private var isSafeToRound: Bool {
        let largest = terms.map { abs($0.amount) }.max() ?? 0
        let (product, overflows) = largest.multipliedReportingOverflow(by: 2 * terms.count + 2)
        return !overflows && product <= JointCall.largestSum && abs(limit) <= JointCall.largestSum
    }

    private func rounded(step: Int, complemented: (Int) -> Bool) -> BudgetRow? {
        let taken = terms.filter { complemented($0.proposal) }.reduce(0) { $0 + $1.amount }
        let rest = Self.remainder(limit - taken, step)
        // A limit that is a whole number of steps loses nothing by rounding.
        guard rest > 0 else { return nil }
        func round(_ amount: Int) -> Int {
            let part = Self.remainder(amount, step)
            return (amount - part) / step * (step - rest) + max(0, part - rest)
        }
        var derived: [Term] = []
        var derivedLimit = (limit - taken - rest) / step * (step - rest)
        for term in terms {
            let isComplemented = complemented(term.proposal)
            let amount = isComplemented ? -round(-term.amount) : round(term.amount)
            if isComplemented { derivedLimit += amount }
            if amount != 0 { derived.append(Term(proposal: term.proposal, amount: amount)) }
        }
        return derived.isEmpty ? nil : BudgetRow(agency: agency, terms: derived, limit: derivedLimit)
    }

    /// What is left of a number beyond a whole number of steps, 0 or more.
    private static func remainder(_ number: Int, _ step: Int) -> Int {
        let rest = number % step
        return rest < 0 ? rest + step : rest
    }
}
