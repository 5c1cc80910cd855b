/// Between which values a cut-off or an anchor leaves the formula as it is.
public struct StableRange: Sendable, Hashable {
    /// What is moved.
    public enum Subject: Sendable, Hashable {
        case inclusion
        case frequency
        case pri
        /// An anchor of a calibrated column, counted from 0 in the order in which it is written.
        case anchor(column: String, index: Int)
    }

    /// One end of the range.
    public struct End: Sendable, Hashable {
        public let value: Double
        /// The value itself still gives the formula.
        public let isIncluded: Bool
        /// The value is exact: a figure of the truth table or of the raw data. Otherwise it was closed in upon by
        /// halving, to twelve digits, and two changes very near to each other may have been passed over.
        public let isExact: Bool
        /// The models beyond the end; nil when the end is as far as the setting can go or was looked for.
        public let beyond: [String]?
    }

    public let subject: Subject
    public let value: Double
    public let lower: End
    public let upper: End
}

extension StableRange {
    /// The ranges of the three cut-offs for one solution.
    ///
    /// A row changes its output only where the cut-off passes the row's own figure, so each end is such a figure: the
    /// intervals between them are tried outwards until the formula is another. O(rows) minimisations.
    public static func cutOffs(
        _ kind: Solution.Kind, of comparison: Comparison
    ) throws(CaseTableError) -> [StableRange] {
        let finder = try FormulaFinder(kind, comparison)
        let thresholds = comparison.table.thresholds
        // Rows that were set negative by hand are judged anew with each cut-off, as in the comparison itself.
        let table = comparison.table
        let counted = table.rows.filter { $0.cases.count >= thresholds.frequency }
        func range(
            _ subject: Subject, _ value: Double, figures: [Double], most: Double,
            _ change: @escaping (inout Thresholds, Double) -> Void
        ) -> StableRange {
            let formula = { (cut: Double) in
                var moved = thresholds
                change(&moved, cut)
                return finder.formula(table.judged(by: moved))
            }
            return walk(subject, value, figures: figures, most: most, formula) {
                finder.expressions($0, comparison.study)
            }
        }
        return [
            range(.inclusion, thresholds.inclusion, figures: counted.map(\.inclusion), most: 1) { thresholds, cut in
                thresholds.inclusion = cut
                thresholds.secondInclusion = thresholds.secondInclusion.map { min($0, cut) }
            },
            range(
                .frequency, Double(thresholds.frequency), figures: table.rows.map { Double($0.cases.count) },
                most: .infinity
            ) { $0.frequency = $1 > 1e6 ? Int.max : Int($1) },
            range(.pri, thresholds.pri, figures: counted.compactMap(\.pri), most: 1) { $0.pri = $1 },
        ]
    }

    /// The outputs are the same for all cut-offs above one figure and up to the next; the upper one stands for them.
    private static func walk(
        _ subject: Subject, _ value: Double, figures: [Double], most: Double,
        _ formula: (Double) -> FormulaFinder.Formula, _ words: (FormulaFinder.Formula) -> [String]
    ) -> StableRange {
        var steps: [Double] = []
        for figure in figures.sorted() where figure > 0 && figure <= most {
            if let last = steps.last, figure - last < 2 * CutOff.tolerance { continue }
            steps.append(figure)
        }
        steps.append(most)
        let here = steps.firstIndex { $0 >= value - CutOff.tolerance } ?? steps.count - 1
        let home = formula(value)
        var lower = End(value: subject == .frequency ? 1 : 0, isIncluded: true, isExact: true, beyond: nil)
        for place in stride(from: here - 1, through: 0, by: -1) {
            let other = formula(steps[place])
            if other != home {
                lower = End(value: steps[place], isIncluded: false, isExact: true, beyond: words(other))
                break
            }
        }
        var upper = End(value: most, isIncluded: true, isExact: true, beyond: nil)
        for place in steps.indices.dropFirst(here + 1) {
            let other = formula(steps[place])
            if other != home {
                upper = End(value: steps[place - 1], isIncluded: true, isExact: true, beyond: words(other))
                break
            }
        }
        return StableRange(subject: subject, value: value, lower: lower, upper: upper)
    }
}
