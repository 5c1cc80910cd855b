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
        guard resamples > 0, units.count > 1 else { return statistics.map { _ in nil } }
        var draws = Draws(generator: SeededGenerator(seed: seed), bound: UInt32(units.count))
        var values = statistics.map { _ in [Double]() }
        var counts = [Int32](repeating: 0, count: patterns)
        for _ in 0..<resamples {
            counts.withUnsafeMutableBufferPointer { counts in
                counts.update(repeating: 0)
                units.withUnsafeBufferPointer { units in
                    for _ in 0..<units.count { counts[Int(units[draws.next()])] += 1 }
                }
            }
            for (index, statistic) in statistics.enumerated() {
                if let value = statistic(counts) { values[index].append(value) }
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
