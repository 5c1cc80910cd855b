import Foundation

/// Tests of shares.
enum ShareTest {
    /// The two-sided p-value that two shares differ: the score test with half a vote added to each cell.
    static func difference(_ first: Int, _ firstVotes: Int, _ second: Int, _ secondVotes: Int) -> Double {
        let (s1, n1) = (Double(first) + 0.5, Double(firstVotes) + 1)
        let (s2, n2) = (Double(second) + 0.5, Double(secondVotes) + 1)
        let pooled = (s1 + s2) / (n1 + n2)
        let error = (pooled * (1 - pooled) * (1 / n1 + 1 / n2)).squareRoot()
        guard error > 0 else { return 1 }
        return min(1, 2 * NormalDistribution.upperTail(abs(s1 / n1 - s2 / n2) / error))
    }

    /// The probability that at most half say so, after counting, from Jeffreys' prior.
    static func majority(_ successes: Int, _ votes: Int) -> Double {
        BetaDistribution(alpha: Double(successes) + 0.5, beta: Double(votes - successes) + 0.5).cumulative(0.5)
    }
}

/// Means of products by way of logarithms, so that many factors do not run out of digits.
enum Logarithm {
    static func weightedMean(_ values: [Double], _ weights: [Double], _ total: Double) -> Double {
        var sum = 0.0
        for (value, weight) in zip(values, weights) { sum += weight * log(value) }
        return exp(sum / total)
    }
}
