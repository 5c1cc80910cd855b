/// Which projects a rule funds, and everything that is needed to tell why.
public struct Selection: Sendable {
    /// How projects are chosen.
    public enum Rule: String, Sendable, CaseIterable {
        case equalShares = "equal-shares"
        /// By votes (or score), passing over what does not fit.
        case greedy
        /// By votes, ending at the first project that does not fit.
        case greedyNoSkip = "greedy-no-skip"
        /// As `greedy`, among the projects with a minimum of votes.
        case greedyThreshold = "greedy-threshold"
        /// By votes for each unit of money, passing over what does not fit.
        case greedyRatio = "greedy-ratio"
        case phragmen
        /// The set with the largest sum of utilities.
        case maxWelfare = "max-welfare"
    }

    /// What a selection is made with.
    public struct Options: Sendable {
        public var rule: Rule
        public var utility: Utility
        public var completion: Completion
        public var ties: TieChain
        /// The least number of votes (score for points and Borda) under `greedy-threshold`.
        public var threshold: Int
        /// Most runs of Equal Shares before the engine gives up, and most states of `max-welfare`.
        public var workLimit: Int

        public init(
            rule: Rule, utility: Utility = .cost, completion: Completion = .none, ties: TieChain = TieChain(),
            threshold: Int = 0, workLimit: Int = 20_000_000
        ) {
            self.rule = rule
            self.utility = utility
            self.completion = completion
            self.ties = ties
            self.threshold = threshold
            self.workLimit = workLimit
        }
    }

    public let options: Options
    /// Positions of the funded projects, in the order in which the rule chose them.
    public let winners: [Int]
    /// In smallest units.
    public let cost: Int
    /// The winners that the completion added by votes; the last of `winners`.
    public let addedByVotes: [Int]
    /// Ties that were met on the way to this outcome.
    public let ties: [Tie]
    /// What the voters paid; only for Equal Shares.
    public let shares: EqualSharesAccount?
    /// Sum of utilities, where the rule maximises it.
    public let welfare: WideNatural?

    /// Applies a rule to an election.
    ///
    /// The result depends on nothing but the projects, the ballots as a multiset and the options; only ties depend on
    /// ids, and only through the lot.
    /// - Throws: `SelectionError`.
    public init(_ election: Election, _ options: Options) throws(SelectionError) {
        let types: VoterTypes
        do { types = try VoterTypes(election, options.utility) } catch { throw .election(error) }
        self = try Self.select(Count(election, types, options))
    }

    static func select(_ count: Count) throws(SelectionError) -> Selection {
        switch count.options.rule {
        case .equalShares: try equalShares(count)
        case .greedy, .greedyNoSkip, .greedyThreshold, .greedyRatio: greedy(count)
        case .phragmen: phragmen(count)
        case .maxWelfare: try maximumWelfare(count)
        }
    }

    init(
        _ count: Count, winners: [Int], addedByVotes: [Int] = [], ties: [Tie] = [],
        shares: EqualSharesAccount? = nil, welfare: WideNatural? = nil
    ) {
        options = count.options
        self.winners = winners + addedByVotes
        self.addedByVotes = addedByVotes
        self.ties = ties
        self.shares = shares
        self.welfare = welfare
        cost = self.winners.reduce(0) { $0 + count.election.projects[$1].cost }
    }
}

/// Why no selection was made.
public enum SelectionError: Error, Sendable, Hashable {
    case election(ElectionError)
    /// Equal Shares needed more runs than the limit of work allows.
    case tooManyRuns(Int)
    /// Voters of tiny weight would need an endowment of more than 2^61 smallest units.
    case endowmentTooLarge
    /// The exact maximum needed more states than the limit of work allows.
    case tooManyStates(Int)
}

/// An election as the rules count it: votes, scores and the order of ties.
struct Count {
    let election: Election
    let types: VoterTypes
    let options: Selection.Options
    /// The weight of those who named a project.
    let votes: [Int]
    /// What a rule by votes goes by: votes, or points and Borda scores with those utilities.
    let scores: [Int]
    let order: TieOrder

