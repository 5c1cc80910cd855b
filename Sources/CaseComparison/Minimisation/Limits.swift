/// Where the search for models stops, on every machine at the same point. What was not reached is said, never hidden.
public struct Limits: Sendable, Hashable {
    /// Most prime implicants of one solution.
    public var primeImplicants: Int
    /// Most models listed of one solution. Counting goes on beyond it.
    public var models: Int
    /// Most steps of the search for models.
    public var work: Int
    /// Most pairs of a complex and a parsimonious model that give intermediate solutions.
    public var pairs: Int
    /// Most counterfactual combinations written out one by one; more are counted.
    public var combinations: Int

    public init(
        primeImplicants: Int = 3_000_000, models: Int = 100_000, work: Int = 20_000_000, pairs: Int = 1_000,
        combinations: Int = 10_000
    ) {
        self.primeImplicants = primeImplicants
        self.models = models
        self.work = work
        self.pairs = pairs
        self.combinations = combinations
    }
}
