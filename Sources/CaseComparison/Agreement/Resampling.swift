import SeededRandom

/// How intervals are drawn: units at random with replacement, as many as there are, again and again.
///
/// The same seed gives the same interval, on every machine.
public struct Resampling: Sendable, Hashable {
    /// 0 for no interval.
    public var resamples: Int
    public var seed: UInt64
    /// The share of the resamples that the interval holds.
    public var confidence: Double

    public init(resamples: Int = 1_000, seed: UInt64 = 1, confidence: Double = 0.95) {
        precondition(resamples >= 0, "There cannot be \(resamples) resamples.")
        precondition(confidence > 0 && confidence < 1, "A confidence of \(confidence) is no share.")
        self.resamples = resamples
        self.seed = seed
        self.confidence = confidence
    }

    /// No intervals.
    public static let none = Resampling(resamples: 0)

    /// The interval of each statistic over the same resamples.
    ///
    /// A statistic gets the number of times that each pattern was drawn. Units of one pattern are alike, so drawing
    /// units and counting patterns is exact, and costs one addition for each unit. O(resamples × units).
    /// - Parameters:
    ///   - units: the pattern of each unit.
    ///   - patterns: how many there are.
    func intervals(
        units: [Int32], patterns: Int, _ statistics: [([Int32]) -> Double?]
    ) -> [ConfidenceInterval?] {
        intervals(units: units, patterns: patterns, count: statistics.count) { drawn in
            statistics.map { statistic in
                var values = EightValues(repeating: .nan)
                for lane in values.indices { values[lane] = statistic(drawn.map { $0[lane] }) ?? .nan }
                return values
            }
        }
    }

    /// As above, with statistics that take eight resamples at a time, which modern processors add up nearly as fast as
    /// one.
    /// - Parameter count: how many statistics there are.
    func intervals(
        units: [Int32], patterns: Int, count: Int, _ statistics: ([EightCounts]) -> [EightValues]
    ) -> [ConfidenceInterval?] {
        guard resamples > 0, units.count > 1 else { return [ConfidenceInterval?](repeating: nil, count: count) }
        var draws = Draws(generator: SeededGenerator(seed: seed), bound: UInt32(units.count))
        var values = [[Double]](repeating: [], count: count)
        var counts = [Int32](repeating: 0, count: patterns)
        var drawn = [EightCounts](repeating: .zero, count: patterns)
        for first in stride(from: 0, to: resamples, by: EightCounts.scalarCount) {
            let lanes = min(EightCounts.scalarCount, resamples - first)
            for lane in 0..<lanes {
                draws.count(units, into: &counts)
                for pattern in counts.indices { drawn[pattern][lane] = counts[pattern] }
            }
            for (index, eight) in statistics(drawn).enumerated() {
                values[index] += (0..<lanes).map { eight[$0] }.filter { !$0.isNaN }
            }
        }
        return values.map(interval)
    }

    private func interval(of values: [Double]) -> ConfidenceInterval? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let tail = (1 - confidence) / 2
        return ConfidenceInterval(
            lower: Self.quantile(tail, of: sorted), upper: Self.quantile(1 - tail, of: sorted),
            confidence: confidence, resamples: values.count, undefinedResamples: resamples - values.count)
    }

    /// Linear between neighbours (R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", 1996, type 7).
    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let index = min(Int(place), sorted.count - 1)
        let next = min(index + 1, sorted.count - 1)
        return sorted[index] + (place - Double(index)) * (sorted[next] - sorted[index])
    }
}

/// How often something was drawn, in each of eight resamples.
typealias EightCounts = SIMD8<Int32>
/// A statistic of each of eight resamples; NaN where it has no value.
typealias EightValues = SIMD8<Double>

/// Numbers below a bound, two from each word of the generator: drawing is nearly all that a bootstrap does.
private struct Draws {
    var generator: SeededGenerator
    let bound: UInt32
    private let threshold: UInt32
    private var spare: UInt32?

    init(generator: SeededGenerator, bound: UInt32) {
        self.generator = generator
        self.bound = bound
        threshold = (0 &- bound) % bound
    }

    /// Draws as many units as there are and counts the pattern of each.
    mutating func count(_ units: [Int32], into counts: inout [Int32]) {
        counts.withUnsafeMutableBufferPointer { counts in
            counts.update(repeating: 0)
            units.withUnsafeBufferPointer { units in
                for _ in 0..<units.count { counts[Int(units[next()])] += 1 }
            }
        }
    }

    /// Each number equally likely (Lemire's multiplication with rejection, 2019).
    mutating func next() -> Int {
        while true {
            let product = UInt64(half()) &* UInt64(bound)
            if UInt32(truncatingIfNeeded: product) >= threshold { return Int(product >> 32) }
        }
    }

    private mutating func half() -> UInt32 {
        if let word = spare {
            spare = nil
            return word
        }
        let word = generator.next()
        spare = UInt32(truncatingIfNeeded: word >> 32)
        return UInt32(truncatingIfNeeded: word)
    }
}
