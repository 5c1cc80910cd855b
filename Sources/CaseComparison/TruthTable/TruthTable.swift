/// What makes a row of a truth table positive.
public struct Thresholds: Sendable, Hashable {
    /// Least inclusion (consistency of sufficiency) of a positive row.
    public var inclusion: Double
    /// Rows between this and `inclusion` are contradictions (`C`); nil for a single cut-off.
    public var secondInclusion: Double?
    /// Least number of cases of a row that is not a remainder.
    public var frequency: Int
    /// Least proportional reduction in inconsistency of a positive row.
    public var pri: Double

    public init(inclusion: Double = 0.8, secondInclusion: Double? = nil, frequency: Int = 1, pri: Double = 0) {
        self.inclusion = inclusion
        self.secondInclusion = secondInclusion
        self.frequency = frequency
        self.pri = pri
    }

    /// - Throws: `CaseTableError.unusableSetting`.
    func check() throws(CaseTableError) {
        for (name, value) in [
            ("inclusion cut-off", inclusion), ("second inclusion cut-off", secondInclusion ?? 0), ("PRI cut-off", pri),
        ] where !(0...1).contains(value) {
            throw .unusableSetting(name: name, value: value, lowest: 0, highest: 1)
        }
        guard frequency >= 1 else {
            throw .unusableSetting(name: "frequency cut-off", value: Double(frequency), lowest: 1, highest: .infinity)
        }
        if let secondInclusion, secondInclusion > inclusion {
            throw .unusableSetting(
                name: "second inclusion cut-off", value: secondInclusion, lowest: 0, highest: inclusion)
        }
    }
}

/// The combinations of conditions that occur, each with its cases and how consistently they show the outcome.
public struct TruthTable: Sendable, Hashable {
    /// What a row says.
    public enum Output: String, Sendable, Hashable {
        /// Sufficient for the outcome, to be explained.
        case positive = "1"
        case negative = "0"
        /// Between the two inclusion cut-offs: neither explained nor used as a counterfactual.
        case contradiction = "C"
        /// Too few cases: may be used as a counterfactual.
        case remainder = "?"
    }

    /// A combination with at least one case.
    public struct Row: Sendable, Hashable {
        /// 1 + the mixed-radix number of the combination, the first condition most significant.
        public let number: Int
        /// The level of each condition; `Condition.levels` stands for "does not apply".
        public let levels: [Int]
        public var output: Output
        /// The cases whose membership in the combination is above 0.5, by their places in the study.
        public let cases: [Int]
        /// Those of them that are not in the outcome.
        public let deviantCases: [Int]
        /// Σ min(x, y) / Σ x over all cases.
        public let inclusion: Double
        /// (Σ min(x,y) − Σ min(x,y,1−y)) / (Σ x − Σ min(x,y,1−y)); nil when that is 0/0.
        public let pri: Double?
        let cell: UInt64

        /// Cases with the outcome and cases without it share the combination.
        public var isContradictory: Bool { !deviantCases.isEmpty && deviantCases.count < cases.count }
    }

    /// The rows by number.
    public let rows: [Row]
    public let thresholds: Thresholds
    /// For each case the conditions in which its membership is exactly 0.5: it belongs to no row.
    public let undecided: [(case: Int, conditions: [Int])]
    let space: PropertySpace

    /// How many combinations the conditions can have.
    public var combinations: Int { space.levels.reduce(1, *) }

    public static func == (first: TruthTable, second: TruthTable) -> Bool {
        first.rows == second.rows && first.thresholds == second.thresholds
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(rows)
        hasher.combine(thresholds)
    }

    /// O(rows × cases × conditions).
    ///
    /// Source: C. C. Ragin, "Redesigning Social Inquiry", 2008, chapters 7 and 8.
    /// - Throws: `CaseTableError.unusableSetting`.
    public init(_ study: Study, _ thresholds: Thresholds = Thresholds()) throws(CaseTableError) {
        try thresholds.check()
        self.init(checked: study, thresholds)
    }

