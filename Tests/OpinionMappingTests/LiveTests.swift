import SeededRandom
import Testing

@testable import OpinionMapping

@Suite struct LiveTests {
    /// Half of the votes at the start, the rest one by one, some twice and some on a statement that is new.
    private static func followed(seed: UInt64) throws -> (live: LiveOpinions, whole: Conversation) {
        var generator = SeededGenerator(seed: seed)
        let simulation = Simulation(camps: 2, statements: 20, generator: &generator)
        let whole = simulation.conversation(people: 60, votesEach: 15, generator: &generator)
        let half = Conversation(
            participants: whole.participants, statements: whole.statements, votes: Array(whole.votes.prefix(450)))
        var live = try LiveOpinions(half)
        for vote in whole.votes.dropFirst(450) {
            let (person, statement) = (
                whole.participants[Int(vote.participant)], whole.statements[Int(vote.statement)]
            )
            try live.add(participant: person, statement: statement, stance: .pass)
            try live.add(participant: person, statement: statement, stance: vote.stance)
        }
        return (live, whole)
    }

    @Test func aFollowedConversationHasTheMapOfItsVotes() throws {
        var (live, whole) = try Self.followed(seed: 5)
        try live.add(participant: "new", statement: "21st", stance: .agree)
        whole.add(participant: "new", statement: "21st", stance: .agree)
        #expect(live.map() == OpinionMap(Simulation.shuffled(whole, seed: 1)))
        #expect(live.voteCount == live.map().voteCount)
    }

    @Test func theViewComesToThePlacesOfTheMap() throws {
        var (live, _) = try Self.followed(seed: 6)
        live.regroup()
        for _ in 0..<30 { live.refresh() }
        let map = live.map()
        for (name, place) in zip(live.participants, live.places) {
            let own = map.places[map.participants.firstIndex(of: name)!]
            #expect(abs(abs(own.x) - abs(place.x)) < 1e-9)
        }
        let groups = zip(live.participants, live.groupOfParticipant).map { name, group in
            map.groupOfParticipant[map.participants.firstIndex(of: name)!] == group
        }
        #expect(groups.allSatisfy { $0 })
    }

    @Test func movedOnPrioritiesAreThoseOfTheMap() throws {
        var (live, _) = try Self.followed(seed: 7)
        live.regroup()
        for _ in 0..<30 { live.refresh() }
        let map = live.map()
        for (name, priority) in zip(live.statements, live.priorities) {
            let own = map.priorities[map.statements.firstIndex(of: name)!]
            #expect(abs(own - priority) < 1e-6 * max(1, own))
        }
    }

