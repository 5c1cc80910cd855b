/// A count by the single transferable vote, stage by stage.
public struct TransferableCount: Sendable {
    /// What happened at a stage.
    public enum Step: Sendable, Hashable {
        case firstPreferences
        /// The surplus of a candidate was passed on.
        case surplus(of: Int)
        /// A candidate was excluded and the votes passed on.
        case exclusion(of: Int)
        /// Keep values were fitted to the votes until the surpluses were as good as passed on (Meek).
        case iteration
    }

    /// How a tie was broken.
    public enum TieBreak: Sendable, Hashable {
        /// By the votes at this stage, counted from 0.
        case history(stage: Int)
        case lot
    }

    /// A stage of the count.
    public struct Stage: Sendable {
        public let step: Step
        /// The votes of each candidate after the step, in units of `TransferableCount.unit` to a vote.
        public let votes: [Int]
        /// Votes that went to nobody, in the same units.
        public let exhausted: Int
        public let quota: Int
        /// Who was elected after the step, those with most votes first.
        public let elected: [Int]
        /// How the choice of the step's candidate was made, if others were equal.
        public let tieBreak: TieBreak?
    }

    /// Units to one vote.
    public let unit: Int
    public let stages: [Stage]
    /// In the order of election.
    public let elected: [Int]
}

/// A count by the rules for local elections in Scotland.
///
/// The quota is the votes divided by one more than the seats, without the fraction, plus 1. Surpluses, the largest
/// first, are passed on with all papers of the candidate, each worth its value times surplus by votes, cut to five
/// decimals. With no surplus the last is excluded. Equals are separated by the latest stage at which they were not, or
/// by lot. Source: The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 45 to 52.
struct ScottishCount {
    private static let unit = 100_000

    private let orders: [[Int]]
    private let counts: [Int]
    private let seats: Int
    private let quota: Int
    private let lot: [Int]
    /// The value of each paper of a ranking, and which of its preferences holds it.
    private var values: [Int]
    private var positions: [Int]
    private var votes: [Int]
    private var isContinuing: [Bool]
    private var exhausted = 0
    private var surpluses: [Int] = []
    private var elected: [Int] = []
    private var stages: [TransferableCount.Stage] = []
    private var history: [[Int]] = []

    /// - Parameter lot: the place of each candidate in the order of the lot.
    init(_ election: RankedElection, orders: [[Int]], seats: Int, lot: [Int]) {
        self.orders = orders
        self.seats = seats
        counts = election.ballots.map(\.count)
        let valid = counts.reduce(0, +)
        quota = (valid / (seats + 1) + 1) * Self.unit
        self.lot = lot
        values = orders.map { _ in Self.unit }
        positions = orders.map { _ in 0 }
        votes = [Int](repeating: 0, count: election.candidates.count)
        isContinuing = votes.map { _ in true }
    }

    mutating func count() -> TransferableCount {
        for ballot in orders.indices { votes[orders[ballot][0]] += counts[ballot] * Self.unit }
        note(.firstPreferences, nil)
        while elected.count < seats {
            let continuing = votes.indices.filter { isContinuing[$0] }
            if elected.count + continuing.count <= seats {
                electRest(continuing)
                break
            }
            if let (candidate, tie) = largestSurplus() {
                passSurplus(of: candidate)
                note(.surplus(of: candidate), tie)
            } else {
                let (candidate, tie) = choose(continuing, highest: false)
                isContinuing[candidate] = false
                passOn(from: candidate) { $0 }
                votes[candidate] = 0
                note(.exclusion(of: candidate), tie)
            }
        }
        return TransferableCount(unit: Self.unit, stages: stages, elected: elected)
    }

    private mutating func electRest(_ continuing: [Int]) {
        guard let last = stages.popLast() else { return }
        let order = continuing.sorted { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : lot[$0] < lot[$1] }
        elected += order
        stages.append(
            .init(
                step: last.step, votes: last.votes, exhausted: last.exhausted, quota: quota,
                elected: last.elected + order, tieBreak: last.tieBreak))
    }

    private mutating func largestSurplus() -> (Int, TransferableCount.TieBreak?)? {
        guard !surpluses.isEmpty else { return nil }
        let (candidate, tie) = choose(surpluses, highest: true)
        surpluses.removeAll { $0 == candidate }
        return (candidate, tie)
    }

