import FairSelection
import SeededRandom
import Testing

@Suite struct RankingRulesTests {
    /// The example of 45 voters in Schulze's paper, section 3.
    @Test(arguments: MajorityStrength.allCases)
    func schulzesExampleIsRankedAsInHisPaper(strength: MajorityStrength) throws {
        let election = try SampleElections.election(
            "abcde",
            [
                "acbed": 5, "adecb": 5, "bedac": 8, "cabed": 3, "caebd": 7, "cbade": 2, "dceba": 7, "ebadc": 8,
            ])
        #expect(PairwiseSupport(election).schulze(strength).groups == [[4], [0], [2], [1], [3]])
    }

    @Test func marginsAndWinningVotesMayDiffer() throws {
        let support = PairwiseSupport(wins: [[0, 50, 20], [45, 0, 40], [39, 1, 0]])
        #expect(
            support.schulze(.winningVotes) != support.schulze(.margins) || support.schulze(.margins).groups.count == 3)
    }

    @Test func bordaSharesThePlacesOfEqualAndUnranked() throws {
        let election = try SampleElections.election("abcd", ["a": 1, "b(ac)": 2])
        // a: 3 + 2·1.5; b: 1 + 2·3; c: 1 + 2·1.5; d: 1 + 0. Twice that:
        #expect(election.doubledBordaScores() == [12, 14, 8, 2])
    }

    @Test func copelandCountsVictoriesLessDefeats() throws {
        let election = try SampleElections.election("abc", ["abc": 2, "bca": 1, "cab": 1])
        #expect(PairwiseSupport(election).copelandScores() == [1, 0, -1])
    }

    @Test func rankedStandAboveUnranked() throws {
        let support = PairwiseSupport(try SampleElections.election("abc", ["a": 4]))
        #expect(support[0, 1] == 4 && support[1, 0] == 0 && support[1, 2] == 0)
    }

    @Test func equalCandidatesFormAGroupThatTheLotOrders() throws {
        let election = try SampleElections.election("ab", ["ab": 1, "ba": 1])
        let ranking = PairwiseSupport(election).schulze(.margins)
        #expect(ranking.groups == [[0, 1]])
        let drawn = Lot.order(["a", "b"], seed: "s").map { $0 == "a" ? 0 : 1 }
        #expect(ranking.order(of: ["a", "b"], lot: "s") == drawn)
    }

    @Test(arguments: 0..<60)
    func theOrderOfBallotsDoesNotMatter(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (candidates, ballots) = try SampleElections.drawn(&generator)
        var shuffled = ballots.flatMap { ballot in
            (0..<ballot.count).map { _ in RankedElection.Ballot(levels: ballot.levels) }
        }
        generator.shuffle(&shuffled)
        let first = try RankedElection(candidates: candidates, ballots: ballots)
        let second = try RankedElection(candidates: candidates, ballots: shuffled)
        #expect(first.ballots == second.ballots && first.votes == second.votes, "seed \(seed)")
    }

    @Test(arguments: 0..<60)
    func renamingCandidatesRenamesTheRanking(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (candidates, ballots) = try SampleElections.drawn(&generator)
        let last = candidates.count - 1
        let mirrored = ballots.map { ballot in
            RankedElection.Ballot(levels: ballot.levels.map { $0.map { last - $0 } }, count: ballot.count)
        }
        let first = try RankedElection(candidates: candidates, ballots: ballots)
        let second = try RankedElection(candidates: candidates, ballots: mirrored)
        func back(_ ranking: CandidateRanking) -> [[Int]] { ranking.groups.map { $0.map { last - $0 }.sorted() } }
        #expect(first.borda().groups == back(second.borda()), "seed \(seed)")
        for strength in MajorityStrength.allCases {
            #expect(
                PairwiseSupport(first).schulze(strength).groups == back(PairwiseSupport(second).schulze(strength)),
                "seed \(seed)")
        }
    }

    @Test(arguments: 0..<60)
    func schulzesFirstBeatOrTieEverybodyAlongChains(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (candidates, ballots) = try SampleElections.drawn(&generator)
        let support = PairwiseSupport(try RankedElection(candidates: candidates, ballots: ballots))
        let first = support.schulze(.margins).groups[0]
        // A candidate who beats everybody is alone in front.
        for candidate in candidates.indices
        where candidates.indices.allSatisfy({ $0 == candidate || support.margin(candidate, $0) > 0 }) {
            #expect(first == [candidate], "seed \(seed)")
            #expect(support.copeland().groups[0] == [candidate], "seed \(seed)")
        }
    }

    @Test func faultsOfBallotsAreNamed() throws {
        func fault(_ candidates: [String], _ ballots: [RankedElection.Ballot]) -> RankedElection.Fault? {
            do { _ = try RankedElection(candidates: candidates, ballots: ballots) } catch { return error }
            return nil
        }
        #expect(fault(["a", "a"], []) == .duplicateCandidate("a"))
        #expect(fault(["a"], [.init(levels: [[1]])]) == .unknownCandidate(1, ballot: 0))
        #expect(fault(["a"], [.init(levels: [[-1]])]) == .unknownCandidate(-1, ballot: 0))
        #expect(fault(["a"], [.init(levels: []), .init(levels: [[0], [0]])]) == .rankedTwice(0, ballot: 1))
        #expect(fault(["a"], [.init(levels: [], count: -1)]) == .negativeCount(ballot: 0))
        #expect(fault(["a"], [.init(levels: [], count: .max)]) == .tooManyVotes)
        #expect(
            fault(["a"], [.init(levels: [], count: 600_000_000), .init(levels: [], count: 600_000_000)])
                == .tooManyVotes)
    }
}
