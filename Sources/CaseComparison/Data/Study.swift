/// The cases, conditions and outcome of one analysis, read from a table and held to what the method needs.
///
/// Every membership is in 0...1 and every level a whole number; what could not be read was refused with its place.
public struct Study: Sendable, Hashable {
    /// What is to be explained.
    public struct Outcome: Sendable, Hashable {
        public let column: String
        /// The level that counts as the outcome, in a column with several; nil for a set.
        public let level: Int?
        /// The absence of the outcome is explained.
        public let isNegated: Bool

        /// As it is written: `Y`, `~Y`, `Y[2]`, `~Y[2]`.
        public var expression: String { (isNegated ? "~" : "") + column + (level.map { "[\($0)]" } ?? "") }
    }

    /// Something about the data that a reader must know.
    public enum Notice: Sendable, Hashable {
        /// A condition with one and the same value in all cases.
        case constantCondition(String)
        case constantOutcome(String)
        /// Cases left out because of an empty cell, with the column.
        case leftOut([CaseTableError.Place])
    }

    /// What becomes of cases with an empty cell in a column that is used.
    public enum Incomplete: String, Sendable, Hashable, CaseIterable {
        /// The analysis is refused, and the cells are named.
        case refuse
        /// The cases are left out, and named in the notices.
        case leaveOut = "leave-out"
    }

    public let cases: [String]
    public let conditions: [Condition]
    public let outcome: Outcome
    public let notices: [Notice]
    /// For each condition the value of each case; −1 where the condition does not apply.
    let values: [[Double]]
    /// The membership of each case in what is explained.
    public let outcomeMemberships: [Double]
    let space: PropertySpace

    static let notApplicable = -1.0
    /// More levels than this are a raw figure that nobody calibrated.
    static let mostLevels = 32
    /// Memberships this near to 0.5 are 0.5: calibration is computed in binary fractions.
    static let halfTolerance = 1e-9

    /// - Parameters:
    ///   - outcome: A column, `~` before it for its absence, `[2]` behind it for one of several levels.
    ///   - conditions: The columns that may explain it, in the order of the truth table.
    /// - Throws: `CaseTableError` naming line and column.
    public init(
        _ table: CaseTable, outcome: String, conditions: [String], incomplete: Incomplete = .refuse
    ) throws(CaseTableError) {
        let target = try Outcome(outcome, in: table)
        guard !conditions.isEmpty else { throw .noConditions }
        var seen: Set<String> = []
        for name in conditions {
            guard seen.insert(name).inserted else { throw .repeatedCondition(name: name) }
            guard name != target.column else { throw .outcomeIsCondition(name: name) }
            _ = try table.column(name)
            guard !Expression.holdsOperator(name) else { throw .nameWithOperator(column: name) }
        }
        var notices: [Notice] = []
        let kept = try Self.complete(table, columns: conditions + [target.column], incomplete, &notices)
        self.cases = kept.map { table.cases[$0] }
        self.outcome = target
        var columns: [(Condition, [Double])] = []
        for name in conditions { columns.append(try Self.read(name, of: table, cases: kept)) }
        self.conditions = columns.map(\.0)
        values = columns.map(\.1)
        guard let space = PropertySpace(self.conditions) else {
            throw .tooManyConditions(limit: PropertySpace.mostBits)
        }
        self.space = space
        outcomeMemberships = try Self.memberships(of: target, in: table, cases: kept)
        notices += self.conditions.filter(\.isConstant).map { .constantCondition($0.name) }
        if Set(outcomeMemberships).count == 1 { notices.append(.constantOutcome(target.column)) }
        self.notices = notices
    }

    /// The same study with other values, for re-runs.
    init(
        _ study: Study, cases: [String], values: [[Double]], outcomeMemberships: [Double], outcome: Outcome? = nil
    ) {
        self.cases = cases
        conditions = study.conditions
        self.outcome = outcome ?? study.outcome
        notices = study.notices
        self.values = values
        self.outcomeMemberships = outcomeMemberships
        space = study.space
    }

    /// The same cases and conditions with the absence of the outcome in place of its presence, or the reverse.
    public var negated: Study {
        Study(
            self, cases: cases, values: values, outcomeMemberships: outcomeMemberships.map { 1 - $0 },
            outcome: Outcome(column: outcome.column, level: outcome.level, isNegated: !outcome.isNegated))
    }

    /// The study without one case.
    func without(_ index: Int) -> Study {
        var (cases, values, outcomes) = (cases, values, outcomeMemberships)
        cases.remove(at: index)
        for condition in values.indices { values[condition].remove(at: index) }
        outcomes.remove(at: index)
        return Study(self, cases: cases, values: values, outcomeMemberships: outcomes)
    }

    /// The membership of each case in a literal: x or 1 − x for sets, 1 or 0 for levels.
    public func memberships(of literal: Literal) -> [Double] {
        let values = values[literal.condition]
        switch conditions[literal.condition].kind {
        case .multiValue: return values.map { $0 == Double(literal.level) ? 1 : 0 }
        case .crisp, .fuzzy:
            return values.map { $0 < 0 ? 0 : literal.level == 1 ? $0 : 1 - $0 }
        }
    }

    /// The membership of each case in a conjunction: the smallest of its literals, 1 when it has none.
    public func memberships(of term: Term) -> [Double] {
        var result = [Double](repeating: 1, count: cases.count)
        for literal in term.literals {
            let memberships = memberships(of: literal)
            for index in result.indices where memberships[index] < result[index] { result[index] = memberships[index] }
        }
        return result
    }

    /// The membership of each case in a disjunction of conjunctions: the largest of them, 0 when there is none.
    public func memberships(of terms: [Term]) -> [Double] {
        var result = [Double](repeating: 0, count: cases.count)
        for term in terms {
            let memberships = memberships(of: term)
            for index in result.indices where memberships[index] > result[index] { result[index] = memberships[index] }
        }
        return result
    }

    /// The value of a condition in each case, a degree or a level; nil where it does not apply.
    public func levels(of condition: Int) -> [Double?] {
        values[condition].map { $0 == Self.notApplicable ? nil : $0 }
    }

    /// All literals in order: for sets presence and absence, else each level.
    public var literals: [Literal] {
        conditions.indices.flatMap { condition in
            (0..<conditions[condition].levels).map { Literal(condition: condition, level: $0) }
        }.sorted()
    }

    /// Formulas name levels of all conditions, also of sets, as soon as one condition has several (`A[1]*B[0]`).
    public var writesLevels: Bool { conditions.contains { $0.kind == .multiValue } }
}
