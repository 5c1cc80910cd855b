/// Coders agree often, and yet a coefficient that takes off chance is low, because nearly all ratings are the same.
///
/// Then two coders who throw the same loaded dice agree nearly as often. Neither number is wrong: the percentage hides
/// that the rare value was hardly ever seen alike, and kappa says little about the common one. Sources: A. R.
/// Feinstein, D. V. Cicchetti, "High Agreement but Low Kappa", 1990; T. Byrt, J. Bishop, J. B. Carlin, "Bias,
/// Prevalence and Kappa", 1993.
public struct KappaParadox: Sendable, Hashable {
    /// The share of agreeing pairs.
    public let percent: Double
    /// The coefficient that is low beside it.
    public let kappa: Double
    /// The value that most ratings have.
    public let commonestValue: String
    /// The share of ratings that have it.
    public let prevalence: Double
    /// The share of agreeing pairs if each coder drew from all ratings at random.
    public let expectedByChance: Double
    /// The kappa that the same percentage has when all values are equally common (R. L. Brennan, D. J. Prediger,
    /// "Coefficient Kappa: Some Uses, Misuses, and Alternatives", 1981): for two values twice the percentage less one.
    public let kappaWithoutPrevalence: Double

    /// From here on people would call the agreement high.
    static let highPercent = 0.8
    /// Below this they would call it low.
    static let lowKappa = 0.5
    /// From here on one value outweighs the others.
    static let highPrevalence = 0.75

    /// Nil when the paradox does not bite.
    /// - Parameter counts: how often each value was given.
    init?(percent: Double?, kappa: Double?, values: [String], counts: [Double]) {
        let total = counts.reduce(0, +)
        guard let percent, let kappa, percent >= Self.highPercent, kappa < Self.lowKappa, total > 0,
            let most = counts.indices.max(by: { counts[$0] < counts[$1] }),
            counts[most] / total >= Self.highPrevalence
        else { return nil }
        let used = Double(counts.count { $0 > 0 })
        self.percent = percent
        self.kappa = kappa
        commonestValue = values[most]
        prevalence = counts[most] / total
        expectedByChance = counts.reduce(0) { $0 + $1 / total * ($1 / total) }
        kappaWithoutPrevalence = (percent - 1 / used) / (1 - 1 / used)
    }
}
