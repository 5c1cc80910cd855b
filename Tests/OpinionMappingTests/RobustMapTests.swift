import SeededRandom
import Testing

@testable import OpinionMapping

@Suite struct RobustMapTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theSameVotesInAnyOrderGiveTheSameMap(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let simulation = Simulation(camps: 3, statements: 25, generator: &generator)
        let conversation = simulation.conversation(people: 120, votesEach: 18, generator: &generator)
        let map = OpinionMap(conversation)
        for other in 10..<14 as Range<UInt64> {
            #expect(OpinionMap(Simulation.shuffled(conversation, seed: other)) == map, "seed \(seed), \(other)")
        }
        #expect(map.groups.count > 1)
    }

    @Test func theSameVotesGiveTheSameTextOfTheMap() {
        var generator = SeededGenerator(seed: 9)
        let simulation = Simulation(camps: 2, statements: 20, generator: &generator)
        let conversation = simulation.conversation(people: 60, votesEach: 15, generator: &generator)
        #expect("\(OpinionMap(conversation))" == "\(OpinionMap(Simulation.shuffled(conversation, seed: 5)))")
    }

    @Test(arguments: [(2, 1), (2, 2), (3, 3), (3, 4), (4, 5)] as [(Int, UInt64)])
    func plantedGroupsAreFound(camps: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var simulation = Simulation(camps: camps, statements: 40, generator: &generator)
        // On two axes camps are seen apart when they stand at the corners of a figure.
        simulation.shares = (0..<camps).map { camp in
            (0..<40).map { statement in
                let side = camps == 2 ? camp : statement < 20 ? camp / 2 : camp % 2
                return side == (statement % 2) ? 0.85 : 0.15
            }
        }
        let conversation = simulation.conversation(people: 240, votesEach: 25, generator: &generator)
        let map = OpinionMap(conversation)
        #expect(map.outcome == .groups(camps), "seed \(seed): \(map.options)")
        let pairs = map.participants.indices.compactMap { person in
            map.groupOfParticipant[person].map { (Int(map.participants[person])! % camps, $0) }
        }
        #expect(AdjustedRandIndex.value(pairs.map(\.0), pairs.map(\.1)) > 0.9)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func votesAtRandomHaveNoClearGroups(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let simulation = Simulation(shares: [[Double](repeating: 0.5, count: 30)])
        let conversation = simulation.conversation(people: 150, votesEach: 20, generator: &generator)
        #expect(OpinionMap(conversation).outcome == .noClearGroups, "seed \(seed)")
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func oneRangeOfOpinionIsNotTakenForCamps(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var conversation = Conversation()
        for person in 0..<200 {
            let position = (0..<12).reduce(0.0) { sum, _ in sum + generator.unit() } - 6
            for statement in 0..<30 where generator.unit() < 0.7 {
                let side = statement % 2 == 0 ? position : -position
                let agrees = generator.unit() < min(max(0.5 + side * 0.25, 0.02), 0.98)
                conversation.add(
                    participant: String(person), statement: String(statement), stance: agrees ? .agree : .disagree)
            }
        }
        let map = OpinionMap(conversation)
        if case .groups = map.outcome { Issue.record("seed \(seed): \(map.options)") }
        #expect(map.options.allSatisfy { !$0.isApart || !$0.reasons.contains(.chosen) })
    }

    @Test func noGroupHasFewerThanFivePeople() {
        var generator = SeededGenerator(seed: 4)
        let shares = [[Double](repeating: 0.9, count: 20), [Double](repeating: 0.1, count: 20)]
        var conversation = Conversation()
        for person in 0..<44 {
            for statement in 0..<20 {
                let agrees = generator.unit() < shares[person < 40 ? 0 : 1][statement]
                conversation.add(
                    participant: String(person), statement: String(statement), stance: agrees ? .agree : .disagree)
            }
        }
        let map = OpinionMap(conversation)
        #expect(map.groups.allSatisfy { $0.members.count >= 5 })
        #expect(map.options.first { $0.count == 2 }?.reasons.contains(.groupTooSmall(people: 4)) == true)
    }

    @Test func tooFewPeopleIsAnAnswerWithItsNumbers() {
        var conversation = Conversation()
        for person in 0..<9 {
            for statement in 0..<10 {
                conversation.add(
                    participant: "p\(person)", statement: "s\(statement)",
                    stance: (person + statement) % 2 == 0 ? .agree : .disagree)
            }
        }
        let need = OpinionMap.Need(
            people: 9, peopleNeeded: 10, statements: 10, statementsNeeded: 2, votesPerPerson: 7)
        #expect(OpinionMap(conversation).outcome == .tooFewVotes(need))
    }

    @Test func intervalsHoldThePlantedSharesNineTimesInTen() {
        var (held, all) = (0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            // Shares that are not all extreme, so that intervals are tried where they are wide.
            let shares = [0, 1].map { camp in
                (0..<40).map { statement in
                    statement % 4 == 3 ? generator.unit() : statement % 2 == camp ? 0.8 : 0.2
                }
            }
            var simulation = Simulation(shares: shares)
            simulation.passing = 0
            let map = OpinionMap(simulation.conversation(people: 120, votesEach: 30, generator: &generator))
            for group in map.groups {
                let camp = Int(map.participants[group.members[0]])! % 2
                for (name, finding) in zip(map.statements, map.statementFindings) {
                    let share = shares[camp][Int(name)!]
                    let interval = finding.groups[group.identifier].agree
                    all += 1
                    if interval.low <= share && share <= interval.high { held += 1 }
                }
            }
        }
        #expect(all > 500)
        let coverage = Double(held) / Double(all)
        #expect((0.87...0.93).contains(coverage), "\(coverage)")
    }

    @Test func statementsThatDivideAndUniteAreNamed() {
        var generator = SeededGenerator(seed: 3)
        let shares = [0, 1].map { camp in (0..<20).map { $0 < 2 ? 0.95 : $0 % 2 == camp ? 0.9 : 0.1 } }
        let map = OpinionMap(Simulation(shares: shares).conversation(people: 100, votesEach: 20, generator: &generator))
        #expect(Set(map.agreed.map { map.statements[$0] }) == ["0", "1"])
        // One false finding in ten is allowed.
        #expect(Set(map.dividing.map { map.statements[$0] }).isSuperset(of: (2..<20).map(String.init)))
        #expect(map.dividing.count <= 20)
        #expect(map.groups.allSatisfy { (16...20).contains($0.representative.count) })
    }

    @Test func aStatementLeftOutPlacesNobody() {
        var generator = SeededGenerator(seed: 8)
        let simulation = Simulation(camps: 2, statements: 15, generator: &generator)
        let conversation = simulation.conversation(people: 50, votesEach: 12, generator: &generator)
        var without = Conversation()
        for vote in conversation.votes where conversation.statements[Int(vote.statement)] != "3" {
            without.add(
                participant: conversation.participants[Int(vote.participant)],
                statement: conversation.statements[Int(vote.statement)], stance: vote.stance)
        }
        let excluded = OpinionMap(conversation, settings: .init(excluded: ["3"]))
        let absent = OpinionMap(without)
        let differences = zip(excluded.places, absent.places).map { abs(abs($0.x) - abs($1.x)) }
        #expect((differences.max() ?? 1) < 1e-9)
    }

    @Test func manyStatementsAreMappedWithoutMoments() {
        var generator = SeededGenerator(seed: 6)
        var conversation = Conversation()
        for person in 0..<60 {
            for statement in 0..<80 {
                let agrees = generator.unit() < (statement % 2 == person % 2 ? 0.9 : 0.1)
                conversation.add(
                    participant: String(person), statement: String(statement), stance: agrees ? .agree : .disagree)
            }
        }
        for extra in 0..<VoteGeometry.mostForMoments { conversation.mention(statement: "x\(extra)") }
        let map = OpinionMap(conversation)
        #expect(map.outcome == .groups(2))
        #expect(map == OpinionMap(Simulation.shuffled(conversation, seed: 2)) || map.statements.count > 80)
    }
}
