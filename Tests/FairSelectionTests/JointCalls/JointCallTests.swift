import FairSelection
import Testing

/// What a call may hold, and what follows from it.
@Suite struct JointCallTests {
    private static let agencies = [JointCall.Agency(id: "A", budget: 10), .init(id: "B", budget: 20)]

    private static func call(
        agencies: [JointCall.Agency] = agencies, proposals: [JointCall.Proposal] = [],
        topUp: JointCall.TopUp = .init(total: 0, gapShare: 0), ties: JointCall.TieKey = .identifier
    ) throws -> JointCall {
        try JointCall(agencies: agencies, proposals: proposals, topUp: topUp, ties: ties)
    }

    @Test func aFaultNamesItsPlace() {
        func path(_ make: () throws -> JointCall) -> String? {
            do { _ = try make() } catch { return (error as? JointCallFault)?.path }
            return nil
        }
        let twice = JointCall.Agency(id: "A", budget: 1)
        #expect(path { try Self.call(agencies: [twice, twice]) } == "agencies[1].id")
        #expect(path { try Self.call(agencies: [.init(id: "A", budget: -1)]) } == "agencies[0].budget")
        #expect(path { try Self.call(agencies: [.init(id: "A", budget: 1, extra: -1)]) } == "agencies[0].extra")
        #expect(path { try Self.call(topUp: .init(total: -1, gapShare: 0)) } == "topup.total")
        #expect(path { try Self.call(topUp: .init(total: 1, gapShare: 10_001)) } == "topup.gap_share_bp")
        #expect(path { try Self.call(topUp: .init(total: 1, gapShare: 1, rate: -1)) } == "topup.rate_bp")
        let proposal = JointCall.Proposal(id: "P", score: 1, requests: [])
        #expect(path { try Self.call(proposals: [proposal, proposal]) } == "proposals[1].id")
        #expect(path { try Self.call(proposals: [.init(id: "P", score: -1, requests: [])]) } == "proposals[0].score")
        #expect(
            path { try Self.call(proposals: [.init(id: "P", score: 1, requests: [.init(agency: 2, amount: 1)])]) }
                == "proposals[0].requests")
    }

    @Test func sumsThatWouldOverflowAreRefused() {
        let much = JointCall.largestSum
        #expect(throws: JointCallFault.self) {
            try Self.call(agencies: [.init(id: "A", budget: much), .init(id: "B", budget: 1)])
        }
        #expect(throws: JointCallFault.self) { try Self.call(agencies: [.init(id: "A", budget: .max)]) }
        #expect(throws: JointCallFault.self) {
            try Self.call(proposals: [
                .init(id: "P", score: 1, requests: [.init(agency: 0, amount: much), .init(agency: 1, amount: 1)])
            ])
        }
    }

    @Test func theLargestSumsAreComputedWith() throws {
        let much = JointCall.largestSum
        let call = try Self.call(
            agencies: [.init(id: "A", budget: much - 9)],
            proposals: (0..<3).map { .init(id: "\($0)", score: 5, requests: [.init(agency: 0, amount: much / 3)]) },
            topUp: .init(total: 9, gapShare: 5_000, rate: 10_000))
        for mode in JointCallMode.allCases { #expect(call.selection(mode).count == 3) }
    }

    @Test func theProportionalPartGoesByLargestRemainders() throws {
        let call = try Self.call(
            agencies: [.init(id: "A", budget: 10), .init(id: "B", budget: 10), .init(id: "C", budget: 10)],
            topUp: .init(total: 10, gapShare: 2_500))
        #expect(call.pot == Pot(budgets: [13, 13, 12], gap: 2))
    }

    @Test func withoutCommitmentsNothingIsShared() throws {
        let call = try Self.call(agencies: [.init(id: "A", budget: 0)], topUp: .init(total: 10, gapShare: 0))
        #expect(call.pot == Pot(budgets: [0], gap: 0))
    }

    @Test func equalScoresAreOrderedByIdentifierOrByLot() throws {
        let proposals = ["b", "a", "c"].map { JointCall.Proposal(id: $0, score: 1, requests: []) }
        #expect(try Self.call(proposals: proposals).proposals.map(\.id) == ["a", "b", "c"])
        let lot = try Self.call(proposals: proposals, ties: .lot(seed: "2026-11-30")).proposals.map(\.id)
        #expect(lot == Lot.order(["a", "b", "c"], seed: "2026-11-30"))
    }

    @Test func anEmptyCallSelectsNothing() throws {
        for mode in JointCallMode.allCases {
            let selection = try Self.call(agencies: []).selection(mode)
            #expect(selection.selected.isEmpty && selection.proof == .optimal)
        }
    }

    @Test func aSpentNodeLimitLeavesAGapThatIsTold() throws {
        let call = try Self.call(
            proposals: (0..<9).map {
                .init(
                    id: "\($0)", score: 5 + $0,
                    requests: [.init(agency: 0, amount: 3 + $0 % 4), .init(agency: 1, amount: 9 - $0 % 5)])
            })
        let selection = call.selection(.mostProjects, nodeLimit: 0)
        guard case .atMost(let projects?, nil) = selection.proof else {
            Issue.record("proven without a node")
            return
        }
        #expect(projects >= call.selection(.mostProjects).count)
    }

    @Test func redrawsWithoutSpreadRepeatTheSelection() throws {
        let call = try Self.call(
            proposals: (0..<6).map { .init(id: "\($0)", score: 50 + $0, requests: [.init(agency: 0, amount: 3)]) })
        let redraws = try Redraws(of: call, mode: .skip, draws: 5, spread: 0, seed: 1)
        let selected = call.selection(.skip).selected
        #expect(redraws.selected == call.proposals.indices.map { selected.contains($0) ? 5 : 0 })
    }

    @Test func aTableHasARowForEachRule() throws {
        let call = try Self.call(
            proposals: (0..<6).map { .init(id: "\($0)", score: 50 + $0, requests: [.init(agency: 0, amount: 3)]) },
            topUp: .init(total: 6, gapShare: 0))
        let table = try PotTable([call], gapShares: [0, 10_000], topUpShares: [nil])
        #expect(table.rows.map(\.skip) == [[4], [5]])
        #expect(table.rows.map(\.topUpShare) == [2_000, 2_000])
    }
}
