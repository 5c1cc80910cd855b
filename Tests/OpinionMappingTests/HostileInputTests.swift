import SeededRandom
import Testing

@testable import OpinionMapping

@Suite struct HostileInputTests {
    @Test func theLaterVoteOfAPersonCounts() {
        var conversation = Conversation()
        conversation.add(participant: "a", statement: "s", stance: .agree)
        conversation.add(participant: "a", statement: "s", stance: .disagree)
        let map = OpinionMap(conversation)
        #expect(map.voteCount == 1)
        #expect(map.statementFindings[0].counts == VoteCounts(disagrees: 1))
        #expect(CompatibleMap(conversation).voteCount == 1)
    }

    /// Thousands of small conversations of every odd shape: nobody, one person, one statement, all equal, all passed.
    @Test func noConversationTrapsOrGivesAnythingButNumbers() {
        for seed in 1...1_500 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let people = generator.below(14), statements = generator.below(9)
            let isUniform = generator.below(4) == 0
            var conversation = Conversation()
            for statement in 0..<statements where generator.below(3) == 0 {
                conversation.mention(statement: "s\(statement)")
            }
            for _ in 0..<generator.below(90) where people > 0 && statements > 0 {
                let stance = isUniform ? Stance.pass : Stance(rawValue: Int8(generator.below(3) - 1)) ?? .pass
                conversation.add(
                    participant: "p\(generator.below(people))", statement: "s\(generator.below(statements))",
                    stance: stance)
            }
            let excluded: Set<String> = generator.below(3) == 0 ? ["s0", "s1"] : []
            let robust = OpinionMap(
                conversation, settings: .init(excluded: excluded, meta: ["s2"], resamples: 3, peoplePerResample: 20))
            let compatible = CompatibleMap(
                conversation, start: .init(excluded: excluded, meta: ["s2"], isInOrderOfTime: seed % 2 == 0))
            let numbers =
                (robust.places + robust.statementPlaces + compatible.places + compatible.statementPlaces).flatMap {
                    [$0.x, $0.y]
                } + robust.priorities + compatible.priorities + compatible.groupInformedConsensus
            let areFinite = numbers.allSatisfy { $0.isFinite }
            #expect(areFinite, "seed \(seed)")
        }
    }

    @Test(arguments: [1e300, 1e-300, .infinity, .nan])
    func aStoredComponentWhoseLengthIsNoNumberIsNotBegunWith(value: Double) {
        var conversation = Conversation()
        for vote in 0..<40 {
            conversation.add(
                participant: String(vote / 4), statement: String(vote % 4), stance: vote % 3 == 0 ? .agree : .disagree)
        }
        let start = CompatibleMap.Start(components: [[value, 1], [value, value, value]])
        let places = CompatibleMap(conversation, start: start).places
        #expect(places.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test func identifiersThatLookAlikeStayApart() {
        var conversation = Conversation()
        for name in ["1", "01", "+1", " 1", "é", "e\u{301}", "9223372036854775808", ""] {
            conversation.add(participant: name, statement: "s", stance: .agree)
        }
        // Swift counts canonically equivalent texts as the same text.
        #expect(OpinionMap(conversation).participants.count == 7)
        #expect(OpinionMap(conversation).participants.first == "1")
    }
}
