import SeededRandom

/// A number of groups that was looked at.
public struct GroupOption: Sendable, Hashable {
    /// What speaks for or against it.
    public enum Reason: Sendable, Hashable {
        case chosen
        /// It holds, but another number was chosen.
        case holds
        /// A group would have so few people.
        case groupTooSmall(people: Int)
        /// Drawn again, the people fall into other groups; the number is the mean adjusted Rand index.
        case unstable(Double)
        /// It holds by itself, but people come back to `count` groups much more surely.
        case lessSteady(than: Int)
        /// One cloud of people without groups splits as well with this probability: there is no gap between the groups.
        case likeOneCloud(probability: Double)
    }

    public let count: Int
    /// The mean adjusted Rand index with the groups of resamples: 1 when always the same.
    public let stability: Double
    /// The index that nine of ten resamples reach.
    public let stabilityLow: Double
    /// The mean silhouette.
    public let silhouette: Double
    public let smallestGroup: Int
    /// The probability that one cloud of people splits as well.
    public let cloudProbability: Double
    public let reasons: [Reason]

    /// Whether people stand apart rather than along one range of opinion.
    public var isApart: Bool { cloudProbability <= OpinionMap.cloudProbability }
}

/// Looks for groups among the people who have enough votes.
struct GroupSearch {
    let table: VoteTable
    let geometry: VoteGeometry
    let places: [Point]
    let settings: OpinionMap.Settings
    let counts: [Int]

    /// People on whom the first runs of k-means are tried; the best is then settled on everybody.
    private static let tried = 2_000
    private static let starts = 12
    /// Numbers of groups that are nearly as steady as the steadiest are told apart by their silhouettes.
    private static let nearly = 0.1

    struct Result {
        var outcome: OpinionMap.Outcome
        var options: [GroupOption] = []
        var centers: [Point] = []
        var groupOfParticipant: [Int?]
    }

    func result() -> Result {
        let nobody = [Int?](repeating: nil, count: table.participants.count)
        let statements = table.answeredStatementCount
        let enough = min(OpinionMap.fewestVotes, statements)
        let people = table.participants.indices.filter { enough > 0 && table.row($0).count >= enough }
        let need = OpinionMap.Need(
            people: people.count, peopleNeeded: 2 * OpinionMap.smallestGroup, statements: statements,
            statementsNeeded: 2, votesPerPerson: max(enough, min(OpinionMap.fewestVotes, 2)))
        guard need.people >= need.peopleNeeded, need.statements >= need.statementsNeeded else {
            return Result(outcome: .tooFewVotes(need), groupOfParticipant: nobody)
        }
        let points = people.map { places[$0] }
        let groupings = Lanes.map(counts.count) { grouping(points, counts[$0]) }
        let options = options(points, people, groupings)
        guard let chosen = options.firstIndex(where: { $0.reasons.contains(.chosen) }) else {
            return Result(outcome: .noClearGroups, options: options, groupOfParticipant: nobody)
        }
        var groupOf = nobody
        for (person, label) in zip(people, groupings[chosen].labels) { groupOf[person] = label }
        return Result(
            outcome: options[chosen].isApart ? .groups(counts[chosen]) : .range(counts[chosen]), options: options,
            centers: groupings[chosen].centers,
            groupOfParticipant: groupOf)
    }

    private struct Grouping: Sendable {
        var labels: [Int]
        var centers: [Point]
        var sizes: [Int]
    }