    init(checked study: Study, _ thresholds: Thresholds) {
        self.thresholds = thresholds
        space = study.space
        var members: [UInt64: [Int]] = [:]
        var undecided: [(case: Int, conditions: [Int])] = []
        for index in study.cases.indices {
            let (cell, halves) = study.cell(of: index)
            if halves.isEmpty { members[cell, default: []].append(index) } else { undecided.append((index, halves)) }
        }
        self.undecided = undecided
        let space = space
        rows = members.map { cell, cases in
            Self.row(cell, number: space.number(of: cell), cases, study, thresholds)
        }.sorted { $0.number < $1.number }
    }

    private static func row(
        _ cell: UInt64, number: Int, _ cases: [Int], _ study: Study, _ thresholds: Thresholds
    ) -> Row {
        let fit = Sufficiency(study.memberships(ofCell: cell), study.outcomeMemberships)
        let (inclusion, pri) = (fit.consistency ?? 0, fit.pri)
        return Row(
            number: number, levels: study.space.levels(in: cell),
            output: output(cases: cases.count, inclusion: inclusion, pri: pri, thresholds), cases: cases,
            deviantCases: cases.filter { study.outcomeMemberships[$0] < 0.5 - Study.halfTolerance },
            inclusion: inclusion, pri: pri, cell: cell)
    }

    static func output(cases: Int, inclusion: Double, pri: Double?, _ thresholds: Thresholds) -> Output {
        if cases < thresholds.frequency { return .remainder }
        if CutOff.isReached(thresholds.inclusion, by: inclusion), CutOff.isReached(thresholds.pri, by: pri) {
            return .positive
        }
        if let second = thresholds.secondInclusion, CutOff.isReached(second, by: inclusion),
            !CutOff.isReached(thresholds.inclusion, by: inclusion)
        {
            return .contradiction
        }
        return .negative
    }

    /// The same rows judged by other cut-offs. O(rows).
    func judged(by thresholds: Thresholds) -> TruthTable {
        var rows = rows
        for index in rows.indices {
            let row = rows[index]
            rows[index].output = Self.output(
                cases: row.cases.count, inclusion: row.inclusion, pri: row.pri, thresholds)
        }
        return TruthTable(rows: rows, thresholds: thresholds, undecided: undecided, space: space)
    }

    init(
        rows: [Row], thresholds: Thresholds, undecided: [(case: Int, conditions: [Int])], space: PropertySpace
    ) {
        self.rows = rows
        self.thresholds = thresholds
        self.undecided = undecided
        self.space = space
    }

    func cells(_ outputs: Output...) -> [UInt64] { rows.filter { outputs.contains($0.output) }.map(\.cell) }
}

extension Study {
    /// The combination a case belongs to, and the conditions in which it is at 0.5 and so belongs to none.
    func cell(of index: Int) -> (cell: UInt64, halves: [Int]) {
        var cell: UInt64 = 0
        var halves: [Int] = []
        for (condition, shape) in conditions.enumerated() {
            let value = values[condition][index]
            if value == Self.notApplicable {
                cell |= space.packed(shape.levels, of: condition)
            } else if shape.kind == .multiValue {
                cell |= space.packed(Int(value), of: condition)
            } else if abs(value - 0.5) <= Self.halfTolerance {
                halves.append(condition)
            } else {
                cell |= space.packed(value > 0.5 ? 1 : 0, of: condition)
            }
        }
        return (cell, halves)
    }

    /// The membership of each case in a whole combination.
    func memberships(ofCell cell: UInt64) -> [Double] {
        var result = [Double](repeating: 1, count: cases.count)
        for (condition, shape) in conditions.enumerated() {
            let level = space.level(of: condition, in: cell)
            let column = values[condition]
            for index in result.indices {
                let value = column[index]
                let membership: Double
                if level == shape.levels || value < 0 {
                    membership = (value < 0) == (level == shape.levels) ? 1 : 0
                } else if shape.kind == .multiValue {
                    membership = value == Double(level) ? 1 : 0
                } else {
                    membership = level == 1 ? value : 1 - value
                }
                if membership < result[index] { result[index] = membership }
            }
        }
        return result
    }
}
