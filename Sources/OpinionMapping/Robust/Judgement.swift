/// What is known of one statement.
public struct StatementFinding: Sendable, Hashable {
    /// Everybody's votes.
    public let counts: VoteCounts
    /// Agrees and disagrees over all votes of everybody, passes included.
    public let agree: ShareInterval
    public let disagree: ShareInterval
    /// One for each group.
    public let groups: [GroupFinding]
    /// Over groups, the geometric mean and the least of (share that agrees) · (1 − share that disagrees), each share as
    /// (count + ½) / (votes + 1). Without groups, of everybody.
    public let meanSupport: Double
    public let leastSupport: Double
    /// The smallest share of false findings at which groups count as different on it; nil when too few voted.
    public let divisionRate: Double?

    /// A group's votes on the statement.
    public struct GroupFinding: Sendable, Hashable {
        public let counts: VoteCounts
        public let agree: ShareInterval
        public let disagree: ShareInterval
    }
}

/// What a group says otherwise than the others.
public struct Representative: Sendable, Hashable {
    /// A position in the statements of the map.
    public let statement: Int
    /// What most of the group say.
    public let stance: Stance
    /// The share of the group that says so.
    public let share: ShareInterval
    /// The share among the people of all other groups.
    public let restShare: Double
    /// The smallest share of false findings at which it would be listed.
    public let falseDiscoveryRate: Double
    /// `share` less `restShare`.
    public let difference: Double
}

/// Votes on every statement by group, and of everybody.
struct GroupCounts {
    let everybody: [VoteCounts]
    /// By group, then by statement.
    let groups: [[VoteCounts]]

    /// O(votes).
    init(_ table: VoteTable, groupOf: [Int?], groupCount: Int) {
        let size = table.statements.count
        // One row of counters for each group and one for people without; three to a statement.
        var counters = [Int32](repeating: 0, count: (groupCount + 1) * size * 4)
        table.entries.withUnsafeBufferPointer { entries in
            counters.withUnsafeMutableBufferPointer { counters in
                for person in table.participants.indices {
                    let start = (groupOf[person] ?? groupCount) * size * 4
                    for index in table.row(person) { counters[start + Int(entries[index])] += 1 }
                }
            }
        }
        let all = (0...groupCount).map { group in
            (0..<size).map { statement in
                let start = (group * size + statement) * 4
                return VoteCounts(
                    agrees: Int(counters[start + 2]), disagrees: Int(counters[start]),
                    passes: Int(counters[start + 1]))
            }
        }
        groups = Array(all.prefix(groupCount))
        everybody = (0..<size).map { statement in all.reduce(VoteCounts()) { $0 + $1[statement] } }
    }

    /// The votes of people who are in groups; of everybody when there are no groups.
    func grouped(_ statement: Int) -> VoteCounts {
        groups.isEmpty ? everybody[statement] : groups.reduce(VoteCounts()) { $0 + $1[statement] }
    }
}

/// Judges statements with intervals, and lists with a bound on the share of false findings.
struct Judgement {
    private(set) var findings: [StatementFinding] = []
    private(set) var representative: [[Representative]] = []
    private(set) var agreed: [Int] = []
    private(set) var disagreed: [Int] = []
    private(set) var dividing: [Int] = []

    /// Fewest votes of a group on a statement for a comparison.
    private static let fewestVotes = 5
    private let counts: GroupCounts
    private let leftOut: [Bool]

    init(_ counts: GroupCounts, leftOut: [Bool]) {
        self.counts = counts
        self.leftOut = leftOut
        let size = counts.everybody.count
        let rates = divisionRates()
        findings = Lanes.map(Lanes.count) { lane in
            Lanes.range(lane, of: Lanes.count, length: size).map { finding($0, rates[$0]) }
        }.flatMap { $0 }
        representative = representatives()
        agreed = oneMind(\.agrees)
        disagreed = oneMind(\.disagrees)
        dividing = findings.indices.filter { (findings[$0].divisionRate ?? 1) <= OpinionMap.falseDiscoveries }
            .sorted { (-gap($0), $0) < (-gap($1), $1) }
    }

    private func finding(_ statement: Int, _ rate: Double?) -> StatementFinding {
        let everybody = counts.everybody[statement]
        let groups = counts.groups.map { group in
            StatementFinding.GroupFinding(
                counts: group[statement],
                agree: ShareInterval(successes: group[statement].agrees, votes: group[statement].votes),
                disagree: ShareInterval(successes: group[statement].disagrees, votes: group[statement].votes))
        }
        let supports = (counts.groups.isEmpty ? [everybody] : counts.groups.map { $0[statement] }).map(Support.value)
        return StatementFinding(
            counts: everybody, agree: ShareInterval(successes: everybody.agrees, votes: everybody.votes),
            disagree: ShareInterval(successes: everybody.disagrees, votes: everybody.votes), groups: groups,
            meanSupport: Support.geometricMean(supports), leastSupport: supports.min() ?? 0, divisionRate: rate)
    }

