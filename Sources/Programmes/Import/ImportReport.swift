public import Exchange
import Foundation
import Languages
public import Platform

/// Why an import cannot begin at all.
public enum ImportFault: PermanentFailure, CustomStringConvertible {
    case unknownLanguage(String)
    case notRows
    case malformedLine(Int)

    public var description: String {
        switch self {
        case .unknownLanguage(let tag): "the mapping names a language that no text can be kept in: \(tag)"
        case .notRows: "the file holds no rows: write one JSON object a line, or an array of objects"
        case .malformedLine(let line): "line \(line) is not a JSON object"
        }
    }
}

/// How good a file was: what was read, taken and refused, and why. One JSON document, or a table for the terminal.
public struct ImportReport: Sendable {
    /// A row that was not taken.
    public struct Refusal: Sendable, Hashable {
        public let row: Int
        /// The column or member at fault, nil when the whole row is.
        public let column: String?
        /// What stands there, shortened; nil where nothing does.
        public let value: String?
        public let reason: String
    }

    public let kind: String
    public let file: String
    public let isRehearsal: Bool
    public internal(set) var rowsRead = 0
    public internal(set) var rowsTaken = 0
    /// Where this run began, when an earlier one was stopped.
    public internal(set) var resumedAt = 0
    public internal(set) var refusals: [Refusal] = []
    /// What the reader of an authority's list noticed: guesses, columns, sums, values that were not taken.
    public internal(set) var list: OperationsReport?

    init(kind: String, file: String, isRehearsal: Bool) {
        self.kind = kind
        self.file = file
        self.isRehearsal = isRehearsal
    }

    public private(set) var rowsRefused = 0

    /// Takes over what the reader of an authority's list noticed.
    mutating func take(_ list: OperationsReport) {
        self.list = list
        rowsRead = list.rowsRead
        rowsTaken = list.rowsTaken
        rowsRefused = list.rowsRefused
        refusals = list.refusedRows.map { refused in
            .init(row: refused.row, column: nil, value: nil, reason: refused.reason.sentence)
        }
    }

    mutating func refuse(row: Int, _ faults: InputFaults, _ document: JSONValue?) {
        let t = Catalogues.english.localiser(.en)
        if refusals.last?.row != row { rowsRefused += 1 }
        for (name, message) in faults.fields.sorted(by: { $0.key < $1.key }) {
            let value = (document?[name]).map { $0.string ?? $0.text() }
            refusals.append(
                Refusal(row: row, column: name, value: value.map { String($0.prefix(200)) }, reason: t(message)))
        }
        for message in faults.general {
            refusals.append(Refusal(row: row, column: nil, value: nil, reason: t(message)))
        }
    }

    /// The report as JSON.
    public var document: JSONValue {
        var document: JSONObject = [
            "kind": .string(kind), "file": .string(file), "dry_run": .bool(isRehearsal),
            "rows_read": .integer(rowsRead), "rows_taken": .integer(rowsTaken), "rows_refused": .integer(rowsRefused),
            "refusals": .array(refusals.map(\.document)),
        ]
        if resumedAt > 0 { document["resumed_at"] = .integer(resumedAt) }
        if let list, let data = try? JSONEncoder().encode(list) {
            document["list"] = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
        }
        return .object(document)
    }

    /// The report for a terminal.
    public var table: String {
        var lines = [
            "\(file): \(kind)\(isRehearsal ? ", dry run: nothing was written" : "")",
            "  rows read     \(rowsRead)", "  rows taken    \(rowsTaken)", "  rows refused  \(rowsRefused)",
        ]
        lines += refusals.map { refusal in
            "  row \(refusal.row)  \(refusal.column ?? "-")  \(refusal.value.map { "“\($0)”" } ?? "-")  \(refusal.reason)"
        }
        if let list { lines += Self.lines(list) }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ list: OperationsReport) -> [String] {
        let t = Catalogues.english.localiser(.en)
        func guess(_ name: String, _ guess: OperationsReport.Guess?) -> [String] {
            guard let guess else { return [] }
            let how =
                guess.confidence.map { "guessed, confidence \(String(format: "%.2f", $0))" } ?? "as the mapping says"
            return ["  \(name)  \(guess.value)  \(how)"]
        }
        var lines = guess("encoding", list.encoding) + guess("delimiter", list.delimiter)
        lines += list.sums.map { sum in
            let total = sum.minorUnits.map { t.money(minorUnits: $0, currency: sum.currency) } ?? "too large"
            return "  sum  \(sum.column)  \(sum.meaning.rawValue), \(sum.phase.rawValue)  \(total) in \(sum.rows) rows"
        }
        lines += list.unknownColumns.map { "  column not in the mapping, left out  \($0)" }
        lines += list.missingColumns.map { "  column of the mapping not in the file  \($0)" }
        if !list.repeatedCodes.isEmpty {
            lines.append("  codes that stand more than once  \(list.repeatedCodes.count)")
        }
        if !list.refusedValues.isEmpty {
            lines.append("  values not taken, their fields are empty  \(list.valuesRefused)")
        }
        lines += list.refusedValues.map { refused in
            "  row \(refused.row)  \(refused.column)  \(refused.value.map { "“\($0)”" } ?? "-")  \(t(refused.reason.message))"
        }
        return lines
    }
}

extension OperationsReport.RefusedRow.Reason {
    var sentence: String {
        switch self {
        case .noTitle: "The row has no title."
        case .fieldCount: "The row has more or fewer fields than the header."
        case .notARecord: "The element is not an object."
        }
    }
}

extension ImportReport.Refusal {
    var document: JSONValue {
        var document: JSONObject = ["row": .integer(row)]
        document["column"] = column.map(JSONValue.string)
        document["value"] = value.map(JSONValue.string)
        document["reason"] = .string(reason)
        return .object(document)
    }
}
