public import SeededRandom

/// Which statement a person is shown next.
///
/// First come statements that still lack votes from people like this person: of every declared group the person is in,
/// each statement should have `target` votes. Among them a statement is drawn with a probability in proportion to its
/// priority times what it lacks. When nothing lacks, or no group is declared, it is drawn in proportion to the priority
/// alone, as Polis draws.
public struct Routing: Sendable {
    /// A priority for each statement, from the map.
    public var priorities: [Double]
    /// For each declared group the votes of its people on each statement.
    public var coverage: [[Int]]
    /// How many votes of each declared group a statement should have.
    public var target: Int

    /// - Precondition: every row of `coverage` is as long as `priorities`.
    public init(priorities: [Double], coverage: [[Int]] = [], target: Int = 30) {
        precondition(
            coverage.allSatisfy { $0.count == priorities.count }, "Coverage and priorities name other statements.")
        self.priorities = priorities
        self.coverage = coverage
        self.target = target
    }

    /// What each unseen statement weighs in the draw; probabilities are weights over their sum. O(unseen · groups).
    ///
    /// - Parameters:
    ///   - unseen: positions of statements on which the person has not voted.
    ///   - groups: positions in `coverage` of the groups that the person is in.
    public func weights(unseen: [Int], groups: [Int]) -> [Double] {
        let lacks = unseen.map { statement in
            groups.reduce(0) { $0 + max(0, target - coverage[$1][statement]) }
        }
        let isLacking = lacks.contains { $0 > 0 }
        return zip(unseen, lacks).map { statement, lack in
            let priority = priorities[statement].isFinite ? max(priorities[statement], 0) : 0
            return isLacking ? max(priority, .leastNormalMagnitude) * Double(lack) : priority
        }
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
    public mutating func note(statement: Int, groups: [Int]) {
        for group in groups { coverage[group][statement] += 1 }
    }
}