    /// For every group, direction and statement the p-value of the difference from the rest, with the false-discovery
    /// rates over all of them.
    private func representatives() -> [[Representative]] {
        struct Candidate {
            var group: Int
            var statement: Int
            var stance: Stance
            var difference: Double
            var rest: Double
        }
        var candidates: [Candidate] = []
        var pValues: [Double] = []
        for group in counts.groups.indices {
            for statement in counts.everybody.indices where !leftOut[statement] {
                let own = counts.groups[group][statement]
                let rest = counts.grouped(statement) - own
                guard own.votes >= Self.fewestVotes, rest.votes >= Self.fewestVotes else { continue }
                for (stance, count) in [(Stance.agree, \VoteCounts.agrees), (.disagree, \.disagrees)] {
                    let share = Double(rest[keyPath: count]) / Double(rest.votes)
                    candidates.append(
                        Candidate(
                            group: group, statement: statement, stance: stance,
                            difference: Double(own[keyPath: count]) / Double(own.votes) - share, rest: share))
                    pValues.append(
                        ShareTest.difference(own[keyPath: count], own.votes, rest[keyPath: count], rest.votes))
                }
            }
        }
        let rates = FalseDiscovery.adjusted(pValues)
        var lists = counts.groups.map { _ in [Representative]() }
        for (candidate, rate) in zip(candidates, rates) where rate <= OpinionMap.falseDiscoveries {
            let own = findings[candidate.statement].groups[candidate.group]
            let share = candidate.stance == .agree ? own.agree : own.disagree
            guard candidate.difference > 0, share.low > 0.5 else { continue }
            lists[candidate.group].append(
                Representative(
                    statement: candidate.statement, stance: candidate.stance, share: share,
                    restShare: candidate.rest, falseDiscoveryRate: rate, difference: candidate.difference))
        }
        return lists.map { list in
            list.sorted { ($1.difference, $0.statement) < ($0.difference, $1.statement) }
        }
    }

    /// For each statement the rate at which the two groups that differ most on it count as different, the p-value taken
    /// times the number of pairs.
    private func divisionRates() -> [Double?] {
        var tested: [Int] = []
        var pValues: [Double] = []
        let groups = counts.groups
        for statement in counts.everybody.indices where !leftOut[statement] {
            var smallest: Double?
            var pairs = 0
            for first in groups.indices {
                for second in 0..<first {
                    let (one, other) = (groups[first][statement], groups[second][statement])
                    guard one.votes >= Self.fewestVotes, other.votes >= Self.fewestVotes else { continue }
                    pairs += 1
                    smallest = min(
                        smallest ?? 1, ShareTest.difference(one.agrees, one.votes, other.agrees, other.votes))
                }
            }
            guard let smallest else { continue }
            tested.append(statement)
            pValues.append(min(1, smallest * Double(pairs)))
        }
        var rates = [Double?](repeating: nil, count: counts.everybody.count)
        for (statement, rate) in zip(tested, FalseDiscovery.adjusted(pValues)) { rates[statement] = rate }
        return rates
    }

    /// Statements to which more than half of every group say the same: the p-value of the least sure group, then the
    /// rate of false findings over all statements.
    private func oneMind(_ count: KeyPath<VoteCounts, Int>) -> [Int] {
        let groups = counts.groups.isEmpty ? [counts.everybody] : counts.groups
        let tested = counts.everybody.indices.filter { statement in
            !leftOut[statement] && groups.allSatisfy { $0[statement].votes >= Self.fewestVotes }
        }
        let pValues = tested.map { statement in
            groups.map { ShareTest.majority($0[statement][keyPath: count], $0[statement].votes) }.max() ?? 1
        }
        let rates = FalseDiscovery.adjusted(pValues)
        let found = zip(tested, rates).filter { $1 <= OpinionMap.falseDiscoveries }.map(\.0)
        func least(_ statement: Int) -> Double {
            groups.map { Double($0[statement][keyPath: count]) / Double($0[statement].votes) }.min() ?? 0
        }
        return found.sorted { (-least($0), $0) < (-least($1), $1) }
    }

    private func gap(_ statement: Int) -> Double {
        let shares = findings[statement].groups.compactMap(\.agree.share)
        return (shares.max() ?? 0) - (shares.min() ?? 0)
    }
}

/// How far people are behind a statement.
enum Support {
    /// (share that agrees) · (1 − share that disagrees), with half a vote added to each side.
    static func value(_ counts: VoteCounts) -> Double {
        let votes = Double(counts.votes) + 1
        return (Double(counts.agrees) + 0.5) / votes * (1 - (Double(counts.disagrees) + 0.5) / votes)
    }

    /// √ and so on of the product, from the logarithms in their order.
    static func geometricMean(_ values: [Double], weights: [Double]? = nil) -> Double {
        let weights = weights ?? [Double](repeating: 1, count: values.count)
        let total = weights.reduce(0, +)
        guard total > 0, values.allSatisfy({ $0 > 0 }) else { return 0 }
        return Logarithm.weightedMean(values, weights, total)
    }
}
