/// What becomes of the formula when one case had not been studied.
public struct LeaveOneOut: Sendable, Hashable {
    /// One case left out.
    public struct Trial: Sendable, Hashable {
        public let name: String
        public let isSame: Bool
        /// The models without the case, at most twenty; empty when no row is positive any more.
        public let models: [String]
    }

    public let kind: Solution.Kind
    public let trials: [Trial]

    /// Share of cases without which the formula is the same.
    public var stability: Double {
        trials.isEmpty ? 1 : Double(trials.count(where: \.isSame)) / Double(trials.count)
    }

    /// O(cases) comparisons without fit.
    public init(_ kind: Solution.Kind, of comparison: Comparison) throws(CaseTableError) {
        let finder = try FormulaFinder(kind, comparison)
        let study = comparison.study
        let home = finder.formula(comparison.table)
        self.kind = kind
        trials = study.cases.indices.map { index in
            let formula = finder.formula(study.without(index))
            return Trial(
                name: study.cases[index], isSame: formula.models == home.models,
                models: finder.expressions(formula, study))
        }
    }
}
