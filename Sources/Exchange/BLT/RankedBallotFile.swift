/// Ballots that rank candidates, as files have them.
///
/// Candidates are counted from 1 in files and from 0 here.
public struct RankedBallotFile: Sendable, Hashable {
    /// A ranking and how often it occurs.
    public struct Ballot: Sendable, Hashable {
        public let count: Int
        /// The best first; candidates of one level are equal.
        public let levels: [[Int]]
        /// Where it stands in the file.
        public let line: Int

        public init(count: Int, levels: [[Int]], line: Int) {
            self.count = count
            self.levels = levels
            self.line = line
        }
    }

    /// What the election is called; empty when the file does not say.
    public var title: String
    public var candidates: [String]
    /// Candidates who have withdrawn; rankings may still name them.
    public var withdrawn: [Int]
    /// Nil when the file does not say.
    public var seats: Int?
    public var ballots: [Ballot]

    public init(title: String, candidates: [String], withdrawn: [Int] = [], seats: Int?, ballots: [Ballot]) {
        self.title = title
        self.candidates = candidates
        self.withdrawn = withdrawn
        self.seats = seats
        self.ballots = ballots
    }

    /// The most candidates that a reader takes.
    public static let mostCandidates = 1_000
    /// The most ballot papers that one line may stand for.
    public static let mostPapers = 1_000_000_000

    /// Rankings without those who have withdrawn, who leave the list too.
    public func withoutWithdrawn() -> RankedBallotFile {
        guard !withdrawn.isEmpty else { return self }
        let gone = Set(withdrawn)
        let kept = candidates.indices.filter { !gone.contains($0) }
        let place = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
        return RankedBallotFile(
            title: title, candidates: kept.map { candidates[$0] }, seats: seats,
            ballots: ballots.map { ballot in
                Ballot(
                    count: ballot.count,
                    levels: ballot.levels.map { $0.compactMap { place[$0] } }.filter { !$0.isEmpty },
                    line: ballot.line)
            })
    }
}

/// A fault in a file of ballots, with its line.
public struct RankedBallotError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    /// What is wrong and how to mend it.
    public let reason: String

    public init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    public var description: String { "line \(line): \(reason)" }
}
