public import Foundation

extension RankedBallotFile {
    /// Reads ballots from comma-separated values, of one of two kinds.
    ///
    /// *Scottish*: a row with the numbers of candidates and seats; rows of a count and preferences; rows
    /// `Candidate 1`, name, party; a row with the ward. *Table*: a header that begins with `count` and names the
    /// candidates; rows of a count and the rank of each candidate, 1 for the best, empty for unranked. O(n).
    /// - Throws: `RankedBallotError`, or `CSVError` for text that is no CSV.
    public init(parsingCSV text: String) throws {
        let rows = try CSVReader.rows(of: text.utf8)
        guard let first = rows.first else { throw RankedBallotError(line: 1, "the file is empty.") }
        if Int(first.fields[0]) != nil {
            self = try Self.scottish(rows)
        } else if first.fields[0].lowercased() == "count" {
            self = try Self.table(rows)
        } else {
            throw RankedBallotError(
                line: first.line,
                "\"\(first.fields[0])\" begins the file; write candidates and seats, or count and the names."
            )
        }
    }

    /// The table, without title and seats.
    public func csv() -> Data {
        let rows = ballots.map { ballot in
            let ranks = Dictionary(
                ballot.levels.enumerated().flatMap { rank, level in level.map { ($0, rank + 1) } }
            ) { first, _ in first }
            return [String(ballot.count)] + candidates.indices.map { ranks[$0].map(String.init) ?? "" }
        }
        return CSVWriter.text(of: [["count"] + candidates] + rows)
    }

    private static func scottish(_ rows: [CSVRow]) throws -> RankedBallotFile {
        let head = trimmed(rows[0])
        let count = try number(head, 0, 1...mostCandidates, "the number of candidates")
        let seats = try number(head, 1, 0...mostCandidates, "the number of seats")
        var names = [String?](repeating: nil, count: count)
        var ballots: [Ballot] = []
        var title = ""
        for row in rows.dropFirst().map(trimmed) where !row.fields.isEmpty {
            if let candidate = candidateNumber(row.fields[0]) {
                guard (1...count).contains(candidate), names[candidate - 1] == nil, row.fields.count > 1 else {
                    throw RankedBallotError(line: row.line, "\"\(row.fields[0])\" is not one of \(count) with a name.")
                }
                names[candidate - 1] = row.fields[1]
            } else if Int(row.fields[0]) != nil || row.fields.count > 1 || !title.isEmpty {
                let papers = try number(row, 0, 1...mostPapers, "how many papers")
                ballots.append(
                    Ballot(count: papers, levels: try preferences(row, candidates: count), line: row.line))
            } else {
                title = row.fields[0]
            }
        }
        let end = rows[rows.count - 1].line
        return RankedBallotFile(
            title: title,
            candidates: try names.enumerated().map { number, name in
                guard let name else { throw RankedBallotError(line: end, "candidate \(number + 1) has no name.") }
                return name
            }, seats: seats, ballots: ballots)
    }

    private static func table(_ rows: [CSVRow]) throws -> RankedBallotFile {
        let names = Array(rows[0].fields.dropFirst())
        guard (1...mostCandidates).contains(names.count) else {
            throw RankedBallotError(
                line: rows[0].line, "the header names \(names.count) candidates; name 1 to \(mostCandidates).")
        }
        let ballots = try rows.dropFirst().map { row in
            guard row.fields.count <= names.count + 1 else {
                throw RankedBallotError(line: row.line, "there are more ranks than candidates.")
            }
            var levels: [Int: [Int]] = [:]
            for candidate in 1..<max(1, row.fields.count) where !row.fields[candidate].isEmpty {
                let rank = try number(row, candidate, 1...1_000_000, "the rank of \(names[candidate - 1])")
                levels[rank, default: []].append(candidate - 1)
            }
            return Ballot(
                count: try number(row, 0, 1...mostPapers, "how many papers"),
                levels: levels.sorted { $0.key < $1.key }.map(\.value), line: row.line)
        }
        return RankedBallotFile(title: "", candidates: names, seats: nil, ballots: ballots)
    }

    private static func preferences(_ row: CSVRow, candidates: Int) throws -> [[Int]] {
        var seen: Set<Int> = []
        return try row.fields.indices.dropFirst().map { index in
            let candidate = try number(row, index, 1...candidates, "a candidate")
            guard seen.insert(candidate).inserted else {
                throw RankedBallotError(line: row.line, "candidate \(candidate) is ranked twice.")
            }
            return [candidate - 1]
        }
    }

    private static func number(
        _ row: CSVRow, _ index: Int, _ range: ClosedRange<Int>, _ what: String
    ) throws(RankedBallotError) -> Int {
        let field = index < row.fields.count ? row.fields[index] : ""
        guard let number = Int(field), range.contains(number) else {
            throw RankedBallotError(
                line: row.line,
                "\"\(field)\" stands for \(what); write a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Without the empty fields that a comma at the end of a line makes.
    private static func trimmed(_ row: CSVRow) -> CSVRow {
        var fields = row.fields
        while fields.last?.isEmpty == true { fields.removeLast() }
        return CSVRow(line: row.line, fields: fields)
    }

    private static func candidateNumber(_ field: String) -> Int? {
        field.hasPrefix("Candidate ") ? Int(field.dropFirst("Candidate ".count)) : nil
    }
}
