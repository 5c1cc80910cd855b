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
    }

    /// What each voter of weight 1 began with, in smallest units.
    public let endowment: Fraction
    /// Under the add1 completions: the endowment that stands, in whole units.
    public let wholeEndowment: Int?
    /// How many endowments were judged, the one that overspends among them; 1 without add1.
    public let rounds: Int
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

    /// What the voter types pay for a purchase, each for one unit of weight: nothing for those who do not support it.
    public func payments(for purchase: Int) -> [(type: Int, payment: Fraction)] {
        var left = [Int: Fraction]()
        let bought = purchases[purchase]
        for type in types.indices {
            guard let place = types[type].projects.firstIndex(of: bought.project) else { continue }
            left[type] = bought.exhausted.contains(type)
                ? remainder(of: type, before: purchase)
                : bought.price * Fraction(types[type].values[place])
        }
        return left.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What one unit of weight of a type has left before a purchase.
    public func remainder(of type: Int, before purchase: Int) -> Fraction {
        var left = endowment / Fraction(weightUnit)
        for earlier in purchases[..<purchase] {
            guard let place = types[type].projects.firstIndex(of: earlier.project) else { continue }
            if earlier.exhausted.contains(type) { return Fraction(0) }
            left = left - earlier.price * Fraction(types[type].values[place])
        }
        return left
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
        typeOfVoter = types.typeOfVoter
        stages = search?.stages.map { Stage(first: $0.first, last: $0.last, winners: $0.order) } ?? []
        endowmentsWithTies = search?.tiesOnTheWay ?? (run.metTies.isEmpty ? 0 : 1)
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
            run = search.current
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
