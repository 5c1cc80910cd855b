/// A linear programme of a selection problem, and which of its rows and columns stands for what.
///
/// The rows are those of budgets and those derived from them, then one for the gap pot, then one for the most
/// proposals. Each row is counted in its largest amount, values in the largest value, so that the numbers are near 1.
struct TableauLayout: Sendable {
    let rows: [BudgetRow]
    private let units: [Double]
    /// The row that each agency's gap money is counted in, and its column.
    private let gapColumns: [Int?]
    private let hasGapPot: Bool
    private let most: Int?
    private let proposals: Int
    private let gap: Double
    private let gapUnit: Double
    private let values: [Double]
    private let valueUnit: Double

    init(_ problem: SelectionProblem, rows: [BudgetRow]) {
        self.rows = rows
        units = rows.map { row in Double(row.terms.map { abs($0.amount) }.max() ?? 1) }
        proposals = problem.count
        hasGapPot = problem.pot.gap > 0
        most = problem.most
        gapUnit = units.max() ?? 1
        gap = Double(problem.pot.gap) / gapUnit
        valueUnit = Double(max(1, problem.values.max() ?? 1))
        let unit = valueUnit
        values = problem.values.map { Double($0) / unit }
        var columns = [Int?](repeating: nil, count: problem.pot.budgets.count)
        if hasGapPot {
            let agencies = Set(rows.map(\.agency)).sorted()
            for (index, agency) in agencies.enumerated() { columns[agency] = problem.count + index }
        }
        gapColumns = columns
    }

    private var gapRow: Int? { hasGapPot ? rows.count : nil }
    private var placeRow: Int? { most == nil ? nil : rows.count + (hasGapPot ? 1 : 0) }

    /// The programme in which nothing is settled.
    func tableau() -> Tableau {
        let gapColumns = gapColumns.compactMap { $0 }
        let width = proposals + gapColumns.count
        var cells = [Double](repeating: 0, count: (rows.count + 2) * width)
        var limits: [Double] = []
        for (row, budget) in rows.enumerated() {
            for term in budget.terms { cells[row * width + term.proposal] = Double(term.amount) / units[row] }
            if let column = self.gapColumns[budget.agency] { cells[row * width + column] = -gapUnit / units[row] }
            limits.append(Double(budget.limit) / units[row])
        }
        if let gapRow {
            for column in gapColumns { cells[gapRow * width + column] = 1 }
            limits.append(gap)
        }
        if let placeRow, let most {
            for proposal in 0..<proposals { cells[placeRow * width + proposal] = 1 }
            limits.append(Double(most))
        }
        return Tableau(
            coefficients: Array(cells[..<(limits.count * width)]), limits: limits,
            values: values + gapColumns.map { _ in 0 }, upper: values.map { _ in 1 } + gapColumns.map { _ in gap })
    }

    /// What one unit of each row's limit is worth, in values.
    func prices(in tableau: Tableau) -> [Double] {
        rows.indices.map { tableau.price(ofRow: $0) * valueUnit / units[$0] }
    }

    /// What one more place among the chosen is worth, in values.
    func placePrice(in tableau: Tableau) -> Double {
        placeRow.map { tableau.price(ofRow: $0) * valueUnit } ?? 0
    }

    /// What the gap pot pays for an agency.
    func gapMoney(of agency: Int, in tableau: Tableau) -> Double {
        gapColumns[agency].map { tableau.value(of: $0) * gapUnit } ?? 0
    }
}