    /// The best grouping of everybody, the largest group first, the one with the first person among equals.
    private func grouping(_ points: [Point], _ count: Int) -> Grouping {
        var generator = SeededGenerator(seed: settings.seed &+ UInt64(count))
        var order = Array(points.indices)
        let most = min(Self.tried, order.count)
        for place in 0..<most { order.swapAt(place, place + generator.below(order.count - place)) }
        let sample = order.prefix(most).sorted().map { points[$0] }
        var means = WeightedMeans(
            sample, weights: [Double](repeating: 1, count: most), count: count, starts: Self.starts,
            generator: &generator)
        if most < points.count { means.settle(points, weights: [Double](repeating: 1, count: points.count)) }
        let labels = means.labels(points)
        var sizes = [Int](repeating: 0, count: count)
        var firsts = [Int](repeating: points.count, count: count)
        for (index, label) in labels.enumerated() {
            sizes[label] += 1
            firsts[label] = min(firsts[label], index)
        }
        let ranking = (0..<count).sorted { (-sizes[$0], firsts[$0], $0) < (-sizes[$1], firsts[$1], $1) }
        var rank = [Int](repeating: 0, count: count)
        for (place, label) in ranking.enumerated() { rank[label] = place }
        return Grouping(
            labels: labels.map { rank[$0] }, centers: ranking.map { means.centers[$0] },
            sizes: ranking.map { sizes[$0] })
    }

    private func options(_ points: [Point], _ people: [Int], _ groupings: [Grouping]) -> [GroupOption] {
        let labels = Dictionary(uniqueKeysWithValues: zip(counts, groupings.map(\.labels)))
        let resampling = Resampling(
            table: table, geometry: geometry, people: people, labels: labels, seed: settings.seed)
        let agreement = resampling.agreement(
            replicates: settings.resamples, drawn: min(people.count, settings.peoplePerResample))
        let silhouettes = Silhouette.mean(points, labels: labels, seed: settings.seed)
        let clouds = CloudTest.pValues(points, counts: counts, seed: settings.seed)
        let stabilities = counts.map { Self.mean(agreement[$0] ?? []) }
        let isApart = counts.map { (clouds[$0] ?? 1) <= OpinionMap.cloudProbability }
        var reasons = counts.indices.map { index in
            Self.objections(smallest: groupings[index].sizes.min() ?? 0, stability: stabilities[index])
        }
        choose(&reasons, groupings.map { $0.sizes.min() ?? 0 }, stabilities, silhouettes, isApart)
        for index in counts.indices where !isApart[index] {
            reasons[index].append(.likeOneCloud(probability: clouds[counts[index]] ?? 1))
        }
        return counts.indices.map { index in
            GroupOption(
                count: counts[index], stability: stabilities[index],
                stabilityLow: Self.low(agreement[counts[index]] ?? []), silhouette: silhouettes[counts[index]] ?? 0,
                smallestGroup: groupings[index].sizes.min() ?? 0, cloudProbability: clouds[counts[index]] ?? 1,
                reasons: reasons[index])
        }
    }

    /// Of the numbers of groups that are as steady as the steadiest, or nearly, those between which there is a gap come
    /// first, and then the one with the best silhouette.
    private func choose(
        _ reasons: inout [[GroupOption.Reason]], _ smallest: [Int], _ stabilities: [Double],
        _ silhouettes: [Int: Double], _ isApart: [Bool]
    ) {
        let possible = counts.indices.filter { smallest[$0] >= OpinionMap.smallestGroup }
        guard let steadiest = possible.max(by: { (stabilities[$0], -$0) < (stabilities[$1], -$1) }) else { return }
        let sound = counts.indices.filter { reasons[$0].isEmpty }
        let near = sound.filter { stabilities[$0] >= stabilities[steadiest] - Self.nearly }
        let apart = near.filter { isApart[$0] }
        let chosen = (apart.isEmpty ? near : apart).max {
            (silhouettes[counts[$0]] ?? 0, -$0) < (silhouettes[counts[$1]] ?? 0, -$1)
        }
        for index in sound {
            let isNear = near.contains(index)
            reasons[index] = [index == chosen ? .chosen : isNear ? .holds : .lessSteady(than: counts[steadiest])]
        }
    }

    private static func objections(smallest: Int, stability: Double) -> [GroupOption.Reason] {
        var reasons: [GroupOption.Reason] = []
        if smallest < OpinionMap.smallestGroup { reasons.append(.groupTooSmall(people: smallest)) }
        if stability < OpinionMap.leastStability { reasons.append(.unstable(stability)) }
        return reasons
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    private static func low(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[values.count / 10]
    }
}
