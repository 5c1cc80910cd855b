/// Checks a certificate of Equal Shares without the algorithm that made it: it only replays what is claimed, in exact
/// arithmetic, and shares nothing with the search but the certificate, the tie chain's lots and wide numbers.
///
/// Checked: that endowments follow from the budget; in each round that only supporters pay, nobody more than is left,
/// that payments add up to the cost and that no other project had a smaller ρ (or an equal one and a better place in
/// the tie order); at the end that nothing more can be paid for; that filling by votes follows the votes; under add1
/// that the endowment is the first at which the stop rule holds.
public struct CertificateChecker {
    /// What is wrong, and where.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// Such as `purchases[3].price`.
        public let place: String
        public let sentence: String
        public var description: String { "\(place): \(sentence)" }
    }

    /// How far the endowments before the one that stands are checked.
    public enum Depth: Sendable {
        /// The outcome that stands and, under add1, the one after it.
        case outcome
        /// Also every endowment before: that none of them would have ended the count.
        case everyEndowment
    }

    private let claim: Certificate
    /// Supporters of each project: type and value.
    private var supporters: [[(type: Int, value: Int)]]
    private var ranks: [Int]

    /// - Throws: `Fault` at the first place that does not hold.
    public static func check(_ claim: Certificate, depth: Depth = .outcome) throws(Fault) {
        var checker = CertificateChecker(claim)
        try checker.checkShape()
        checker.index()
        try checker.checkOutcome()
        try checker.checkFilling()
        try checker.checkEndowment()
        if depth == .everyEndowment { try checker.checkStages() }
    }

    private init(_ claim: Certificate) {
        self.claim = claim
        supporters = []
        ranks = []
    }

    // MARK: Shape

    private func checkShape() throws(Fault) {
        let (count, most) = (claim.projects.count, Election.Limit.money)
        func require(_ holds: Bool, _ place: String, _ sentence: String) throws(Fault) {
            if !holds { throw Fault(place: place, sentence: sentence) }
        }
        try require(0...most ~= claim.budget && 1...most ~= claim.minorUnits, "budget", "It is out of range.")
        try require(claim.votes.count == count && claim.scores.count == count, "projects", "Votes are missing.")
        try require(Set(claim.projects.map(\.id)).count == count, "projects", "An id stands twice.")
        var costs = 0
        for (index, project) in claim.projects.enumerated() {
            try require(0...(most - costs) ~= project.cost, "projects[\(index)].cost", "It is out of range.")
            costs += project.cost
            try require(
                0...most ~= claim.votes[index] && 0...most ~= claim.scores[index], "projects[\(index)].votes",
                "They are out of range.")
        }
        try require(1...most ~= claim.weightUnit, "weightUnit", "It is out of range.")
        var weight = 0
        for (index, type) in claim.types.enumerated() {
            let values = zip(type.projects, type.values).allSatisfy {
                0..<count ~= $0 && 1...Int(Int32.max) ~= $1
            }
            try require(
                values && type.projects.count == type.values.count && Set(type.projects).count == type.projects.count,
                "types[\(index)]", "A project or value is not possible.")
            try require(weight < most, "types[\(index)].weight", "There are too many voters.")
            try require(1...(most - weight) ~= type.weight, "types[\(index)].weight", "It is out of range.")
            weight += type.weight
        }
        try require(weight...max(weight, most) ~= claim.totalWeight, "totalWeight", "There are more voters than that.")
        for (round, purchase) in claim.purchases.enumerated() {
            try require(0..<count ~= purchase.project, "purchases[\(round)].project", "There is no such project.")
            try require(
                purchase.exhausted.allSatisfy { claim.types.indices ~= $0 }, "purchases[\(round)].exhausted",
                "There is no such voter type.")
        }
        for (index, stage) in claim.stages.enumerated() {
            try require(
                0...(1 << 61) ~= stage.first && stage.first...(1 << 61) ~= max(stage.first, stage.last),
                "stages[\(index)]", "Its endowments are out of range.")
            try require(stage.last >= stage.first, "stages[\(index)].last", "It is below the first.")
        }
        for (place, list) in [
            ("winners", claim.winners), ("free", claim.free), ("addedByVotes", claim.addedByVotes),
            ("overspending", claim.overspending), ("purchases", claim.purchases.map(\.project)),
        ] + claim.stages.enumerated().map({ ("stages[\($0)].winners", $1.winners) }) {
            try require(list.allSatisfy { 0..<count ~= $0 }, place, "There is no such project.")
            try require(Set(list).count == list.count, place, "A project stands twice.")
        }
    }

    private mutating func index() {
        supporters = [[(type: Int, value: Int)]](repeating: [], count: claim.projects.count)
        for (type, voters) in claim.types.enumerated() {
            for (project, value) in zip(voters.projects, voters.values) { supporters[project].append((type, value)) }
        }
        let tickets = claim.projects.map { claim.ties.ticket(of: $0.id) }
        ranks = [Int](repeating: 0, count: claim.projects.count)
        let order = claim.projects.indices.sorted { first, second in
            for criterion in claim.ties.criteria {
                switch criterion {
                case .lowerCost:
                    let (a, b) = (claim.projects[first].cost, claim.projects[second].cost)
                    if a != b { return a < b }
                case .moreVotes:
                    if claim.votes[first] != claim.votes[second] { return claim.votes[first] > claim.votes[second] }
                case .lot: return tickets[first] < tickets[second]
                }
            }
            return false
        }
        for (rank, project) in order.enumerated() { ranks[project] = rank }
    }

    // MARK: The outcome that stands

    private func checkOutcome() throws(Fault) {
        let free = claim.projects.indices.filter { claim.projects[$0].cost == 0 && !supporters[$0].isEmpty }
            .sorted { ranks[$0] < ranks[$1] }
        guard claim.free == free else {
            throw Fault(place: "free", sentence: "These are not the supported projects that cost nothing.")
        }
        let bought = claim.purchases.map(\.project)
        guard claim.winners == free + bought + claim.addedByVotes else {
            throw Fault(place: "winners", sentence: "They are not the free, bought and added projects in their order.")
        }
        var replay = Replay(claim, supporters, ranks, endowment: claim.endowment)
        for (round, purchase) in claim.purchases.enumerated() {
            try replay.buy(purchase.project, "purchases[\(round)]", claimed: purchase)
        }
        try replay.end("purchases")
    }

    private func checkFilling() throws(Fault) {
        let paid = (claim.free + claim.purchases.map(\.project))
        var left = claim.budget - paid.reduce(0) { $0 + claim.projects[$1].cost }
        guard left >= 0 else { throw Fault(place: "winners", sentence: "They cost more than the budget.") }
        var added: [Int] = []
        if claim.completion.fillsByVotes {
            let candidates = claim.projects.indices.filter { !paid.contains($0) && claim.scores[$0] > 0 }
            for project in candidates.sorted(by: {
                (-claim.scores[$0], ranks[$0]) < (-claim.scores[$1], ranks[$1])
            }) where claim.projects[project].cost <= left {
                added.append(project)
                left -= claim.projects[project].cost
            }
        }
        guard added == claim.addedByVotes else {
            throw Fault(place: "addedByVotes", sentence: "By votes, other projects would be added.")
        }
    }

    private func checkEndowment() throws(Fault) {
        guard claim.completion.raisesEndowment else {
            let share = Fraction(
                WideNatural(claim.budget) * WideNatural(claim.weightUnit), WideNatural(max(claim.totalWeight, 1)))
            guard claim.endowment == share || claim.totalWeight == 0 else {
                throw Fault(place: "endowment", sentence: "It is not the budget divided by the voters.")
            }
            return
        }
        guard let first = claim.stages.first, let last = claim.stages.last,
            claim.endowment == Fraction(WideNatural(last.last) * WideNatural(claim.minorUnits), WideNatural(1))
        else { throw Fault(place: "stages", sentence: "They do not end at the endowment that stands.") }
        let voters = WideNatural(max(claim.totalWeight, 1)) * WideNatural(claim.minorUnits)
        let start = (WideNatural(claim.budget) * WideNatural(claim.weightUnit)).divided(by: voters)
        guard claim.totalWeight == 0 || WideNatural(first.first) == start else {
            throw Fault(place: "stages[0].first", sentence: "It is not the whole units of budget by voters.")
        }
        guard last.winners == claim.purchases.map(\.project) else {
            throw Fault(place: "stages", sentence: "The last does not have the winners that stand.")
        }
        let everything = supporters.indices.count { !supporters[$0].isEmpty && claim.projects[$0].cost > 0 }
        if last.winners.count == everything { return }
        if claim.completion.stopsWhenExhaustive, isExhaustive(last.winners) { return }
        let cost = (claim.free + claim.overspending).reduce(0) { $0 + claim.projects[$1].cost }
        guard cost > claim.budget else {
            throw Fault(place: "overspending", sentence: "One more unit does not overspend, so the count goes on.")
        }
        var replay = Replay(claim, supporters, ranks, endowment: units(last.last + 1))
        for (round, project) in claim.overspending.enumerated() {
            try replay.buy(project, "overspending[\(round)]", claimed: nil)
        }
        try replay.end("overspending")
    }

    // MARK: Every endowment before

    private func checkStages() throws(Fault) {
        var next = claim.stages.first?.first
        for (index, stage) in claim.stages.enumerated() {
            let place = "stages[\(index)]"
            guard stage.first == next, stage.last >= stage.first else {
                throw Fault(place: place, sentence: "It does not begin where the one before ends.")
            }
            let isLast = index == claim.stages.count - 1
            let cost = stage.winners.reduce(0) { $0 + claim.projects[$1].cost }
            guard cost <= claim.budget else { throw Fault(place: place, sentence: "Its winners overspend.") }
            if claim.completion.stopsWhenExhaustive, isExhaustive(stage.winners), !isLast || stage.last > stage.first {
                throw Fault(place: place, sentence: "Nothing else fits here, so the count ends earlier.")
            }
            let ends = (try replayed(stage, stage.first, place), try replayed(stage, stage.last, place))
            try check(stage, stage.first, stage.last, ends.0, ends.1, place)
            next = stage.last + 1
        }
    }

    /// Endowments between two checked ones: those that buy in the same order throughout, by the rule that prices fall
    /// and budgets rise with the endowment while the order is kept; where that does not decide, the middle is replayed.
    private func check(
        _ stage: EqualSharesAccount.Stage, _ low: Int, _ high: Int, _ lower: Replay, _ upper: Replay, _ place: String
    ) throws(Fault) {
        guard high - low > 1, !upper.isAheadOfOthers(than: lower) else { return }
        let middle = low + (high - low) / 2
        let between = try replayed(stage, middle, place)
        try check(stage, low, middle, lower, between, place)
        try check(stage, middle, high, between, upper, place)
    }

    private func replayed(_ stage: EqualSharesAccount.Stage, _ whole: Int, _ place: String) throws(Fault) -> Replay {
        var replay = Replay(claim, supporters, ranks, endowment: units(whole))
        for project in stage.winners { try replay.buy(project, "\(place) at \(whole)", claimed: nil) }
        try replay.end("\(place) at \(whole)")
        return replay
    }

    private func units(_ whole: Int) -> Fraction {
        Fraction(WideNatural(whole) * WideNatural(claim.minorUnits), WideNatural(1))
    }

    private func isExhaustive(_ winners: [Int]) -> Bool {
        let left = claim.budget - winners.reduce(0) { $0 + claim.projects[$1].cost }
        return !claim.projects.indices.contains {
            !supporters[$0].isEmpty && claim.projects[$0].cost > 0 && !winners.contains($0)
                && claim.projects[$0].cost <= left
        }
    }
}
