/// How far coders agree on units that each of them rated: on the scores of cases, say, or on a category for each
/// segment.
///
/// This is not agreement on passages, for which coders choose where a passage begins and ends: see `CodeAgreement`.
public struct RatingAgreement: Sendable, Hashable {
    public let level: MeasurementLevel
    public let coders: [String]
    /// All units of the table.
    public let units: Int
    /// Those with two ratings or more, from which everything here is computed.
    public let comparedUnits: Int
    /// Ratings that are there, and cells without one.
    public let ratings: Int
    public let missing: Int
    /// The values and how often each was given, over the units compared.
    public let values: [ValueCount]
    public let krippendorffAlpha: Estimate
    /// The share of agreeing pairs among all pairs of ratings of one unit, from 0 to 1. For two coders this is the
    /// percentage that they agree in.
    public let percent: Estimate
    /// Defined for two coders, over the units that both rated.
    public let cohenKappa: Estimate
    /// Defined when all units compared have the same number of ratings and none has just one.
    public let fleissKappa: Estimate
    /// Cohen's kappa with disagreements weighed by how many ranks they are apart; empty at the nominal level, where
    /// names have no distance.
    public let weightedKappa: [KappaWeights: Coefficient]
    /// Why a high percentage and a low kappa stand side by side; nil when they do not.
    public let paradox: KappaParadox?

    /// A value and how often it was given.
    public struct ValueCount: Sendable, Hashable {
        public let value: String
        public let count: Int
    }

    /// Compares all coders of a table. O(units × coders), and again the units for each resample.
    public init(_ table: RatingTable, resampling: Resampling = Resampling()) {
        let calculation = Calculation(table)
        let intervals = calculation.intervals(resampling)
        let marginals = calculation.marginals
        level = table.level
        coders = table.coders
        units = table.units.count
        comparedUnits = calculation.patterns.units.count
        ratings = table.codes.count { $0 >= 0 }
        missing = table.codes.count - ratings
        values = zip(table.values, marginals).compactMap { value, count in
            count > 0 ? ValueCount(value: value, count: Int(count)) : nil
        }
        krippendorffAlpha = Estimate(calculation.alpha, interval: intervals.alpha)
        percent = Estimate(calculation.percent, interval: intervals.percent)
        cohenKappa = Estimate(calculation.cohen, interval: intervals.cohen)
        fleissKappa = Estimate(calculation.fleiss, interval: intervals.fleiss)
        weightedKappa =
            table.level == .nominal
            ? [:] : [.linear: calculation.weighted(.linear), .quadratic: calculation.weighted(.quadratic)]
        let kappa = calculation.cohen.value ?? calculation.fleiss.value ?? calculation.alpha.value
        paradox = KappaParadox(
            percent: calculation.percent.value, kappa: table.level == .nominal ? kappa : calculation.cohen.value,
            values: table.values, counts: marginals)
    }

    /// Compares each coder with each other one.
    public static func pairs(
        _ table: RatingTable, resampling: Resampling = Resampling()
    ) -> [RatingAgreement] {
        table.coders.indices.flatMap { first in
            (first + 1..<table.coders.count).map { second in
                RatingAgreement(table.pair(first, second), resampling: resampling)
            }
        }
    }
}

/// The coefficients of one table.
private struct Calculation {
    let table: RatingTable
    let patterns: UnitPatterns
    /// The units that both of two coders rated, by who gave which value.
    private let ordered: UnitPatterns?
    private let alphas: Result<Alpha, RatioDifferences.TooManyValues>
    /// How many ratings each unit has, when all have the same number.
    private let size: Result<Double, UnequalSizes>

    private struct UnequalSizes: Error {
        let fewest: Int
        let most: Int
    }

    init(_ table: RatingTable) {
        self.table = table
        ordered = table.coders.count == 2 ? UnitPatterns(table, isOrdered: true) : nil
        patterns = ordered ?? UnitPatterns(table)
        let patterns = patterns
        alphas = Result { () throws(RatioDifferences.TooManyValues) in try Alpha(patterns, table) }
        size = Self.size(table)
    }

