import Exchange
import FairSelection
import Foundation
import Testing

/// Real elections, counted by others too: winners by pref_voting, strengths by choix, the rest by a separate script.
@Suite struct WardTests {
    @Test(.enabled(if: !SampleElections.wards.isEmpty), arguments: SampleElections.wards.indices)
    func everyRuleAgreesWithTheReference(index: Int) throws {
        let ward = SampleElections.wards[index]
        let file = try RankedBallotFile(parsingCSV: String(contentsOf: ward.ballots, encoding: .utf8))
        let reference = try JSONValue(parsing: Data(contentsOf: ward.reference))
        func numbers(_ name: String) -> [Int]? { reference[name]?.array?.compactMap(\.integer) }
        func counted(_ candidates: [Int]) -> [Int] { candidates.map { $0 + 1 }.sorted() }
        let election = try SampleElections.election(file)
        let seats = try #require(reference["seats"]?.integer)
        #expect(file.seats == seats)
        #expect(election.votes == reference["ballots"]?.integer)
        let support = PairwiseSupport(election)
        let table = reference["pairwise_support"]?.array?.map { $0.array?.compactMap(\.integer) ?? [] }
        #expect(
            election.candidates.indices.map { row in election.candidates.indices.map { support[row, $0] } } == table)
        #expect(counted(support.schulze(.winningVotes).groups[0]) == numbers("schulze_beat_path"))
        #expect(counted(support.copeland().groups[0]) == numbers("copeland"))
        let borda = election.doubledBordaScores().map { Double($0) / 2 }
        #expect(borda == reference["borda_scores_average_rule"]?.array?.compactMap(\.number))
        let count = try election.scottishCount(seats: seats, lot: "")
        #expect(counted(count.elected) == numbers("stv_scottish"))
        #expect(count.stages[0].votes.map { $0 / count.unit } == numbers("first_preferences"))
        // Meek's method has no reference; in these wards it elects whom the Gregory count without cutting elects.
        let meek = try election.meekCount(seats: seats, lot: "")
        #expect(counted(meek.elected) == numbers("stv_weighted_inclusive_gregory"))
        let strengths = PairwiseComparison(support).strengths
        for (ours, theirs) in zip(
            strengths, reference["bradley_terry_ilsr_alpha0.01"]?.array?.compactMap(\.number) ?? [])
        {
            #expect(abs(ours - theirs) < 1e-3)
        }
    }
}
