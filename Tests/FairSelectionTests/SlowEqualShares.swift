import FairSelection

/// Equal Shares as its definition reads, with fractions and one step at a time: slow and plain, for comparison.
struct SlowEqualShares {
    private(set) var winners: [Int] = []
    private(set) var endowment = 0
    private let election: Election
    private let supporters: [[(voter: Int, weight: Int)]]
    private let ranks: [Int]

    init(_ election: Election, _ completion: Completion) {
        self.election = election
        let ballots = election.ballots
        var supporters = [[(voter: Int, weight: Int)]](repeating: [], count: election.projects.count)
        for voter in 0..<ballots.count {
            for entry in ballots.starts[voter]..<ballots.starts[voter + 1] {
                supporters[Int(ballots.projects[entry])].append((voter, ballots.weight(of: voter)))
            }
        }
        self.supporters = supporters
        let votes = supporters.map { $0.reduce(0) { $0 + $1.weight } }
        let chain = TieChain()
        let order = election.projects.indices.sorted { first, second in
            let (a, b) = (election.projects[first], election.projects[second])
            if a.cost != b.cost { return a.cost < b.cost }
            if votes[first] != votes[second] { return votes[first] > votes[second] }
            return chain.ticket(of: a.id) < chain.ticket(of: b.id)
        }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, project) in order.enumerated() { ranks[project] = rank }
        self.ranks = ranks
        let total = (0..<ballots.count).reduce(0) { $0 + ballots.weight(of: $1) }
        guard completion != .none, completion != .utilitarian else {
            winners = buy(Fraction(election.budget, total))
            if completion == .utilitarian { fill(votes) }
            return
        }
        endowment = election.budget * ballots.weightUnit / total
        winners = buy(Fraction(endowment, ballots.weightUnit))
        while winners.count < supporters.count(where: { !$0.isEmpty }) {
            if completion.rawValue.hasPrefix("add1-exhaustive"), isExhaustive { break }
            let next = buy(Fraction(endowment + 1, ballots.weightUnit))
            if cost(next) > election.budget { break }
            winners = next
            endowment += 1
        }
        if completion.rawValue.hasSuffix("utilitarian") { fill(votes) }
    }

    private func cost(_ projects: [Int]) -> Int { projects.reduce(0) { $0 + election.projects[$1].cost } }

    private var isExhaustive: Bool {
        !election.projects.indices.contains {
            !supporters[$0].isEmpty && !winners.contains($0)
                && election.projects[$0].cost <= election.budget - cost(winners)
        }
    }

    private mutating func fill(_ votes: [Int]) {
        let rest = election.projects.indices.filter { !winners.contains($0) && votes[$0] > 0 }
        for project in rest.sorted(by: { (-votes[$0], ranks[$0]) < (-votes[$1], ranks[$1]) })
        where cost(winners) + election.projects[project].cost <= election.budget { winners.append(project) }
    }

    private func buy(_ share: Fraction) -> [Int] {
        var budgets = [Fraction](repeating: share, count: election.ballots.count)
        var bought: [Int] = []
        while true {
            let priced = election.projects.indices.filter { !bought.contains($0) }.compactMap { project in
                price(project, budgets).map { (project, $0, $0 / Fraction(election.projects[project].cost)) }
            }
            guard let (winner, price, _) = priced.min(by: { ($0.2, ranks[$0.0]) < ($1.2, ranks[$1.0]) }) else {
                return bought
            }
            bought.append(winner)
            for (voter, _) in supporters[winner] { budgets[voter] = budgets[voter] - min(price, budgets[voter]) }
        }
    }

    private func price(_ project: Int, _ budgets: [Fraction]) -> Fraction? {
        var missing = Fraction(election.projects[project].cost)
        var weight = supporters[project].reduce(0) { $0 + $1.weight }
        for (voter, own) in supporters[project].sorted(by: { budgets[$0.voter] < budgets[$1.voter] }) {
            let equal = missing / Fraction(weight)
            if equal <= budgets[voter] { return equal }
            missing = missing - budgets[voter] * Fraction(own)
            weight -= own
        }
        return nil
    }
}
