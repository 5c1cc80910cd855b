/// The units that two coders or more have rated, those with the same ratings taken together.
///
/// Coefficients see a unit only through its ratings, so a table of ten thousand units has few patterns, and a resample
/// is a count of each.
struct UnitPatterns {
    /// A value and how many coders gave it.
    struct Entry {
        let value: Int32
        let count: Int32
    }

    /// For each pattern, where its entries begin; one more at the end.
    private(set) var starts: [Int] = [0]
    /// The values of all patterns, ascending within each, or as the two coders of a pair gave them.
    private(set) var entries: [Entry] = []
    /// How many ratings each pattern has.
    private(set) var sizes: [Double] = []
    /// How many ordered pairs of ratings each pattern has, and how many of them are equal.
    private(set) var pairs: [Double] = []
    private(set) var agreeingPairs: [Double] = []
    /// The pattern of each unit.
    private(set) var units: [Int32] = []
    /// How many units each pattern has.
    private(set) var counts: [Int32] = []

    /// - Parameter isOrdered: whether it matters which coder gave which value, as for Cohen's kappa; then units that
    ///   not every coder rated are left out.
    init(_ table: RatingTable, isOrdered: Bool = false) {
        let width = table.coders.count
        var known: [[Int32]: Int32] = [:]
        for unit in table.units.indices {
            var ratings = table.codes[unit * width..<(unit + 1) * width].filter { $0 >= 0 }
            guard ratings.count >= (isOrdered ? width : 2) else { continue }
            if !isOrdered { ratings.sort() }
            if let pattern = known[ratings] {
                units.append(pattern)
                counts[Int(pattern)] += 1
            } else {
                known[ratings] = Int32(counts.count)
                units.append(Int32(counts.count))
                add(ratings)
            }
        }
    }

    private mutating func add(_ ratings: [Int32]) {
        counts.append(1)
        sizes.append(Double(ratings.count))
        pairs.append(Double(ratings.count) * Double(ratings.count - 1))
        var agreeing = 0.0
        var start = 0
        while start < ratings.count {
            var end = start + 1
            while end < ratings.count, ratings[end] == ratings[start] { end += 1 }
            entries.append(Entry(value: ratings[start], count: Int32(end - start)))
            agreeing += Double(end - start) * Double(end - start - 1)
            start = end
        }
        agreeingPairs.append(agreeing)
        starts.append(entries.count)
    }

    func entries(of pattern: Int) -> ArraySlice<Entry> { entries[starts[pattern]..<starts[pattern + 1]] }

    /// How often each value was given, over patterns so often drawn. At most 2³¹ − 1 ratings are drawn.
    func marginals(_ drawn: [EightCounts], values: Int) -> [EightCounts] {
        var marginals = [EightCounts](repeating: .zero, count: values)
        marginals.withUnsafeMutableBufferPointer { marginals in
            for (pattern, weight) in drawn.enumerated() {
                for index in starts[pattern]..<starts[pattern + 1] {
                    let entry = entries[index]
                    marginals[Int(entry.value)] &+= entry.count == 1 ? weight : weight &* entry.count
                }
            }
        }
        return marginals
    }

    /// Each unit drawn once, in the first of eight resamples.
    var once: [EightCounts] { counts.map { EightCounts($0, 0, 0, 0, 0, 0, 0, 0) } }
}

extension EightCounts {
    /// The counts as numbers.
    var values: EightValues { EightValues(self) }
}

extension [EightCounts] {
    var sum: EightValues { reduce(into: .zero) { $0 += $1.values } }

    /// Whether anything at all differs: more than one of the values was given.
    var vary: SIMDMask<EightValues.MaskStorage> {
        let present = reduce(into: EightValues.zero) { $0.replace(with: $0 + 1, where: $1.values .> 0) }
        return present .> 1
    }
}
