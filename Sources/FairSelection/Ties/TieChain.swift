import Foundation

/// What decides between projects that a rule finds exactly equal: criteria in their order, the lot always last.
public struct TieChain: Sendable, Hashable {
    public enum Criterion: String, Sendable, CaseIterable {
        case lowerCost = "lower-cost"
        case moreVotes = "more-votes"
        /// Drawn before the count, from a published seed: see ``TieChain/ticket(of:)``.
        case lot
    }

    /// Each at most once, ending in `lot`.
    public let criteria: [Criterion]
    /// The published text that the lot is drawn from.
    public let seed: String

    /// - Parameter criteria: repeated ones and those after `lot` are left out; `lot` is added at the end.
    public init(_ criteria: [Criterion] = [.lowerCost, .moreVotes], seed: String = "") {
        var kept: [Criterion] = []
        for criterion in criteria {
            if criterion == .lot { break }
            if !kept.contains(criterion) { kept.append(criterion) }
        }
        self.criteria = kept + [.lot]
        self.seed = seed
    }

    /// What a project draws; see ``Lot/ticket(of:seed:)``.
    public func ticket(of id: String) -> String { Lot.ticket(of: id, seed: seed) }
}

/// The tie chain applied to an election: a strict order of all projects.
struct TieOrder {
    let chain: TieChain
    /// The place of each project; lower comes first.
    private(set) var ranks: [Int]
    private let costs: [Int]
    private let votes: [Int]

    init(_ chain: TieChain, _ election: Election, votes: [Int]) {
        self.chain = chain
        self.votes = votes
        costs = election.projects.map(\.cost)
        let tickets = election.projects.map { chain.ticket(of: $0.id) }
        ranks = [Int](repeating: 0, count: election.projects.count)
        let order = election.projects.indices.sorted { first, second in
            for criterion in chain.criteria {
                switch criterion {
                case .lowerCost where costs[first] != costs[second]: return costs[first] < costs[second]
                case .moreVotes where votes[first] != votes[second]: return votes[first] > votes[second]
                case .lot where tickets[first] != tickets[second]: return tickets[first] < tickets[second]
                default: continue
                }
            }
            // Equal tickets would be a collision of SHA-256.
            return election.projects[first].id < election.projects[second].id
        }
        for (rank, project) in order.enumerated() { ranks[project] = rank }
    }

    /// The criterion that puts one project before another.
    func criterion(between winner: Int, and other: Int) -> TieChain.Criterion {
        for criterion in chain.criteria {
            switch criterion {
            case .lowerCost where costs[winner] != costs[other]: return criterion
            case .moreVotes where votes[winner] != votes[other]: return criterion
            default: continue
            }
        }
        return .lot
    }
}

/// An exact tie that was met, and what broke it.
public struct Tie: Sendable, Hashable {
    /// The round, counted from 1 in the order of the winners.
    public let round: Int
    /// Positions of the projects that were equal, the winner first.
    public let projects: [Int]
    /// The last criterion that was needed to tell the winner from every other.
    public let brokenBy: TieChain.Criterion
}
