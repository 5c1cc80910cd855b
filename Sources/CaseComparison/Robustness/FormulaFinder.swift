/// Finds the models of changed data or settings, as quickly as can be: no fit, no charts.
struct FormulaFinder {
    let kind: Solution.Kind
    let expectations: Expectations
    let options: Comparison.Options
    let untenable: [Implicant]

    /// All models of one solution; for an intermediate one those of all pairs.
    struct Formula: Hashable {
        let models: Set<[Implicant]>
        let count: Int
    }

    init(_ kind: Solution.Kind, _ comparison: Comparison) throws(CaseTableError) {
        self.kind = kind
        options = comparison.options
        expectations = try Expectations(options.expectations, conditions: comparison.study.conditions)
        untenable = comparison.untenable.cubes
    }

    func formula(_ table: TruthTable) -> Formula {
        let limits = options.limits
        switch kind {
        case .complex:
            return Self.formula([Minimisation.complex(table, limits: limits, rowDominance: options.rowDominance)])
        case .parsimonious: return Self.formula([parsimonious(table)])
        case .intermediate:
            let complex = Minimisation.complex(table, limits: limits, rowDominance: options.rowDominance)
            let short = parsimonious(table)
            var seen: Set<[Implicant]> = []
            var found: [Minimisation] = []
            for c in complex.models {
                for p in short.models where seen.count < limits.pairs {
                    let easy = Comparison.reduced(c, towards: p, expectations, table.space)
                    guard seen.insert(easy).inserted else { continue }
                    found.append(
                        Minimisation(
                            positive: complex.positive, easy: easy, table.space, limits, options.rowDominance))
                }
            }
            return Self.formula(found)
        }
    }

    func formula(_ study: Study) -> Formula { formula(TruthTable(checked: study, options.thresholds)) }

    private func parsimonious(_ table: TruthTable) -> Minimisation {
        Minimisation.parsimonious(
            table, untenable: untenable, limits: options.limits, rowDominance: options.rowDominance)
    }

    private static func formula(_ found: [Minimisation]) -> Formula {
        let models = found.filter { !$0.positive.isEmpty }.flatMap(\.models)
        return Formula(models: Set(models), count: found.reduce(0) { $0 &+ $1.covers.count })
    }

    /// The models in words of formulas, in a fixed order; at most twenty.
    func expressions(_ formula: Formula, _ study: Study) -> [String] {
        formula.models.map { model in study.expression(of: model.map { $0.term(in: study.space) }) }
            .sorted { ($0.count, $0) < ($1.count, $1) }.prefix(20).map { $0 }
    }
}
