import Exchange
import FairSelection
import Foundation
import Testing

/// The calls with known answers, where they stand beside the checkout.
@Suite struct ReferenceCallTests {
    @Test(.enabled(if: !SampleCalls.reference.isEmpty), arguments: SampleCalls.reference)
    func answersAreThoseExpected(file: URL) throws {
        let document = try JSONValue(parsing: Data(contentsOf: file))
        let expected = try #require(document["expected"])
        let call = try Self.call(document)
        let strict = call.selection(.strict)
        #expect(strict.count == expected["strict_prefix"]?["count"]?.integer)
        let groups = expected["strict_prefix"]?["complete_groups"]?.array?.compactMap(\.string) ?? []
        #expect(strict.selected.prefix(groups.count).map { call.proposals[$0].id } == groups)
        let skip = call.selection(.skip)
        let list = try #require(expected["rank_order_skip"])
        #expect(skip.selected.map { call.proposals[$0].id } == list["selected"]?.array?.compactMap(\.string))
        #expect(skip.score == list["score"]?.integer)
        #expect(skip.gapPotUsed == list["gap_pot_used"]?.integer)
        #expect(skip.granted == list["granted"]?.integer)
        let most = call.selection(.mostProjects)
        #expect(most.count == expected["max_count"]?["count"]?.integer)
        #expect(most.score == expected["max_count"]?["max_score_at_that_count"]?.integer)
        let best = call.selection(.bestScore)
        #expect(best.score == expected["max_score"]?["score"]?.integer)
        #expect(most.proof == .optimal && best.proof == .optimal)
        if let capped = expected["rate_capped_prefix_base_max_count"]?.integer {
            #expect(call.selection(.rateCapped).count == capped)
        }
    }

    private static func call(_ document: JSONValue) throws -> JointCall {
        let agencies = document["agencies"]?.array ?? []
        let ids = agencies.compactMap { $0["id"]?.string }
        return try JointCall(
            agencies: agencies.map { .init(id: $0["id"]?.string ?? "", budget: $0["budget"]?.integer ?? -1) },
            proposals: (document["proposals"]?.array ?? []).map { proposal in
                .init(
                    id: proposal["id"]?.string ?? "", score: proposal["score"]?.integer ?? -1,
                    requests: (proposal["requests"]?.object.map(Array.init) ?? []).map { member in
                        .init(agency: ids.firstIndex(of: member.name) ?? -1, amount: member.value.integer ?? -1)
                    })
            },
            topUp: .init(
                total: document["topup"]?["total"]?.integer ?? -1,
                gapShare: document["topup"]?["gap_share_bp"]?.integer ?? -1,
                rate: document["topup"]?["rate_bp"]?.integer))
    }
}
