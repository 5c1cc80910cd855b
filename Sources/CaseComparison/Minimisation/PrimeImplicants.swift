/// The prime implicants of a truth table with the positive rows that each covers: the chart.
struct PrimeImplicants: Sendable {
    /// By number of literals, then by condition.
    let implicants: [Implicant]
    /// For each the positive rows that it covers.
    let coverage: [RowSet]
    /// The search was ended because there are more than `Limits.primeImplicants`.
    let isIncomplete: Bool

    /// Those that cover a positive row and no forbidden combination; all others may be covered (parsimonious solution).
    ///
    /// For a positive row p and a forbidden combination q take the conditions in which they differ: a part of p is an
    /// implicant when it keeps one of them for each q. So the prime implicants that cover p are the minimal hitting
    /// sets of these sets, with the levels of p. The cost depends on the rows observed, not on 3^k.
    init(positive: [UInt64], forbidden: [Implicant], in space: PropertySpace, limit: Int) {
        var builder = Builder(positive: positive, space: space, limit: limit)
        for (place, home) in positive.enumerated() where !builder.isFull {
            let applicable = space.applicable(in: home)
            let family = forbidden.map { cube in
                space.difference(home & space.fields(of: cube.conditions), cube.levels) & applicable
            }
            // A cube that holds p itself was cut up before; should one remain, p has no implicant.
            guard !family.contains(0) else { continue }
            var sets = HittingSets(minimal: HittingSets.minimal(family))
            sets.forEach { builder.add(home, conditions: $0, from: place) }
        }
        self.init(builder)
    }

    /// Those that cover a positive row and lie within a region (complex and intermediate solutions).
    ///
    /// The same search, but the combinations outside are met one by one: a hitting set whose cube has a gap gives one
    /// difference more, made as small as it can be, and the search is run again until no cube has a gap.
    init(positive: [UInt64], within region: Region, limit: Int) {
        let space = region.space
        var builder = Builder(positive: positive, space: space, limit: limit)
        for (place, home) in positive.enumerated() where !builder.isFull {
            var family = Self.neighbours(of: home, outside: region)
            var found: [UInt64] = []
            var isSettled = false
            while !isSettled {
                isSettled = true
                found.removeAll(keepingCapacity: true)
                family = HittingSets.minimal(family)
                var sets = HittingSets(minimal: family)
                var gaps: [UInt64] = []
                sets.forEach { conditions in
                    if let gap = Self.smallestDifference(home, conditions, region) {
                        gaps.append(gap)
                        isSettled = false
                        return gaps.count < 256
                    }
                    found.append(conditions)
                    return found.count < limit
                }
                family += gaps
            }
            for conditions in found { _ = builder.add(home, conditions: conditions, from: place) }
        }
        self.init(builder)
    }

    private init(_ builder: Builder) {
        let order = builder.found.indices.sorted {
            Implicant.order(builder.found[$0], builder.found[$1], in: builder.space)
        }
        implicants = order.map { builder.found[$0] }
        coverage = order.map { builder.coverage[$0] }
        isIncomplete = builder.isFull
    }

    private init(implicants: [Implicant], coverage: [RowSet], isIncomplete: Bool) {
        self.implicants = implicants
        self.coverage = coverage
        self.isIncomplete = isIncomplete
    }

    /// Without those that cover only a part of what another covers. Hides models, so it is off unless asked for.
    func withoutDominated() -> PrimeImplicants {
        let kept = implicants.indices.filter { index in
            !coverage.contains { coverage[index] != $0 && coverage[index].isSubset(of: $0) }
        }
        return PrimeImplicants(
            implicants: kept.map { implicants[$0] }, coverage: kept.map { coverage[$0] }, isIncomplete: isIncomplete)
    }

    /// Conditions that cannot be dropped by themselves, each as a set of one.
    private static func neighbours(of home: UInt64, outside region: Region) -> [UInt64] {
        let space = region.space
        let applicable = space.applicable(in: home)
        let whole = Implicant(home, conditions: applicable, in: space)
        return applicable.bits.compactMap { condition in
            let bit: UInt64 = 1 << UInt64(condition)
            let cube = Implicant(home, conditions: whole.conditions & ~bit, in: space)
            return region.gap(in: cube, home: home) == nil ? nil : bit
        }
    }

    /// The conditions in which some combination outside the region differs from `home`, within the cube that keeps
    /// `conditions`, and with none of them to spare; nil when the cube has no gap.
    private static func smallestDifference(_ home: UInt64, _ conditions: UInt64, _ region: Region) -> UInt64? {
        let space = region.space
        let applicable = space.applicable(in: home)
        let cube = Implicant(home, conditions: conditions, in: space)
        guard let gap = region.gap(in: cube, home: home) else { return nil }
        var difference = space.difference(home, gap) & applicable
        for condition in difference.bits {
            let fewer = difference & ~(1 << UInt64(condition))
            let part = Implicant(home, conditions: applicable & ~fewer, in: space)
            if fewer != 0, let nearer = region.gap(in: part, home: home) {
                difference = space.difference(home, nearer) & applicable
            }
        }
        return difference
    }
}

extension PrimeImplicants {
    /// Collects prime implicants with the rows that they cover, each once.
    private struct Builder {
        let space: PropertySpace
        let limit: Int
        private(set) var found: [Implicant] = []
        private(set) var coverage: [RowSet] = []
        private(set) var isFull = false
        private var visited = 0
        /// For each condition and level the positive rows that have it.
        private var rowsWith: [[RowSet]]
        private let all: RowSet

        init(positive: [UInt64], space: PropertySpace, limit: Int) {
            self.space = space
            self.limit = limit
            all = RowSet(count: positive.count, full: true)
            rowsWith = space.levels.map { [RowSet](repeating: RowSet(count: positive.count), count: $0) }
            for (place, cell) in positive.enumerated() {
                for condition in 0..<space.count {
                    rowsWith[condition][space.level(of: condition, in: cell)].insert(place)
                }
            }
        }

        /// Adds the part of a row; one that covers an earlier row was found from there. False when there is no more
        /// room.
        mutating func add(_ home: UInt64, conditions: UInt64, from place: Int) -> Bool {
            visited += 1
            // Those that were found from an earlier row take time too.
            guard !isFull, visited <= 4 * limit else {
                isFull = true
                return false
            }
            var rows = all
            conditions.forEachBit { rows.formIntersection(rowsWith[$0][space.level(of: $0, in: home)]) }
            guard rows.lowest == place else { return true }
            guard found.count < limit else {
                isFull = true
                return false
            }
            found.append(Implicant(home, conditions: conditions, in: space))
            coverage.append(rows)
            return true
        }
    }
}
