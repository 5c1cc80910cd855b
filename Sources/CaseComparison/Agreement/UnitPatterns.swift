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
        var start = 0
        while start < ratings.count {
            var end = start + 1
            while end < ratings.count, ratings[end] == ratings[start] { end += 1 }
            entries.append(Entry(value: ratings[start], count: Int32(end - start)))
            start = end
        }
        starts.append(entries.count)
    }

    func entries(of pattern: Int) -> ArraySlice<Entry> { entries[starts[pattern]..<starts[pattern + 1]] }

    /// How often each value was given, over patterns so often drawn.
    func marginals(_ weights: [Int32], values: Int) -> [Double] {
        var marginals = [Double](repeating: 0, count: values)
        for pattern in weights.indices where weights[pattern] > 0 {
            let weight = Double(weights[pattern])
            for entry in entries(of: pattern) { marginals[Int(entry.value)] += weight * Double(entry.count) }
        }
        return marginals
    }
}
