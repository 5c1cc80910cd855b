import Foundation

/// The beta distribution: what is known of a share after counting.
struct BetaDistribution {
    let alpha: Double
    let beta: Double
    private let logNorm: Double

    init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
        logNorm = Self.logGamma(alpha + beta) - Self.logGamma(alpha) - Self.logGamma(beta)
    }

    var mean: Double { alpha / (alpha + beta) }

    /// The probability of a share up to `x`: the regularised incomplete beta function, by its continued fraction
    /// (Abramowitz and Stegun 26.5.8, evaluated as Lentz did).
    func cumulative(_ x: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let front = exp(logNorm + alpha * log(x) + beta * log1p(-x))
        if x < (alpha + 1) / (alpha + beta + 2) {
            return front * Self.fraction(alpha, beta, x) / alpha
        }
        return 1 - front * Self.fraction(beta, alpha, 1 - x) / beta
    }

    /// The share below which the probability is `probability`, by Newton's steps kept inside a shrinking bracket.
    func quantile(_ probability: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        let spread = (mean * (1 - mean) / (alpha + beta + 1)).squareRoot()
        let z = NormalDistribution.quantile(probability)
        let total = alpha + beta
        let skewness = 2 * (beta - alpha) * (total + 1).squareRoot() / ((total + 2) * (alpha * beta).squareRoot())
        // The start of Cornish and Fisher.
        var x = min(max(mean + (z + (z * z - 1) * skewness / 6) * spread, 1e-6), 1 - 1e-6)
        for _ in 0..<60 {
            let miss = cumulative(x) - probability
            if miss > 0 { high = x } else { low = x }
            let density = exp(logNorm + (alpha - 1) * log(x) + (beta - 1) * log1p(-x))
            var next = density > 0 ? x - miss / density : (low + high) / 2
            if !(next > low && next < high) { next = (low + high) / 2 }
            let move = abs(next - x)
            x = next
            // Newton's step squares the error, so the next one would change nothing.
            if move <= 1e-9 { break }
        }
        return x
    }

    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        func safe(_ number: Double) -> Double { abs(number) < tiny ? tiny : number }
        var c = 1.0
        var d = 1 / safe(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...5_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / safe(1 + even * d)
            c = safe(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / safe(1 + odd * d)
            c = safe(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-14 { break }
        }
        return result
    }

    /// ln Γ(x) for x > 0 by Stirling's series after moving x above 15 (Abramowitz and Stegun 6.1.15 and 6.1.41).
    static func logGamma(_ x: Double) -> Double {
        var (x, product) = (x, 1.0)
        while x < 15 {
            product *= x
            x += 1
        }
        let inverse = 1 / (x * x)
        let series = 1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188)))
        return (x - 0.5) * log(x) - x + 0.918_938_533_204_672_7 + series / x - log(product)
    }
}

/// The normal distribution.
enum NormalDistribution {
    /// The probability of a value above `z`.
    static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

    /// The value below which the probability is `probability`, from 0 to 1 exclusive, to about nine digits: the start
    /// of Abramowitz and Stegun 26.2.23 and two of Newton's steps.
    static func quantile(_ probability: Double) -> Double {
        let tail = min(probability, 1 - probability)
        guard tail > 0 else { return probability < 0.5 ? -38 : 38 }
        let t = (-2 * log(tail)).squareRoot()
        var z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        for _ in 0..<2 {
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            if density > 0 { z += (upperTail(z) - tail) / density }
        }
        return probability < 0.5 ? -z : z
    }
}

/// A share with the interval in which it lies with 90 % probability.
public struct ShareInterval: Sendable, Hashable {
    /// The probability that intervals hold what they should.
    public static let coverage = 0.9

    /// Successes over votes; nil without votes.
    public let share: Double?
    public let low: Double
    public let high: Double

    /// Jeffreys' interval (Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion", Statistical
    /// Science 16(2), 2001): quantiles of Beta(successes + ½, failures + ½), and up to the end where there was no
    /// failure, or no success.
    public init(successes: Int, votes: Int) {
        guard votes > 0 else {
            (share, low, high) = (nil, 0, 1)
            return
        }
        let posterior = BetaDistribution(alpha: Double(successes) + 0.5, beta: Double(votes - successes) + 0.5)
        let tail = (1 - Self.coverage) / 2
        share = Double(successes) / Double(votes)
        low = successes == 0 ? 0 : posterior.quantile(tail)
        high = successes == votes ? 1 : posterior.quantile(1 - tail)
    }

    init(share: Double?, low: Double, high: Double) {
        self.share = share
        self.low = low
        self.high = high
    }
}

/// Which of many findings to believe.
enum FalseDiscovery {
    /// For each p-value the smallest share of false findings at which it counts as found (Benjamini and Hochberg,
    /// "Controlling the False Discovery Rate", Journal of the Royal Statistical Society B 57(1), 1995). O(n log n).
    static func adjusted(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.sorted { (pValues[$0], $0) > (pValues[$1], $1) }
        var adjusted = pValues
        var smallest = 1.0
        for (place, index) in order.enumerated() {
            let rank = pValues.count - place
            smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(rank))
            adjusted[index] = smallest
        }
        return adjusted
    }
}

/// How alike two groupings of the same people are: 1 when they are the same, about 0 when they have nothing to do with
/// each other (Hubert and Arabie, "Comparing Partitions", Journal of Classification 2, 1985).
enum AdjustedRandIndex {
    static func value(_ first: [Int], _ second: [Int]) -> Double {
        let (rows, columns) = ((first.max() ?? 0) + 1, (second.max() ?? 0) + 1)
        var table = [Int](repeating: 0, count: rows * columns)
        for (row, column) in zip(first, second) { table[row * columns + column] += 1 }
        func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
        let together = table.reduce(0) { $0 + pairs($1) }
        let inFirst = (0..<rows).reduce(0) { sum, row in
            sum + pairs((0..<columns).reduce(0) { $0 + table[row * columns + $1] })
        }
        let inSecond = (0..<columns).reduce(0) { sum, column in
            sum + pairs((0..<rows).reduce(0) { $0 + table[$1 * columns + column] })
        }
        let all = pairs(first.count)
        guard all > 0 else { return 1 }
        let expected = inFirst * inSecond / all
        let highest = (inFirst + inSecond) / 2
        return highest == expected ? 1 : (together - expected) / (highest - expected)
    }
}
