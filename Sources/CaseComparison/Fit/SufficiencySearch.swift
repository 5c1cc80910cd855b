/// The shortest conjunctions that are enough for the outcome, searched without a truth table.
///
/// Source: A. Dușa, "QCA with R", 2019, chapter 6 (subsets of the outcome).
public struct SufficiencySearch: Sendable, Hashable {
    /// A conjunction with its fit in both directions.
    public struct Finding: Sendable, Hashable {
        public let term: Term
        public let sufficiency: Sufficiency
        public let necessity: Necessity
    }

    /// Conjunctions that reach the thresholds and hold no shorter one that does.
    public let found: [Finding]
    /// The search went through everything.
    public let isComplete: Bool

    /// - Parameters:
    ///   - consistency: Least consistency of sufficiency.
    ///   - necessity: Least consistency of necessity, for conjunctions that are enough and needed at once.
    ///   - coverage: Least raw coverage.
    public init(
        _ study: Study, consistency: Double, necessity: Double = 0, coverage: Double = 0, limits: Limits = Limits()
    ) {
        var work = limits.work / 10
        var found: [Finding] = []
        let y = study.outcomeMemberships
        var level: [(term: [Literal], values: [Double])] = [([], [Double](repeating: 1, count: y.count))]
        while !level.isEmpty, work > 0 {
            var next: [(term: [Literal], values: [Double])] = []
            for (term, values) in level {
                for literal in study.literals where literal.condition > term.last?.condition ?? -1 && work > 0 {
                    work -= 1
                    let longer = term + [literal]
                    if found.contains(where: { $0.term.literals.allSatisfy(longer.contains) }) { continue }
                    let joined = zip(values, study.memberships(of: literal)).map { min($0, $1) }
                    let fit = Sufficiency(joined, y)
                    let needed = Necessity(joined, y)
                    let isFound =
                        CutOff.isReached(consistency, by: fit.consistency)
                        && CutOff.isReached(necessity, by: needed.consistency)
                        && CutOff.isReached(coverage, by: fit.coverage)
                    if isFound {
                        found.append(Finding(term: Term(longer), sufficiency: fit, necessity: needed))
                    } else if CutOff.isReached(max(necessity, coverage), by: fit.coverage), fit.coverage ?? 0 > 0 {
                        next.append((longer, joined))
                    }
                }
            }
            level = next
        }
        self.found = found
        isComplete = work > 0
    }
}
