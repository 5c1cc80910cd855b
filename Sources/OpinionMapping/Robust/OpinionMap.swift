/// A map of opinions that is the same, bit for bit, for the same votes in any order, with what can and cannot be said.
///
/// People are placed by the two directions in which votes differ most. Groups are only named when they come out of
/// other samples of the same people too and have at least five people; otherwise the answer is that there are none, or
/// too few votes to say. Whether a gap parts them, or they are stretches of one range of opinion, is said beside.
public struct OpinionMap: Sendable, Equatable {
    /// What may be chosen. The defaults are what `innocities opinion-map` uses.
    public struct Settings: Sendable {
        /// Statements that take no part in placing people: rejected ones.
        public var excluded: Set<String>
        /// Statements that are only about the voter; they place nobody either.
        public var meta: Set<String>
        /// What every draw at random begins with.
        public var seed: UInt64
        /// How often people are drawn again to see whether the same groups come out.
        public var resamples: Int
        /// At most how many people are drawn each time. More people would make groups look steadier, never less steady.
        public var peoplePerResample: Int

        public init(
            excluded: Set<String> = [], meta: Set<String> = [], seed: UInt64 = 20_261_121, resamples: Int = 40,
            peoplePerResample: Int = 1_000
        ) {
            self.excluded = excluded
            self.meta = meta
            self.seed = seed
            self.resamples = max(1, resamples)
            self.peoplePerResample = max(1, peoplePerResample)
        }
    }

    /// What the votes say about groups.
    public enum Outcome: Sendable, Hashable {
        /// So many groups come back when people are drawn again, and there is a gap between them.
        case groups(Int)
        /// So many groups come back, but no gap parts them: they are stretches of one range of opinion.
        case range(Int)
        /// Nothing that holds; `options` says why for each number of groups.
        case noClearGroups
        case tooFewVotes(Need)
    }

    /// What there is and what would be needed to look for groups.
    public struct Need: Sendable, Hashable {
        /// People with enough votes.
        public let people: Int
        public let peopleNeeded: Int
        /// Statements that place people and have votes.
        public let statements: Int
        public let statementsNeeded: Int
        /// How many votes make a person count.
        public let votesPerPerson: Int
    }

    /// A group of opinion.
    public struct Group: Sendable, Hashable {
        /// From 0, the largest group first.
        public let identifier: Int
        /// Positions in `participants`, ascending.
        public let members: [Int]
        public let center: Point
        /// What this group says otherwise than the others, the largest difference first.
        public let representative: [Representative]
    }

    /// Fewest people in a group, votes of a person who counts (or as many as there are statements), and agreement with
    /// resamples, as an adjusted Rand index.
    public static let smallestGroup = 5
    public static let fewestVotes = 7
    public static let leastStability = 0.6
    /// Probability above which groups are no better than what one cloud of people gives.
    public static let cloudProbability = 0.05
    /// The share of false findings that lists of statements may have.
    public static let falseDiscoveries = 0.1
    private static let groupCounts = [2, 3, 4, 5]

    /// Identifiers: numbers by their value, then others by their bytes.
    public let participants: [String]
    public let statements: [String]
    /// Votes that count, replaced ones left out.
    public let voteCount: Int
    public let outcome: Outcome
    /// Every number of groups that was looked at, with the reasons for and against it.
    public let options: [GroupOption]
    public let groups: [Group]
    /// The group of each participant; nil for those who have too few votes, and when there are no groups.
    public let groupOfParticipant: [Int?]
    /// One for every participant, agree to the side of the axes' signs.
    public let places: [Point]
    public let statementPlaces: [Point]
    /// The share of all differences that each axis shows.
    public let axisShares: Point
    public let statementFindings: [StatementFinding]
    /// Positions of statements on which every group is of one mind, the clearest first.
    public let agreed: [Int]
    public let disagreed: [Int]
    /// Positions of statements on which groups are of different minds, the widest gap first.
    public let dividing: [Int]
    /// How urgently each statement wants votes; see `RoutingPriority`.
    public let priorities: [Double]
}

extension OpinionMap {
    /// Computes the map. O(Σ votes² of each person + statements²) in whole numbers, and O(votes) for each resample.
    public init(_ conversation: Conversation, settings: Settings = Settings()) {
        self.init(table: VoteTable(conversation, order: .byIdentifier), settings: settings)
    }

    init(table: VoteTable, settings: Settings) {
        let left = table.statements.map { settings.excluded.contains($0) || settings.meta.contains($0) }
        let mapped = table.leavingOut(left)
        self.init(table: table, mapped: mapped, leftOut: left, geometry: VoteGeometry(mapped), settings: settings)
    }

    /// - Parameter mapped: the table without the statements that place nobody.
    init(table: VoteTable, mapped: VoteTable, leftOut: [Bool], geometry: VoteGeometry, settings: Settings) {
        let places = geometry.places(mapped)
        let search = GroupSearch(
            table: mapped, geometry: geometry, places: places, settings: settings, counts: Self.groupCounts)
        let found = search.result()
        let groupOf = found.groupOfParticipant
        let counts = GroupCounts(table, groupOf: groupOf, groupCount: found.centers.count)
        let judgement = Judgement(counts, leftOut: leftOut)
        participants = table.participants
        statements = table.statements
        voteCount = table.voteCount
        outcome = found.outcome
        options = found.options
        groupOfParticipant = groupOf
        self.places = places
        statementPlaces = geometry.statementPlaces
        axisShares = Self.axisShares(geometry)
        var members = [[Int]](repeating: [], count: found.centers.count)
        for (person, group) in groupOf.enumerated() { if let group { members[group].append(person) } }
        groups = found.centers.indices.map { group in
            Group(
                identifier: group, members: members[group], center: found.centers[group],
                representative: judgement.representative[group])
        }
        statementFindings = judgement.findings
        agreed = judgement.agreed
        disagreed = judgement.disagreed
        dividing = judgement.dividing
        let extremities = statementPlaces.map(\.length)
        priorities = table.statements.indices.map { statement in
            RoutingPriority.value(
                counts.grouped(statement), extremity: leftOut[statement] ? 0 : extremities[statement],
                isMeta: settings.meta.contains(table.statements[statement]))
        }
    }

    private static func axisShares(_ geometry: VoteGeometry) -> Point {
        guard geometry.spread > 0 else { return .zero }
        return Point(x: geometry.axes.values[0] / geometry.spread, y: geometry.axes.values[1] / geometry.spread)
    }
}

extension VoteTable {
    /// The table without the votes on some statements, which keep their columns. O(votes) when there are any.
    func leavingOut(_ left: [Bool]) -> VoteTable {
        guard left.contains(true) else { return self }
        var kept: [UInt32] = []
        kept.reserveCapacity(entries.count)
        var starts = [0]
        starts.reserveCapacity(rowStarts.count)
        for participant in participants.indices {
            for entry in entries[row(participant)] where !left[Self.statement(entry)] { kept.append(entry) }
            starts.append(kept.count)
        }
        return VoteTable(participants: participants, statements: statements, rowStarts: starts, entries: kept)
    }
}
