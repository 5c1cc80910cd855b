import Foundation

/// The chi-square distribution.
enum ChiSquare {
    /// The probability of a value of at least `value`: the regularised upper incomplete gamma function, by its series
    /// or its continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31).
    static func upperTail(_ value: Double, degrees: Int) -> Double {
        let (a, x) = (Double(degrees) / 2, value / 2)
        guard x > 0, a > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        let front = exp(a * log(x) - x - BetaDistribution.logGamma(a))
        return x < a + 1 ? max(0, 1 - front * series(a, x)) : front * fraction(a, x)
    }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var (term, sum) = (1 / a, 1 / a)
        for step in 1...10_000 {
            term *= x / (a + Double(step))
            sum += term
            if term < sum * 1e-15 { break }
        }
        return sum
    }

    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for step in 1...10_000 {
            let numerator = -Double(step) * (Double(step) - a)
            b += 2
            d = numerator * d + b
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = b + numerator / c
            if abs(c) < tiny { c = tiny }
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
