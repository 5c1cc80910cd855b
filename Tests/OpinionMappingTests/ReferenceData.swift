import Exchange
import Foundation
import OpinionMapping

/// Conversations with reference answers, beside the checkout at ../shared/data/decision; see its README.
enum ReferenceData {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().resolvingSymlinksInPath()
    static let root = candidates.first { FileManager.default.fileExists(atPath: $0.path) }

    /// Beside the checkout, and where several checkouts share it.
    private static let candidates = [
        folder.appending(path: "../shared/data/decision"), folder.appending(path: "../../shared/data/decision"),
    ].map(\.standardized)

    /// Names of folders in a folder of the data; none, with a note, when the data is absent.
    static func names(in part: String) -> [String] {
        guard let root else {
            print("../shared/data/decision is absent: nothing to compare \(part) with")
            return []
        }
        return ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: part).path)) ?? []).sorted()
    }

    static func json(_ path: String) throws -> JSONValue {
        let content = try Data(contentsOf: (root ?? folder).appending(path: path))
        return try JSONValue(parsing: content, limits: JSONLimits(depth: 64, bytes: 1 << 28, values: 10_000_000))
    }

    static func rows(_ path: String) throws -> [[String]] {
        let content = try Data(contentsOf: (root ?? folder).appending(path: path))
        var reader = CSVReader(limits: CSVReader.Limits(fieldsPerRow: 10_000))
        var rows: [[String]] = []
        try reader.read(content) { rows.append($0.fields) }
        try reader.finish { rows.append($0.fields) }
        return rows
    }

    static func name(_ value: JSONValue?) -> String { value?.integer.map(String.init) ?? value?.string ?? "" }

    /// The votes of production in the order of their times, the statements in the order of the stored result.
    static func production(_ name: String, _ result: JSONValue) throws -> Conversation {
        var conversation = Conversation()
        for statement in result["tids"]?.array ?? [] { conversation.mention(statement: Self.name(statement)) }
        let votes = try json("polis-production/\(name)/votes.json").array ?? []
        func time(_ vote: JSONValue) -> Double {
            vote["modified"]?.number ?? vote["modified"]?.string.flatMap(Double.init) ?? 0
        }
        for vote in votes.enumerated().sorted(by: { (time($0.element), $0.offset) < (time($1.element), $1.offset) }) {
            conversation.add(
                participant: Self.name(vote.element["pid"] ?? vote.element["participant_id"]),
                statement: Self.name(vote.element["tid"] ?? vote.element["statement_id"]),
                stance: Stance(rawValue: Int8(vote.element["vote"]?.integer ?? 0)) ?? .pass)
        }
        return conversation
    }
}
