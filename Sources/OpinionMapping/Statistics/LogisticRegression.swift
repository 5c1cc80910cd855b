import Foundation

/// Logistic regression by Newton's steps, with a weak pull of every coefficient but the first towards 0, so that groups
/// that a line parts completely have an answer too.
struct LogisticRegression {
    private static let pull = 0.05
    private static let mostSteps = 50

    private(set) var coefficients: [Double]
    private(set) var logLikelihood = 0.0

    /// - Parameter rows: covariates, each beginning with 1.
    init(_ rows: [[Double]], outcomes: [Bool]) {
        coefficients = [Double](repeating: 0, count: rows.first?.count ?? 0)
        for _ in 0..<Self.mostSteps where !rows.isEmpty {
            let move = step(rows, outcomes)
            for index in coefficients.indices { coefficients[index] += max(-4, min(4, move[index])) }
            if (move.map(abs).max() ?? 0) < 1e-9 { break }
        }
        for (row, outcome) in zip(rows, outcomes) {
            let score = Vector.dot(row, coefficients)
            logLikelihood -= Self.softPlus(outcome ? -score : score)
        }
    }

    /// The probability of the outcome.
    func probability(_ row: [Double]) -> Double { 1 / (1 + exp(-Vector.dot(row, coefficients))) }

    /// ln(1 + eˣ) without overflow.
    private static func softPlus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }

    private func step(_ rows: [[Double]], _ outcomes: [Bool]) -> [Double] {
        let size = coefficients.count
        var gradient = coefficients.enumerated().map { $0 == 0 ? 0 : -Self.pull * $1 }
        var curvature = (0..<size).map { row in (0..<size).map { $0 == row ? (row == 0 ? 1e-9 : Self.pull) : 0 } }
        for (row, outcome) in zip(rows, outcomes) {
            let chance = probability(row)
            let weight = max(chance * (1 - chance), 1e-12)
            for i in 0..<size {
                gradient[i] += row[i] * ((outcome ? 1 : 0) - chance)
                for j in 0...i { curvature[i][j] += weight * row[i] * row[j] }
            }
        }
        for i in 0..<size { for j in 0..<i { curvature[j][i] = curvature[i][j] } }
        return Self.solve(curvature, gradient)
    }

    /// Gauss' elimination with the largest pivots; a direction without curvature is left at 0.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (matrix, right) = (matrix, right)
        let size = right.count
        for column in 0..<size {
            let pivot = (column..<size).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
            matrix.swapAt(column, pivot)
            right.swapAt(column, pivot)
            guard abs(matrix[column][column]) > 1e-14 else { continue }
            for row in (column + 1)..<max(size, column + 1) {
                let factor = matrix[row][column] / matrix[column][column]
                for index in column..<size { matrix[row][index] -= factor * matrix[column][index] }
                right[row] -= factor * right[column]
            }
        }
        var solution = [Double](repeating: 0, count: size)
        for row in stride(from: size - 1, through: 0, by: -1) where abs(matrix[row][row]) > 1e-14 {
            var rest = right[row]
            for index in (row + 1)..<max(size, row + 1) { rest -= matrix[row][index] * solution[index] }
            solution[row] = rest / matrix[row][row]
        }
        return solution
    }
}