    @Test func tooManyStatementsAreRefusedLive() {
        var conversation = Conversation()
        for statement in 0...LiveOpinions.mostStatements { conversation.mention(statement: String(statement)) }
        #expect(throws: LiveOpinions.Fault.tooManyStatements(limit: LiveOpinions.mostStatements)) {
            try LiveOpinions(conversation)
        }
    }

    @Test func priorityFollowsItsFormula() {
        let counts = VoteCounts(agrees: 6, disagrees: 2, passes: 2)
        // ((1 − 3/12) · (1.5 + 1) · 7/12 · (1 + 8 · 2^−2))²
        let expected = 0.75 * 2.5 * (7.0 / 12) * 3
        #expect(abs(RoutingPriority.value(counts, extremity: 1.5, isMeta: false) - expected * expected) < 1e-12)
        #expect(RoutingPriority.value(counts, extremity: 1.5, isMeta: true) == 49)
    }

    @Test func everyStatementGetsEnoughVotesFromEveryDeclaredGroup() {
        var generator = SeededGenerator(seed: 12)
        let priorities = (0..<20).map { _ in generator.unit() * 10 }
        // 60 people of a large country and 12 of a small one, 10 votes each; 5 wanted from each country.
        var routing = Routing(
            priorities: priorities, coverage: Self.nothing(groups: 2, statements: 20), target: 5)
        for person in 0..<72 {
            var unseen = Array(0..<20)
            for _ in 0..<10 {
                let groups = [person % 6 == 0 ? 1 : 0]
                guard let next = routing.next(unseen: unseen, groups: groups, generator: &generator) else { break }
                unseen.removeAll { $0 == next }
                routing.note(statement: next, stance: generator.below(3) == 0 ? .disagree : .agree, groups: groups)
            }
        }
        #expect(routing.coverage.allSatisfy { $0.allSatisfy { $0.votes >= 5 } }, "\(routing.coverage)")
    }

    private static func nothing(groups: Int, statements: Int) -> [[VoteCounts]] {
        [[VoteCounts]](repeating: [VoteCounts](repeating: VoteCounts(), count: statements), count: groups)
    }

    /// Of four statements: a new one, one that the group is divided about, one that it agrees with, and one that the
    /// other group has refused, so that it cannot unite.
    @Test func aVoteIsAskedForWhereItTellsMostAboutWhatUnites() {
        let own = [VoteCounts(), .init(agrees: 5, disagrees: 5), .init(agrees: 10), .init(agrees: 5, disagrees: 5)]
        let other = [VoteCounts(agrees: 8), .init(agrees: 8), .init(agrees: 8), .init(disagrees: 8)]
        for target in [0, 100] {
            let routing = Routing(priorities: [1, 1, 1, 100], coverage: [own, other], target: target)
            let weights = routing.weights(unseen: [0, 1, 2, 3], groups: [0])
            #expect(weights == weights.sorted(by: >), "\(weights)")
            #expect(weights[3] > 0)
            // Groups of another grouping are not what the group must agree with.
            let apart = Routing(
                priorities: [1, 1, 1, 100], coverage: [own, other], groupings: [[0], [1]], target: target)
            let alone = apart.weights(unseen: [0, 1, 2, 3], groups: [0])
            #expect(abs(alone[1] - alone[3]) < 1e-15)
        }
    }

    @Test func manyGroupsLeaveWeightsThatAreNumbers() {
        let refused = [VoteCounts](repeating: .init(disagrees: 1_000), count: 3)
        let routing = Routing(priorities: [1, 1, 1], coverage: [[VoteCounts]](repeating: refused, count: 400))
        #expect(routing.weights(unseen: [0, 1, 2], groups: [7]) == [1, 1, 1])
    }

    /// Planted shares: the squared error of group-informed consensus, with a quarter fewer votes than random choice has.
    @Test func fewerVotesTellTheSameAboutWhatUnites() {
        var (routed, random) = (0.0, 0.0)
        for seed in 0..<12 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let shares = (0..<2).map { _ in (0..<24).map { _ in min(1.3 * generator.unit(), 1) } }
            routed += Self.error(shares, votesEach: 6, isRouted: true, &generator)
            random += Self.error(shares, votesEach: 8, isRouted: false, &generator)
        }
        #expect(routed <= random, "\(routed) against \(random)")
    }

    private static func error(
        _ shares: [[Double]], votesEach: Int, isRouted: Bool, _ generator: inout SeededGenerator
    ) -> Double {
        let size = shares[0].count
        var routing = Routing(
            priorities: [Double](repeating: 1, count: size), coverage: nothing(groups: 2, statements: size))
        for person in 0..<80 {
            var unseen = Array(0..<size)
            for _ in 0..<votesEach {
                let groups = [person % 2]
                guard
                    let next = routing.next(unseen: unseen, groups: isRouted ? groups : [], generator: &generator)
                else { break }
                unseen.removeAll { $0 == next }
                let agrees = generator.unit() < shares[person % 2][next]
                routing.note(statement: next, stance: agrees ? .agree : .disagree, groups: groups)
            }
        }
        return (0..<size).reduce(0) { sum, statement in
            let found = routing.coverage.reduce(1.0) {
                $0 * (Double($1[statement].agrees) + 1) / (Double($1[statement].votes) + 2)
            }
            let difference = found - shares[0][statement] * shares[1][statement]
            return sum + difference * difference
        }
    }

    @Test func withoutDeclaredGroupsPrioritiesAloneDecide() {
        let routing = Routing(priorities: [1, 3, 0])
        #expect(routing.weights(unseen: [0, 1, 2], groups: []) == [1, 3, 0])
        var generator = SeededGenerator(seed: 1)
        let drawn = (0..<4_000).map { _ in routing.next(unseen: [0, 1, 2], groups: [], generator: &generator) }
        #expect((2_850...3_150).contains(drawn.count { $0 == 1 }))
        #expect(!drawn.contains(2))
        #expect(routing.next(unseen: [], groups: [], generator: &generator) == nil)
        #expect(routing.next(unseen: [2], groups: [], generator: &generator) == 2)
    }
}
