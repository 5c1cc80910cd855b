import Foundation
import Synchronization

/// What would have made a project win, each figure verified by counting again under the whole rule.
public struct Remedy: Sendable, Hashable {
    /// So many more voters who name this project alone would have won it, and one fewer would not. They are new voters:
    /// the budget stays, and each voter's share of it becomes smaller. Nil when no number up to `Remedy.mostSupporters`
    /// times all voters was found, or when ballots of one project have no weight in the utility (Borda).
    public let moreSupporters: Int?
    /// At this cost, in smallest units, it would have won, and at one whole unit of currency more it would not. Nil
    /// when no positive whole amount was found.
    public let cost: Int?

    /// How many times all voters are tried at most.
    public static let mostSupporters = 4
}

extension Selection {
    /// How many more supporters, or how much less cost, would have won a project that lost.
    ///
    /// Outcomes are not monotone, so another number may win too; what is claimed is exactly what was counted: it wins
    /// at the figure given and loses one step before, both under the whole rule with its completion.
    /// - Throws: `SelectionError` when a recount runs into the limit of work.
    public func remedy(for project: Int, in election: Election) throws(SelectionError) -> Remedy? {
        try remedies(for: [project], in: election)[project]
    }

    /// The same for many projects, which share what it takes: one run for each endowment at which something changed,
    /// then a few short recounts for each project.
    /// - Returns: by project, without those that won.
    /// - Throws: `SelectionError` when a recount runs into the limit of work.
    public func remedies(for projects: [Int], in election: Election) throws(SelectionError) -> [Int: Remedy] {
        let types: VoterTypes
        do { types = try VoterTypes(election, options.utility) } catch { throw .election(error) }
        let count = Count(election, types, options)
        let chosen = Set(winners)
        let losers = projects.filter { !chosen.contains($0) }
        let reaches = losers.isEmpty ? nil : try Reaches(of: losers, count, shares)
        let found = Mutex<[Int: Result<Remedy, SelectionError>]>([:])
        DispatchQueue.concurrentPerform(iterations: losers.count) { place in
            let recount = Recount(count, losers[place], reaches)
            let result = Result { () throws(SelectionError) in try recount.remedy() }
            found.withLock { $0[losers[place]] = result }
        }
        let results = found.withLock { $0 }
        var remedies: [Int: Remedy] = [:]
        for loser in losers { remedies[loser] = try results[loser]?.get() }
        return remedies
    }
}

/// Counts again with one thing about one loser changed.
private struct Recount {
    private let count: Count
    private let project: Int
    private let reaches: Reaches?

    init(_ count: Count, _ project: Int, _ reaches: Reaches?) {
        self.count = count
        self.project = project
        self.reaches = reaches
    }

    func remedy() throws(SelectionError) -> Remedy {
        Remedy(moreSupporters: try moreSupporters(), cost: try lowerCost())
    }

    private func moreSupporters() throws(SelectionError) -> Int? {
        guard let value = count.valueOfLoneBallot else { return nil }
        let unit = count.types.weightUnit
        let voters = max(1, count.types.totalWeight / unit)
        let wanted = voters > Election.Limit.count ? voters : max(1_000, voters * Remedy.mostSupporters)
        let most = min(wanted, Election.Limit.support / 2 / unit / value)
        let withLone = count.addingLoneType(of: value, for: project)
        let table = SupportTable(count.election, withLone.types, count.options.utility)
        let guesses = reaches?.numbers(of: project) { Int(exactly: $0.newSupporters.rounded(.up)) }
        return try search(upTo: most, guesses ?? [1]) { number, least throws(SelectionError) in
            let changed = withLone.weighingLoneType(number * unit, value: value, for: project)
            let start = reaches?.start(of: changed, project) { $0.newSupporters <= Double(number) }
            return try wins(changed, table, from: start.map { max($0, least) })
        }
    }

