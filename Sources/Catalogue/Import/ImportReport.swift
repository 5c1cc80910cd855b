public import Exchange
public import Languages
import Platform

/// How good a file was: what was read, taken and refused, and why. Kept with its sentences untranslated, so that each
/// reader gets them in their own language.
public struct ImportReport: Sendable, Codable {
    /// A row, or a value of a row, that was not taken.
    public struct Refusal: Sendable, Hashable, Codable {
        /// Counted from 1, without the header.
        public let row: Int
        /// The column or member at fault, nil when the whole row is.
        public let column: String?
        /// What stands there, shortened; nil where nothing does.
        public let value: String?
        public let reason: Message

        public init(row: Int, column: String?, value: String?, reason: Message) {
            self.row = row
            self.column = column
            self.value = value
            self.reason = reason
        }
    }

    /// Something noticed in the file as a whole, such as its encoding.
    public struct Remark: Sendable, Hashable, Codable {
        public let label: Message
        public let value: Message

        public init(_ label: Message, _ value: Message) {
            self.label = label
            self.value = value
        }
    }

    /// How many refusals are kept; a file that is wrong throughout needs no more to be mended.
    public static let keptRefusals = 10_000

    public let kind: String
    public let file: String
    public let isRehearsal: Bool
    public var rowsRead = 0
    public private(set) var rowsRefused = 0
    /// Where this run began, when an earlier one was stopped.
    public var resumedAt = 0
    /// Why rows were not taken; at most `keptRefusals`.
    public private(set) var refusals: [Refusal] = []
    /// Refusals beyond those kept.
    public private(set) var refusalsLeftOut = 0
    /// Values that were not taken while their row was: its fields are empty.
    public var omissions: [Refusal] = []
    /// Such values beyond those kept.
    public var omissionsLeftOut = 0
    public var remarks: [Remark] = []
    /// What the reader of an authority's list tells programs beyond this; not kept with jobs.
    public var list: JSONValue?
    private var lastRefusedRow: Int?

    private enum CodingKeys: String, CodingKey {
        case kind, file, isRehearsal, rowsRead, rowsRefused, resumedAt, refusals, refusalsLeftOut, omissions, remarks
        case omissionsLeftOut
    }

    public init(kind: String, file: String, isRehearsal: Bool) {
        self.kind = kind
        self.file = file
        self.isRehearsal = isRehearsal
    }

    public var rowsTaken: Int { rowsRead - rowsRefused }

    /// Notes why a row is not taken. All that is said of one row must be said one after the other.
    public mutating func refuse(_ refusal: Refusal) {
        if lastRefusedRow != refusal.row {
            rowsRefused += 1
            lastRefusedRow = refusal.row
        }
        if refusals.count < Self.keptRefusals { refusals.append(refusal) } else { refusalsLeftOut += 1 }
    }

    /// Counts rows that are not taken and whose reasons are not kept.
    public mutating func refuseUnnamed(_ rows: Int) {
        rowsRefused += rows
        refusalsLeftOut += rows
    }

    /// Notes what is wrong with a row, with the value that stands at each fault.
    /// - Parameter columns: what the file calls the members, where it calls them otherwise.
    mutating func refuse(row: Int, _ faults: InputFaults, _ document: JSONValue, columns: [String: String] = [:]) {
        for (name, message) in faults.fields.sorted(by: { $0.key < $1.key }) {
            let column = columns[name] ?? name
            let value = document[name] ?? document["details"]?[name] ?? document[column]
            let shown = value.map { $0.string ?? $0.text() }.map { String($0.prefix(200)) }
            refuse(Refusal(row: row, column: column, value: shown, reason: message))
        }
        for message in faults.general { refuse(Refusal(row: row, column: nil, value: nil, reason: message)) }
    }
}

extension ImportReport {
    /// The report as JSON, with its sentences in English, for programs.
    public var document: JSONValue {
        let t = Catalogues.english.localiser(.en)
        var document: JSONObject = [
            "kind": .string(kind), "file": .string(file), "dry_run": .bool(isRehearsal),
            "rows_read": .integer(rowsRead), "rows_taken": .integer(rowsTaken), "rows_refused": .integer(rowsRefused),
            "refusals": .array(refusals.map { $0.document(t) }),
        ]
        if refusalsLeftOut > 0 { document["refusals_left_out"] = .integer(refusalsLeftOut) }
        if resumedAt > 0 { document["resumed_at"] = .integer(resumedAt) }
        document["list"] = list
        return .object(document)
    }

    /// The report for a terminal.
    public var table: String {
        let t = Catalogues.english.localiser(.en)
        var lines = [
            "\(file): \(kind)\(isRehearsal ? ", dry run: nothing was written" : "")",
            "  rows read     \(rowsRead)", "  rows taken    \(rowsTaken)", "  rows refused  \(rowsRefused)",
        ]
        lines += refusals.map { $0.line(t) }
        if refusalsLeftOut > 0 { lines.append("  and \(refusalsLeftOut) more refusals") }
        lines += remarks.map { "  \(t($0.label))  \(t($0.value))" }
        let valuesRefused = omissions.count + omissionsLeftOut
        if valuesRefused > 0 { lines.append("  values not taken, their fields are empty  \(valuesRefused)") }
        lines += omissions.map { $0.line(t) }
        return lines.joined(separator: "\n")
    }

    /// All refusals as a table to be worked through in a spreadsheet, in a reader's language.
    public func csv(_ t: Localiser) -> [[String]] {
        [[t("Row"), t("Column"), t("Value"), t("Reason"), t("Taken")]]
            + refusals.map { $0.cells(t) + [t("no")] }
            + omissions.map { $0.cells(t) + [t("the row without this value")] }
    }
}

extension ImportReport.Refusal {
    fileprivate func document(_ t: Localiser) -> JSONValue {
        var document: JSONObject = ["row": .integer(row)]
        document["column"] = column.map(JSONValue.string)
        document["value"] = value.map(JSONValue.string)
        document["reason"] = .string(t(reason))
        return .object(document)
    }

    fileprivate func line(_ t: Localiser) -> String {
        "  row \(row)  \(column ?? "-")  \(value.map { "“\($0)”" } ?? "-")  \(t(reason))"
    }

    fileprivate func cells(_ t: Localiser) -> [String] {
        [String(row), column ?? t("the whole row"), value ?? "", t(reason)]
    }
}
