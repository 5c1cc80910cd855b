/// The opinion map exactly as the production of Polis computes it, quirks included.
///
/// Source: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: Scaling deliberation by mapping high dimensional opinion
/// spaces", Recerca 26(2), 2021, and the formulas written down in `docs/opinion-mapping-library.md`. Signs are those of
/// the Polis worker, in which agree counts −1: a participant's place is where Polis draws it.
public struct CompatibleMap: Sendable {
    /// Where a computation begins, when there was one before it.
    public struct Start: Sendable {
        /// Statements that are moderated out or only about the voter: zero for everyone on the map.
        public var excluded: Set<String>
        /// Statements that are only about the voter; they are shown first.
        public var meta: Set<String>
        /// Who was in the conversation already; nil replays the rule.
        public var inConversation: [String]?
        /// Clusters of the earlier result with their identifiers, empty for a cold start.
        public var baseClusters: [(identifier: Int, members: [String])]
        /// Components of the earlier result, in the order of the conversation's statements; may be shorter.
        public var components: [[Double]]
        /// Whether the votes stand in the order in which they were given, so that the rule who takes part can be
        /// replayed; otherwise all are taken at once.
        public var isInOrderOfTime: Bool

        public init(
            excluded: Set<String> = [], meta: Set<String> = [], inConversation: [String]? = nil,
            baseClusters: [(identifier: Int, members: [String])] = [], components: [[Double]] = [],
            isInOrderOfTime: Bool = false
        ) {
            self.excluded = excluded
            self.meta = meta
            self.inConversation = inConversation
            self.baseClusters = baseClusters
            self.components = components
            self.isInOrderOfTime = isInOrderOfTime
        }
    }

    /// People who are so near to each other that they are counted as one place.
    public struct BaseCluster: Sendable, Hashable {
        public let identifier: Int
        /// Positions in `participants`.
        public let members: [Int]
        public let center: Point
    }

    /// A group of opinion.
    public struct Group: Sendable, Hashable {
        public let identifier: Int
        /// Identifiers of base clusters.
        public let baseClusters: [Int]
        /// Positions in `participants`, ascending.
        public let members: [Int]
        public let center: Point
        public let representative: [CompatibleRepresentative]
        /// The group's votes on every statement.
        public let counts: [VoteCounts]
    }

    /// Identifiers in the order of the conversation.
    public let participants: [String]
    public let statements: [String]
    /// How many votes count, replaced ones left out.
    public let voteCount: Int
    /// The mean of each column, agree −1.
    public let center: [Double]
    /// Two, each as long as `statements`.
    public let components: [[Double]]
    public let statementPlaces: [Point]
    /// The distance of each statement's place from the middle.
    public let extremities: [Double]
    /// One for every participant, also those who are in no group.
    public let places: [Point]
    public let baseClusters: [BaseCluster]
    /// The mean silhouette for each number of groups that was tried.
    public let silhouettes: [Int: Double]
    public let groups: [Group]
    public let agreed: [CompatibleConsensus]
    public let disagreed: [CompatibleConsensus]
    /// The product over groups of (agrees + 1) / (votes + 2).
    public let groupInformedConsensus: [Double]
    /// How urgently each statement wants votes; see `RoutingPriority`.
    public let priorities: [Double]
}

extension CompatibleMap {
    /// Most base clusters, and steps for them.
    private static let baseClusterCount = 100
    private static let baseSteps = 100
    /// The setting of 100 is passed under a name that nobody reads, so the default of 20 holds.
    private static let groupSteps = 20

    /// Computes the map. A conversation without votes gives a map without groups. O(votes · steps).
    public init(_ conversation: Conversation, start: Start = Start()) {
        let table = VoteTable(conversation, order: .asGiven)
        let excluded = table.statements.map { start.excluded.contains($0) || start.meta.contains($0) }
        let matrix = CompatibleMatrix(table: table, isZeroed: excluded)
        let geometry = CompatibleGeometry(matrix, starts: start.components)
        let members = Self.members(conversation, table, start)
        let base = Self.baseClusters(members, geometry.places, conversation, start.baseClusters)
        let (clusters, silhouettes) = Self.groupClusters(base)
        self.init(
            table: table, matrix: matrix, geometry: geometry, base: base, clusters: clusters, silhouettes: silhouettes,
            excluded: excluded, meta: start.meta)
    }

    /// The statistics of given groups instead of found ones, each a list of participants: for comparing with programs
    /// that find groups in another way.
    public init(_ conversation: Conversation, groups: [[String]], start: Start = Start()) {
        let table = VoteTable(conversation, order: .asGiven)
        let excluded = table.statements.map { start.excluded.contains($0) || start.meta.contains($0) }
        let matrix = CompatibleMatrix(table: table, isZeroed: excluded)
        let geometry = CompatibleGeometry(matrix, starts: start.components)
        let index = Dictionary(zip(table.participants, 0...)) { first, _ in first }
        let base = groups.joined().compactMap { index[$0] }.enumerated().map {
            BaseCluster(identifier: $0, members: [$1], center: geometry.places[$1])
        }
        var taken = 0
        let clusters = groups.enumerated().map { identifier, members in
            let count = members.count { index[$0] != nil }
            defer { taken += count }
            return CompatibleCluster(identifier: identifier, members: Array(taken..<taken + count), center: .zero)
        }
        self.init(
            table: table, matrix: matrix, geometry: geometry, base: base, clusters: clusters, silhouettes: [:],
            excluded: excluded, meta: start.meta)
    }