    private mutating func passSurplus(of candidate: Int) {
        let surplus = votes[candidate] - quota
        let total = votes[candidate]
        passOn(from: candidate) { total.dividingFullWidth($0.multipliedFullWidth(by: surplus)).quotient }
        votes[candidate] = quota
    }

    /// Passes all papers of a candidate to the next continuing preference at a new value.
    private mutating func passOn(from candidate: Int, newValue: (Int) -> Int) {
        let before = votes.reduce(0, +) + exhausted
        let kept = isContinuing[candidate] ? 0 : (elected.contains(candidate) ? quota : 0)
        votes[candidate] = kept
        for ballot in orders.indices
        where positions[ballot] < orders[ballot].count && orders[ballot][positions[ballot]] == candidate {
            values[ballot] = newValue(values[ballot])
            repeat {
                positions[ballot] += 1
            } while positions[ballot] < orders[ballot].count
                && !isContinuing[orders[ballot][positions[ballot]]]
            guard positions[ballot] < orders[ballot].count else { continue }
            votes[orders[ballot][positions[ballot]]] += counts[ballot] * values[ballot]
        }
        // What no preference takes, and what cutting to five decimals loses, goes to nobody.
        exhausted = before - votes.reduce(0, +)
    }

    /// Notes a stage and elects who has reached the quota.
    private mutating func note(_ step: TransferableCount.Step, _ tie: TransferableCount.TieBreak?) {
        history.append(votes)
        let reached = votes.indices.filter { isContinuing[$0] && votes[$0] >= quota }
            .sorted { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : lot[$0] < lot[$1] }
        for candidate in reached {
            isContinuing[candidate] = false
            elected.append(candidate)
            if votes[candidate] > quota { surpluses.append(candidate) }
        }
        stages.append(
            .init(
                step: step, votes: votes, exhausted: exhausted, quota: quota, elected: reached, tieBreak: tie))
    }

    /// The candidate with most or fewest votes; equals by the latest stage that separates them, then by lot.
    private func choose(_ candidates: [Int], highest: Bool) -> (Int, TransferableCount.TieBreak?) {
        func extreme(_ candidates: [Int], at stage: [Int]) -> [Int] {
            let numbers = candidates.map { stage[$0] }
            let wanted = highest ? numbers.max() : numbers.min()
            return candidates.filter { stage[$0] == wanted }
        }
        var left = extreme(candidates, at: votes)
        guard left.count > 1 else { return (left[0], nil) }
        for stage in history.indices.reversed() {
            left = extreme(left, at: history[stage])
            if left.count == 1 { return (left[0], .history(stage: stage)) }
        }
        let order = left.sorted { lot[$0] < lot[$1] }
        return (highest ? order[0] : order[order.count - 1], .lot)
    }
}

extension RankedElection {
    /// Elects by the single transferable vote under the rules for local elections in Scotland.
    ///
    /// - Parameter seed: of the lot that breaks ties which no stage breaks.
    /// - Throws: `Fault` for equal ranks or seats that cannot be filled.
    public func scottishCount(seats: Int, lot seed: String) throws(Fault) -> TransferableCount {
        var count = ScottishCount(
            self, orders: try strictOrders(), seats: try checked(seats), lot: lotPlaces(seed))
        return count.count()
    }

    func strictOrders() throws(Fault) -> [[Int]] {
        var orders: [[Int]] = []
        for ballot in ballots {
            guard let order = ballot.strictOrder else { throw .equalRanks }
            orders.append(order)
        }
        return orders
    }

    func checked(_ seats: Int) throws(Fault) -> Int {
        guard (1...max(1, candidates.count)).contains(seats), !candidates.isEmpty else {
            throw .seats(seats, candidates: candidates.count)
        }
        return seats
    }

    /// The place of each candidate in the order of the lot; who comes first wins a tie.
    func lotPlaces(_ seed: String) -> [Int] {
        let drawn = Lot.order(candidates, seed: seed)
        let place = Dictionary(zip(drawn, drawn.indices)) { first, _ in first }
        return candidates.map { place[$0, default: 0] }
    }
}
