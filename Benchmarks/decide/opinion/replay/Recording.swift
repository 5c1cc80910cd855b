import Exchange
import Foundation
import OpinionMapping

/// A conversation that took place: who voted on what, in the order in which people came, and the groups found in it.
struct Recording {
    struct Answer {
        let statement: Int
        let stance: Stance
    }

    private(set) var people: [(answers: [Answer], group: Int?)] = []
    private(set) var statementCount = 0
    private(set) var groupCount = 0

    var voteCount: Int { people.reduce(0) { $0 + $1.answers.count } }

    /// Reads the folder of a Polis export; nil for one without votes.csv, which says when people came.
    init?(folder: String) throws {
        guard FileManager.default.fileExists(atPath: folder + "/votes.csv") else { return nil }
        let rows = try Self.rows(folder + "/participants-votes.csv")
        guard let header = rows.first, let participant = header.firstIndex(of: "participant"),
            let group = header.firstIndex(of: "group-id")
        else { throw CocoaError(.fileReadCorruptFile) }
        let columns = header.indices.filter { Int(header[$0]) != nil }
        statementCount = columns.count
        var arrival: [String: Double] = [:]
        for row in try Self.rows(folder + "/votes.csv").dropFirst() {
            arrival[row[3]] = min(arrival[row[3]] ?? .infinity, Double(row[0]) ?? .infinity)
        }
        var groups: [String: Int] = [:]
        let order = rows.dropFirst().enumerated().sorted {
            (arrival[$0.element[participant]] ?? .infinity, $0.offset)
                < (arrival[$1.element[participant]] ?? .infinity, $1.offset)
        }
        for (_, row) in order {
            let answers = columns.enumerated().compactMap { statement, column in
                Int8(row[column]).flatMap(Stance.init).map { Answer(statement: statement, stance: $0) }
            }
            if !row[group].isEmpty, groups[row[group]] == nil { groups[row[group]] = groups.count }
            if !answers.isEmpty { people.append((answers, groups[row[group]])) }
        }
        groupCount = groups.count
    }

    private static func rows(_ path: String) throws -> [[String]] {
        var rows: [[String]] = []
        var reader = CSVReader(limits: CSVReader.Limits(fieldsPerRow: 1 << 20))
        try reader.read(try Data(contentsOf: URL(filePath: path))) { rows.append($0.fields) }
        try reader.finish { rows.append($0.fields) }
        return rows
    }
}
