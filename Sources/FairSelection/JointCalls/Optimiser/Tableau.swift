/// A linear programme with bounded variables, kept solved by the dual simplex method while variables are fixed.
///
/// Maximises the sum of values times shares (0 to 1) of proposals, where each agency's row may be exceeded by its gap
/// money and all gap money by the gap pot. Rows hold the basic variables in terms of the others (the condensed
/// tableau). It works in floating point: its prices and shares guide the search, and what is proven from them is
/// computed anew from the amounts; see `PriceBound`.
/// Source of the method: A. Koberstein, "The Dual Simplex Method, Techniques for a Fast and Stable Implementation"
/// (Paderborn 2005), with his long step rule for bounded variables.
struct Tableau {
    enum Ending { case optimal, infeasible, stalled }

    /// How far a value may be off before it counts as a fault.
    private static let tolerance = 1e-9
    /// The smallest number that may stand in the place of a pivot.
    private static let smallestPivot = 1e-7

    /// The place of a variable whose column was taken out.
    private static let removed = Int.min

    private let rows: Int
    private let columns: Int
    /// How many columns are left.
    private var width: Int
    /// Row by row, the coefficients of the variables outside the basis.
    private var cells: [Double]
    /// The values of the variables in the basis.
    private var basicValues: [Double]
    /// What one more unit of each variable outside the basis adds to the objective.
    private var reducedCosts: [Double]
    /// The variable of each row, and of each column.
    private var basis: [Int]
    private var nonbasis: [Int]
    private var isAtUpper: [Bool]
    /// Bounds of the variables: those of proposals first, then gap money, then what is left over in each row.
    private var lower: [Double]
    private var upper: [Double]
    /// Where each variable stands: its row when 0 or more, else the complement of its column.
    private var place: [Int]
    /// Scratch for a pivot: the cells of its row and column.
    private var candidates: [Int] = []

    /// The programme in which no proposal is settled, dual feasible: every proposal of value is taken whole.
    ///
    /// - Parameters:
    ///   - coefficients: row by row, a coefficient for each column.
    ///   - limits: the right-hand side of each row.
    ///   - values: the objective for each column, 0 or more.
    ///   - upper: the largest value of each column.
    init(coefficients: [Double], limits: [Double], values: [Double], upper bounds: [Double]) {
        rows = limits.count
        columns = values.count
        width = values.count
        cells = coefficients
        reducedCosts = values
        nonbasis = Array(0..<values.count)
        basis = limits.indices.map { values.count + $0 }
        lower = [Double](repeating: 0, count: values.count + limits.count)
        upper = bounds + [Double](repeating: .infinity, count: limits.count)
        isAtUpper = values.map { $0 > 0 }
        place = values.indices.map { ~$0 } + limits.indices.map { $0 }
        basicValues = limits
        for column in values.indices where isAtUpper[column] { shift(column, by: bounds[column]) }
    }

    /// The value of a variable.
    func value(of variable: Int) -> Double {
        let position = place[variable]
        if position >= 0 { return basicValues[position] }
        if position == Self.removed { return lower[variable] }
        return isAtUpper[~position] ? upper[variable] : lower[variable]
    }

    func isBasic(_ variable: Int) -> Bool { place[variable] >= 0 }

    /// The price of one unit of a row's limit, 0 or more.
    func price(ofRow row: Int) -> Double {
        let position = place[columns + row]
        return position >= 0 ? 0 : max(0, -reducedCosts[~position])
    }

    /// Settles a variable at a value; `solve()` makes the rest fit.
    mutating func fix(_ variable: Int, at value: Double) {
        let position = place[variable]
        if position < 0 {
            let column = ~position
            shift(column, by: value - (isAtUpper[column] ? upper[variable] : lower[variable]))
        }
        lower[variable] = value
        upper[variable] = value
    }

    /// Moves a variable outside the basis.
    private mutating func shift(_ column: Int, by change: Double) {
        guard change != 0 else { return }
        for row in 0..<rows { basicValues[row] -= cells[row * width + column] * change }
    }

    /// Takes out the columns of settled variables once they are many: these never move again, and the others need not
    /// be computed beside them.
    mutating func removeSettledColumns() {
        let kept = nonbasis.indices.filter { lower[nonbasis[$0]] < upper[nonbasis[$0]] }
        guard kept.count <= width - max(4, width / 16) else { return }
        for variable in nonbasis where lower[variable] == upper[variable] { place[variable] = Self.removed }
        var left: [Double] = []
        left.reserveCapacity(rows * kept.count)
        for row in 0..<rows { for column in kept { left.append(cells[row * width + column]) } }
        cells = left
        reducedCosts = kept.map { reducedCosts[$0] }
        isAtUpper = kept.map { isAtUpper[$0] }
        nonbasis = kept.map { nonbasis[$0] }
        for (column, variable) in nonbasis.enumerated() { place[variable] = ~column }
        width = kept.count
    }

