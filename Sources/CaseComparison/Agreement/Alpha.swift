/// Krippendorff's alpha over patterns: 1 − observed disagreement / expected disagreement.
///
/// Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. Units with a single rating drop out.
/// Instead of the matrix of coincidences, which has a cell for each pair of values, sums over units are used: the
/// squared differences of all pairs of n numbers sum to 2 (n Σx² − (Σx)²), and the ordinal difference of two ranks is
/// the difference of their middle places among all ratings, so three of the four levels need no loop over pairs; for
/// the fourth see `RatioDifferences`.
struct Alpha {
    private let patterns: UnitPatterns
    private let level: MeasurementLevel
    /// What each value counts as.
    private let numbers: [Double]
    /// For each pattern, the differences of all its ordered pairs, squared and divided by its size − 1; none for ranks,
    /// whose differences change with each resample.
    private let disagreements: [Double]
    private let ratios: RatioDifferences?

    /// - Throws: `RatioDifferences.TooManyValues`.
    init(_ patterns: UnitPatterns, _ table: RatingTable) throws(RatioDifferences.TooManyValues) {
        self.patterns = patterns
        level = table.level
        let numbers = level == .interval ? Self.spread(table.numbers) : table.numbers
        self.numbers = numbers
        ratios = level == .ratio ? try RatioDifferences(numbers) : nil
        let level = level
        disagreements = patterns.counts.indices.map { pattern in
            let entries = patterns.entries(of: pattern)
            let size = patterns.sizes[pattern]
            switch level {
            case .nominal: return (patterns.pairs[pattern] - patterns.agreeingPairs[pattern]) / (size - 1)
            case .ordinal: return 0
            case .interval: return Self.squares(entries, size, numbers) / (size - 1)
            case .ratio:
                return entries.reduce(0) { sum, one in
                    entries.reduce(sum) { sum, other in
                        let difference = RatioDifferences.square(numbers[Int(one.value)], numbers[Int(other.value)])
                        return sum + Double(one.count) * Double(other.count) * difference
                    }
                } / (size - 1)
            }
        }
    }

    /// The numbers moved and scaled to lie within 1 of their middle, which changes no alpha: differences of near
    /// numbers keep their digits, and squares stay finite. Halving first keeps the differences themselves finite.
    private static func spread(_ numbers: [Double]) -> [Double] {
        guard let lowest = numbers.min(), let highest = numbers.max(), lowest < highest else { return numbers }
        let range = highest / 2 - lowest / 2
        let shares = numbers.map { ($0 / 2 - lowest / 2) / range }
        let mean = shares.reduce(0, +) / Double(shares.count)
        return shares.map { $0 - mean }
    }

    /// Alpha of patterns so often drawn; NaN when no two ratings differ. O(patterns + values), for ranks O(ratings).
    /// - Parameter marginals: how often each value was given.
    func values(_ drawn: [EightCounts], _ marginals: [EightCounts]) -> EightValues {
        let expected = expected(marginals) / (marginals.sum - 1)
        let observed = level == .ordinal ? ordinalDisagreement(drawn, marginals) : disagreement(drawn)
        return (1 - observed / expected).replacing(with: .nan, where: .!marginals.vary .| .!(expected .> 0))
    }

    private func disagreement(_ drawn: [EightCounts]) -> EightValues {
        var sum = EightValues.zero
        for (pattern, weight) in drawn.enumerated() { sum += weight.values * disagreements[pattern] }
        return sum
    }

    private func ordinalDisagreement(_ drawn: [EightCounts], _ marginals: [EightCounts]) -> EightValues {
        let places = Self.places(marginals)
        let (entries, starts, sizes) = (patterns.entries, patterns.starts, patterns.sizes)
        var disagreement = EightValues.zero
        for (pattern, weight) in drawn.enumerated() {
            let (start, size) = (starts[pattern], sizes[pattern])
            let origin = places[Int(entries[start].value)]
            var (sum, squares) = (EightValues.zero, EightValues.zero)
            for index in start + 1..<starts[pattern + 1] {
                let place = places[Int(entries[index].value)] - origin
                let counted = entries[index].count == 1 ? place : place * Double(entries[index].count)
                sum += counted
                squares += counted * place
            }
            disagreement += weight.values * (2 * (size * squares - sum * sum) / (size - 1))
        }
        return disagreement
    }

    private func expected(_ marginals: [EightCounts]) -> EightValues {
        switch level {
        case .nominal:
            let total = marginals.sum
            return marginals.reduce(into: total * total) { $0 -= $1.values * $1.values }
        case .ordinal: return Self.squares(marginals, Self.places(marginals))
        case .interval: return Self.squares(marginals, numbers.map { EightValues(repeating: $0) })
        case .ratio: return ratios?.squares(marginals) ?? .zero
        }
    }

    /// The middle place of each value among all ratings in their order, counted from the middle of all.
    private static func places(_ marginals: [EightCounts]) -> [EightValues] {
        var before = marginals.sum / -2
        return marginals.map { count in
            let count = count.values
            defer { before += count }
            return before + count / 2
        }
    }

    /// The squared differences of all ordered pairs of a pattern's ratings.
    private static func squares(_ entries: ArraySlice<UnitPatterns.Entry>, _ size: Double, _ numbers: [Double])
        -> Double
    {
        guard entries.count > 1 else { return 0 }
        // Taken from the first: equal numbers give exactly nothing.
        let origin = entries.first.map { numbers[Int($0.value)] } ?? 0
        var (sum, squares) = (0.0, 0.0)
        for entry in entries {
            let number = numbers[Int(entry.value)] - origin
            sum += Double(entry.count) * number
            squares += Double(entry.count) * number * number
        }
        return 2 * (size * squares - sum * sum)
    }

    private static func squares(_ marginals: [EightCounts], _ numbers: [EightValues]) -> EightValues {
        var (total, sum, squares) = (EightValues.zero, EightValues.zero, EightValues.zero)
        for (count, number) in zip(marginals, numbers) {
            let count = count.values
            total += count
            sum += count * number
            squares += count * number * number
        }
        return 2 * (total * squares - sum * sum)
    }
}
