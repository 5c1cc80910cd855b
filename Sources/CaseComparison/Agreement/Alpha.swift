/// Krippendorff's alpha over patterns: 1 − observed disagreement / expected disagreement.
///
/// Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. Units with a single rating drop out.
/// Instead of the matrix of coincidences, which has a cell for each pair of values, sums over units are used: the
/// squared differences of all pairs of n numbers sum to 2 (n Σx² − (Σx)²), and the ordinal difference of two ranks is
/// the difference of their middle places among all ratings, so three of the four levels need no loop over pairs.
struct Alpha {
    /// Values that the ratio level compares each with each other.
    static let ratioValueLimit = 20_000
    /// Above this the proportions are computed again whenever they are needed.
    private static let largestMatrix = 1_000

    private let patterns: UnitPatterns
    private let level: MeasurementLevel
    /// What each value counts as.
    private let numbers: [Double]
    /// For each pattern, the differences of all its ordered pairs, squared and divided by its size − 1; none for ranks,
    /// whose differences change with each resample.
    private let disagreements: [Double]
    private let matrix: [Double]

    init(_ patterns: UnitPatterns, _ table: RatingTable) {
        self.patterns = patterns
        level = table.level
        let numbers = level == .interval ? Self.spread(table.numbers) : table.numbers
        self.numbers = numbers
        matrix = Self.proportions(numbers, level)
        let level = level
        disagreements = patterns.counts.indices.map { pattern in
            let entries = patterns.entries(of: pattern)
            let size = patterns.sizes[pattern]
            switch level {
            case .nominal: return (size * size - entries.reduce(0) { $0 + Double($1.count * $1.count) }) / (size - 1)
            case .ordinal: return 0
            case .interval: return Self.squares(entries, size, numbers) / (size - 1)
            case .ratio:
                return entries.reduce(0) { sum, one in
                    entries.reduce(sum) { sum, other in
                        let difference = Self.proportion(numbers[Int(one.value)], numbers[Int(other.value)])
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

    /// Alpha of patterns so often drawn; nil when no two ratings differ.
    func value(_ weights: [Int32]) -> Double? {
        let marginals = patterns.marginals(weights, values: numbers.count)
        guard marginals.count(where: { $0 > 0 }) > 1 else { return nil }
        let total = marginals.reduce(0, +)
        let expected = expected(marginals, total) / (total - 1)
        return expected > 0 ? 1 - observed(weights, marginals) / expected : nil
    }

    private func observed(_ weights: [Int32], _ marginals: [Double]) -> Double {
        guard level == .ordinal else {
            return zip(weights, disagreements).reduce(0) { $0 + Double($1.0) * $1.1 }
        }
        let places = Self.places(marginals)
        return weights.indices.reduce(0) { sum, pattern in
            guard weights[pattern] > 0 else { return sum }
            let size = patterns.sizes[pattern]
            let squares = Self.squares(patterns.entries(of: pattern), size, places)
            return sum + Double(weights[pattern]) * squares / (size - 1)
        }
    }

    private func expected(_ marginals: [Double], _ total: Double) -> Double {
        switch level {
        case .nominal: total * total - marginals.reduce(0) { $0 + $1 * $1 }
        case .ordinal: Self.squares(marginals, Self.places(marginals))
        case .interval: Self.squares(marginals, numbers)
        case .ratio: proportions(marginals)
        }
    }

    /// The middle place of each value among all ratings in their order, counted from the middle of all.
    private static func places(_ marginals: [Double]) -> [Double] {
        let middle = marginals.reduce(0, +) / 2
        var before = -middle
        return marginals.map { count in
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

    private static func squares(_ marginals: [Double], _ numbers: [Double]) -> Double {
        var (total, sum, squares) = (0.0, 0.0, 0.0)
        for (count, number) in zip(marginals, numbers) {
            total += count
            sum += count * number
            squares += count * number * number
        }
        return 2 * (total * squares - sum * sum)
    }

    private static func proportion(_ one: Double, _ other: Double) -> Double {
        // Values are finite and not negative; halving them first keeps the sum finite too.
        let (half, otherHalf) = (one / 2, other / 2)
        let sum = half + otherHalf
        guard sum > 0 else { return 0 }
        let proportion = (half - otherHalf) / sum
        return proportion * proportion
    }

    private static func proportions(_ numbers: [Double], _ level: MeasurementLevel) -> [Double] {
        guard level == .ratio, numbers.count <= largestMatrix else { return [] }
        return numbers.flatMap { one in numbers.map { proportion(one, $0) } }
    }

    private func proportions(_ marginals: [Double]) -> Double {
        let present = marginals.indices.filter { marginals[$0] > 0 }
        var sum = 0.0
        for (index, one) in present.enumerated() {
            var row = 0.0
            for other in present[..<index] {
                let difference =
                    matrix.isEmpty ? Self.proportion(numbers[one], numbers[other]) : matrix[one * numbers.count + other]
                row += marginals[other] * difference
            }
            sum += 2 * marginals[one] * row
        }
        return sum
    }
}
