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
    /// at the figure given and loses one step before. The search starts where the endowment that stands would make it
    /// win and ends when the whole rule (with its completion) agrees.
    /// - Throws: `SelectionError` when a recount runs into the limit of work.
    public func remedy(for project: Int, in election: Election) throws(SelectionError) -> Remedy? {
        guard !winners.contains(project) else { return nil }
        let types: VoterTypes
        do { types = try VoterTypes(election, options.utility) } catch { throw .election(error) }
        let recount = Recount(Count(election, types, options), project, shares)
        return Remedy(moreSupporters: try recount.moreSupporters(), cost: try recount.lowerCost())
    }
}

/// Counts again with one thing changed.
private struct Recount {
    private let count: Count
    private let project: Int
    private let shares: EqualSharesAccount?

    init(_ count: Count, _ project: Int, _ shares: EqualSharesAccount?) {
        self.count = count
        self.project = project
        self.shares = shares
    }

    func moreSupporters() throws(SelectionError) -> Int? {
        // A lone ballot gives as many points as any ballot gives to one project.
        let value = count.options.utility == .points ? Int(count.types.values.max() ?? 1) : 1
        guard count.options.utility != .borda else { return nil }
        let unit = count.types.weightUnit
        let voters = max(1, count.types.totalWeight / unit)
        let most = voters > Election.Limit.count ? voters : max(1_000, voters * Remedy.mostSupporters)
        func changed(_ number: Int) -> Count? {
            let (weight, overflow) = number.multipliedReportingOverflow(by: unit * value)
            guard !overflow, weight <= Election.Limit.support / 2 else { return nil }
            return count.adding(weight: number * unit, value: value, for: project)
        }
        return try search(upTo: most, changed)
    }

    func lowerCost() throws(SelectionError) -> Int? {
        let (unit, cost) = (count.election.minorUnits, count.election.projects[project].cost)
        let steps = (cost - 1) / unit
        guard cost > 0, steps >= 1 else { return nil }
        let found = try search(upTo: steps) { count.with(cost: cost - $0 * unit, for: project) }
        return found.map { cost - $0 * unit }
    }

    /// A number at which the project wins while it loses at the one before, both by the whole rule.
    ///
    /// Guesses come from counts that begin near the endowment that stands; the whole rule has the last word.
    private func search(upTo most: Int, _ changed: (Int) -> Count?) throws(SelectionError) -> Int? {
        let guess = try bracket(from: guess(upTo: most, changed), upTo: most) { number throws(SelectionError) in
            guard number > 0, let count = changed(number) else { return false }
            return try winsNearby(count)
        }
        return try bracket(from: guess ?? 1, upTo: most) { number throws(SelectionError) in
            guard number > 0, let count = changed(number) else { return false }
            return try Selection.select(count).winners.contains(project)
        }
    }

    /// Widens steps from a start until a losing and a winning number are found, then halves the distance.
    private func bracket(
        from start: Int, upTo most: Int, _ wins: (Int) throws(SelectionError) -> Bool
    ) throws(SelectionError) -> Int? {
        var (loses, won): (Int, Int)
        var step = 1
        if try wins(start) {
            (loses, won) = (start - 1, start)
            while try wins(loses) {
                won = loses
                loses = max(0, loses - step)
                step *= 2
            }
        } else {
            guard start < most else { return nil }
            (loses, won) = (start, start + 1)
            while try !wins(won) {
                guard won < most else { return nil }
                loses = won
                step *= 2
                won = min(most, won + step)
            }
        }
        while won - loses > 1 {
            let middle = loses + (won - loses) / 2
            if try wins(middle) { won = middle } else { loses = middle }
        }
        return won
    }

    /// Whether it wins when the count begins near the endowment that stands: quick, and nearly always right.
    private func winsNearby(_ count: Count) throws(SelectionError) -> Bool {
        let completion = count.options.completion
        if count.options.rule == .equalShares, completion.raisesEndowment, !completion.stopsWhenExhaustive,
            let shares, let whole = shares.wholeEndowment
        {
            let table = SupportTable(count.election, count.types, count.options.utility)
            let near = whole - (whole - (shares.stages.first?.first ?? whole)) / 8
            var search = EndowmentSearch(count.election, table, count.order, completion, from: near)
            try search.run(limit: count.options.workLimit)
            if search.keepsBudget {
                let winners = search.current.free + search.current.order
                return winners.contains(project)
                    || completion.fillsByVotes && count.fill(after: winners).added.contains(project)
            }
        }
        return try Selection.select(count).winners.contains(project)
    }

    /// Where the project would win at the endowment that stands; only a place to begin.
    private func guess(upTo most: Int, _ changed: (Int) -> Count?) -> Int {
        guard let shares, let whole = shares.wholeEndowment else { return 1 }
        var (low, high) = (0, most)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            guard let count = changed(middle) else { return low }
            let run = EqualSharesRun(
                SupportTable(count.election, count.types, count.options.utility), count.order)
            run.run(numerator: whole * count.election.minorUnits, denominator: count.types.weightUnit)
            if run.roundOf[project] >= 0 { high = middle } else { low = middle }
        }
        return high
    }
}