    private init(
        table: VoteTable, matrix: CompatibleMatrix, geometry: CompatibleGeometry, base: [BaseCluster],
        clusters: [CompatibleCluster], silhouettes: [Int: Double], excluded: [Bool], meta: Set<String>
    ) {
        participants = table.participants
        statements = table.statements
        voteCount = table.voteCount
        center = matrix.center
        components = geometry.components
        statementPlaces = geometry.statementPlaces
        extremities = geometry.statementPlaces.map(\.length)
        places = geometry.places
        baseClusters = base
        self.silhouettes = silhouettes
        let members = clusters.map { cluster in cluster.members.flatMap { base[$0].members }.sorted() }
        let counts = members.map { table.counts(of: $0) }
        let total = counts.reduce([VoteCounts](repeating: VoteCounts(), count: table.statements.count)) {
            zip($0, $1).map { $0 + $1 }
        }
        groups = clusters.indices.map { index in
            let statistics: [CompatibleStatistics?] = counts[index].enumerated().map { statement, own in
                excluded[statement] ? nil : CompatibleStatistics(own, rest: total[statement] - own)
            }
            return Group(
                identifier: clusters[index].identifier,
                baseClusters: clusters[index].members.map { base[$0].identifier }, members: members[index],
                center: clusters[index].center, representative: CompatibleRepresentative.chosen(statistics),
                counts: counts[index])
        }
        let everybody = table.counts()
        agreed = CompatibleConsensus.strongest(everybody, excluded: excluded, successes: \.agrees)
        disagreed = CompatibleConsensus.strongest(everybody, excluded: excluded, successes: \.disagrees)
        groupInformedConsensus = table.statements.indices.map { statement in
            counts.reduce(1) { $0 * CompatibleStatistics.share($1[statement].agrees, $1[statement].votes) }
        }
        let extremities = extremities
        priorities = table.statements.indices.map { statement in
            RoutingPriority.value(
                total[statement], extremity: extremities[statement], isMeta: meta.contains(table.statements[statement]))
        }
    }

    private static func members(_ conversation: Conversation, _ table: VoteTable, _ start: Start) -> [Int] {
        if let stored = start.inConversation {
            let names = Set(stored)
            return table.participants.indices.filter { names.contains(table.participants[$0]) }
        }
        let rule =
            start.isInOrderOfTime ? InConversation(replaying: conversation) : InConversation(atOnce: table)
        return table.participants.indices.filter { rule.isIn[$0] }
    }

    private static func baseClusters(
        _ members: [Int], _ places: [Point], _ conversation: Conversation,
        _ stored: [(identifier: Int, members: [String])]
    ) -> [BaseCluster] {
        let position = Dictionary(zip(members.map { conversation.participants[$0] }, 0...)) { first, _ in first }
        let start = stored.map { cluster in
            CompatibleCluster(
                identifier: cluster.identifier, members: cluster.members.compactMap { position[$0] }, center: .zero)
        }
        let clusters = CompatibleClustering.clusters(
            points: members.map { places[$0] }, weights: members.map { _ in 1 }, count: baseClusterCount,
            steps: baseSteps, start: start.filter { !$0.members.isEmpty })
        return clusters.sorted { $0.identifier < $1.identifier }.map { cluster in
            BaseCluster(
                identifier: cluster.identifier, members: cluster.members.map { members[$0] }, center: cluster.center)
        }
    }

    /// The grouping with the best silhouette, the larger number of groups among equals.
    private static func groupClusters(_ base: [BaseCluster]) -> ([CompatibleCluster], [Int: Double]) {
        let centers = base.map(\.center)
        let weights = base.map { Double($0.members.count) }
        var silhouettes: [Int: Double] = [:]
        var best: [CompatibleCluster] = []
        var highest = -Double.infinity
        for count in 2...min(5, 2 + base.count / 12) {
            let clusters = CompatibleClustering.clusters(
                points: centers, weights: weights, count: count, steps: groupSteps)
            let silhouette = CompatibleClustering.silhouette(clusters, centers)
            silhouettes[count] = silhouette
            if silhouette >= highest { (best, highest) = (clusters, silhouette) }
        }
        return (best, silhouettes)
    }
}

/// Components and places of the compatible map.
struct CompatibleGeometry {
    let components: [[Double]]
    let statementPlaces: [Point]
    let places: [Point]

    init(_ matrix: CompatibleMatrix, starts: [[Double]]) {
        let components = PowerIteration.components(of: matrix, starts: starts)
        let statements = matrix.table.statements.count
        self.components = components
        let scale = Double(statements).squareRoot()
        statementPlaces = (0..<statements).map { statement in
            let pull = matrix.isZeroed[statement] ? 0 : scale * (-1 - matrix.center[statement])
            return Point(x: pull * components[0][statement], y: pull * components[1][statement])
        }
        let isFlat = statements < 2 || matrix.table.participants.count < 2
        places = matrix.table.participants.indices.map { participant in
            guard !isFlat else { return .zero }
            let scale = (Double(statements) / Double(max(matrix.scalingCount(participant), 1))).squareRoot()
            return Point(
                x: scale * matrix.product(row: participant, with: components[0]),
                y: scale * matrix.product(row: participant, with: components[1]))
        }
    }
}
