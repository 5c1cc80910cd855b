import Exchange
import FairSelection
import Foundation

/// Ballots or comparisons of a file, ready to be counted.
struct RankInput {
    let candidates: [String]
    let seats: Int?
    /// Nil when the file holds comparisons of pairs.
    let election: RankedElection?
    private let comparisons: PairwiseSupport?
    private let ballots: RankedBallotFile?

    init(parsing text: String, isBLT: Bool) throws {
        if !isBLT, let comparisons = try Comparisons(parsing: text) {
            candidates = comparisons.candidates
            self.comparisons = PairwiseSupport(wins: comparisons.wins)
            (election, seats, ballots) = (nil, nil, nil)
            return
        }
        let file = try isBLT ? RankedBallotFile(parsingBLT: text) : RankedBallotFile(parsingCSV: text)
        let counted = file.withoutWithdrawn()
        let election = try RankedElection(
            candidates: counted.candidates,
            ballots: counted.ballots.map { RankedElection.Ballot(levels: $0.levels, count: $0.count) })
        candidates = counted.candidates
        seats = file.seats
        comparisons = nil
        self.election = election
        ballots = file
    }

    /// How often each candidate stands above each other.
    func support() -> PairwiseSupport {
        comparisons ?? election.map(PairwiseSupport.init) ?? PairwiseSupport(wins: [])
    }

    /// - Throws: `CommandFault` for comparisons, for endings other than .blt and .csv, and when writing fails.
    func write(to path: String) throws {
        guard let ballots else { throw CommandFault("Comparisons of pairs cannot be written as ballots.") }
        let bytes: Data
        switch URL(filePath: path).pathExtension.lowercased() {
        case "blt": bytes = Data(ballots.blt().utf8)
        case "csv": bytes = ballots.csv()
        default: throw CommandFault("\(path): name the file .blt or .csv.")
        }
        try NamedFile.write(bytes, to: path)
    }
}

/// Comparisons of pairs: a header winner,loser or winner,loser,count, then a row for each.
private struct Comparisons {
    private(set) var candidates: [String] = []
    private(set) var wins: [[Int]] = []

    /// Nil for a file with another header.
    init?(parsing text: String) throws {
        let rows = try CSVReader.rows(of: text.utf8)
        guard let header = rows.first, header.fields.prefix(2).map({ $0.lowercased() }) == ["winner", "loser"] else {
            return nil
        }
        var place: [String: Int] = [:]
        func position(_ name: String) -> Int {
            if let known = place[name] { return known }
            place[name] = candidates.count
            candidates.append(name)
            return candidates.count - 1
        }
        var pairs: [(Int, Int, Int)] = []
        var total = 0
        for row in rows.dropFirst() {
            let fields = row.fields
            guard fields.count >= 2, !fields[0].isEmpty, !fields[1].isEmpty, fields[0] != fields[1] else {
                throw RankedBallotError(line: row.line, "write two different candidates, the preferred one first.")
            }
            let count = fields.count > 2 ? Int(fields[2]) : 1
            guard let count, (0...RankedElection.mostVotes).contains(count) else {
                throw RankedBallotError(
                    line: row.line, "\"\(fields[2])\" is no number from 0 to \(RankedElection.mostVotes).")
            }
            total += count
            guard total <= RankedElection.mostVotes else {
                throw RankedBallotError(line: row.line, "there are more than \(RankedElection.mostVotes) comparisons.")
            }
            pairs.append((position(fields[0]), position(fields[1]), count))
            guard candidates.count <= RankedElection.mostCandidates else {
                throw RankedBallotError(
                    line: row.line, "there are more than \(RankedElection.mostCandidates) candidates.")
            }
        }
        wins = candidates.map { _ in candidates.map { _ in 0 } }
        for (winner, loser, count) in pairs { wins[winner][loser] += count }
    }
}
