import FairSelection
import Testing

/// Rules that hold for every election; seeds stand in the messages.
@Suite struct PropertyTests {
    private static let all: [(Selection.Rule, Completion)] =
        Selection.Rule.allCases.filter { $0 != .equalShares }.map { ($0, .none) }
        + Completion.allCases.map { (.equalShares, $0) }

    @Test(arguments: Selection.Rule.allCases, Utility.allCases)
    func theOrderOfVotersAndProjectsChangesNothing(rule: Selection.Rule, utility: Utility) throws {
        for seed in UInt64(1)...12 {
            let election = try Election.sample(seed: seed, points: utility == .points, weighted: seed % 2 == 0)
            let options = Selection.Options(rule: rule, utility: utility, completion: .add1Utilitarian, threshold: 5)
            let other = try election.shuffled(seed: seed + 99)
            let (first, second) = (try Selection(election, options), try Selection(other, options))
            #expect(election.ids(first.winners) == other.ids(second.winners), "seed \(seed)")
        }
    }

    @Test(arguments: Completion.allCases)
    func leapsGiveWhatSingleStepsGive(completion: Completion) throws {
        for seed in UInt64(1)...16 {
            let election = try Election.sample(seed: seed, weighted: seed % 3 == 0, costStep: seed % 2 == 0 ? 1_000 : 7)
            let options = Selection.Options(rule: .equalShares, utility: .cost, completion: completion)
            let selection = try Selection(election, options)
            let slow = SlowEqualShares(election, completion)
            #expect(selection.winners == slow.winners, "seed \(seed)")
            if completion.rawValue.hasPrefix("add1") {
                #expect(selection.shares?.wholeEndowment == slow.endowment, "seed \(seed)")
            }
        }
    }

    @Test func theBudgetIsNeverOverspent() throws {
        for seed in UInt64(1)...40 {
            let election = try Election.sample(seed: seed)
            for (rule, completion) in Self.all {
                let selection = try Selection(election, .init(rule: rule, completion: completion))
                #expect(selection.cost <= election.budget, "seed \(seed) \(rule) \(completion)")
                #expect(Set(selection.winners).count == selection.winners.count, "seed \(seed)")
            }
        }
    }

    @Test func voterPaymentsAddUpToTheCostExactly() throws {
        for seed in UInt64(1)...30 {
            let election = try Election.sample(seed: seed, points: seed % 2 == 0, weighted: seed % 3 == 0)
            let utility: Utility = seed % 2 == 0 ? .points : .cost
            let selection = try Selection(election, .init(rule: .equalShares, utility: utility, completion: .add1))
            guard let shares = selection.shares else { continue }
            for (round, purchase) in shares.purchases.enumerated() {
                let sum = shares.payments(for: round).reduce(Fraction(0)) { sum, paid in
                    sum + paid.payment * Fraction(shares.types[paid.type].weight)
                }
                #expect(sum == Fraction(election.projects[purchase.project].cost), "seed \(seed)")
            }
        }
    }

    @Test func aLosersMoneyIsAllAccountedFor() throws {
        for seed in UInt64(1)...30 {
            let election = try Election.sample(seed: seed)
            let selection = try Selection(election, .init(rule: .equalShares, completion: .add1))
            for project in election.projects.indices {
                guard let trail = selection.shares?.moneyTrail(of: project) else { continue }
                #expect(trail.shares.reduce(trail.left) { $0 + $1.amount } == trail.together, "seed \(seed)")
            }
        }
    }

    @Test(arguments: Completion.allCases)
    func whatWouldHaveWonUnderEqualSharesWinsAndOneStepLessDoesNot(completion: Completion) throws {
        try expectTrueRemedies(.init(rule: .equalShares, utility: .cost, completion: completion))
        try expectTrueRemedies(.init(rule: .equalShares, utility: .cardinality, completion: completion))
    }

    @Test(arguments: [Selection.Rule.greedy, .greedyRatio, .phragmen])
    func whatWouldHaveWonWinsAndOneStepLessDoesNot(rule: Selection.Rule) throws {
        try expectTrueRemedies(.init(rule: rule))
    }

    private func expectTrueRemedies(_ options: Selection.Options) throws {
        for seed in UInt64(1)...12 {
            let election = try Election.sample(seed: seed, voters: 30, projects: 6)
            let selection = try Selection(election, options)
            for (project, remedy) in try selection.remedies(for: Array(election.projects.indices), in: election) {
                func wins(_ changed: Election) throws -> Bool {
                    try Selection(changed, options).winners.contains(project)
                }
                if let more = remedy.moreSupporters {
                    #expect(try wins(election.changed(supporters: more, of: project)), "seed \(seed)")
                    #expect(try !wins(election.changed(supporters: more - 1, of: project)), "seed \(seed)")
                }
                if let cost = remedy.cost {
                    #expect(try wins(election.changed(of: project, cost: cost)), "seed \(seed)")
                    #expect(try !wins(election.changed(of: project, cost: cost + 1)), "seed \(seed)")
                }
            }
        }
    }

    @Test func equalBallotsCollapseWithoutEffect() throws {
        let election = try Election.sample(seed: 5)
        var weighted = Ballots()
        for voter in 0..<election.ballots.count {
            let entries = election.ballots.starts[voter]..<election.ballots.starts[voter + 1]
            weighted.append(entries.map { Int(election.ballots.projects[$0]) }, weight: 3)
        }
        let once = try Election(budget: election.budget, projects: election.projects, ballots: weighted)
        var repeated = Ballots()
        for voter in 0..<election.ballots.count {
            let entries = election.ballots.starts[voter]..<election.ballots.starts[voter + 1]
            for _ in 0..<3 { repeated.append(entries.map { Int(election.ballots.projects[$0]) }) }
        }
        let thrice = try Election(budget: election.budget, projects: election.projects, ballots: repeated)
        let options = Selection.Options(rule: .equalShares, completion: .add1)
        #expect(try Selection(once, options).winners == Selection(thrice, options).winners)
    }

    @Test func anEmptyBallotChangesNoRuleThatCountsVotes() throws {
        let election = try Election.sample(seed: 7)
        var ballots = election.ballots
        ballots.append([])
        let other = try Election(budget: election.budget, projects: election.projects, ballots: ballots)
        for rule in Selection.Rule.allCases where rule != .equalShares {
            let options = Selection.Options(rule: rule)
            #expect(try Selection(election, options).winners == Selection(other, options).winners)
        }
    }
}
