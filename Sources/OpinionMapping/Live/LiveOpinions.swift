/// A conversation while people vote: a vote changes whole-number moments at once, and the view of the map follows from
/// where it stood.
///
/// The view is a quick picture: axes and groups are moved on from the last ones, so its last digits depend on the way
/// it came. `map()` is the map of record, which depends on the votes alone.
public struct LiveOpinions: Sendable {
    /// Why a vote cannot be taken in.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case tooManyStatements(limit: Int)

        public var description: String {
            switch self {
            case .tooManyStatements(let limit):
                """
                A conversation can be followed live with up to \(limit) statements. Close some statements, or \
                compute the map now and then instead.
                """
            }
        }
    }

    /// Most statements that can be followed.
    public static let mostStatements = VoteGeometry.mostForMoments

    /// In the order of arrival.
    public private(set) var participants: [String] = []
    public private(set) var statements: [String] = []
    public private(set) var voteCount = 0
    /// The place of each participant as of the last `refresh()`.
    public private(set) var places: [Point] = []
    /// The group of each participant as of the last `refresh()`; groups are those of the last `regroup()`.
    public private(set) var groupOfParticipant: [Int?] = []
    public private(set) var groupCenters: [Point] = []
    /// How urgently each statement wants votes, as of the last `refresh()`.
    public private(set) var priorities: [Double] = []

    private let settings: OpinionMap.Settings
    private var participantIndex: [String: Int] = [:]
    private var statementIndex: [String: Int] = [:]
    private var isLeftOut: [Bool] = []
    private var rows: [[UInt32]] = []
    private var moments = Moments(count: 0)
    private var covariances: [Double] = []
    private var means: [Double] = []
    private var block: [SIMD4<Double>] = []
    private var shrinkage = Point(x: 1, y: 1)
    /// By group, people without one last; then by statement.
    private var counts: [[VoteCounts]] = [[]]

    /// - Throws: `Fault` when there are more statements than `mostStatements`.
    public init(_ conversation: Conversation, settings: OpinionMap.Settings = .init()) throws(Fault) {
        self.settings = settings
        guard conversation.statements.count <= Self.mostStatements else {
            throw .tooManyStatements(limit: Self.mostStatements)
        }
        let table = VoteTable(conversation, order: .asGiven)
        participants = table.participants
        statements = table.statements
        voteCount = table.voteCount
        participantIndex = Dictionary(uniqueKeysWithValues: zip(participants, 0...))
        statementIndex = Dictionary(uniqueKeysWithValues: zip(statements, 0...))
        isLeftOut = statements.map { settings.excluded.contains($0) || settings.meta.contains($0) }
        rows = participants.indices.map { Array(table.entries[table.row($0)]) }
        moments = Moments(table.leavingOut(isLeftOut))
        means = moments.means
        covariances = moments.covariances()
        groupOfParticipant = participants.map { _ in nil }
        regroup()
    }

    /// The map of record: the same, bit for bit, as computed from these votes in any order anywhere.
    public func map() -> OpinionMap { OpinionMap(table: table(), settings: settings) }

    /// Computes the map of record and takes its number of groups, axes and places into the view.
    public mutating func regroup() {
        let geometry = geometryOfRecord()
        block = statements.indices.map { place in SIMD4((0..<4).map { geometry.axes.vectors[$0][place] }) }
        shrinkage = geometry.shrinkage
        let map = map()
        let position = Dictionary(uniqueKeysWithValues: zip(map.participants, 0...))
        groupCenters = map.groups.map(\.center)
        groupOfParticipant = participants.map { name in position[name].flatMap { map.groupOfParticipant[$0] } }
        recount()
        refresh()
    }

    /// Takes a vote in; a later vote of the same person on the same statement replaces the earlier one. O(votes of the
    /// person + statements).
    /// - Throws: `Fault` when the statement is new and there are too many.
    public mutating func add(participant: String, statement: String, stance: Stance) throws(Fault) {
        let column = try index(statement: statement)
        let row = index(participant: participant)
        let entry = VoteTable.entry(statement: column, stance: stance)
        let place = rows[row].firstIndex { $0 >> 2 >= entry >> 2 } ?? rows[row].count
        let group = groupOfParticipant[row] ?? groupCenters.count
        if place < rows[row].count, rows[row][place] >> 2 == entry >> 2 {
            let old = rows[row].remove(at: place)
            counts[group][column].add(VoteTable.value(old), times: -1)
            change(column, VoteTable.value(old), beside: rows[row], times: -1)
            voteCount -= 1
        }
        change(column, VoteTable.value(entry), beside: rows[row], times: 1)
        rows[row].insert(entry, at: place)
        counts[group][column].add(VoteTable.value(entry))
        voteCount += 1
    }

    /// Brings axes, places, groups and priorities of the view up to the votes. O(statements² + votes), a few
    /// milliseconds for a million votes.
    public mutating func refresh() {
        for _ in 0..<2 { stepAxes() }
        places = livePlaces()
        reassign()
        let scale = Double(statements.count).squareRoot()
        priorities = statements.indices.map { statement in
            let pull = isLeftOut[statement] ? 0 : scale * (1 - means[statement])
            let place = Point(x: pull * block[statement].x, y: pull * block[statement].y)
            let grouped =
                groupCenters.isEmpty
                ? counts[0][statement]
                : counts.dropLast().reduce(VoteCounts()) { $0 + $1[statement] }
            return RoutingPriority.value(
                grouped, extremity: place.length, isMeta: settings.meta.contains(statements[statement]))
        }
    }
}

