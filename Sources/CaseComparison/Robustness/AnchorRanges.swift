/// A condition or the outcome of a study with the raw figures that it was calibrated from.
public struct CalibratedColumn: Sendable, Hashable {
    /// The column as the study uses it.
    public let column: String
    /// The raw figure of each case of the study.
    public let values: [Double]
    public let calibration: Calibration

    public init(column: String, values: [Double], calibration: Calibration) {
        self.column = column
        self.values = values
        self.calibration = calibration
    }
}

extension StableRange {
    /// Where each gap between two raw figures is looked at, besides the figures themselves: evenly, and close to its
    /// end.
    private static let shares = [1, 2, 3, 4, 5, 6].map { $0 / 7.0 } + [1 - 1e-5]
    private static let halvings = 60

    /// The range of each anchor of a column within which the formula stays the same, the other anchors held.
    ///
    /// Thresholds of levels change a formula only where they pass a raw figure, so their ends are exact. The anchors
    /// of curves change memberships smoothly: every gap between raw figures is looked at in six places, and a change
    /// is closed in upon by halving.
    public static func anchors(
        _ kind: Solution.Kind, of comparison: Comparison, _ column: CalibratedColumn
    ) throws(CaseTableError) -> [StableRange] {
        let finder = try FormulaFinder(kind, comparison)
        guard column.values.count == comparison.study.cases.count else {
            throw .unevenColumn(
                column: column.column, cells: column.values.count, cases: comparison.study.cases.count)
        }
        return column.calibration.anchors.indices.map { index in
            AnchorWalk(finder: finder, study: comparison.study, column: column, index: index).range()
        }
    }

    private struct AnchorWalk {
        let finder: FormulaFinder
        let study: Study
        let column: CalibratedColumn
        let index: Int

        private var anchor: Double { column.calibration.anchors[index].value }

        /// Nil where the anchors would be out of order.
        private func formula(_ value: Double) -> FormulaFinder.Formula? {
            var calibration = column.calibration
            calibration.anchors[index].value = value
            guard let memberships = try? calibration.memberships(of: column.values, column: column.column),
                let moved = study.replacing(column.column, with: memberships)
            else { return nil }
            return finder.formula(moved)
        }

        func range() -> StableRange {
            let home = formula(anchor)
            return StableRange(
                subject: .anchor(column: column.column, index: index), value: anchor,
                lower: end(home, direction: -1), upper: end(home, direction: 1))
        }

        private func end(_ home: FormulaFinder.Formula?, direction: Double) -> End {
            let figures = Set(column.values + column.calibration.anchors.map(\.value)).sorted()
            let span = max((figures.last ?? 0) - (figures.first ?? 0), .leastNormalMagnitude)
            var steps = figures.filter { ($0 - anchor) * direction > 0 }
            if direction < 0 { steps.reverse() }
            // Beyond the figures an outer anchor only flattens the curve: one span more is looked at.
            steps.append((direction > 0 ? figures.last ?? anchor : figures.first ?? anchor) + direction * span)
            var last = anchor
            for step in steps {
                if let end = end(home, from: last, to: step) { return end }
                guard let there = formula(step) else {
                    return End(value: step, isIncluded: false, isExact: true, beyond: nil)
                }
                if there != home {
                    return End(value: step, isIncluded: false, isExact: true, beyond: finder.expressions(there, study))
                }
                last = step
            }
            return End(value: last, isIncluded: true, isExact: false, beyond: nil)
        }

        /// The end inside a gap; nil when the formula holds throughout it.
        private func end(_ home: FormulaFinder.Formula?, from start: Double, to step: Double) -> End? {
            var good = start
            for share in StableRange.shares {
                let place = start + (step - start) * share
                guard place != start, place != step else { return nil }
                guard let there = formula(place) else {
                    return End(value: good, isIncluded: true, isExact: good == start, beyond: nil)
                }
                if there == home {
                    good = place
                    continue
                }
                var bad = place
                for _ in 0..<halvings where abs(bad - good) > 1e-12 * max(abs(bad), abs(good)) {
                    let middle = good + (bad - good) / 2
                    if formula(middle) == home { good = middle } else { bad = middle }
                }
                let isAtFigure = abs(bad - start) <= 1e-9 * max(1, abs(start))
                return End(
                    value: isAtFigure ? start : bad, isIncluded: isAtFigure, isExact: isAtFigure,
                    beyond: finder.expressions(there, study))
            }
            return nil
        }
    }
}

extension Study {
    /// The study with other memberships in one condition or in the outcome; nil when they change the levels.
    func replacing(_ column: String, with memberships: [Double]) -> Study? {
        if column == outcome.column {
            let outcomes = memberships.map { value -> Double in
                let membership = outcome.level.map { Double($0) == value ? 1.0 : 0 } ?? value
                return outcome.isNegated ? 1 - membership : membership
            }
            guard outcomes.allSatisfy({ (0...1).contains($0) }) else { return nil }
            return Study(self, cases: cases, values: values, outcomeMemberships: outcomes)
        }
        guard let index = conditions.firstIndex(where: { $0.name == column }) else { return nil }
        let isMulti = conditions[index].kind == .multiValue
        let most = isMulti ? Double(conditions[index].levels - 1) : 1
        guard memberships.allSatisfy({ (0...most).contains($0) && (!isMulti || $0 == $0.rounded()) }) else {
            return nil
        }
        var values = values
        values[index] = memberships
        return Study(self, cases: cases, values: values, outcomeMemberships: outcomeMemberships)
    }
}
