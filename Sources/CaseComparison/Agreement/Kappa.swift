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

    /// Cohen's kappa of the pairs of two coders, so often drawn; NaN without variation. O(patterns + values).
    static func cohen(_ pairs: UnitPatterns, _ drawn: [EightCounts], values: Int) -> EightValues {
        var first = [EightCounts](repeating: .zero, count: values)
        var second = first
        var observed = EightCounts.zero
        for (pattern, weight) in drawn.enumerated() {
            // Equal values are one entry.
            let one = Int(pairs.entries[pairs.starts[pattern]].value)
            let other = Int(pairs.entries[pairs.starts[pattern + 1] - 1].value)
            first[one] &+= weight
            second[other] &+= weight
            if one == other { observed &+= weight }
        }
        let total = drawn.sum
        var products = EightValues.zero
        for (one, other) in zip(first, second) { products += one.values * other.values }
        let expected = products / total
        let kappa = (observed.values - expected) / (total - expected)
        return kappa.replacing(with: .nan, where: .!(expected .< total))
    }

    /// Fleiss' kappa of units so often drawn, all of which have equally many ratings; NaN without variation.
    ///
    /// Source: J. L. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", 1971.
    /// - Parameters:
    ///   - marginals: how often each value was given.
    ///   - percent: the share of agreeing pairs.
    static func fleiss(_ marginals: [EightCounts], percent: EightValues) -> EightValues {
        let total = marginals.sum
        var expected = EightValues.zero
        for count in marginals {
            let share = count.values / total
            expected += share * share
        }
        return ((percent - expected) / (1 - expected)).replacing(with: .nan, where: .!marginals.vary)
    }

    /// The share of agreeing pairs among all pairs of ratings of one unit; NaN without any pair.
    static func percent(_ patterns: UnitPatterns, _ drawn: [EightCounts]) -> EightValues {
        var (agreeing, all) = (EightValues.zero, EightValues.zero)
        for (pattern, weight) in drawn.enumerated() {
            let weight = weight.values
            all += weight * patterns.pairs[pattern]
            agreeing += weight * patterns.agreeingPairs[pattern]
        }
        return agreeing / all
    }
}
