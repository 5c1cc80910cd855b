import Foundation

/// Ragin's indirect method: values are sorted into groups with a degree each, and a curve is fitted to the degrees.
///
/// A value at a threshold belongs to the group below it, as R's QCA has it.
/// The curve is a fractional polynomial, log x, √x, x and x², under a logit, fitted by maximum likelihood with Fisher
/// scoring. Sources: Ragin 2008, chapter 5; P. Royston and D. G. Altman, "Regression using fractional polynomials of
/// continuous covariates", Applied Statistics 43(3), 1994; P. McCullagh and J. A. Nelder, "Generalized Linear Models",
/// 1989, section 2.5.
enum IndirectCalibration {
    private static let mostRounds = 25
    private static let relativeChange = 1e-8
    /// Degrees are given to six decimals: the fit is no more exact than that.
    private static let decimals = 1e6

    static func memberships(
        of values: [Double], _ thresholds: [Double], column: String
    ) throws(CaseTableError) -> [Double] {
        guard let lowest = values.min(), lowest > 0 else {
            throw .unusableSetting(
                name: "lowest value of \(column) for the indirect method", value: values.min() ?? 0,
                lowest: .leastNormalMagnitude, highest: .infinity)
        }
        let degrees = values.map { value in
            Double(thresholds.count { $0 < value }) / Double(thresholds.count)
        }
        let terms = standardised([
            values.map { log($0) }, values.map { $0.squareRoot() }, values, values.map { $0 * $0 },
        ])
        guard let fitted = fit(degrees, on: [values.map { _ in 1 }] + terms) else {
            throw .tooFewGroups(column: column)
        }
        return fitted.map { Calibration.settled(($0 * decimals).rounded() / decimals) }
    }

    /// Mean 0 and spread 1, so that x² does not drown log x. The fitted degrees do not depend on it.
    private static func standardised(_ columns: [[Double]]) -> [[Double]] {
        columns.map { column in
            let mean = column.reduce(0, +) / Double(column.count)
            let spread = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot()
            return column.map { spread > 0 ? ($0 - mean) / spread : 0 }
        }
    }

    /// Fisher scoring; nil when the values do not determine the curve.
    private static func fit(_ degrees: [Double], on columns: [[Double]]) -> [Double]? {
        var means = degrees.map { ($0 + 0.5) / 2 }
        var predictor = means.map { log($0 / (1 - $0)) }
        var deviance = deviance(degrees, means)
        for _ in 0..<mostRounds {
            let weights = means.map { ($0 * (1 - $0)).squareRoot() }
            let working = degrees.indices.map { index in
                predictor[index] + (degrees[index] - means[index]) / (means[index] * (1 - means[index]))
            }
            guard
                let solution = LeastSquares.solve(
                    columns.map { column in zip(column, weights).map { $0 * $1 } },
                    zip(working, weights).map { $0 * $1 })
            else { return nil }
            predictor = degrees.indices.map { index in
                zip(columns, solution).reduce(0) { $0 + $1.0[index] * $1.1 }
            }
            means = predictor.map { value in
                min(max(1 / (1 + exp(-value)), 1e-15), 1 - 1e-15)
            }
            let next = Self.deviance(degrees, means)
            let change = abs(next - deviance) / (abs(next) + 0.1)
            deviance = next
            if change < relativeChange { break }
        }
        return means.allSatisfy(\.isFinite) ? means : nil
    }

    private static func deviance(_ degrees: [Double], _ means: [Double]) -> Double {
        func part(_ share: Double, _ mean: Double) -> Double { share > 0 ? share * log(share / mean) : 0 }
        return 2
            * zip(degrees, means).reduce(0) { sum, pair in
                sum + part(pair.0, pair.1) + part(1 - pair.0, 1 - pair.1)
            }
    }
}

/// Least squares by Householder reflections (G. H. Golub and C. F. Van Loan, "Matrix Computations", section 5.3).
enum LeastSquares {
    /// The coefficients of the columns; nil when the columns depend on each other.
    static func solve(_ columns: [[Double]], _ target: [Double]) -> [Double]? {
        var columns = columns
        var target = target
        let (rows, count) = (target.count, columns.count)
        guard rows >= count else { return nil }
        var diagonal = [Double](repeating: 0, count: count)
        for pivot in 0..<count {
            let norm = columns[pivot][pivot...].reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard norm > 1e-11, norm.isFinite else { return nil }
            diagonal[pivot] = columns[pivot][pivot] > 0 ? -norm : norm
            columns[pivot][pivot] -= diagonal[pivot]
            let mirror = Array(columns[pivot][pivot...])
            let length = mirror.reduce(0) { $0 + $1 * $1 }
            guard length > 0 else { return nil }
            for other in (pivot + 1)..<max(pivot + 1, count) {
                reflect(&columns[other], from: pivot, mirror, length)
            }
            reflect(&target, from: pivot, mirror, length)
        }
        var solution = [Double](repeating: 0, count: count)
        for row in stride(from: count - 1, through: 0, by: -1) {
            let known = ((row + 1)..<max(row + 1, count)).reduce(0) { $0 + columns[$1][row] * solution[$1] }
            solution[row] = (target[row] - known) / diagonal[row]
        }
        return solution
    }

    private static func reflect(_ column: inout [Double], from pivot: Int, _ mirror: [Double], _ length: Double) {
        let product = mirror.indices.reduce(0) { $0 + mirror[$1] * column[pivot + $1] }
        for index in mirror.indices { column[pivot + index] -= 2 * product / length * mirror[index] }
    }
}
