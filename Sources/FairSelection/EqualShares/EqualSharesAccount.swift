/// Who paid what under the Method of Equal Shares: the last run of a selection as exact numbers.
public struct EqualSharesAccount: Sendable {
    /// One project that its supporters bought.
    public struct Purchase: Sendable {
        /// Position of the project.
        public let project: Int
        /// What a supporter of value 1 and weight 1 pays unless less is left, in smallest units. With cost and
        /// cardinality utilities every supporter has value 1; with points the value is the points.
        public let price: Fraction
        /// Price per unit of utility: what rounds are ordered by.
        public let rho: Fraction
        /// Voter types that paid with all they had left.
        public let exhausted: [Int]
    }

    /// Voters with equal ballots.
    public struct VoterType: Sendable {
        /// Positions of the projects, and the value of each.
        public let projects: [Int]
        public let values: [Int]
        /// How many voters weigh so much; in units of the ballots' weight.
        public let weight: Int
    }

    /// Endowments that buy the same projects in the same order, in whole units of currency for each voter.
    public struct Stage: Sendable, Hashable {
        public let first: Int
        public let last: Int
        public let winners: [Int]

        public init(first: Int, last: Int, winners: [Int]) {
            self.first = first
            self.last = last
            self.winners = winners
        }
    }

    /// What each voter of weight 1 began with, in smallest units.
    public let endowment: Fraction
    /// Under the add1 completions: the endowment that stands, in whole units.
    public let wholeEndowment: Int?
    /// How many endowments were judged, the one that overspends among them; 1 without add1.
    public let rounds: Int
    /// How many runs were really made; leaps over endowments that cannot differ save the rest.
    public let runs: Int
    /// Whether add1 ended because one more unit overspends.
    public let stoppedByOverspending: Bool
    /// Free projects that somebody supports; they come first and cost nobody anything.
    public let free: [Int]
    public let purchases: [Purchase]
    public let types: [VoterType]
    /// The type of each voter, −1 for those who support nothing.
    public let typeOfVoter: [Int32]
    /// How add1 came to its endowment; empty without add1.
    public let stages: [Stage]
    /// At how many endowments an exact tie was met.
    public let endowmentsWithTies: Int
    /// What the endowment that overspends would have bought; empty when that was not why it ended.
    public let overspending: [Int]

    /// What the voter types that support a bought project pay for it, each for one unit of weight.
    /// - Parameter onlyExhausted: only those who pay with all they have left; the others pay price times value.
    public func payments(for purchase: Int, onlyExhausted: Bool = false) -> [(type: Int, payment: Fraction)] {
        let bought = purchases[purchase]
        let exhausted = Set(bought.exhausted)
        return payers(for: purchase).compactMap { type in
            if exhausted.contains(type) { return (type, remainder(of: type, before: purchase)) }
            guard !onlyExhausted, let place = types[type].projects.firstIndex(of: bought.project) else { return nil }
            return (type, bought.price * Fraction(types[type].values[place]))
        }
    }

    /// The voter types that pay for a purchase.
    public func payers(for purchase: Int) -> [Int] {
        types.indices.filter {
            roundOfExhaustion($0) >= purchase && types[$0].projects.contains(purchases[purchase].project)
        }
    }

    /// What one unit of weight of a type has left before a purchase.
    public func remainder(of type: Int, before purchase: Int) -> Fraction {
        guard roundOfExhaustion(type) >= purchase else { return Fraction(0) }
        var paid = [Int](repeating: 0, count: purchases.count)
        for (round, earlier) in purchases[..<purchase].enumerated() {
            if let place = types[type].projects.firstIndex(of: earlier.project) {
                paid[round] = types[type].values[place]
            }
        }
        return ledger.amount(endowments: 1, less: paid)
    }

    private func roundOfExhaustion(_ type: Int) -> Int { exhaustion[type] == .max ? .max : Int(exhaustion[type]) }

    let exhaustion: [Int32]
    let ledger: Ledger

    /// Endowment and prices over one denominator, so that sums of payments are sums of integers.
    struct Ledger: Sendable {
        let denominator: WideNatural
        /// Of one unit of weight.
        let endowment: WideNatural
        let prices: [WideNatural]

        /// `endowments` times the endowment less `less` times each price, plus `plus` times each.
        func amount(endowments: Int, less: [Int], plus: [Int] = []) -> Fraction {
            var gained = endowment * WideNatural(endowments)
            var lost = WideNatural(0)
            for (round, price) in prices.enumerated() {
                if round < less.count, less[round] > 0 { lost = lost + price * WideNatural(less[round]) }
                if round < plus.count, plus[round] > 0 { gained = gained + price * WideNatural(plus[round]) }
            }
            return Fraction(gained - lost, denominator)
        }
    }

    /// How many units of weight an ordinary voter has.
    public let weightUnit: Int
}

extension EqualSharesAccount {
    init(
        _ run: EqualSharesRun, wholeEndowment: Int? = nil, rounds: Int = 1, search: EndowmentSearch? = nil
    ) {
        let types = run.table.types
        var exhausted = [[Int]](repeating: [], count: run.order.count)
        for (type, round) in run.exhausted.enumerated() where round != .max { exhausted[Int(round)].append(type) }
        weightUnit = types.weightUnit
        endowment = run.exact.endowment * Fraction(types.weightUnit)
        self.wholeEndowment = wholeEndowment
        self.rounds = rounds
        free = run.free
        purchases = run.order.enumerated().map { round, project in
            let price = run.exact.exactPrice(round)
            return Purchase(
                project: project, price: price, rho: price / Fraction(run.table.scales[project]),
                exhausted: exhausted[round])
        }
        self.types = (0..<types.count).map { type in
            let entries = types.entries(of: type)
            return VoterType(
                projects: entries.map { Int(types.projects[$0]) }, values: entries.map { Int(types.values[$0]) },
                weight: types.weights[type])
        }
        exhaustion = run.exhausted
        ledger = Ledger(
            denominator: run.exact.denominator, endowment: run.exact.endowmentNumerator,
            prices: run.order.indices.map(run.exact.numerator))
        typeOfVoter = types.typeOfVoter
        stages = search?.stages.map { Stage(first: $0.first, last: $0.last, winners: $0.order) } ?? []
        endowmentsWithTies = search?.tiesOnTheWay ?? (run.metTies.isEmpty ? 0 : 1)
        runs = search?.runs ?? 1
        stoppedByOverspending = search?.stoppedByOverspending ?? false
        overspending = search.map { $0.stoppedByOverspending ? $0.other.free + $0.other.order : [] } ?? []
    }
}

extension Selection {
    static func equalShares(_ count: Count) throws(SelectionError) -> Selection {
        let table = SupportTable(count.election, count.types, count.options.utility)
        let completion = count.options.completion
        let run: EqualSharesRun
        let account: EqualSharesAccount
        if completion.raisesEndowment {
            var search = EndowmentSearch(count.election, table, count.order, completion)
            try search.run(limit: count.options.workLimit)
            run = search.exactRun()
            let judged = search.endowment - search.start + (search.stoppedByOverspending ? 2 : 1)
            account = EqualSharesAccount(run, wholeEndowment: search.endowment, rounds: judged, search: search)
        } else {
            run = EqualSharesRun(table, count.order)
            run.run(numerator: count.election.budget, denominator: max(count.types.totalWeight, 1))
            account = EqualSharesAccount(run)
        }
        let winners = run.free + run.order
        let filled = completion.fillsByVotes ? count.fill(after: winners) : ([], [])
        return Selection(
            count, winners: winners, addedByVotes: filled.0, ties: run.metTies + filled.1, shares: account)
    }
}
