/// A count by Meek's method.
///
/// Each candidate keeps a part of every vote that arrives and passes the rest to the next preference. The keep values
/// of those elected are lowered until each holds the quota. All numbers are whole billionths of a vote, and no part of a
/// vote is lost, so everybody gets the same count to the last digit. The last candidate is excluded as soon as the
/// surpluses that are still to be passed on could not lift it over the next, or when they are below a millionth of a
/// vote; those nearer to each other than that count as equal.
/// Source: I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method",
/// The Computer Journal 30 (1987).
struct MeekCount {
    private static let unit = 1_000_000_000
    /// A millionth of a vote.
    private static let smallSurplus = 1_000

    private enum State { case hopeful, elected, excluded }

    private let orders: [[Int]]
    private let counts: [Int]
    private let total: Int
    private let seats: Int
    private let lot: [Int]
    private var keeps: [Int]
    private var states: [State]
    private var votes: [Int]
    private var exhausted = 0
    private var quota = 0
    private var elected: [Int] = []
    private var newlyElected: [Int] = []
    private var stages: [TransferableCount.Stage] = []
    private var history: [[Int]] = []

    init(_ election: RankedElection, orders: [[Int]], seats: Int, lot: [Int]) {
        self.orders = orders
        self.seats = seats
        counts = election.ballots.map(\.count)
        total = counts.reduce(0, +) * Self.unit
        self.lot = lot
        keeps = election.candidates.map { _ in Self.unit }
        votes = keeps.map { _ in 0 }
        states = keeps.map { _ in .hopeful }
    }

    mutating func count() -> TransferableCount {
        distribute()
        elect()
        note(.firstPreferences, nil)
        while elected.count < seats {
            let hopeful = states.indices.filter { states[$0] == .hopeful }
            if elected.count + hopeful.count <= seats {
                electRest(hopeful)
                break
            }
            iterate(hopeful)
            guard newlyElected.isEmpty else {
                note(.iteration, nil)
                continue
            }
            let (candidate, tie) = lowest(hopeful)
            states[candidate] = .excluded
            keeps[candidate] = 0
            distribute()
            elect()
            note(.exclusion(of: candidate), tie)
        }
        return TransferableCount(unit: Self.unit, stages: stages, elected: elected)
    }

    /// Lowers keep values until somebody reaches the quota or the last can be excluded.
    private mutating func iterate(_ hopeful: [Int]) {
        newlyElected = []
        var lastSurplus = Int.max
        while true {
            let surplus = elected.reduce(0) { $0 + max(0, votes[$1] - quota) }
            let order = hopeful.map { votes[$0] }.sorted()
            guard surplus > Self.smallSurplus, surplus < lastSurplus, order[1] - order[0] <= surplus else { return }
            lastSurplus = surplus
            for candidate in elected where votes[candidate] > quota {
                // Rounded up, so that nobody who is elected falls below the quota.
                let exact = votes[candidate].dividingFullWidth(keeps[candidate].multipliedFullWidth(by: quota))
                keeps[candidate] = min(Self.unit, exact.quotient + (exact.remainder > 0 ? 1 : 0))
            }
            distribute()
            elect()
            guard newlyElected.isEmpty else { return }
        }
    }

    /// Passes every vote down its ranking.
    private mutating func distribute() {
        for candidate in votes.indices { votes[candidate] = 0 }
        exhausted = 0
        for ballot in orders.indices {
            var rest = Self.unit
            for candidate in orders[ballot] {
                let keep = keeps[candidate]
                guard keep > 0 else { continue }
                // Both are at most 10⁹, so the product fits.
                let kept = keep == Self.unit ? rest : (rest * keep + Self.unit - 1) / Self.unit
                votes[candidate] += kept * counts[ballot]
                rest -= kept
                if rest == 0 { break }
            }
            exhausted += rest * counts[ballot]
        }
        quota = (total - exhausted) / (seats + 1) + 1
    }

    private mutating func elect() {
        newlyElected = states.indices.filter { states[$0] == .hopeful && votes[$0] >= quota }
            .sorted { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : lot[$0] < lot[$1] }
        for candidate in newlyElected { states[candidate] = .elected }
        elected += newlyElected
    }

    private mutating func electRest(_ hopeful: [Int]) {
        guard let last = stages.popLast() else { return }
        let order = hopeful.sorted { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : lot[$0] < lot[$1] }
        elected += order
        stages.append(
            .init(
                step: last.step, votes: last.votes, exhausted: last.exhausted, quota: last.quota,
                elected: last.elected + order, tieBreak: last.tieBreak))
    }

    private mutating func note(_ step: TransferableCount.Step, _ tie: TransferableCount.TieBreak?) {
        history.append(votes)
        stages.append(
            .init(
                step: step, votes: votes, exhausted: exhausted, quota: quota, elected: newlyElected, tieBreak: tie))
    }

    /// Who has the fewest votes; those within a millionth of a vote count as equal.
    private func lowest(_ hopeful: [Int]) -> (Int, TransferableCount.TieBreak?) {
        func lowest(_ candidates: [Int], at stage: [Int]) -> [Int] {
            let least = candidates.map { stage[$0] }.min() ?? 0
            return candidates.filter { stage[$0] - least <= Self.smallSurplus }
        }
        var left = lowest(hopeful, at: votes)
        guard left.count > 1 else { return (left[0], nil) }
        for stage in history.indices.reversed() {
            left = lowest(left, at: history[stage])
            if left.count == 1 { return (left[0], .history(stage: stage)) }
        }
        return (left.max { lot[$0] < lot[$1] } ?? left[0], .lot)
    }
}

extension RankedElection {
    /// Elects by Meek's single transferable vote.
    ///
    /// - Parameter seed: of the lot that breaks ties which no stage breaks.
    /// - Throws: `Fault` for equal ranks or seats that cannot be filled.
    public func meekCount(seats: Int, lot seed: String) throws(Fault) -> TransferableCount {
        var count = MeekCount(self, orders: try strictOrders(), seats: try checked(seats), lot: lotPlaces(seed))
        return count.count()
    }
}
