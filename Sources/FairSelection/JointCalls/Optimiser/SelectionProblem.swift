/// Choose proposals so that their values add up to the most, within a pot and at most so many of them.
///
/// This is a 0-1 knapsack problem with a constraint for each agency and one slack, the gap pot, that all share.
struct SelectionProblem: Sendable {
    /// What each proposal is worth, 0 or more.
    var values: [Int]
    /// What each asks, in the order of `values`; at most one request for each agency.
    var requests: [[JointCall.Request]]
    var pot: Pot
    /// The most proposals that may be chosen; nil without a bound.
    var most: Int?

    var count: Int { values.count }

    /// What a part of the proposals leaves to decide when others are settled: nil when those taken cannot be paid.
    ///
    /// A budget that is overspent counts as zero, and what it is overspent by is taken from the gap pot.
    func settling(taken: [Int], open: [Int]) -> SelectionProblem? {
        var purse = Purse(pot)
        for proposal in taken { purse.take(requests[proposal]) }
        guard purse.gapLeft >= 0 else { return nil }
        if let most, most < taken.count { return nil }
        return SelectionProblem(
            values: open.map { values[$0] }, requests: open.map { requests[$0] },
            pot: Pot(
                budgets: zip(pot.budgets, purse.loads).map { max(0, $0 - $1) }, gap: purse.gapLeft),
            most: most.map { $0 - taken.count })
    }

    /// For each proposal, those later in the list that ask every agency for as much or more and are worth no more.
    ///
    /// Whoever takes one of them may as well take the proposal before, so the search need not try the other way round.
    /// O(n²m).
    func dominated() -> [[Int]] {
        requests.indices.map { first in
            requests.indices.dropFirst(first + 1).filter { second in
                values[first] >= values[second] && Self.asksNoMore(requests[first], requests[second])
            }
        }
    }

    private static func asksNoMore(_ first: [JointCall.Request], _ second: [JointCall.Request]) -> Bool {
        guard first.count <= second.count else { return false }
        var rest = second[...]
        for request in first {
            guard let place = rest.firstIndex(where: { $0.agency == request.agency }),
                rest[place].amount >= request.amount
            else { return false }
            rest = rest[(place + 1)...]
        }
        return true
    }
}
