/// The models of one truth table under one reading of its remainders, as cubes.
struct Minimisation: Sendable {
    let positive: [UInt64]
    let primes: PrimeImplicants
    let covers: MinimalCovers
    let space: PropertySpace

    /// The prime implicants of each listed model.
    var models: [[Implicant]] { covers.models.map { $0.map { primes.implicants[$0] } } }

    /// Positive rows only are covered; every other combination is left alone.
    static func complex(_ table: TruthTable, limits: Limits, rowDominance: Bool = false) -> Minimisation {
        let positive = table.cells(.positive)
        return Minimisation(positive: positive, easy: [], table.space, limits, rowDominance)
    }

    /// Every remainder may be covered if that makes a model shorter, but for those that are untenable.
    static func parsimonious(
        _ table: TruthTable, untenable: [Implicant] = [], limits: Limits, rowDominance: Bool = false
    ) -> Minimisation {
        let space = table.space
        let positive = table.cells(.positive)
        let negative = table.cells(.negative, .contradiction).map {
            Implicant($0, conditions: space.allConditions, in: space)
        }
        let forbidden = negative + untenable.flatMap { $0.removing(positive, in: space) }
        let primes = PrimeImplicants(
            positive: positive, forbidden: forbidden, in: space, limit: limits.primeImplicants)
        return Minimisation(positive, primes, space, limits, rowDominance)
    }

    /// Positive rows and some cubes of remainders may be covered.
    init(
        positive: [UInt64], easy: [Implicant], _ space: PropertySpace, _ limits: Limits, _ rowDominance: Bool = false
    ) {
        let rows = positive.map { Implicant($0, conditions: space.applicable(in: $0), in: space) }
        let primes = PrimeImplicants(
            positive: positive, within: Region(cubes: rows + easy, space: space), limit: limits.primeImplicants)
        self.init(positive, primes, space, limits, rowDominance)
    }

    private init(
        _ positive: [UInt64], _ primes: PrimeImplicants, _ space: PropertySpace, _ limits: Limits,
        _ rowDominance: Bool
    ) {
        let primes = rowDominance ? primes.withoutDominated() : primes
        self.positive = positive
        self.primes = primes
        self.space = space
        covers = MinimalCovers(
            rows: positive.count, coverage: primes.coverage, limit: limits.models, work: limits.work)
    }

    /// The prime implicants that are in every model. When not all models are listed, those that alone cover some row:
    /// these are in every model, but there may be more.
    var essential: [Int] {
        if covers.isComplete {
            guard var shared = covers.models.first.map(Set.init) else { return [] }
            for model in covers.models { shared.formIntersection(model) }
            return shared.sorted()
        }
        var only: [Int: Int] = [:]
        for (index, rows) in primes.coverage.enumerated() {
            for row in rows.members { only[row] = only[row] == nil ? index : -1 }
        }
        return Set(only.values.filter { $0 >= 0 }).sorted()
    }
}

/// Remainders that a formula treats as if they showed the outcome.
public struct Counterfactuals: Sendable, Hashable {
    /// How many there are.
    public let count: Int
    /// Their row numbers; nil when there are more than `Limits.combinations`.
    public let rows: [Int]?

    init(_ cubes: [Implicant], without observed: [UInt64], in space: PropertySpace, limit: Int) {
        // A few combinations are written out at once; of many it is counted first whether they are too many.
        let isSmall = cubes.count <= 64 && cubes.reduce(0) { $0 + $1.size(in: space) } <= 2_000
        if !isSmall {
            let named = observed.filter { cell in
                space.applicable(in: cell) == space.allConditions && cubes.contains { $0.covers(cell, in: space) }
            }
            let count = Region(cubes: cubes, space: space).count() - named.count
            guard count <= limit else {
                self.init(count: count, rows: nil)
                return
            }
        }
        var cells = cubes.flatMap { $0.cells(in: space) }
        cells.sort()
        let known = Set(observed)
        var numbers: [Int] = []
        for (place, cell) in cells.enumerated() where place == 0 || cells[place - 1] != cell {
            if !known.contains(cell) { numbers.append(space.number(of: cell)) }
        }
        self.init(count: numbers.count, rows: numbers.sorted())
    }
}
