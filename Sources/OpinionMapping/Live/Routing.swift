import Foundation
public import SeededRandom

/// Which statement a person is shown next.
///
/// For people of declared groups it is the one whose answer is expected to tell most about what unites the groups: the
/// gain of a statement is how far one more vote is expected to lower the squared error of its group-informed consensus,
/// the product over the groups of the shares that agree. With a = agrees + 1 and n = votes + 2 of the person's group, the
/// share a/n is the mean of a beta distribution, and the gain is a·(n − a)/(n·(n + 1))² times the squared shares of the
/// other groups (the one-step value of information; Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961,
/// chapter 5); of a person's groupings the one that gains most counts. The next statement is drawn in proportion to the square of the gain, so that people who come at the same
/// moment are not all shown the same one. First come statements that still lack votes: of every group the person is in,
/// each statement should have `target`.
///
/// A person of no declared group is shown statements in proportion to the priority, as Polis draws.
public struct Routing: Sendable {
    /// A priority for each statement, from the map.
    public var priorities: [Double]
    /// For each declared group the votes of its people on each statement.
    public var coverage: [[VoteCounts]]
    /// The positions in `coverage` of the groups of each grouping, such as all countries: only groups of one grouping
    /// are held against each other.
    public var groupings: [[Int]]
    /// How many votes of each declared group a statement should have.
    public var target: Int

    /// - Parameter groupings: nil when all groups are of one grouping.
    /// - Precondition: every row of `coverage` is as long as `priorities`, and every group is of one grouping.
    public init(
        priorities: [Double], coverage: [[VoteCounts]] = [], groupings: [[Int]]? = nil, target: Int = 30
    ) {
        precondition(
            coverage.allSatisfy { $0.count == priorities.count }, "Coverage and priorities name other statements.")
        let groupings = groupings ?? [Array(coverage.indices)]
        precondition(
            groupings.joined().sorted() == Array(coverage.indices), "Every group must be of one grouping.")
        self.priorities = priorities
        self.coverage = coverage
        self.groupings = groupings
        self.target = target
    }

    /// What each unseen statement weighs in the draw; probabilities are weights over their sum. O(unseen · groups).
    ///
    /// - Parameters:
    ///   - unseen: positions of statements on which the person has not voted.
    ///   - groups: positions in `coverage` of the groups that the person is in.
    public func weights(unseen: [Int], groups: [Int]) -> [Double] {
        guard !groups.isEmpty else {
            return unseen.map { priorities[$0].isFinite ? max(priorities[$0], 0) : 0 }
        }
        let own = groups.map { group in
            (group, rivals: groupings.first { $0.contains(group) }?.filter { $0 != group } ?? [])
        }
        let lacks = unseen.map { statement in groups.contains { coverage[$0][statement].votes < target } }
        let isLacking = lacks.contains(true)
        // Many groups make products too small for a number, so that only their ratios can be told.
        let gains = zip(unseen, lacks).map { statement, lacks in
            lacks || !isLacking
                ? own.reduce(-Double.infinity) { max($0, logarithmicGain(statement, $1.0, beside: $1.rivals)) }
                : -Double.infinity
        }
        let largest = gains.max() ?? 0
        return gains.map { exp(2 * ($0 - largest)) }
    }

    /// The logarithm of what a vote of a group is expected to tell about what unites it with others.
    private func logarithmicGain(_ statement: Int, _ group: Int, beside rivals: [Int]) -> Double {
        let counts = coverage[group][statement]
        let share = counts.agreeingShare
        var shares = 1.0
        var sum = log(share * (1 - share)) - 2 * log(Double(counts.votes) + 3)
        for rival in rivals {
            shares *= coverage[rival][statement].agreeingShare
            // A logarithm for many factors at once.
            if shares < 1e-100 {
                sum += 2 * log(shares)
                shares = 1
            }
        }
        return sum + 2 * log(shares)
    }

    /// Draws the next statement; nil when everything has been seen.
    public func next(unseen: [Int], groups: [Int], generator: inout SeededGenerator) -> Int? {
        let weights = weights(unseen: unseen, groups: groups)
        var left = generator.unit() * weights.reduce(0, +)
        guard left > 0 || weights.contains(where: { $0 > 0 }) else {
            return unseen.isEmpty ? nil : unseen[generator.below(unseen.count)]
        }
        var chosen: Int?
        for (statement, weight) in zip(unseen, weights) where weight > 0 {
            chosen = statement
            left -= weight
            if left < 0 { break }
        }
        return chosen
    }

    /// Notes a vote, so that the next draw knows of it.
    public mutating func note(statement: Int, stance: Stance, groups: [Int]) {
        for group in groups { coverage[group][statement].add(Int(stance.rawValue)) }
    }
}

extension VoteCounts {
    /// The expected share that agrees, from a uniform prior; more than 0 and less than 1.
    fileprivate var agreeingShare: Double { (Double(agrees) + 1) / (Double(votes) + 2) }
}
