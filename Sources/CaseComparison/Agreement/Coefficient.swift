/// A coefficient of agreement, or why the data give none.
public enum Coefficient: Sendable, Hashable {
    case value(Double)
    case undefined(Undefined)

    /// The number, nil when it is undefined.
    public var value: Double? { if case .value(let value) = self { value } else { nil } }
}

/// Why a coefficient has no value. It is an answer, not a fault: no number would be true.
public enum Undefined: Sendable, Hashable {
    /// No unit was rated by two coders.
    case nothingToCompare
    /// All ratings that can be compared are the same, so that agreement by chance is certain and the formula is 0 / 0.
    case noVariation(value: String)
    /// The coefficient compares exactly two coders.
    case notTwoCoders(count: Int)
    /// The coefficient asks for equally many ratings of every unit.
    case unequalRatings(fewest: Int, most: Int)
    /// Comparing each value with each other one would take too long.
    case tooManyValues(count: Int, limit: Int)
    /// No coder used the code.
    case nothingCoded
}

/// A coefficient with the range in which it would fall if other units like these had been drawn.
public struct Estimate: Sendable, Hashable {
    public let coefficient: Coefficient
    /// Nil when it was not asked for, when there are fewer than two units to draw from, or when the coefficient is
    /// undefined.
    public let interval: ConfidenceInterval?

    public init(_ coefficient: Coefficient, interval: ConfidenceInterval? = nil) {
        self.coefficient = coefficient
        self.interval = coefficient.value == nil ? nil : interval
    }

    /// The number, nil when it is undefined.
    public var value: Double? { coefficient.value }
}

/// The middle part of what resampling gave (percentile bootstrap: B. Efron, R. J. Tibshirani, "An Introduction to the
/// Bootstrap", 1993, chapter 13).
public struct ConfidenceInterval: Sendable, Hashable {
    public let lower: Double
    public let upper: Double
    /// The share of resamples between the two, such as 0.95.
    public let confidence: Double
    /// How many resamples had a value.
    public let resamples: Int
    /// How many had none, for lack of variation; with many of them the interval is too narrow.
    public let undefinedResamples: Int
}
