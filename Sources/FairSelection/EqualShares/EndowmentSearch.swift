import Foundation

/// The add1 completion: raises the endowment unit by unit until the stop rule holds, leaping where nothing can change.
///
/// The outcome is not monotone in the endowment, so there is no bisection. A leap from e to e + j is taken only when
/// the run at e proves, as the guide of the run at e + j, that all endowments between buy the same projects in the same
/// order. ``LeapLength`` chooses how far to leap; it decides how many runs are made, never what they give.
struct EndowmentSearch {
    /// Endowments from `first` to `last` that buy the same projects in the same order.
    struct Stage: Sendable, Hashable {
        let first: Int
        var last: Int
        let order: [Int]
    }

    private let election: Election
    private let completion: Completion
    private(set) var current: EqualSharesRun
    private(set) var other: EqualSharesRun
    /// A run made beside another for the endowment after it, and that endowment; nil when there is none.
    private var ahead: (run: EqualSharesRun, endowment: Int?)
    private(set) var start: Int
    private(set) var endowment: Int
    private(set) var stages: [Stage] = []
    /// Exact ties met on the way, with the endowment at which each was met.
    private(set) var tiesOnTheWay = 0
    /// Whether the search ended because the next unit overspends.
    private(set) var stoppedByOverspending = false
    /// Runs that were really made.
    private(set) var runs = 0

    /// - Parameter from: an endowment to begin at instead of the whole units of budget by voters. Who gives it has
    ///   proven that no earlier endowment ends the search.
    init(
        _ election: Election, _ table: SupportTable, _ ties: TieOrder, _ completion: Completion, from: Int? = nil
    ) {
        self.election = election
        self.completion = completion
        current = EqualSharesRun(table, ties)
        other = EqualSharesRun(table, ties)
        ahead = (EqualSharesRun(table, ties), nil)
        start = from ?? election.wholeEndowment(table.types, leaving: 0)
        endowment = start
    }

    /// - Throws: `SelectionError.tooManyRuns` when the limit of work is reached.
    mutating func run(limit: Int) throws(SelectionError) {
        // Beyond this an endowment in smallest units would leave 64 bits: only weights far below 1 lead there.
        let most = (1 << 61) / election.minorUnits
        guard endowment < most else { throw .endowmentTooLarge }
        run(current, at: endowment)
        note(endowment)
        var length = LeapLength()
        while !isFinished {
            guard runs < limit else { throw .tooManyRuns(limit) }
            let leap = min(length.next, most - endowment)
            guard leap > 0 else { throw .endowmentTooLarge }
            if leap == 1 {
                step(looksAhead: length.followsChange)
            } else if runExactly(other, at: endowment + leap, guide: exactRun()) == .leftTheGuide {
                length.fail(leap, crossing: other.crossing)
                continue
            }
            guard other.cost <= election.budget else {
                stoppedByOverspending = true
                return
            }
            let isSame = other.order == current.order
            if leap == 1 { note(endowment + 1, isSame) } else { stages[stages.count - 1].last = endowment + leap }
            endowment += leap
            swap(&current, &other)
            if isSame { length.succeed(leap) } else { length.restart() }
        }
    }

    /// All that anybody supports is bought, or the outcome is exhaustive and that ends the search.
    private var isFinished: Bool {
        let isEverything = current.order.count == supportedProjects
        return isEverything || completion.stopsWhenExhaustive && isExhaustive
    }

    private var supportedProjects: Int {
        current.table.costs.indices.count { current.table.totalWeights[$0] > 0 && current.table.costs[$0] > 0 }
    }

    private var isExhaustive: Bool {
        let left = election.budget - current.cost
        return !current.table.costs.indices.contains { project in
            current.table.totalWeights[project] > 0 && current.table.costs[project] > 0
                && current.roundOf[project] < 0 && current.table.costs[project] <= left
        }
    }

    /// The run that stands, with prices as integers.
    mutating func exactRun() -> EqualSharesRun {
        if !current.isExact { runExactly(current, at: endowment) }
        return current
    }

    /// Runs the next endowment; where the order changes at each, the one after it as well, on another processor.
    private mutating func step(looksAhead: Bool) {
        let next = endowment + 1
        if ahead.endowment == next {
            swap(&other, &ahead.run)
            ahead.endowment = nil
        } else if looksAhead, other.table.isUniform {
            runPair(from: next)
        } else {
            return run(other, at: next)
        }
        runs += 1
        if !other.isComplete { runExactly(other, at: next) }
    }

    private mutating func runPair(from next: Int) {
        ahead.endowment = next + 1
        nonisolated(unsafe) let pair = [other, ahead.run]
        let (minorUnits, weightUnit) = (election.minorUnits, other.table.types.weightUnit)
        DispatchQueue.concurrentPerform(iterations: 2) { place in
            _ = pair[place].runQuickly(numerator: (next + place) * minorUnits, denominator: weightUnit)
        }
    }

    private mutating func run(_ run: EqualSharesRun, at units: Int) {
        runs += run.table.isUniform ? 1 : 0
        let ending = run.runQuickly(numerator: units * election.minorUnits, denominator: run.table.types.weightUnit)
        if ending == .undecided { runExactly(run, at: units) }
    }

    @discardableResult
    private mutating func runExactly(
        _ run: EqualSharesRun, at units: Int, guide: EqualSharesRun? = nil
    ) -> EqualSharesRun.Ending {
        runs += 1
        return run.run(
            numerator: units * election.minorUnits, denominator: run.table.types.weightUnit, guide: guide)
    }

    private mutating func note(_ units: Int, _ continues: Bool = false) {
        let run = stages.isEmpty ? current : other
        if !run.metTies.isEmpty { tiesOnTheWay += 1 }
        if continues {
            stages[stages.count - 1].last = units
        } else {
            stages.append(Stage(first: units, last: units, order: run.order))
        }
    }
}

extension Election {
    /// The whole units of currency that each voter can have of the budget when some of it is left out.
    func wholeEndowment(_ types: VoterTypes, leaving rest: Int) -> Int {
        let money = Int128(max(0, budget - rest)) * Int128(types.weightUnit)
        let voters = Int128(types.totalWeight) * Int128(minorUnits)
        return voters == 0 ? 0 : Int(clamping: money / voters)
    }
}