    init(_ election: Election, _ types: VoterTypes, _ options: Selection.Options) {
        var votes = [Int](repeating: 0, count: election.projects.count)
        let ballots = election.ballots
        for voter in 0..<ballots.count {
            for entry in ballots.starts[voter]..<ballots.starts[voter + 1]
            where ballots.points.isEmpty || ballots.points[entry] > 0 {
                votes[Int(ballots.projects[entry])] += ballots.weight(of: voter)
            }
        }
        let isScored = options.utility == .points || options.utility == .borda
        let scores = isScored ? election.projects.indices.map { types.score(of: $0) } : votes
        self.init(election, types, options, votes: votes, scores: scores)
    }

    private init(
        _ election: Election, _ types: VoterTypes, _ options: Selection.Options, votes: [Int], scores: [Int]
    ) {
        self.election = election
        self.types = types
        self.options = options
        self.votes = votes
        self.scores = scores
        order = TieOrder(options.ties, election, votes: votes)
    }

    /// What a ballot that names one project alone is worth to it; nil when nothing (Borda). Under points it is taken to
    /// give the most that any ballot gives.
    var valueOfLoneBallot: Int? {
        switch options.utility {
        case .cost, .cardinality: 1
        case .points: Int(types.values.max() ?? 1)
        case .borda: nil
        }
    }

    /// The same count, prepared for new voters who name one project alone.
    func addingLoneType(of value: Int, for project: Int) -> Count {
        let types = types.addingLoneType(of: value, for: project)
        return Count(election, types, options, votes: votes, scores: scores)
    }

    /// A count that was prepared so, with new voters of so much weight.
    func weighingLoneType(_ weight: Int, value: Int, for project: Int) -> Count {
        var (types, votes, scores) = (types, votes, scores)
        types.weighLoneType(weight)
        votes[project] += weight
        scores[project] += weight * value
        return Count(election, types, options, votes: votes, scores: scores)
    }

    /// The same count with another cost of one project; nil when the election would not be countable.
    func with(cost: Int, for project: Int) -> Count? {
        var projects = election.projects
        projects[project] = Election.Project(id: projects[project].id, cost: cost)
        guard let election = election.with(projects) else { return nil }
        return Count(election, types, options, votes: votes, scores: scores)
    }

    /// Those of the projects that still fit, by score, passing over what does not fit; projects without any are left
    /// out.
    func fill(after winners: [Int]) -> (added: [Int], ties: [Tie]) {
        let chosen = Set(winners)
        let candidates = election.projects.indices.filter { !chosen.contains($0) && scores[$0] > 0 }
        var left = election.budget - winners.reduce(0) { $0 + election.projects[$1].cost }
        return byScore(candidates, &left, round: winners.count)
    }

    func byScore(_ candidates: [Int], _ left: inout Int, round: Int) -> (added: [Int], ties: [Tie]) {
        let sorted = candidates.sorted { (-scores[$0], order.ranks[$0]) < (-scores[$1], order.ranks[$1]) }
        var added: [Int] = []
        var ties: [Tie] = []
        for (place, project) in sorted.enumerated() where election.projects[project].cost <= left {
            // A tie matters only with a project that would also have fitted here.
            let equal = sorted[(place + 1)...].prefix { scores[$0] == scores[project] }
                .filter { election.projects[$0].cost <= left }
            added.append(project)
            left -= election.projects[project].cost
            if !equal.isEmpty { ties.append(tie(project, equal, round: round + added.count)) }
        }
        return (added, ties)
    }

    func tie(_ winner: Int, _ equal: [Int], round: Int) -> Tie {
        let criteria = equal.map { order.criterion(between: winner, and: $0) }
        return Tie(
            round: round, projects: [winner] + equal,
            brokenBy: options.ties.criteria.last { criteria.contains($0) } ?? .lot)
    }
}
