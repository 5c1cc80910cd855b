/// The shortest formulas that a truth table supports under one reading of its remainders.
public struct Solution: Sendable, Hashable {
    /// How remainders are read.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// None is used; also called conservative.
        case complex
        /// Every one that makes a formula shorter.
        case parsimonious
        /// Those that theory expects to show the outcome.
        case intermediate
    }

    /// Why there is no formula, or one that says nothing.
    public enum Remark: Sendable, Hashable {
        /// No row reaches the cut-offs.
        case noPositiveRow
        /// Nothing contradicts the outcome, so the shortest formula is "always".
        case nothingForbidden
        /// More prime implicants than were looked for; the models are not all.
        case primeImplicantsStopped(limit: Int)
        /// More models than were listed.
        case modelsStopped(listed: Int)
        /// More ways to cover the rows than were tried: the model is short, but a shorter one was not ruled out.
        case sizeNotProven
        /// More pairs of models than were worked out.
        case pairsStopped(pairs: Int, worked: Int)
        /// No expectation was named, so no counterfactual is easy.
        case noExpectations
    }

    /// A prime implicant in the chart.
    public struct ChartRow: Sendable, Hashable {
        public let term: Term
        /// The numbers of the positive rows that it covers.
        public let covers: [Int]
    }

    /// A formula with its fit.
    public struct Model: Sendable, Hashable {
        public let terms: [TermFit]
        public let fit: Sufficiency
        /// The remainders that it treats as positive.
        public let assumptions: Counterfactuals?
    }

    /// A conjunction of a model with its fit.
    public struct TermFit: Sendable, Hashable {
        public let term: Term
        public let fit: Sufficiency
        /// What it alone covers: raw coverage less what the other terms cover too; nil for a single term.
        public let uniqueCoverage: Double?
        /// The cases with a membership above 0.5, by their places in the study.
        public let cases: [Int]
    }

    /// The pair of models between which an intermediate solution lies.
    public struct Between: Sendable, Hashable {
        public let complex: [Term]
        public let parsimonious: [Term]
        /// Their places among the models of the complex and the parsimonious solution.
        public let places: [Int]
        public let easy: Counterfactuals
        public let difficult: Counterfactuals
    }

    public let kind: Kind
    /// All of them, or as many as the limit allows.
    public let models: [Model]
    /// How many models there are; at least this many when `isCountExact` is false.
    public let count: Int
    public let isCountExact: Bool
    public let chart: [ChartRow]
    /// Terms without which some row is not covered; they are in every model.
    public let essential: [Term]
    public let between: Between?
    public let remarks: [Remark]
}

extension Solution {
    init(
        _ kind: Kind, _ found: Minimisation, study: Study, remainders observed: [UInt64], between: Between? = nil,
        remarks: [Remark] = [], limits: Limits
    ) {
        let space = study.space
        var remarks = remarks
        if found.positive.isEmpty { remarks.append(.noPositiveRow) }
        if found.models.contains([Implicant(conditions: 0, levels: 0)]) { remarks.append(.nothingForbidden) }
        if found.primes.isIncomplete { remarks.append(.primeImplicantsStopped(limit: limits.primeImplicants)) }
        if !found.covers.isSizeProven { remarks.append(.sizeNotProven) }
        if !found.covers.isComplete { remarks.append(.modelsStopped(listed: found.covers.models.count)) }
        var fitter = ModelFitter(study)
        self.kind = kind
        models =
            found.positive.isEmpty
            ? []
            : found.models.map { implicants in
                let assumptions =
                    kind == .parsimonious && found.covers.count <= limits.pairs
                    ? Counterfactuals(implicants, without: observed, in: space, limit: limits.combinations) : nil
                return fitter.model(implicants, assumptions: assumptions)
            }
        count = found.positive.isEmpty ? 0 : found.covers.count
        isCountExact = found.covers.isCountExact && !found.primes.isIncomplete
        let numbers = found.positive.map(space.number(of:))
        chart = found.primes.implicants.indices.prefix(limits.combinations).map { index in
            ChartRow(
                term: found.primes.implicants[index].term(in: space),
                covers: found.primes.coverage[index].members.map { numbers[$0] })
        }
        essential = found.essential.map { found.primes.implicants[$0].term(in: space) }
        self.between = between
        self.remarks = remarks
    }
}

/// Works out the fit of models; the memberships of a term are worked out once, in however many models it is.
struct ModelFitter {
    private let study: Study
    private var known: [Implicant: (memberships: [Double], fit: Sufficiency, term: Term, cases: [Int])] = [:]

    init(_ study: Study) { self.study = study }

    mutating func model(_ implicants: [Implicant], assumptions: Counterfactuals?) -> Solution.Model {
        let parts = implicants.map { part($0) }
        let y = study.outcomeMemberships
        // The two highest memberships of each case tell what is left of the union without any one term.
        var highest = [Double](repeating: 0, count: y.count)
        var second = highest
        for part in parts {
            for index in y.indices {
                let membership = part.memberships[index]
                if membership > highest[index] {
                    second[index] = highest[index]
                    highest[index] = membership
                } else if membership > second[index] {
                    second[index] = membership
                }
            }
        }
        let total = y.reduce(0, +)
        let terms = parts.map { part in
            var shared = 0.0
            for index in y.indices {
                let membership = part.memberships[index]
                let others = membership == highest[index] ? second[index] : highest[index]
                shared += min(membership, y[index], others)
            }
            let unique = part.fit.coverage.flatMap { raw in quotient(shared, total).map { raw - $0 } }
            return Solution.TermFit(
                term: part.term, fit: part.fit, uniqueCoverage: parts.count > 1 ? unique : nil, cases: part.cases)
        }
        return Solution.Model(terms: terms, fit: Sufficiency(highest, y), assumptions: assumptions)
    }

    private mutating func part(
        _ implicant: Implicant
    ) -> (memberships: [Double], fit: Sufficiency, term: Term, cases: [Int]) {
        if let part = known[implicant] { return part }
        let term = implicant.term(in: study.space)
        let memberships = study.memberships(of: term)
        let part = (
            memberships, Sufficiency(memberships, study.outcomeMemberships), term,
            memberships.indices.filter { memberships[$0] > 0.5 + Study.halfTolerance }
        )
        known[implicant] = part
        return part
    }
}
