/// All that is needed to check an Equal Shares result by hand, or with ``CertificateChecker``: the ballots by type,
/// what was bought at which price, and who paid with all that was left.
public struct Certificate: Sendable {
    /// One purchase as it is claimed.
    public struct Purchase: Sendable, Hashable {
        public var project: Int
        /// What a supporter pays for each unit of value, in smallest units.
        public var price: Fraction
        /// The voter types that paid with all they had left.
        public var exhausted: [Int]

        public init(project: Int, price: Fraction, exhausted: [Int]) {
            self.project = project
            self.price = price
            self.exhausted = exhausted
        }
    }

    /// Voters with equal ballots.
    public struct VoterType: Sendable, Hashable {
        public var projects: [Int]
        public var values: [Int]
        public var weight: Int

        public init(projects: [Int], values: [Int], weight: Int) {
            self.projects = projects
            self.values = values
            self.weight = weight
        }
    }

    public var budget: Int
    public var minorUnits: Int
    public var projects: [Election.Project]
    /// Weight of those who named each project, for ties and for filling by votes.
    public var votes: [Int]
    /// What filling by votes goes by: votes, or points and Borda scores with those utilities.
    public var scores: [Int]
    public var types: [VoterType]
    /// Of all voters, also of those who support nothing.
    public var totalWeight: Int
    public var weightUnit: Int
    public var utility: Utility
    public var completion: Completion
    public var ties: TieChain
    /// What a voter of weight 1 began with.
    public var endowment: Fraction
    public var free: [Int]
    public var purchases: [Purchase]
    public var addedByVotes: [Int]
    /// Under add1: the winners by endowments in whole units, from the first to the one that stands.
    public var stages: [EqualSharesAccount.Stage]
    /// What one more unit would buy, free projects left out; empty unless add1 ended by overspending.
    public var overspending: [Int]
    /// All winners in their order.
    public var winners: [Int]

    public init(
        budget: Int, minorUnits: Int, projects: [Election.Project], votes: [Int], scores: [Int], types: [VoterType],
        totalWeight: Int, weightUnit: Int, utility: Utility, completion: Completion, ties: TieChain,
        endowment: Fraction, free: [Int], purchases: [Purchase], addedByVotes: [Int],
        stages: [EqualSharesAccount.Stage], overspending: [Int], winners: [Int]
    ) {
        self.budget = budget
        self.minorUnits = minorUnits
        self.projects = projects
        self.votes = votes
        self.scores = scores
        self.types = types
        self.totalWeight = totalWeight
        self.weightUnit = weightUnit
        self.utility = utility
        self.completion = completion
        self.ties = ties
        self.endowment = endowment
        self.free = free
        self.purchases = purchases
        self.addedByVotes = addedByVotes
        self.stages = stages
        self.overspending = overspending
        self.winners = winners
    }
}

extension Selection {
    /// The certificate of this result; nil when the rule is not Equal Shares.
    public func certificate(of election: Election) -> Certificate? {
        guard let shares, let types = try? VoterTypes(election, options.utility) else { return nil }
        let count = Count(election, types, options)
        return Certificate(
            budget: election.budget, minorUnits: election.minorUnits, projects: election.projects, votes: count.votes,
            scores: count.scores,
            types: shares.types.map { .init(projects: $0.projects, values: $0.values, weight: $0.weight) },
            totalWeight: types.totalWeight, weightUnit: types.weightUnit, utility: options.utility,
            completion: options.completion, ties: options.ties, endowment: shares.endowment, free: shares.free,
            purchases: shares.purchases.map {
                .init(project: $0.project, price: $0.price, exhausted: $0.exhausted)
            },
            addedByVotes: addedByVotes, stages: shares.stages,
            overspending: shares.overspending.filter { !shares.free.contains($0) }, winners: winners)
    }
}

extension Certificate {
    /// Where the certificate and an election are about different projects or ballots; nil when they agree. Types may
    /// stand in any order.
    public func difference(from election: Election) -> CertificateChecker.Fault? {
        func fault(_ place: String, _ sentence: String) -> CertificateChecker.Fault {
            .init(place: place, sentence: sentence)
        }
        guard budget == election.budget, minorUnits == election.minorUnits else {
            return fault("budget", "The file has another budget.")
        }
        guard projects == election.projects else { return fault("projects", "The file has other projects or costs.") }
        guard let found = try? VoterTypes(election, utility) else {
            return fault("types", "The ballots cannot be counted.")
        }
        guard totalWeight == found.totalWeight, weightUnit == found.weightUnit else {
            return fault("totalWeight", "The file has more or fewer voters.")
        }
        let count = Count(election, found, Selection.Options(rule: .equalShares, utility: utility, ties: ties))
        guard votes == count.votes, scores == count.scores else {
            return fault("projects", "The file has other votes.")
        }
        var weights: [VoterType: Int] = [:]
        for type in 0..<found.count {
            let entries = found.entries(of: type)
            let ballot = VoterType(
                projects: entries.map { Int(found.projects[$0]) }, values: entries.map { Int(found.values[$0]) },
                weight: 0)
            weights[ballot, default: 0] += found.weights[type]
        }
        for (index, type) in types.enumerated() {
            let order = type.projects.indices.sorted { type.projects[$0] < type.projects[$1] }
            guard type.values.count == type.projects.count else {
                return fault("types[\(index)]", "A value is missing.")
            }
            let ballot = VoterType(
                projects: order.map { type.projects[$0] }, values: order.map { type.values[$0] }, weight: 0)
            guard let weight = weights[ballot], weight >= type.weight else {
                return fault("types[\(index)]", "There are not so many such ballots in the file.")
            }
            weights[ballot] = weight - type.weight
        }
        guard weights.values.allSatisfy({ $0 == 0 }) else { return fault("types", "Ballots of the file are missing.") }
        return nil
    }
}
