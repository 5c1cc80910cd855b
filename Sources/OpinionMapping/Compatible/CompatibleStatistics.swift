/// The statistics of a statement in a group beside everybody else who is in a group, as Polis computes them.
struct CompatibleStatistics {
    /// One-sided 90 %, in the precision Polis uses.
    static let significant = 1.2816

    let counts: VoteCounts
    /// (successes + 1) / (votes + 2), passes counted as votes.
    let agreeShare: Double
    let disagreeShare: Double
    let agreeTest: Double
    let disagreeTest: Double
    /// The share in the group over the share among the rest.
    let agreeRatio: Double
    let disagreeRatio: Double
    let agreeRatioTest: Double
    let disagreeRatioTest: Double

    init(_ counts: VoteCounts, rest: VoteCounts) {
        self.counts = counts
        agreeShare = Self.share(counts.agrees, counts.votes)
        disagreeShare = Self.share(counts.disagrees, counts.votes)
        agreeTest = Self.oneProportion(counts.agrees, counts.votes)
        disagreeTest = Self.oneProportion(counts.disagrees, counts.votes)
        agreeRatio = agreeShare / Self.share(rest.agrees, rest.votes)
        disagreeRatio = disagreeShare / Self.share(rest.disagrees, rest.votes)
        agreeRatioTest = Self.twoProportions(counts.agrees, rest.agrees, counts.votes, rest.votes)
        disagreeRatioTest = Self.twoProportions(counts.disagrees, rest.disagrees, counts.votes, rest.votes)
    }

    static func share(_ successes: Int, _ votes: Int) -> Double { (Double(successes) + 1) / (Double(votes) + 2) }

    /// The test that a share is above one half, after adding a success.
    static func oneProportion(_ successes: Int, _ votes: Int) -> Double {
        let (successes, votes) = (Double(successes) + 1, Double(votes) + 1)
        return 2 * votes.squareRoot() * (successes / votes - 0.5)
    }

    /// The test that two shares differ, after adding 1 to every count. Polis keeps it in single precision.
    static func twoProportions(_ first: Int, _ second: Int, _ firstVotes: Int, _ secondVotes: Int) -> Double {
        let (s1, s2) = (Double(first) + 1, Double(second) + 1)
        let (n1, n2) = (Double(firstVotes) + 1, Double(secondVotes) + 1)
        let pooled = (s1 + s2) / (n1 + n2)
        guard pooled != 1 else { return 0 }
        let z = (s1 / n1 - s2 / n2) / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)).squareRoot()
        return Double(Float(z))
    }

    var leansToAgree: Bool { agreeRatioTest > disagreeRatioTest }

    var isSufficient: Bool {
        (agreeRatioTest > Self.significant && agreeTest > Self.significant)
            || (disagreeRatioTest > Self.significant && disagreeTest > Self.significant)
    }

    var agreeProduct: Double { agreeRatio * agreeRatioTest * agreeShare * agreeTest }
}

/// A statement that stands for a group, as Polis chooses and describes it.
public struct CompatibleRepresentative: Sendable, Hashable {
    /// The statement's position in the statements of the map.
    public let statement: Int
    /// Whether the group is for it or against it.
    public let stance: Stance
    /// Votes in that direction.
    public let successes: Int
    /// All votes of the group on it, passes included.
    public let votes: Int
    /// (successes + 1) / (votes + 2).
    public let share: Double
    /// The test of `share` against one half.
    public let shareTest: Double
    /// The share in the group over the share among the rest.
    public let ratio: Double
    /// The test of the difference from the rest, in single precision as Polis has it.
    public let ratioTest: Double
    /// For the statement that the group agrees with most: its agrees, whatever `stance` says.
    public let bestAgreeCount: Int?

    init(_ statistics: CompatibleStatistics, statement: Int, isBestAgree: Bool = false) {
        let agrees = statistics.leansToAgree
        self.statement = statement
        stance = agrees ? .agree : .disagree
        successes = agrees ? statistics.counts.agrees : statistics.counts.disagrees
        votes = statistics.counts.votes
        share = agrees ? statistics.agreeShare : statistics.disagreeShare
        shareTest = agrees ? statistics.agreeTest : statistics.disagreeTest
        ratio = agrees ? statistics.agreeRatio : statistics.disagreeRatio
        ratioTest = agrees ? statistics.agreeRatioTest : statistics.disagreeRatioTest
        bestAgreeCount = isBestAgree ? statistics.counts.agrees : nil
    }