extension LiveOpinions {
    private func table() -> VoteTable {
        let rowRanks = IdentifierOrder.ranks(of: participants)
        let columnRanks = IdentifierOrder.ranks(of: statements)
        var order = [Int](repeating: 0, count: participants.count)
        for (row, rank) in rowRanks.enumerated() { order[Int(rank)] = row }
        var starts = [0]
        var entries: [UInt32] = []
        entries.reserveCapacity(voteCount)
        for row in order {
            entries += rows[row].map { columnRanks[Int($0 >> 2)] << 2 | ($0 & 3) }.sorted()
            starts.append(entries.count)
        }
        return VoteTable(
            participants: IdentifierOrder.arranged(participants, by: rowRanks),
            statements: IdentifierOrder.arranged(statements, by: columnRanks), rowStarts: starts, entries: entries)
    }

    /// Axes in the order of arrival of the statements, cold.
    private func geometryOfRecord() -> VoteGeometry {
        let axes = Spectrum(count: VoteGeometry.followed, exact: 2, dimension: statements.count) {
            SymmetricMatrix.multiply(covariances, $0, into: $1)
        }
        let left = IdentifierOrder.arranged(statements, by: IdentifierOrder.ranks(of: statements))
            .map { settings.excluded.contains($0) || settings.meta.contains($0) }
        let spread = moments.spread(covariances)
        let shrinkage = VoteGeometry.shrinkage(table().leavingOut(left), spread: spread, axes: axes)
        return VoteGeometry(means: means, axes: axes, spread: spread, shrinkage: shrinkage)
    }

    private mutating func index(participant: String) -> Int {
        if let known = participantIndex[participant] { return known }
        participantIndex[participant] = participants.count
        participants.append(participant)
        rows.append([])
        places.append(.zero)
        groupOfParticipant.append(nil)
        return participants.count - 1
    }

    private mutating func index(statement: String) throws(Fault) -> Int {
        if let known = statementIndex[statement] { return known }
        guard statements.count < Self.mostStatements else { throw .tooManyStatements(limit: Self.mostStatements) }
        statementIndex[statement] = statements.count
        statements.append(statement)
        isLeftOut.append(settings.excluded.contains(statement) || settings.meta.contains(statement))
        block.append(.zero)
        means.append(0)
        priorities.append(0)
        for group in counts.indices { counts[group].append(VoteCounts()) }
        moments = moments.widened(to: statements.count)
        covariances = moments.covariances()
        return statements.count - 1
    }

