/// A grouping that people declared, such as their country, beside the groups that votes show.
public struct DeclaredGrouping: Sendable {
    /// Such as `country`.
    public var name: String
    /// The group of each participant who declared one.
    public var groupOf: [String: String]
    /// The size of each group where groups count by size, such as inhabitants; a group without one counts nothing then.
    /// Empty: each group counts as much as any other.
    public var sizes: [String: Double]

    public init(name: String, groupOf: [String: String], sizes: [String: Double] = [:]) {
        self.name = name
        self.groupOf = groupOf
        self.sizes = sizes
    }
}

/// What unites and divides declared groups.
public struct DeclaredGroups: Sendable {
    /// A group, those first that stand first by identifier.
    public struct Group: Sendable, Hashable {
        public let name: String
        /// People who declared it and voted at all.
        public let people: Int
        /// What it counts in means over groups; all weights together make 1.
        public let weight: Double
    }

    /// What a group says, with strength borrowed from the other groups as far as they are alike.
    public struct PooledShare: Sendable, Hashable {
        public let counts: VoteCounts
        /// The posterior mean and the interval with 90 % probability.
        public let agree: ShareInterval
        public let disagree: ShareInterval
    }

    /// One statement over the groups.
    public struct Statement: Sendable, Hashable {
        /// One for each group.
        public let shares: [PooledShare]
        /// Weighted geometric mean and least of (share that agrees) · (1 − share that disagrees) over groups.
        public let meanSupport: Double
        public let leastSupport: Double
        /// The weighted mean of the shares that agree.
        public let agree: Double
        /// The smallest share of false findings at which the groups differ on it; nil when too few voted.
        public let divisionRate: Double?
    }

    public let name: String
    public let groups: [Group]
    /// How alike votes of the same group are on average, as an intraclass correlation from 0 to 1: the less, the more
    /// small groups borrow.
    public let likeness: Double
    /// One for each statement of the map.
    public let statements: [Statement]
    /// Positions of statements to which more than half of every group agree, the strongest first.
    public let uniting: [Int]
    /// Positions of statements on which groups differ, the widest gap first.
    public let dividing: [Int]
}

extension DeclaredGroups {
    private static let fewestVotes = 5
    /// Bounds of the intraclass correlation: some borrowing is always right, and never all of it.
    private static let likenessBounds = 0.002...0.9

    /// Judges every statement. O(votes + statements · groups).
    ///
    /// Shares are posterior means of an empirical-Bayes beta-binomial model (Kleinman, "Proportions with Extraneous
    /// Variance", Journal of the American Statistical Association 68, 1973): groups of one statement are drawn from a
    /// beta distribution around everybody's share, whose width is the intraclass correlation over all statements by
    /// analysis of variance (Ridout, Demétrio and Firth, "Estimating Intraclass Correlation for Binary Data",
    /// Biometrics 55, 1999).
    /// - Parameter leavingOut: statements that are judged but stand in no list.
    public init(_ conversation: Conversation, grouping: DeclaredGrouping, leavingOut: Set<String> = []) {
        self.init(VoteTable(conversation, order: .byIdentifier), grouping, leavingOut: leavingOut)
    }

    init(_ table: VoteTable, _ grouping: DeclaredGrouping, leavingOut: Set<String>) {
        let (names, groupOf) = Self.positions(table, grouping)
        let counts = GroupCounts(table, groupOf: groupOf, groupCount: names.count).groups
        let people = names.indices.map { group in
            table.participants.indices.count { groupOf[$0] == group && !table.row($0).isEmpty }
        }
        let weights = Self.weights(names, grouping.sizes)
        let size = table.statements.count
        let agreeLikeness = Self.likeness(counts, size, \.agrees)
        let disagreeLikeness = Self.likeness(counts, size, \.disagrees)
        let rates = Self.divisionRates(counts, size)
        let pooled = (0..<size).map { statement in
            let own = counts.map { $0[statement] }
            let agrees = Self.pooled(own, agreeLikeness, \.agrees)
            let disagrees = Self.pooled(own, disagreeLikeness, \.disagrees)
            return own.indices.map { PooledPair(counts: own[$0], agree: agrees[$0], disagree: disagrees[$0]) }
        }
        name = grouping.name
        groups = names.indices.map { Group(name: names[$0], people: people[$0], weight: weights[$0]) }
        likeness = agreeLikeness
        let statements = pooled.indices.map { Self.statement(pooled[$0], weights, rates[$0]) }
        self.statements = statements
        let shown = table.statements.indices.filter { !leavingOut.contains(table.statements[$0]) }
        uniting = Self.uniting(pooled, shown).sorted {
            (-statements[$0].leastSupport, $0) < (-statements[$1].leastSupport, $1)
        }
        func gap(_ statement: Int) -> Double {
            let shares = statements[statement].shares.compactMap(\.agree.share)
            return (shares.max() ?? 0) - (shares.min() ?? 0)
        }
        dividing = shown.filter { (rates[$0] ?? 1) <= OpinionMap.falseDiscoveries }
            .sorted { (-gap($0), $0) < (-gap($1), $1) }
    }

    struct PooledPair {
        var counts: VoteCounts
        var agree: BetaDistribution
        var disagree: BetaDistribution
    }

    static func positions(_ table: VoteTable, _ grouping: DeclaredGrouping) -> (names: [String], groupOf: [Int?]) {
        let declared = table.participants.map { grouping.groupOf[$0] }
        let names = Set(declared.compactMap { $0 }).sorted(by: IdentifierOrder.precedes)
        let position = Dictionary(uniqueKeysWithValues: zip(names, 0...))
        return (names, declared.map { $0.flatMap { position[$0] } })
    }

