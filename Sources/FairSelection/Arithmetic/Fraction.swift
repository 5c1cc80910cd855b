/// An exact fraction in lowest terms, not negative.
public struct Fraction: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numerator: WideNatural
    public let denominator: WideNatural

    /// - Precondition: the denominator is not zero.
    public init(_ numerator: WideNatural, _ denominator: WideNatural) {
        precondition(!denominator.isZero, "A fraction needs a denominator.")
        let divisor = WideNatural.greatestCommonDivisor(numerator, denominator)
        self.numerator = numerator.divided(by: divisor)
        self.denominator = denominator.divided(by: divisor)
    }

    public init(_ numerator: Int, _ denominator: Int = 1) {
        self.init(WideNatural(numerator), WideNatural(denominator))
    }

    /// Reads what `description` writes: `p/q` or `p`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let numerator = WideNatural(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self.init(numerator, WideNatural(1))
            return
        }
        guard let denominator = WideNatural(parts[1]), !denominator.isZero else { return nil }
        self.init(numerator, denominator)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    public static func + (left: Self, right: Self) -> Self {
        Self(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    /// - Precondition: `left >= right`.
    public static func - (left: Self, right: Self) -> Self {
        Self(
            left.numerator * right.denominator - right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    public static func * (left: Self, right: Self) -> Self {
        Self(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    /// - Precondition: `right` is not zero.
    public static func / (left: Self, right: Self) -> Self {
        Self(left.numerator * right.denominator, left.denominator * right.numerator)
    }

    /// `p/q`, or `p` when it is whole.
    public var description: String { denominator == WideNatural(1) ? "\(numerator)" : "\(numerator)/\(denominator)" }

    /// Rounded; for people, never for a decision.
    public var approximation: Double {
        let shift = Swift.max(0, Swift.max(numerator.bitWidth, denominator.bitWidth) - 960)
        guard shift > 0 else { return numerator.approximation / denominator.approximation }
        let divisor = (0..<shift).reduce(into: WideNatural(1)) { power, _ in power.multiply(by: 2) }
        let (top, bottom) = (numerator.divided(by: divisor), denominator.divided(by: divisor))
        return bottom.isZero ? .infinity : top.approximation / bottom.approximation
    }
}