    /// Changes moments, and of the covariances the row and column that the vote touches.
    private mutating func change(_ statement: Int, _ value: Int, beside row: [UInt32], times: Int32) {
        guard !isLeftOut[statement] else { return }
        let others = row.filter { !isLeftOut[Int($0 >> 2)] }
        moments.add(statement: statement, value: value, beside: others, times: times)
        means[statement] = moments.mean(statement)
        let size = statements.count
        for other in 0..<size {
            let covariance = moments.covariance(min(statement, other), max(statement, other), means: means)
            covariances[statement * size + other] = covariance
            covariances[other * size + statement] = covariance
        }
    }

    private mutating func stepAxes() {
        let size = statements.count
        let last = block
        var next = [SIMD4<Double>](repeating: .zero, count: size)
        next.withUnsafeMutableBufferPointer { next in
            covariances.withUnsafeBufferPointer { matrix in
                last.withUnsafeBufferPointer { last in
                    nonisolated(unsafe) let places = (next, matrix, last)
                    Lanes.run(Lanes.count) { lane in
                        for row in Lanes.range(lane, of: Lanes.count, length: size) {
                            var sum = SIMD4<Double>.zero
                            let start = row * size
                            for column in 0..<size { sum += places.2[column] * places.1[start + column] }
                            places.0[row] = sum
                        }
                    }
                }
            }
        }
        block = BlockIteration.orthonormal(next)
        var agreement = SIMD4<Double>.zero
        for (new, old) in zip(block, last) { agreement += new * old }
        let signs = SIMD4<Double>(repeating: 1).replacing(with: SIMD4(repeating: -1), where: agreement .< 0)
        for index in block.indices { block[index] *= signs }
    }

    private func livePlaces() -> [Point] {
        let pairs = block.map { SIMD2($0.x, $0.y) }
        let pieces = Lanes.map(Lanes.count) { lane in
            Lanes.range(lane, of: Lanes.count, length: rows.count).map { person in
                var fit = PlaceFit()
                // Axes are zero on statements that are left out.
                for entry in rows[person] {
                    let statement = Int(entry >> 2)
                    fit.add(Double(Int(entry & 3) - 1) - means[statement], pairs[statement])
                }
                return fit.place(shrinkage, .zero)
            }
        }
        return pieces.flatMap { $0 }
    }

    /// People go to the nearest centre, centres to the middle of their people, and counts follow those who moved.
    private mutating func reassign() {
        guard !groupCenters.isEmpty else { return }
        let enough = min(OpinionMap.fewestVotes, isLeftOut.count { !$0 })
        let members = rows.indices.filter { rows[$0].count >= enough }
        let points = members.map { places[$0] }
        var means = WeightedMeans(centers: groupCenters)
        means.settle(points, weights: [Double](repeating: 1, count: points.count))
        groupCenters = means.centers
        for (person, group) in zip(members, means.labels(points)) where groupOfParticipant[person] != group {
            let old = groupOfParticipant[person] ?? groupCenters.count
            for entry in rows[person] {
                counts[old][Int(entry >> 2)].add(VoteTable.value(entry), times: -1)
                counts[group][Int(entry >> 2)].add(VoteTable.value(entry))
            }
            groupOfParticipant[person] = group
        }
    }

    private mutating func recount() {
        counts = [[VoteCounts]](
            repeating: [VoteCounts](repeating: VoteCounts(), count: statements.count), count: groupCenters.count + 1)
        for (person, row) in rows.enumerated() {
            let group = groupOfParticipant[person] ?? groupCenters.count
            for entry in row { counts[group][Int(entry >> 2)].add(VoteTable.value(entry)) }
        }
    }
}

extension Moments {
    /// The same moments with room for more statements. O(statements²).
    func widened(to count: Int) -> Moments {
        var wide = Moments(count: count)
        wide.take(self)
        return wide
    }
}
