import Exchange
import Foundation

/// What a file holds, and what is wrong with it.
struct FileReport {
    enum Effect: String {
        /// Unusual, and read as it stands.
        case noticed
        /// Read as it was meant.
        case repaired
        /// Against the rules of the format.
        case fault
        /// Not read.
        case lost
        /// The file is not read at all.
        case refused
    }

    struct Finding {
        let effect: Effect
        /// Such as `line 3`, or a cell.
        var place: String?
        let sentence: String
    }

    let file: String
    /// What the file is, such as `REFI-QDA project`.
    var kind: String
    var holds: [(name: String, value: JSONValue)] = []
    var findings: [Finding] = []
    /// Findings beyond those that are listed.
    var unlisted = 0

    init(_ file: String, kind: String) {
        self.file = file
        self.kind = kind
    }

    var isRefused: Bool { findings.contains { $0.effect == .refused } }
    var isFaulty: Bool { findings.contains { [.fault, .lost, .refused].contains($0.effect) } }

    mutating func add(_ effect: Effect, _ sentence: String, at place: String? = nil) {
        findings.append(Finding(effect: effect, place: place, sentence: sentence))
    }

    var document: JSONValue {
        var held = JSONObject()
        for (name, value) in holds { held[name] = value }
        let faults = findings.map { finding -> JSONValue in
            var document: JSONObject = ["effect": .string(finding.effect.rawValue)]
            if let place = finding.place { document["place"] = .string(place) }
            document["sentence"] = .string(finding.sentence)
            return .object(document)
        }
        return [
            "file": .string(file), "kind": .string(kind), "readable": .bool(!isRefused), "holds": .object(held),
            "faults": .array(faults), "unlistedFaults": .integer(unlisted),
        ]
    }

    var text: String {
        var lines = ["\(file): \(kind)"]
        lines += holds.map { "  \($0.name): \($0.value.string ?? $0.value.text())" }
        if findings.isEmpty { lines.append("No fault found.") }
        lines += findings.map { finding in
            let place = finding.place.map { "\($0): " } ?? ""
            return "\(finding.effect.rawValue): \(place)\(finding.sentence)"
        }
        if unlisted > 0 { lines.append("… and \(unlisted) more.") }
        return lines.joined(separator: "\n")
    }

    /// Checks a file by what its name says it is.
    static func check(_ data: Data, named file: String, part: String? = nil) -> FileReport {
        let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return switch ending {
        case "qdpx", "qde": project(data, file, part)
        case "qdc": codebook(data, file)
        case "pb": pabulib(data, file)
        case "ics", "ical", "ifb": calendar(data, file)
        case "geojson": map(data, file)
        case "csv", "tsv", "txt": list(data, file)
        case "json", "jsonl", "ndjson": json(data, file)
        case "xlsx": workbook(data, file)
        default: unknown(data, file)
        }
    }

    /// A file without a known ending is recognised by its content.
    private static func unknown(_ data: Data, _ file: String) -> FileReport {
        switch recognisedType(of: data) {
        case .xlsx: return workbook(data, file)
        case .zip: return project(data, file, nil)
        case .json: return json(data, file)
        case .text where data.starts(with: "BEGIN:VCALENDAR".utf8): return calendar(data, file)
        case .text: return list(data, file)
        case .png, .jpeg, .webp, .pdf, nil:
            var report = FileReport(file, kind: "unknown")
            report.add(
                .refused,
                "The name ends in nothing that is known here: .qdpx, .qdc, .pb, .ics, .geojson, .csv, .json or .xlsx.")
            return report
        }
    }
}
