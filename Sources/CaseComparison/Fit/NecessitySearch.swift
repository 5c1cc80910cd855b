/// Conditions, conjunctions and disjunctions that the outcome may need.
///
/// A disjunction counts when none of its parts passes without the others: conditions that stand for each other (SUIN).
/// Source: Schneider and Wagemann 2012, chapters 3 and 9; A. Dușa, "QCA with R", 2019, chapter 5.
public struct NecessitySearch: Sendable, Hashable {
    /// What must be reached to be listed.
    public struct Thresholds: Sendable, Hashable {
        public var consistency: Double
        public var coverage: Double
        public var relevance: Double

        public init(consistency: Double = 0.9, coverage: Double = 0.6, relevance: Double = 0.5) {
            self.consistency = consistency
            self.coverage = coverage
            self.relevance = relevance
        }
    }

    /// How the literals are joined.
    public enum Shape: String, Sendable, Hashable {
        case condition
        case conjunction
        case disjunction
    }

    /// One formula with its fit.
    public struct Finding: Sendable, Hashable {
        public let shape: Shape
        public let literals: [Literal]
        public let fit: Necessity
        /// It reaches all three thresholds.
        public let passes: Bool
    }

    /// Every single literal, whether it passes or not.
    public let conditions: [Finding]
    /// Conditions, conjunctions and disjunctions that pass, short ones first.
    public let found: [Finding]
    /// The search went through everything; else it stopped at `Limits.work` steps or `Limits.models` findings.
    public let isComplete: Bool

    /// O(formulas tried × cases). Conjunctions only lose consistency and disjunctions only lose relevance as they
    /// grow, so branches end early.
    /// - Throws: `CaseTableError.unusableSetting`.
    public init(
        _ study: Study, _ thresholds: Thresholds = Thresholds(), limits: Limits = Limits()
    ) throws(CaseTableError) {
        for (name, value) in [
            ("necessity consistency cut-off", thresholds.consistency),
            ("necessity coverage cut-off", thresholds.coverage),
            ("relevance cut-off", thresholds.relevance),
        ] where !(0...1).contains(value) {
            throw .unusableSetting(name: name, value: value, lowest: 0, highest: 1)
        }
        var walk = Walk(study, thresholds, work: limits.work / 10, most: limits.models)
        walk.conjunctions(from: 0, [Double](repeating: 1, count: study.cases.count))
        walk.disjunctions(from: 0, [Double](repeating: 0, count: study.cases.count))
        conditions = study.literals.map { literal in
            let fit = Necessity(study.memberships(of: literal), study.outcomeMemberships)
            return Finding(shape: .condition, literals: [literal], fit: fit, passes: thresholds.pass(fit))
        }
        found = walk.found.filter(\.passes).enumerated().sorted { first, second in
            let key = { (finding: Finding) in
                (finding.shape == .disjunction ? 1 : 0, finding.literals.count)
            }
            let (one, two) = (key(first.element), key(second.element))
            return one != two ? one < two : first.offset < second.offset
        }.map(\.element)
        isComplete = walk.work > 0
    }

    private struct Walk {
        let memberships: [[(literal: Literal, values: [Double])]]
        let y: [Double]
        let sumY: Double
        let thresholds: Thresholds
        var work: Int
        private let most: Int
        var found: [Finding] = []
        private var chosen: [(literal: Literal, values: [Double])] = []

        init(_ study: Study, _ thresholds: Thresholds, work: Int, most: Int) {
            self.most = most
            memberships = study.conditions.indices.map { condition in
                study.literals.filter { $0.condition == condition }.map { ($0, study.memberships(of: $0)) }
            }
            y = study.outcomeMemberships
            sumY = y.reduce(0, +)
            self.thresholds = thresholds
            self.work = work
        }

        private func isConsistent(_ x: [Double]) -> Bool {
            var both = 0.0
            for index in x.indices { both += min(x[index], y[index]) }
            return CutOff.isReached(thresholds.consistency, by: quotient(both, sumY))
        }

        mutating func conjunctions(from start: Int, _ x: [Double]) {
            for condition in memberships.indices.dropFirst(start) {
                for part in memberships[condition] where spend() {
                    let joined = zip(x, part.values).map { min($0, $1) }
                    guard isConsistent(joined) else { continue }
                    chosen.append(part)
                    report(joined, chosen.count == 1 ? .condition : .conjunction)
                    conjunctions(from: condition + 1, joined)
                    chosen.removeLast()
                }
            }
        }

        mutating func disjunctions(from start: Int, _ x: [Double]) {
            for condition in memberships.indices.dropFirst(start) {
                for part in memberships[condition] where spend() {
                    let joined = zip(x, part.values).map { max($0, $1) }
                    chosen.append(part)
                    if isConsistent(joined) {
                        if chosen.count > 1, isIrreducible() { report(joined, .disjunction) }
                    } else if mayPass(joined) {
                        disjunctions(from: condition + 1, joined)
                    }
                    chosen.removeLast()
                }
            }
        }

        private mutating func spend() -> Bool {
            work -= 1
            return work > 0
        }

        /// No part without one of the literals is consistent.
        private func isIrreducible() -> Bool {
            !chosen.indices.contains { left in
                var union = [Double](repeating: 0, count: y.count)
                for (index, part) in chosen.enumerated() where index != left {
                    for place in union.indices { union[place] = max(union[place], part.values[place]) }
                }
                return isConsistent(union)
            }
        }

        /// Whether a wider disjunction can still be relevant and cover enough.
        private func mayPass(_ x: [Double]) -> Bool {
            let fit = Necessity(x, y)
            guard CutOff.isReached(thresholds.relevance, by: fit.relevance) else { return false }
            return x.reduce(0, +) * thresholds.coverage <= sumY + CutOff.tolerance
        }

        private mutating func report(_ x: [Double], _ shape: Shape) {
            let fit = Necessity(x, y)
            guard thresholds.pass(fit) else { return }
            found.append(Finding(shape: shape, literals: chosen.map(\.literal), fit: fit, passes: true))
            if found.count >= most { work = 0 }
        }
    }
}

extension NecessitySearch.Thresholds {
    func pass(_ fit: Necessity) -> Bool {
        CutOff.isReached(consistency, by: fit.consistency)
            && CutOff.isReached(coverage, by: fit.coverage)
            && CutOff.isReached(relevance, by: fit.relevance)
    }
}

extension Study {
    /// A finding as formulas of this study write it.
    public func expression(of finding: NecessitySearch.Finding) -> String {
        finding.literals.map(expression(of:)).joined(separator: finding.shape == .disjunction ? " + " : "*")
    }
}
