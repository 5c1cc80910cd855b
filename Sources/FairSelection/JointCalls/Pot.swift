/// The money that a selection may spend: a budget for each agency, and a pot that pays what exceeds them.
public struct Pot: Sendable, Hashable {
    /// What each agency can pay, in the order of the agencies.
    public let budgets: [Int]
    /// What may be spent beyond the budgets, together.
    public let gap: Int

    public init(budgets: [Int], gap: Int) {
        self.budgets = budgets
        self.gap = gap
    }
}

extension JointCall {
    /// The pot of the call's own rule: the gap share of the top-up is kept for gaps, rounded down; the rest raises the
    /// budgets in proportion to what the agencies commit.
    public var pot: Pot { pot(gapShare: topUp.gapShare, topUp: topUp.total) }

    /// The pot of another rule.
    ///
    /// The proportional part is shared by largest remainders, of equal ones to the agency that is named first. Where no
    /// agency commits anything nothing can be shared in proportion, and that part is left over.
    public func pot(gapShare: Int, topUp: Int) -> Pot {
        let gap = Self.share(gapShare, of: topUp)
        let shares = Self.apportion(topUp - gap, by: agencies.map(\.budget))
        return Pot(budgets: zip(agencies, shares).map { $0.budget + $1 }, gap: gap)
    }

    /// A share in hundredths of a percent of an amount, rounded down.
    static func share(_ share: Int, of amount: Int) -> Int {
        let product = amount.multipliedFullWidth(by: share)
        return wholeShare.dividingFullWidth(product).quotient
    }

    /// Splits an amount in proportion to weights by largest remainders, of equal ones to the first.
    static func apportion(_ amount: Int, by weights: [Int]) -> [Int] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 0 } }
        let parts = weights.map { total.dividingFullWidth(amount.multipliedFullWidth(by: $0)) }
        let rest = amount - parts.reduce(0) { $0 + $1.quotient }
        let byRemainder = parts.indices.sorted {
            parts[$0].remainder != parts[$1].remainder
                ? parts[$0].remainder > parts[$1].remainder : $0 < $1
        }
        var shares = parts.map(\.quotient)
        for index in byRemainder.prefix(rest) { shares[index] += 1 }
        return shares
    }
}

/// A pot from which proposals are paid one by one.
struct Purse: Sendable {
    let pot: Pot
    /// What the proposals taken ask of each agency.
    private(set) var loads: [Int]
    /// What they take from the gap pot; more than there is when the set is not fundable.
    private(set) var gapUsed = 0

    init(_ pot: Pot) {
        self.pot = pot
        loads = pot.budgets.map { _ in 0 }
    }

    /// What the gap pot still holds.
    var gapLeft: Int { pot.gap - gapUsed }

    /// How far the set exceeds an agency's budget.
    func excess(_ agency: Int) -> Int { max(0, loads[agency] - pot.budgets[agency]) }

    /// What a proposal would take from the gap pot.
    func gapNeed(of requests: [JointCall.Request]) -> Int {
        requests.reduce(0) { need, request in
            need + max(0, loads[request.agency] + request.amount - pot.budgets[request.agency]) - excess(request.agency)
        }
    }

    func affords(_ requests: [JointCall.Request]) -> Bool { gapNeed(of: requests) <= gapLeft }

    mutating func take(_ requests: [JointCall.Request]) {
        gapUsed += gapNeed(of: requests)
        for request in requests { loads[request.agency] += request.amount }
    }

    mutating func giveBack(_ requests: [JointCall.Request]) {
        for request in requests { loads[request.agency] -= request.amount }
        gapUsed -= gapNeed(of: requests)
    }
}