    private func lowerCost() throws(SelectionError) -> Int? {
        let (unit, cost) = (count.election.minorUnits, count.election.projects[project].cost)
        let steps = (cost - 1) / unit
        guard cost > 0, steps >= 1 else { return nil }
        let table = SupportTable(count.election, count.types, count.options.utility)
        let guesses = reaches?.numbers(of: project) { max(1, (cost - Int($0.cost.rounded(.up)) + unit - 1) / unit) }
        let found = try search(upTo: steps, guesses ?? [1]) { number, least throws(SelectionError) in
            let lower = cost - number * unit
            guard let changed = count.with(cost: lower, for: project) else { return false }
            let start = reaches?.start(of: changed, project) { $0.cost >= Double(lower) }
            return try wins(changed, table, from: start.map { max($0, least) })
        }
        return found.map { cost - $0 * unit }
    }

    /// Whether the project wins; under add1 counted from an endowment before which nothing can be otherwise.
    private func wins(_ changed: Count, _ table: SupportTable, from start: Int?) throws(SelectionError) -> Bool {
        let completion = changed.options.completion
        guard changed.options.rule == .equalShares else {
            return try Selection.select(changed).winners.contains(project)
        }
        table.take(project, from: changed)
        let run: EqualSharesRun
        if completion.raisesEndowment {
            var search = EndowmentSearch(changed.election, table, changed.order, completion, from: start)
            try search.run(limit: changed.options.workLimit)
            run = search.current
        } else {
            run = EqualSharesRun(table, changed.order)
            let (numerator, denominator) = (changed.election.budget, max(changed.types.totalWeight, 1))
            if run.runQuickly(numerator: numerator, denominator: denominator) == .undecided {
                run.run(numerator: numerator, denominator: denominator)
            }
        }
        let winners = run.free + run.order
        return winners.contains(project)
            || completion.fillsByVotes && changed.fill(after: winners).added.contains(project)
    }

    /// A number at which the project wins while it loses at the one before; nil when none is met up to `most`.
    ///
    /// Counts that begin shortly before the endowment that stands find it quickly and nearly always; whole counts have
    /// the last word.
    private func search(
        upTo most: Int, _ guesses: [Int], _ wins: (Int, Int) throws(SelectionError) -> Bool
    ) throws(SelectionError) -> Int? {
        if let near = reaches?.near {
            let found = try bracket(upTo: most, guesses) { number throws(SelectionError) in try wins(number, near) }
            if let found, try wins(found, 0) {
                let winsBefore = found > 1 ? try wins(found - 1, 0) : false
                if !winsBefore { return found }
            }
        }
        return try bracket(upTo: most, guesses) { number throws(SelectionError) in try wins(number, 0) }
    }

    /// Tries the guesses, in longer and longer steps, then doubled numbers, and halves the distance between the last
    /// that loses and the first that wins, by guesses as long as there are any. The project has lost at 0.
    private func bracket(
        upTo most: Int, _ guesses: [Int], _ wins: (Int) throws(SelectionError) -> Bool
    ) throws(SelectionError) -> Int? {
        let guesses = Set(guesses.filter { 1...max(1, most) ~= $0 }).sorted()
        var (place, stride, step, loses) = (0, 1, 1, 0)
        var won: Int?
        while won == nil {
            guard loses < most else { return nil }
            let number: Int
            if place < guesses.count {
                number = guesses[place]
                // The last guess is not passed over.
                place = max(place + 1, min(place + stride, guesses.count - 1))
                stride *= 2
            } else {
                number = min(most, loses + step)
                step *= 2
            }
            if try wins(number) { won = number } else { loses = number }
        }
        guard var least = won else { return nil }
        // Where it begins to win is most often one of the guesses.
        while true {
            let between = guesses.filter { loses < $0 && $0 < least }
            guard !between.isEmpty else { break }
            let middle = between[between.count / 2]
            if try wins(middle) { least = middle } else { loses = middle }
        }
        if least - loses > 1 { if try wins(least - 1) { least -= 1 } else { loses = least - 1 } }
        while least - loses > 1 {
            let middle = loses + (least - loses) / 2
            if try wins(middle) { least = middle } else { loses = middle }
        }
        return least
    }
}
