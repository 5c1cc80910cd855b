/// What a disagreement between two ranks weighs in Cohen's kappa.
public enum KappaWeights: String, CaseIterable, Sendable, Hashable {
    /// Every disagreement weighs the same.
    case unweighted
    /// The number of ranks between the two.
    case linear
    /// Its square.
    case quadratic
}

/// Coefficients that compare agreement with what chance alone would give.
enum Kappa {
    /// Cohen's kappa of a table of counts, rows for the first coder and columns for the second; nil without variation.
    ///
    /// Sources: J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960; "Weighted Kappa", 1968. O(k²).
    static func cohen(_ counts: [[Double]], weights: KappaWeights = .unweighted) -> Double? {
        let rows = counts.map { $0.reduce(0, +) }
        let columns = counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
        let total = rows.reduce(0, +)
        guard total > 0 else { return nil }
        var (observed, expected) = (0.0, 0.0)
        for (row, line) in counts.enumerated() {
            for (column, count) in line.enumerated() {
                let weight = weight(row, column, weights)
                observed += weight * count
                expected += weight * rows[row] * columns[column] / total
            }
        }
        return expected > 0 ? 1 - observed / expected : nil
    }

    private static func weight(_ row: Int, _ column: Int, _ weights: KappaWeights) -> Double {
        let distance = Double(abs(row - column))
        return switch weights {
        case .unweighted: row == column ? 0 : 1
        case .linear: distance
        case .quadratic: distance * distance
        }
    }

    /// Cohen's kappa of the pairs of two coders, so often drawn; nil without variation. O(patterns + values).
    static func cohen(_ pairs: UnitPatterns, _ weights: [Int32], values: Int) -> Double? {
        var first = [Double](repeating: 0, count: values)
        var second = first
        var (observed, total) = (0.0, 0.0)
        for pattern in weights.indices where weights[pattern] > 0 {
            // Equal values are one entry.
            let one = Int(pairs.entries[pairs.starts[pattern]].value)
            let other = Int(pairs.entries[pairs.starts[pattern + 1] - 1].value)
            let weight = Double(weights[pattern])
            first[one] += weight
            second[other] += weight
            total += weight
            if one == other { observed += weight }
        }
        guard total > 0 else { return nil }
        let expected = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / total
        return expected < total ? (observed - expected) / (total - expected) : nil
    }

    /// Fleiss' kappa of units so often drawn, all of which have `size` ratings; nil without variation.
    ///
    /// Source: J. L. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", 1971.
    static func fleiss(_ patterns: UnitPatterns, _ weights: [Int32], values: Int, size: Double) -> Double? {
        let marginals = patterns.marginals(weights, values: values)
        let total = marginals.reduce(0, +)
        guard total > 0, marginals.count(where: { $0 > 0 }) > 1 else { return nil }
        let expected = marginals.reduce(0) { $0 + $1 / total * ($1 / total) }
        guard let observed = percent(patterns, weights) else { return nil }
        return (observed - expected) / (1 - expected)
    }

    /// The share of agreeing pairs among all pairs of ratings of one unit.
    static func percent(_ patterns: UnitPatterns, _ weights: [Int32]) -> Double? {
        var (agreeing, all) = (0.0, 0.0)
        for pattern in weights.indices where weights[pattern] > 0 {
            let weight = Double(weights[pattern])
            let size = patterns.sizes[pattern]
            all += weight * size * (size - 1)
            for entry in patterns.entries(of: pattern) {
                agreeing += weight * Double(entry.count) * Double(entry.count - 1)
            }
        }
        return all > 0 ? agreeing / all : nil
    }
}