    private static func size(_ table: RatingTable) -> Result<Double, UnequalSizes> {
        let width = table.coders.count
        let sizes = table.units.indices.map { unit in
            table.codes[unit * width..<(unit + 1) * width].count { $0 >= 0 }
        }.filter { $0 > 0 }
        guard let fewest = sizes.min(), let most = sizes.max() else { return .success(0) }
        return fewest == most ? .success(Double(most)) : .failure(UnequalSizes(fewest: fewest, most: most))
    }

    /// How often each value was given, over the units compared.
    var marginals: [Double] {
        patterns.marginals(patterns.once, values: table.values.count).map { Double($0[0]) }
    }

    var alpha: Coefficient {
        switch alphas {
        case .failure(let error): .undefined(.tooManyValues(count: table.values.count, limit: error.limit))
        case .success(let alpha):
            coefficient(alpha.values(patterns.once, patterns.marginals(patterns.once, values: table.values.count)))
        }
    }

    var percent: Coefficient { coefficient(Kappa.percent(patterns, patterns.once)) }

    var cohen: Coefficient {
        guard let ordered else { return .undefined(.notTwoCoders(count: table.coders.count)) }
        return coefficient(Kappa.cohen(ordered, ordered.once, values: table.values.count))
    }

    func weighted(_ weights: KappaWeights) -> Coefficient {
        guard let ordered else { return .undefined(.notTwoCoders(count: table.coders.count)) }
        if table.values.count > Self.contingencyLimit {
            return .undefined(.tooManyValues(count: table.values.count, limit: Self.contingencyLimit))
        }
        return coefficient(Kappa.cohen(contingency(ordered), weights: weights))
    }

    var fleiss: Coefficient {
        switch size {
        case .failure(let sizes): .undefined(.unequalRatings(fewest: sizes.fewest, most: sizes.most))
        case .success(let size):
            size < 2
                ? .undefined(.nothingToCompare)
                : coefficient(
                    Kappa.fleiss(
                        patterns.marginals(patterns.once, values: table.values.count),
                        percent: Kappa.percent(patterns, patterns.once)))
        }
    }

    /// Cohen's table has a cell for each pair of values.
    private static let contingencyLimit = 1_000

    private func contingency(_ patterns: UnitPatterns) -> [[Double]] {
        let width = table.values.count
        var counts = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        for (pattern, count) in patterns.counts.enumerated() {
            let pair = patterns.entries(of: pattern)
            guard let first = pair.first, let second = pair.last else { continue }
            counts[Int(first.value)][Int(second.value)] += Double(count)
        }
        return counts
    }

    /// Of the first of eight resamples, which is the table itself.
    private func coefficient(_ values: EightValues) -> Coefficient { coefficient(values[0].isNaN ? nil : values[0]) }

    private func coefficient(_ value: Double?) -> Coefficient {
        if let value { return .value(value) }
        guard let pattern = patterns.counts.indices.first, let entry = patterns.entries(of: pattern).first else {
            return .undefined(.nothingToCompare)
        }
        return .undefined(.noVariation(value: table.values[Int(entry.value)]))
    }

    struct Intervals {
        let alpha, percent, cohen, fleiss: ConfidenceInterval?
    }

    /// All intervals from the same resamples.
    func intervals(_ resampling: Resampling) -> Intervals {
        let values = table.values.count
        let pairs = cohen.value == nil ? nil : ordered
        let isFleissDefined = fleiss.value != nil
        let none = EightValues(repeating: .nan)
        let all = resampling.intervals(units: patterns.units, patterns: patterns.counts.count, count: 4) { drawn in
            let marginals = patterns.marginals(drawn, values: values)
            let percent = Kappa.percent(patterns, drawn)
            return [
                (try? alphas.get())?.values(drawn, marginals) ?? none, percent,
                pairs.map { Kappa.cohen($0, drawn, values: values) } ?? none,
                isFleissDefined ? Kappa.fleiss(marginals, percent: percent) : none,
            ]
        }
        return Intervals(alpha: all[0], percent: all[1], cohen: all[2], fleiss: all[3])
    }
}
