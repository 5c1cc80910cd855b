/// How well membership in a formula goes with membership in the outcome, read as "the formula is enough for it".
///
/// Source: C. C. Ragin, "Set Relations in Social Research", Political Analysis 14(3), 2006; PRI: Ragin, "Redesigning
/// Social Inquiry", 2008, and C. Q. Schneider and C. Wagemann, "Set-Theoretic Methods for the Social Sciences", 2012.
public struct Sufficiency: Sendable, Hashable {
    /// Σ min(x, y) / Σ x; nil when no case is in the formula.
    public let consistency: Double?
    /// (Σ min(x,y) − Σ min(x,y,1−y)) / (Σ x − Σ min(x,y,1−y)); nil when that is 0/0.
    public let pri: Double?
    /// Σ min(x, y) / Σ y; nil when no case is in the outcome.
    public let coverage: Double?

    /// - Parameters:
    ///   - x: Memberships in the formula.
    ///   - y: Memberships in the outcome, as many.
    public init(_ x: [Double], _ y: [Double]) {
        var (sumX, sumY, both, all) = (0.0, 0.0, 0.0, 0.0)
        for index in x.indices {
            let (x, y) = (x[index], y[index])
            let least = min(x, y)
            sumX += x
            sumY += y
            both += least
            all += min(least, 1 - y)
        }
        consistency = quotient(both, sumX)
        pri = quotient(both - all, sumX - all)
        coverage = quotient(both, sumY)
    }
}

/// How well membership in a formula goes with membership in the outcome, read as "the outcome needs the formula".
///
/// Source: Ragin 2006 as for `Sufficiency`; relevance: Schneider and Wagemann 2012, section 9.2.1.
public struct Necessity: Sendable, Hashable {
    /// Σ min(x, y) / Σ y; nil when no case is in the outcome.
    public let consistency: Double?
    /// Relevance of necessity, Σ (1 − x) / Σ (1 − min(x, y)): low when nearly every case is in the formula anyway.
    public let relevance: Double?
    /// Σ min(x, y) / Σ x; nil when no case is in the formula.
    public let coverage: Double?

    public init(_ x: [Double], _ y: [Double]) {
        var (sumX, sumY, both) = (0.0, 0.0, 0.0)
        for index in x.indices {
            sumX += x[index]
            sumY += y[index]
            both += min(x[index], y[index])
        }
        let count = Double(x.count)
        consistency = quotient(both, sumY)
        relevance = quotient(count - sumX, count - both)
        coverage = quotient(both, sumX)
    }
}

/// Nil in place of a division by nothing. Sums of memberships below 1e-12 are rounding.
func quotient(_ part: Double, _ whole: Double) -> Double? { abs(whole) < 1e-12 ? nil : part / whole }
