/// How many ballots put each candidate above each other; ranked candidates stand above unranked ones.
public struct PairwiseSupport: Sendable, Hashable {
    public let count: Int
    /// Row by row: the votes for the row's candidate above the column's.
    private var votes: [Int]

    /// O(ballots × candidates²).
    public init(_ election: RankedElection) {
        let size = election.candidates.count
        count = size
        var votes = [Int](repeating: 0, count: size * size)
        var isBelow = [Bool](repeating: true, count: size)
        votes.withUnsafeMutableBufferPointer { votes in
            for ballot in election.ballots {
                for level in ballot.levels {
                    for candidate in level { isBelow[candidate] = false }
                    for candidate in level {
                        let row = candidate * size
                        for other in 0..<size where isBelow[other] { votes[row + other] += ballot.count }
                    }
                }
                for candidate in ballot.levels.joined() { isBelow[candidate] = true }
            }
        }
        self.votes = votes
    }

    /// Support that was counted elsewhere, as comparisons of pairs.
    public init(wins: [[Int]]) {
        precondition(wins.allSatisfy { $0.count == wins.count }, "The table of wins must be square.")
        count = wins.count
        votes = wins.flatMap { $0 }
    }

    /// The votes for one candidate above another.
    public subscript(_ candidate: Int, _ other: Int) -> Int { votes[candidate * count + other] }

    public func margin(_ candidate: Int, _ other: Int) -> Int { self[candidate, other] - self[other, candidate] }
}

// MARK: - Rules on pairs

/// How strong a majority is in Schulze's method.
public enum MajorityStrength: String, Sendable, CaseIterable {
    /// By how many votes it wins.
    case margins
    /// How many votes it has.
    case winningVotes = "winning-votes"
}

extension PairwiseSupport {
    /// Schulze's beat-path method: a candidate is above another when its strongest chain of majorities to the other is
    /// stronger than any back.
    ///
    /// Source: M. Schulze, "A New Monotonic, Clone-Independent, Reversal Symmetric, and Condorcet-Consistent
    /// Single-Winner Election Method", Social Choice and Welfare 36 (2011). O(candidates³).
    public func schulze(_ strength: MajorityStrength) -> CandidateRanking {
        let paths = widestPaths(strength)
        // The relation is transitive, so the number of candidates below orders those that it separates; groups take in
        // turn whoever is beaten by nobody left.
        var left = Array(0..<count)
        var level = [Int](repeating: 0, count: count)
        var depth = 0
        while !left.isEmpty {
            let unbeaten = left.filter { candidate in
                left.allSatisfy { paths[$0 * count + candidate] <= paths[candidate * count + $0] }
            }
            for candidate in unbeaten { level[candidate] = -depth }
            left.removeAll { unbeaten.contains($0) }
            depth += 1
        }
        return CandidateRanking(by: level)
    }

    /// The strength of the strongest chain of majorities from each candidate to each other, row by row.
    func widestPaths(_ strength: MajorityStrength) -> [Int] {
        var paths = [Int](repeating: 0, count: count * count)
        for candidate in 0..<count {
            for other in 0..<count where margin(candidate, other) > 0 {
                paths[candidate * count + other] =
                    strength == .margins ? margin(candidate, other) : self[candidate, other]
            }
        }
        let size = count
        paths.withUnsafeMutableBufferPointer { paths in
            for middle in 0..<size {
                for start in 0..<size where start != middle {
                    let reach = paths[start * size + middle]
                    guard reach > 0 else { continue }
                    for end in 0..<size where end != start {
                        let through = min(reach, paths[middle * size + end])
                        if through > paths[start * size + end] { paths[start * size + end] = through }
                    }
                }
            }
        }
        return paths
    }

    /// Copeland's scores: candidates beaten less candidates lost to.
    public func copelandScores() -> [Int] {
        (0..<count).map { candidate in (0..<count).reduce(0) { $0 + margin(candidate, $1).signum() } }
    }

    public func copeland() -> CandidateRanking { CandidateRanking(by: copelandScores()) }
}

extension RankedElection {
    /// Twice Borda's scores: for each ballot the number of candidates below, candidates that are equal or unranked
    /// sharing what their places are worth (the average rule).
    public func doubledBordaScores() -> [Int] {
        var scores = [Int](repeating: 0, count: candidates.count)
        var shared = 0
        for ballot in ballots {
            var below = candidates.count
            // What an unranked candidate gets; everybody is given it, and those ranked give it back.
            let unranked = ballot.count * max(0, below - ballot.levels.reduce(0) { $0 + $1.count } - 1)
            shared += unranked
            for level in ballot.levels {
                // The places of a level are worth below − 1 down to below − its size.
                let worth = (2 * below - level.count - 1) * ballot.count
                for candidate in level { scores[candidate] += worth - unranked }
                below -= level.count
            }
        }
        return candidates.indices.map { scores[$0] + shared }
    }

    public func borda() -> CandidateRanking { CandidateRanking(by: doubledBordaScores()) }
}
