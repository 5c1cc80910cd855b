/// Which remainders must not serve as counterfactuals (enhanced standard analysis).
///
/// Source: C. Q. Schneider and C. Wagemann, "Doing Justice to Logical Remainders in QCA", Political Research Quarterly
/// 66(1), 2013; and the same, 2012, chapter 8.
public struct Untenable: Sendable, Hashable {
    /// Combinations that cannot exist or that nobody would assume, as formulas: `DEV*~LIT`.
    public var impossible: [String] = []
    /// Remainders that the parsimonious models of the outcome and of its absence both need.
    public var contradictoryAssumptions = false
    /// Rows that pass for the outcome and for its absence.
    public var simultaneousSubsets = false
    /// Conditions taken as necessary, as formulas (`LIT`, `DEV + URB`): remainders without them are untenable.
    public var necessary: [String] = []

    public init() {}

    var isEmpty: Bool { self == Untenable() }
}

/// What was found untenable.
public struct UntenableFindings: Sendable, Hashable {
    /// Why a combination is.
    public enum Reason: Sendable, Hashable {
        case impossible(String)
        case contradictoryAssumption
        case simultaneousSubset
        case contradictsNecessity(String)
    }

    /// Remainders or rows that fall under one reason.
    public struct Finding: Sendable, Hashable {
        public let reason: Reason
        public let combinations: Counterfactuals
    }

    public let findings: [Finding]
    let cubes: [Implicant]

    static func find(
        _ study: Study, _ table: TruthTable, _ necessity: NecessitySearch, _ options: Comparison.Options
    ) throws(CaseTableError) -> (UntenableFindings, TruthTable) {
        let asked = options.untenable
        guard !asked.isEmpty else { return (UntenableFindings(findings: [], cubes: []), table) }
        var found: [(Reason, [Implicant])] = []
        for text in asked.impossible {
            let terms = try Expression(text, conditions: study.conditions).terms
            found.append((.impossible(text), terms.map { Implicant($0, in: study.space) }))
        }
        for text in asked.necessary {
            let cubes = complement(of: try Expression(text, conditions: study.conditions).terms, study)
            found.append((.contradictsNecessity(text), cubes))
        }
        if asked.contradictoryAssumptions {
            found.append((.contradictoryAssumption, contradictory(study, table, options)))
        }
        var findings = found.map { reason, cubes in
            let region = Counterfactuals(
                cubes, without: table.known, in: study.space, limit: options.limits.combinations)
            return Finding(reason: reason, combinations: region)
        }
        var judged = table
        if asked.simultaneousSubsets {
            let rows = simultaneous(study, table)
            findings.append(
                Finding(
                    reason: .simultaneousSubset, combinations: Counterfactuals(count: rows.count, rows: rows.sorted())))
            judged = table.withNegative(rows)
        }
        return (UntenableFindings(findings: findings, cubes: found.flatMap(\.1)), judged)
    }

    /// What lies in a parsimonious term of the outcome and in one of its absence at once.
    static func contradictory(_ study: Study, _ table: TruthTable, _ options: Comparison.Options) -> [Implicant] {
        let other = TruthTable(checked: study.negated, table.thresholds)
        let limits = options.limits
        let used = [table, other].map { table in
            Set(Minimisation.parsimonious(table, limits: limits, rowDominance: options.rowDominance).models.joined())
        }
        return Array(
            Set(used[0].flatMap { one in used[1].compactMap { one.intersection($0, in: study.space) } })
        ).sorted { Implicant.order($0, $1, in: study.space) }
    }

    /// The numbers of rows that pass the cut-offs for the outcome and for its absence.
    static func simultaneous(_ study: Study, _ table: TruthTable) -> Set<Int> {
        let other = TruthTable(checked: study.negated, table.thresholds)
        let passing = [table, other].map { Set($0.rows.filter { $0.output == .positive }.map(\.number)) }
        return passing[0].intersection(passing[1])
    }

    /// The combinations in none of the terms, as cubes: one literal of each term is contradicted.
    private static func complement(of terms: [Term], _ study: Study) -> [Implicant] {
        terms.reduce([Implicant(conditions: 0, levels: 0)]) { cubes, term in
            cubes.flatMap { cube in
                term.literals.flatMap { literal in
                    (0..<study.conditions[literal.condition].levels).filter { $0 != literal.level }.compactMap {
                        let other = Implicant(
                            Term([Literal(condition: literal.condition, level: $0)]), in: study.space)
                        return cube.intersection(other, in: study.space)
                    }
                }
            }
        }
    }
}

extension TruthTable {
    /// The same table with some rows counted as negative.
    func withNegative(_ numbers: Set<Int>) -> TruthTable {
        var rows = rows
        for index in rows.indices where numbers.contains(rows[index].number) { rows[index].output = .negative }
        return TruthTable(rows: rows, thresholds: thresholds, undecided: undecided, space: space)
    }
}