    var product: Double { ratio * ratioTest * share * shareTest }

    /// Chooses the statements of one group. `statistics` has nil for statements that are moderated out.
    static func chosen(_ statistics: [CompatibleStatistics?]) -> [CompatibleRepresentative] {
        var sufficient: [CompatibleRepresentative] = []
        var best: CompatibleRepresentative?
        var bestAgree: (statement: Int, statistics: CompatibleStatistics)?
        for (statement, candidate) in statistics.enumerated() {
            guard let candidate else { continue }
            let finding = CompatibleRepresentative(candidate, statement: statement)
            if candidate.isSufficient { sufficient.append(finding) }
            if sufficient.isEmpty, replaces(best, candidate) { best = finding }
            if replaces(bestAgree?.statistics, candidate) { bestAgree = (statement, candidate) }
        }
        let agreed = bestAgree.map {
            CompatibleRepresentative($0.statistics, statement: $0.statement, isBestAgree: true)
        }
        if sufficient.isEmpty { return (agreed ?? best).map { [$0] } ?? [] }
        let rest = sufficient.filter { $0.statement != agreed?.statement }
        let ordered = stablySorted(rest) { $0.product > $1.product }
        let cut = ((agreed.map { [$0] } ?? []) + ordered).prefix(5)
        return cut.filter { $0.stance == .agree } + cut.filter { $0.stance != .agree }
    }

    private static func replaces(_ best: CompatibleRepresentative?, _ candidate: CompatibleStatistics) -> Bool {
        guard let best else { return true }
        return max(candidate.agreeRatioTest, candidate.disagreeRatioTest) > best.ratioTest
    }

    private static func replaces(_ best: CompatibleStatistics?, _ candidate: CompatibleStatistics) -> Bool {
        guard candidate.counts.agrees + candidate.counts.disagrees > 0 else { return false }
        guard let best else {
            return candidate.agreeTest > CompatibleStatistics.significant
                || (candidate.agreeRatio > 1 && candidate.agreeShare > 0.5)
        }
        if best.agreeRatio > 1 { return candidate.agreeProduct > best.agreeProduct }
        return candidate.agreeShare * candidate.agreeTest > best.agreeShare * best.agreeTest
    }

    static func stablySorted<Element>(_ elements: [Element], by precedes: (Element, Element) -> Bool) -> [Element] {
        elements.enumerated().sorted { first, second in
            if precedes(first.element, second.element) { return true }
            if precedes(second.element, first.element) { return false }
            return first.offset < second.offset
        }.map(\.element)
    }
}

/// A statement on which everybody together is of one mind, as Polis lists it.
public struct CompatibleConsensus: Sendable, Hashable {
    public let statement: Int
    public let successes: Int
    public let votes: Int
    public let share: Double
    public let shareTest: Double

    /// The five statements with the highest share × test among those above one half and significant.
    static func strongest(
        _ counts: [VoteCounts], excluded: [Bool], successes: (VoteCounts) -> Int
    ) -> [CompatibleConsensus] {
        let candidates = counts.indices.filter { !excluded[$0] }.map { statement in
            CompatibleConsensus(
                statement: statement, successes: successes(counts[statement]), votes: counts[statement].votes,
                share: CompatibleStatistics.share(successes(counts[statement]), counts[statement].votes),
                shareTest: CompatibleStatistics.oneProportion(successes(counts[statement]), counts[statement].votes))
        }.filter { $0.share > 0.5 && $0.shareTest > CompatibleStatistics.significant }
        let sorted = CompatibleRepresentative.stablySorted(candidates) {
            $0.share * $0.shareTest > $1.share * $1.shareTest
        }
        return Array(sorted.prefix(5))
    }
}

extension CompatibleMap {
    /// A number of single precision as Polis prints it: the shortest decimal that stands for it.
    public static func published(_ number: Double) -> Double { Double(Float(number).description) ?? number }
}
