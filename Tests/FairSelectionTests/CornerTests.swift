import FairSelection
import Testing

/// Elections at the edge of what is possible.
@Suite struct CornerTests {
    private static let rules: [Selection.Options] =
        Selection.Rule.allCases.map { Selection.Options(rule: $0) }
        + Completion.allCases.map { Selection.Options(rule: .equalShares, completion: $0) }

    private func winners(
        budget: Int, costs: [Int], _ ballots: [[Int]], _ options: Selection.Options
    ) throws -> [Int] {
        let projects = costs.enumerated().map { Election.Project(id: "\($0)", cost: $1) }
        let election = try Election(budget: budget, projects: projects, ballots: Ballots(approvals: ballots))
        return try Selection(election, options).winners
    }

    @Test func withoutVotersNothingIsFunded() throws {
        for options in Self.rules { #expect(try winners(budget: 10, costs: [1, 2], [], options).isEmpty) }
    }

    @Test func withoutProjectsNothingIsFunded() throws {
        for options in Self.rules { #expect(try winners(budget: 10, costs: [], [[], []], options).isEmpty) }
    }

    @Test func withoutBudgetOnlyFreeProjectsAreFunded() throws {
        // A free project adds nothing to a sum of costs, and without skipping the dear one with more votes ends all.
        for options in Self.rules where options.rule != .maxWelfare && options.rule != .greedyNoSkip {
            #expect(try winners(budget: 0, costs: [0, 5], [[0, 1], [1]], options) == [0])
        }
    }

    @Test func oneVoterWhoCanPayForAllGetsAll() throws {
        for options in Self.rules {
            #expect(
                Set(try winners(budget: 10, costs: [4, 6], [[0, 1]], options)) == [0, 1],
                "\(options.rule) \(options.completion)")
        }
    }

    @Test func allEqualIsDecidedByTheLot() throws {
        let options = Selection.Options(rule: .equalShares, ties: TieChain(seed: "2026"))
        let projects = (0..<4).map { Election.Project(id: "\($0)", cost: 10) }
        let election = try Election(
            budget: 20, projects: projects, ballots: Ballots(approvals: [[0, 1, 2, 3], [0, 1, 2, 3]]))
        let selection = try Selection(election, options)
        let byLot = projects.indices.sorted {
            options.ties.ticket(of: projects[$0].id) < options.ties.ticket(of: projects[$1].id)
        }
        #expect(selection.winners == Array(byLot.prefix(2)))
        #expect(selection.ties.first?.brokenBy == .lot)
        #expect(selection.ties.first?.projects.count == 4)
    }

    /// `printf '%s\n%s' abc 1 | sha256sum`
    @Test func theLotIsWhatSha256sumPrints() {
        let printed = "42be4acdebc7bc82896234906cf71b161c4f881bd22bb16888df636ddaca9fc2"
        #expect(TieChain(seed: "abc").ticket(of: "1") == printed)
    }

    @Test(arguments: [
        (-1, [1], [[0]]), (1 << 60, [1], [[0]]), (1, [-1], [[0]]), (1, [1 << 53, 1], [[0]]), (1, [1], [[1]]),
        (1, [1], [[-1]]), (1, [1], [[0, 0]]),
    ])
    func whatCannotBeCountedIsRefused(budget: Int, costs: [Int], ballots: [[Int]]) {
        #expect(throws: ElectionError.self) {
            try winners(budget: budget, costs: costs, ballots, .init(rule: .equalShares))
        }
    }

    @Test func hugeAmountsAreStillExact() throws {
        let most = Election.Limit.money
        for options in Self.rules {
            let won = try winners(budget: most, costs: [most / 2, most / 2 - 1], [[0], [1], [0, 1]], options)
            #expect(Set(won) == [0, 1] || options.completion == .none || options.completion == .utilitarian)
        }
    }

    @Test func tinyWeightsAreCountedOrRefused() throws {
        for completion in Completion.allCases {
            var ballots = Ballots(weightUnit: 1_000_000_000)
            ballots.append([0], weight: 1)
            let most = Election.Limit.money
            let election = try Election(budget: most / 2, projects: [.init(id: "a", cost: most)], ballots: ballots)
            do throws(SelectionError) {
                let selection = try Selection(election, .init(rule: .equalShares, completion: completion))
                #expect(selection.cost <= election.budget)
            } catch { #expect(error == .endowmentTooLarge) }
        }
    }

    @Test func unsupportedProjectsAreNeverFunded() throws {
        for options in Self.rules { #expect(try winners(budget: 10, costs: [1, 1], [[0]], options) == [0]) }
    }
}
