/// Ballots that put candidates into an order, the same ones counted together.
///
/// The result of every rule depends only on how often each ranking occurs, not on the order of the ballots.
public struct RankedElection: Sendable {
    /// A ranking and how many people gave it.
    public struct Ballot: Sendable, Hashable {
        /// Positions of candidates, the best first; candidates of one level are equal. Who is missing is unranked.
        public let levels: [[Int]]
        public let count: Int

        public init(levels: [[Int]], count: Int = 1) {
            self.levels = levels.filter { !$0.isEmpty }.map { $0.sorted() }
            self.count = count
        }

        /// The candidates one after another; nil when some are equal.
        var strictOrder: [Int]? { levels.allSatisfy { $0.count == 1 } ? levels.map { $0[0] } : nil }
    }

    /// Why ballots cannot be counted.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case duplicateCandidate(String)
        case unknownCandidate(Int, ballot: Int)
        case rankedTwice(Int, ballot: Int)
        case negativeCount(ballot: Int)
        case tooManyVotes
        case tooManyCandidates(Int)
        /// Transferable votes need an order without equal ranks.
        case equalRanks
        case seats(Int, candidates: Int)

        public var description: String {
            switch self {
            case .duplicateCandidate(let name): "Two candidates have the name \"\(name)\"; give each its own."
            case .unknownCandidate(let number, let ballot):
                "Ballot \(ballot + 1) ranks candidate \(number + 1), whom the list does not have."
            case .rankedTwice(let number, let ballot): "Ballot \(ballot + 1) ranks candidate \(number + 1) twice."
            case .negativeCount(let ballot): "Ballot \(ballot + 1) is counted less than 0 times."
            case .tooManyVotes: "There are more than \(RankedElection.mostVotes) votes."
            case .tooManyCandidates(let count):
                "There are \(count) candidates; at most \(RankedElection.mostCandidates) can be computed with."
            case .equalRanks: "Some ballots give equal ranks; transferable votes need an order without them."
            case .seats(let seats, let candidates):
                "\(seats) seats cannot be filled from \(candidates) candidates; name 1 to \(candidates)."
            }
        }
    }

    /// More votes than any register has, and few enough that no count overflows.
    public static let mostVotes = 1_000_000_000
    public static let mostCandidates = 1_000

    public let candidates: [String]
    /// Different rankings in a fixed order, none without a candidate.
    public let ballots: [Ballot]
    /// All votes, those that rank nobody too.
    public let votes: Int

    /// - Throws: `Fault` for the first ballot that cannot be counted.
    public init(candidates: [String], ballots: [Ballot]) throws(Fault) {
        guard candidates.count <= Self.mostCandidates else { throw .tooManyCandidates(candidates.count) }
        var names: Set<String> = []
        for name in candidates where !names.insert(name).inserted { throw .duplicateCandidate(name) }
        var counts: [[[Int]]: Int] = [:]
        var votes = 0
        var lastBallot = [Int](repeating: -1, count: candidates.count)
        for (index, ballot) in ballots.enumerated() {
            guard ballot.count >= 0 else { throw .negativeCount(ballot: index) }
            guard ballot.count <= Self.mostVotes - votes else { throw .tooManyVotes }
            votes += ballot.count
            for candidate in ballot.levels.joined() {
                guard candidates.indices.contains(candidate) else {
                    throw .unknownCandidate(candidate, ballot: index)
                }
                guard lastBallot[candidate] != index else { throw .rankedTwice(candidate, ballot: index) }
                lastBallot[candidate] = index
            }
            if !ballot.levels.isEmpty, ballot.count > 0 { counts[ballot.levels, default: 0] += ballot.count }
        }
        self.candidates = candidates
        self.votes = votes
        self.ballots = counts.map { Ballot(levels: $0.key, count: $0.value) }.sorted {
            $0.levels.lexicographicallyPrecedes($1.levels) { $0.lexicographicallyPrecedes($1) }
        }
    }
}

/// Who comes before whom, with groups that a rule does not separate.
public struct CandidateRanking: Sendable, Hashable {
    /// Positions of candidates, the best group first; those of one group are equal.
    public let groups: [[Int]]

    /// Candidates by a measure, the highest first.
    public init<Measure: Comparable>(by measure: [Measure]) {
        var groups: [[Int]] = []
        let order = measure.indices.sorted { measure[$0] != measure[$1] ? measure[$0] > measure[$1] : $0 < $1 }
        for candidate in order {
            if let last = groups.last?.first, measure[last] == measure[candidate] {
                groups[groups.count - 1].append(candidate)
            } else {
                groups.append([candidate])
            }
        }
        self.groups = groups
    }

    /// All candidates in one order: equal ones as a lot drawn beforehand has them, by name.
    public func order(of candidates: [String], lot seed: String) -> [Int] {
        let drawn = Lot.order(candidates, seed: seed)
        let place = Dictionary(zip(drawn, drawn.indices)) { first, _ in first }
        return groups.flatMap { group in
            group.sorted { place[candidates[$0], default: 0] < place[candidates[$1], default: 0] }
        }
    }
}
