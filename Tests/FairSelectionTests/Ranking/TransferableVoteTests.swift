import FairSelection
import SeededRandom
import Testing

@Suite struct TransferableVoteTests {
    @Test func aSurplusIsPassedOnAtFiveDecimals() throws {
        // 10 votes, 2 seats: quota 4. a has 7, surplus 3; each paper is worth 3/7 = 0.42857.
        let count = try SampleElections.election("abc", ["ab": 5, "ac": 2, "b": 1, "c": 2]).scottishCount(
            seats: 2, lot: "")
        #expect(count.stages[0].quota == 400_000)
        #expect(count.stages[1].step == .surplus(of: 0))
        #expect(count.stages[1].votes == [400_000, 100_000 + 5 * 42_857, 200_000 + 2 * 42_857])
        #expect(count.stages[1].exhausted == 300_000 - 7 * 42_857)
        #expect(count.elected == [0, 1])
    }

    @Test func theLatestStageThatSeparatesBreaksATie() throws {
        // b and c have 3 each after d's papers went to c; before, c had 2 and so is the last.
        let election = try SampleElections.election("abcd", ["a": 4, "b": 3, "c": 2, "dc": 1])
        let count = try election.scottishCount(seats: 1, lot: "")
        #expect(count.stages[2].step == .exclusion(of: 2))
        #expect(count.stages[2].tieBreak == .history(stage: 0))
    }

    @Test func whatNoStageSeparatesTheLotDecides() throws {
        let election = try SampleElections.election("abc", ["a": 2, "b": 1, "c": 1])
        let count = try election.scottishCount(seats: 1, lot: "seed")
        let last = Lot.order(["b", "c"], seed: "seed")[1] == "b" ? 1 : 2
        #expect(count.stages[1].step == .exclusion(of: last))
        #expect(count.stages[1].tieBreak == .lot)
        let meek = try election.meekCount(seats: 1, lot: "seed")
        #expect(meek.stages[1].step == .exclusion(of: last))
    }

    @Test func meekPassesVotesOverElectedCandidates() throws {
        // Fixed point: a keeps k of 9 votes; the quota is a third of what is not exhausted.
        let election = try SampleElections.election("abcd", ["ab": 6, "acb": 3, "c": 2, "d": 1])
        let count = try election.meekCount(seats: 2, lot: "")
        let last = count.stages[count.stages.count - 1]
        #expect(count.elected.first == 0)
        #expect(last.votes.reduce(last.exhausted, +) == 12 * count.unit)
    }

    @Test(arguments: 0..<120)
    func everySeatIsFilledAndNoVoteIsLost(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (candidates, ballots) = try SampleElections.drawn(&generator)
        let election = try RankedElection(candidates: candidates, ballots: ballots)
        let ranked = election.ballots.reduce(0) { $0 + $1.count }
        for seats in 1...candidates.count {
            for count in [
                try election.scottishCount(seats: seats, lot: "s"), try election.meekCount(seats: seats, lot: "s"),
            ] {
                #expect(count.elected.count == seats && Set(count.elected).count == seats, "seed \(seed)")
                for stage in count.stages {
                    #expect(stage.votes.reduce(stage.exhausted, +) == ranked * count.unit, "seed \(seed)")
                    #expect(stage.votes.allSatisfy { $0 >= 0 } && stage.exhausted >= 0, "seed \(seed)")
                }
            }
        }
    }

    /// Droop proportionality: a group that more than k quotas rank above all others gets k seats.
    @Test(arguments: 0..<60)
    func aSolidGroupGetsItsSeats(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let candidates = ["a", "b", "c", "d", "e", "f"]
        let ballots = (0..<40).map { voter in
            var group = voter < 23 ? [0, 1, 2] : [3, 4, 5]
            var rest = voter < 23 ? [3, 4, 5] : [0, 1, 2]
            generator.shuffle(&group)
            generator.shuffle(&rest)
            return RankedElection.Ballot(levels: (group + rest).map { [$0] })
        }
        let election = try RankedElection(candidates: candidates, ballots: ballots)
        // With 3 seats the quota is 11: 23 voters hold two.
        for count in [try election.scottishCount(seats: 3, lot: ""), try election.meekCount(seats: 3, lot: "")] {
            #expect(count.elected.count { $0 < 3 } == 2, "seed \(seed)")
        }
    }

    @Test func equalRanksAndImpossibleSeatsAreRefused() throws {
        let equal = try SampleElections.election("ab", ["(ab)": 1])
        #expect(throws: RankedElection.Fault.equalRanks) { try equal.meekCount(seats: 1, lot: "") }
        let election = try SampleElections.election("ab", ["a": 1])
        for seats in [-1, 0, 3] {
            #expect(throws: RankedElection.Fault.seats(seats, candidates: 2)) {
                try election.scottishCount(seats: seats, lot: "")
            }
        }
    }

    @Test func withoutBallotsTheLotDecides() throws {
        let election = try RankedElection(candidates: ["a", "b", "c"], ballots: [])
        let first = Lot.order(["a", "b", "c"], seed: "z")[0]
        for count in [try election.scottishCount(seats: 1, lot: "z"), try election.meekCount(seats: 1, lot: "z")] {
            #expect(count.elected.map { election.candidates[$0] } == [first])
        }
    }
}
