public import SeededRandom

/// How often data without any pattern would look as clean as these: the first thing to know about a truth table.
///
/// With many conditions nearly every case has a combination of its own, so nothing can contradict anything, and a
/// solution that is perfectly consistent says nothing.
///
/// Source: the argument of A. Marx and A. Dușa, "Crisp-Set Qualitative Comparative Analysis, Contradictions and
/// Consistency Benchmarks for Model Specification", Methodological Innovations 6(2), 2011.
public struct RandomCleanliness: Sendable, Hashable {
    /// How much a clean truth table tells.
    public enum Verdict: String, Sendable, Hashable {
        /// Fewer than 1 in 10 random tables have no contradictory row.
        case telling
        /// Between 1 in 10 and 1 in 2.
        case weak
        /// Half of the random tables or more: there are too many conditions for the cases.
        case empty
    }

    /// Cases in all draws together; tables with very many cases are drawn less often.
    private static let mostCases = 50_000_000

    public let cases: Int
    public let conditions: Int
    /// How many combinations the conditions can have.
    public let combinations: Int
    /// As many as were asked for, fewer for more than 2,500 cases.
    public let draws: Int
    public let seed: UInt64
    /// Share of draws without a contradictory row, combinations and outcome drawn at random.
    public let share: Double
    /// The same share computed instead of simulated.
    public let exactShare: Double
    /// Rows of these data whose cases disagree about the outcome.
    public let contradictoryRows: Int
    /// Share of draws in which the outcomes of these very cases, dealt out anew among them, give as few contradictory
    /// rows or fewer.
    public let shareOfShuffles: Double
    /// The most two-valued conditions for which fewer than 1 in 10 random tables of as many cases are clean.
    public let advisedConditions: Int

    public var verdict: Verdict { share < 0.1 ? .telling : share < 0.5 ? .weak : .empty }

    /// - Parameters:
    ///   - draws: 20,000 give a share to within 0.007.
    ///   - seed: The same seed gives the same shares.
    public init(_ study: Study, draws: Int = 20_000, seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        let members = study.cases.indices.compactMap { index -> (cell: UInt64, isIn: Bool)? in
            let (cell, halves) = study.cell(of: index)
            return halves.isEmpty ? (cell, study.outcomeMemberships[index] > 0.5) : nil
        }
        cases = study.cases.count
        conditions = study.conditions.count
        combinations = study.space.levels.reduce(1, *)
        self.draws = max(1, min(draws, Self.mostCases / max(1, study.cases.count)))
        self.seed = seed
        share = Self.simulatedShare(
            cases: cases, combinations: combinations, draws: self.draws, using: &generator)
        exactShare = Self.share(cases: cases, combinations: combinations)
        let cells = members.map(\.cell)
        var outcomes = members.map(\.isIn)
        let rows = Dictionary(cells.map { ($0, 0) }) { first, _ in first }.keys.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        let places = cells.compactMap { numbers[$0] }
        let observed = Self.contradictions(places, outcomes, rows: rows.count)
        contradictoryRows = observed
        var asClean = 0
        for _ in 0..<self.draws {
            generator.shuffle(&outcomes)
            if Self.contradictions(places, outcomes, rows: rows.count) <= observed { asClean += 1 }
        }
        shareOfShuffles = Double(asClean) / Double(self.draws)
        let count = cases
        advisedConditions = (1...30).last { Self.share(cases: count, combinations: 1 << $0) < 0.1 } ?? 0
    }

    /// The share of random tables without a contradictory row, by simulation. O(draws × cases).
    public static func simulatedShare(
        cases: Int, combinations: Int, draws: Int, using generator: inout SeededGenerator
    ) -> Double {
        var clean = 0
        var drawn = DrawnTable(cases: cases)
        for _ in 0..<draws {
            drawn.clear()
            var isClean = true
            // As many numbers for every table, so that one that is found unclean early does not shift the next.
            for _ in 0..<cases {
                let cell = generator.below(combinations)
                let isIn = generator.next() >> 63 == 1
                if isClean { isClean = drawn.add(cell, isIn: isIn) }
            }
            if isClean { clean += 1 }
        }
        return Double(clean) / Double(draws)
    }

    /// The same share exactly, by the number of combinations taken after each case: a case that comes upon a taken one
    /// must share its outcome. O(cases²).
    public static func share(cases: Int, combinations: Int) -> Double {
        var taken = [1.0]
        let all = Double(combinations)
        for _ in 0..<cases {
            var next = [Double](repeating: 0, count: taken.count + 1)
            for (count, chance) in taken.enumerated() where chance > 0 {
                next[count] += chance * Double(count) / all / 2
                next[count + 1] += chance * max(0, all - Double(count)) / all
            }
            taken = next
        }
        return taken.reduce(0, +)
    }

    private static func contradictions(_ places: [Int], _ outcomes: [Bool], rows: Int) -> Int {
        var seen = [UInt8](repeating: 0, count: rows)
        for (place, isIn) in zip(places, outcomes) { seen[place] |= isIn ? 1 : 2 }
        return seen.count { $0 == 3 }
    }
}

/// The combinations of one random table, in slots that are emptied by counting up.
private struct DrawnTable {
    private var cells: [Int]
    private var outcomes: [Bool]
    private var rounds: [Int]
    private var round = 0
    private let mask: Int

    init(cases: Int) {
        let slots = 1 << (Int.bitWidth - (2 * max(1, cases)).leadingZeroBitCount)
        cells = [Int](repeating: 0, count: slots)
        outcomes = [Bool](repeating: false, count: slots)
        rounds = [Int](repeating: 0, count: slots)
        mask = slots - 1
    }

    mutating func clear() { round += 1 }

    /// False when the combination was drawn with the other outcome.
    mutating func add(_ cell: Int, isIn: Bool) -> Bool {
        var slot = cell & mask
        while rounds[slot] == round {
            if cells[slot] == cell { return outcomes[slot] == isIn }
            slot = (slot + 1) & mask
        }
        (cells[slot], outcomes[slot], rounds[slot]) = (cell, isIn, round)
        return true
    }
}