    private static func weights(_ names: [String], _ sizes: [String: Double]) -> [Double] {
        let sizes = names.map { name in
            sizes.isEmpty ? 1 : sizes[name].flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? 0
        }
        let total = sizes.reduce(0, +)
        return sizes.map { total > 0 && total.isFinite ? $0 / total : 1 / Double(max(names.count, 1)) }
    }

    /// The intraclass correlation of votes in the same group, over all statements.
    private static func likeness(_ counts: [[VoteCounts]], _ size: Int, _ kind: KeyPath<VoteCounts, Int>) -> Double {
        var (between, total) = (0.0, 0.0)
        for statement in 0..<size {
            let groups = counts.map { $0[statement] }.filter { $0.votes > 0 }
            let votes = Double(groups.reduce(0) { $0 + $1.votes })
            let count = Double(groups.count)
            guard groups.count > 1, votes > count else { continue }
            let mean = Double(groups.reduce(0) { $0 + $1[keyPath: kind] }) / votes
            var (betweenSquares, withinSquares, squares) = (0.0, 0.0, 0.0)
            for group in groups {
                let (n, share) = (Double(group.votes), Double(group[keyPath: kind]) / Double(group.votes))
                betweenSquares += n * (share - mean) * (share - mean)
                withinSquares += n * share * (1 - share)
                squares += n * n
            }
            let (msb, msw) = (betweenSquares / (count - 1), withinSquares / (votes - count))
            let typical = (votes - squares / votes) / (count - 1)
            guard typical > 0 else { continue }
            between += (msb - msw) / typical
            total += (msb - msw) / typical + msw
        }
        let value = total > 0 ? between / total : 0
        return min(max(value, likenessBounds.lowerBound), likenessBounds.upperBound)
    }

    private static func pooled(
        _ groups: [VoteCounts], _ likeness: Double, _ kind: KeyPath<VoteCounts, Int>
    ) -> [BetaDistribution] {
        let votes = Double(groups.reduce(0) { $0 + $1.votes })
        let mean = (Double(groups.reduce(0) { $0 + $1[keyPath: kind] }) + 0.5) / (votes + 1)
        let strength = (1 - likeness) / likeness
        let squares = groups.reduce(0.0) { $0 + Double($1.votes) * Double($1.votes) }
        // How unsure everybody's share itself is, in units of share · (1 − share); Morris, "Parametric Empirical Bayes
        // Inference", Journal of the American Statistical Association 78, 1983.
        let doubt = votes > 0 ? likeness * squares / (votes * votes) + (1 - likeness) / votes : 1
        return groups.map { group in
            let (successes, own) = (Double(group[keyPath: kind]), Double(group.votes))
            let share = (mean * strength + successes) / (strength + own)
            let borrowed = strength / (strength + own)
            let variance = share * (1 - share) / (strength + own + 1) + borrowed * borrowed * doubt * mean * (1 - mean)
            let total = max(share * (1 - share) / variance - 1, 1)
            return BetaDistribution(alpha: share * total, beta: (1 - share) * total)
        }
    }

    private static func statement(_ pairs: [PooledPair], _ weights: [Double], _ rate: Double?) -> Statement {
        let tail = (1 - ShareInterval.coverage) / 2
        func interval(_ posterior: BetaDistribution) -> ShareInterval {
            ShareInterval(
                share: posterior.mean, low: posterior.quantile(tail), high: posterior.quantile(1 - tail))
        }
        let supports = pairs.map { $0.agree.mean * (1 - $0.disagree.mean) }
        let agree = zip(pairs, weights).reduce(0.0) { $0 + $1.0.agree.mean * $1.1 }
        return Statement(
            shares: pairs.map {
                PooledShare(counts: $0.counts, agree: interval($0.agree), disagree: interval($0.disagree))
            },
            meanSupport: pairs.isEmpty ? 0 : Support.geometricMean(supports, weights: weights),
            leastSupport: supports.min() ?? 0, agree: agree, divisionRate: rate)
    }

    private static func uniting(_ pooled: [[PooledPair]], _ shown: [Int]) -> [Int] {
        let tested = shown.filter { statement in
            !pooled[statement].isEmpty && pooled[statement].contains { $0.counts.votes >= fewestVotes }
        }
        let pValues = tested.map { statement in pooled[statement].map { $0.agree.cumulative(0.5) }.max() ?? 1 }
        return zip(tested, FalseDiscovery.adjusted(pValues)).filter { $1 <= OpinionMap.falseDiscoveries }.map(\.0)
    }

    /// Pearson's test over the groups that have enough votes on a statement, and the rates over all statements.
    private static func divisionRates(_ counts: [[VoteCounts]], _ size: Int) -> [Double?] {
        var tested: [Int] = []
        var pValues: [Double] = []
        for statement in 0..<size {
            let groups = counts.map { $0[statement] }.filter { $0.votes >= fewestVotes }
            let votes = groups.reduce(0) { $0 + $1.votes }
            let agrees = groups.reduce(0) { $0 + $1.agrees }
            guard groups.count > 1 else { continue }
            tested.append(statement)
            guard agrees > 0, agrees < votes else {
                pValues.append(1)
                continue
            }
            let mean = Double(agrees) / Double(votes)
            let value = groups.reduce(0.0) { sum, group in
                let miss = Double(group.agrees) - Double(group.votes) * mean
                return sum + miss * miss / (Double(group.votes) * mean * (1 - mean))
            }
            pValues.append(ChiSquare.upperTail(value, degrees: groups.count - 1))
        }
        var rates = [Double?](repeating: nil, count: size)
        for (statement, rate) in zip(tested, FalseDiscovery.adjusted(pValues)) { rates[statement] = rate }
        return rates
    }
}