    // MARK: - The dual simplex method

    /// Repairs rows that are out of their bounds until none is.
    mutating func solve(pivots: Int? = nil) -> Ending {
        var pivotsLeft = pivots ?? 50 * (rows + 1) + columns
        while let row = worstRow() {
            pivotsLeft -= 1
            guard pivotsLeft > 0 else { return .stalled }
            let variable = basis[row]
            let isBelow = basicValues[row] < lower[variable]
            guard let column = entering(row, isBelow: isBelow) else { return .infeasible }
            pivot(row, column, leavingAtUpper: !isBelow)
        }
        return .optimal
    }

    private func worstRow() -> Int? {
        var worst: Int?
        var most = Self.tolerance
        for row in 0..<rows {
            let variable = basis[row]
            let fault = max(lower[variable] - basicValues[row], basicValues[row] - upper[variable])
            if fault > most {
                most = fault
                worst = row
            }
        }
        return worst
    }

    /// Chooses the variable that enters for a row, moving boxed variables from bound to bound on the way as long as
    /// that does not repair the row.
    private mutating func entering(_ row: Int, isBelow: Bool) -> Int? {
        let base = row * width
        candidates.removeAll(keepingCapacity: true)
        for column in 0..<width {
            let cell = isBelow ? -cells[base + column] : cells[base + column]
            guard abs(cell) > Self.smallestPivot else { continue }
            let variable = nonbasis[column]
            guard lower[variable] < upper[variable] else { continue }
            if isAtUpper[column] ? cell < 0 : cell > 0 { candidates.append(column) }
        }
        let variable = basis[row]
        var fault = isBelow ? lower[variable] - basicValues[row] : basicValues[row] - upper[variable]
        while !candidates.isEmpty {
            let best = smallestRatio(base)
            let column = candidates[best]
            let entered = nonbasis[column]
            let reach = abs(cells[base + column]) * (upper[entered] - lower[entered])
            guard reach < fault, candidates.count > 1 else { return column }
            fault -= reach
            shift(column, by: isAtUpper[column] ? lower[entered] - upper[entered] : upper[entered] - lower[entered])
            isAtUpper[column].toggle()
            candidates.swapAt(best, candidates.count - 1)
            candidates.removeLast()
        }
        return nil
    }

    /// The candidate whose reduced cost reaches zero first; of equal ones that with the largest cell.
    private func smallestRatio(_ base: Int) -> Int {
        var best = 0
        var bestRatio = Double.infinity
        var bestCell = 0.0
        for (index, column) in candidates.enumerated() {
            let cell = abs(cells[base + column])
            let ratio = abs(reducedCosts[column]) / cell
            if ratio < bestRatio - Self.tolerance || (ratio <= bestRatio + Self.tolerance && cell > bestCell) {
                best = index
                bestRatio = min(ratio, bestRatio)
                bestCell = cell
            }
        }
        return best
    }

    private mutating func pivot(_ row: Int, _ column: Int, leavingAtUpper: Bool) {
        let leaving = basis[row]
        let entered = nonbasis[column]
        let bound = leavingAtUpper ? upper[leaving] : lower[leaving]
        let cell = cells[row * width + column]
        let change = (basicValues[row] - bound) / cell
        let start = isAtUpper[column] ? upper[entered] : lower[entered]
        shift(column, by: change)
        basicValues[row] = start + change
        eliminate(row, column)
        basis[row] = entered
        nonbasis[column] = leaving
        place[entered] = row
        place[leaving] = ~column
        isAtUpper[column] = leavingAtUpper
    }

    /// Solves the row for the column's variable and puts it into the other rows and the objective.
    private mutating func eliminate(_ row: Int, _ column: Int) {
        let width = width
        let height = rows
        cells.withUnsafeMutableBufferPointer { cells in
            let pivotRow = UnsafeMutableBufferPointer(rebasing: cells[row * width..<(row + 1) * width])
            let inverse = 1 / pivotRow[column]
            for index in 0..<width { pivotRow[index] *= inverse }
            pivotRow[column] = inverse
            for other in 0..<height where other != row {
                let line = UnsafeMutableBufferPointer(rebasing: cells[other * width..<(other + 1) * width])
                let factor = line[column]
                guard factor != 0 else { continue }
                line[column] = 0
                for index in 0..<width { line[index] -= factor * pivotRow[index] }
            }
            let factor = reducedCosts[column]
            reducedCosts[column] = 0
            for index in 0..<width { reducedCosts[index] -= factor * pivotRow[index] }
        }
    }
}
