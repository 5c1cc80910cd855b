import Foundation

/// Records of comparisons and tables of cases from people we do not know: what is read runs, a run gives a record, and
/// that record runs again to the same bytes.
enum Fuzz {
    static let readers: [@Sendable (Data) -> Void] = [record, table]

    static func record(_ data: Data) {
        let name = "fuzz"
        // A fault must name its place and the mend; that it is a CommandFault is what the command relies on.
        do {
            let run = try ComparisonRecord(reading: data, name: name).run(name: name, settings: bounded)
            check(ComparisonRecord(run, file: name))
        } catch let fault as CommandFault { precondition(fault.description.hasPrefix(name)) } catch {
            preconditionFailure("another error than the command tells: \(error)")
        }
    }

    private static func check(_ written: ComparisonRecord) {
        do {
            let again = try ComparisonRecord(reading: written.data, name: "again")
            let run = try again.run(name: "again")
            guard case .same = again.repetition(run, of: written.data) else {
                preconditionFailure("a record that was written runs again to another one")
            }
        } catch { preconditionFailure("a record that was written does not run again: \(error)") }
    }

    /// What a person may ask for and wait for is cut to what takes milliseconds.
    private static func bounded(_ settings: inout CaseSettings) {
        settings.draws = min(settings.draws, 20)
        settings.conditions = Array(settings.conditions.prefix(5))
        settings.options.limits.models = min(settings.options.limits.models, 20)
        settings.robustness = settings.robustness && settings.calibrated.count < 3
    }

    /// A table in any form; the first columns are compared.
    static func table(_ data: Data) {
        do {
            let rows = try TableFile(data, named: "fuzz").rows
            guard let heading = rows.first?.fields, heading.count > 2, rows.count < 100 else { return }
            let table = try CaseTable(
                heading: heading, rows: rows.dropFirst().map { (line: $0.line, fields: $0.fields) })
            var settings = CaseSettings()
            settings.outcome = table.columns.last?.name ?? ""
            settings.conditions = table.columns.dropLast().map(\.name)
            settings.settle()
            bounded(&settings)
            check(ComparisonRecord(try CaseRun(table, settings), file: nil))
        } catch is CommandFault {} catch is CaseTableError {} catch {
            preconditionFailure("another error than the command tells: \(error)")
        }
    }

    /// What is read of a record: its results are only compared.
    private static func head(of record: ComparisonRecord) throws -> Data {
        var head = JSONObject()
        for name in ["format", "settings", "data"] { head[name] = record.document[name] ?? .null }
        return JSONValue.object(head).data()
    }

    static func seeds() throws -> [FuzzSeed] {
        var settings = CaseSettings()
        (settings.outcome, settings.conditions) = ("Y", ["A", "B"])
        settings.options.expectations = ["A", "~A*B"]
        settings.options.untenable.impossible = ["A*B"]
        settings.calibrated = [
            CaseSettings.Calibrated(column: "A", method: "direct", anchors: [1, 5, 9].map { .init($0) })
        ]
        (settings.clusters, settings.tests, settings.robustness) = ("G", ["A + B"], true)
        settings.settle()
        bounded(&settings)
        let csv = "place,A,B,G,Y\r\nLyon,1,0.2,x,0.1\r\nŁódź,9,0.8,x,1\r\nOulu,6,0.3,y,0.7\r\nKatowice,3,1,y,0.6\r\n"
        let rows = try CSVReader.rows(of: Data(csv.utf8))
        let table = try CaseTable(heading: rows[0].fields, rows: rows.dropFirst().map { ($0.line, $0.fields) })
        let file = FileManager.default.temporaryDirectory.appending(path: "table-\(getpid()).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try XLSXWriter(file: file, sheetName: "Cases", header: rows[0].fields)
        for row in rows.dropFirst() {
            try writer.write(row.fields.map { Double($0).map { .number($0) } ?? .text($0) })
        }
        try writer.finish()
        return [
            FuzzSeed("record", 0, try head(of: ComparisonRecord(try CaseRun(table, settings), file: nil))),
            FuzzSeed("csv", 1, Data(csv.utf8)), FuzzSeed("workbook", 1, try Data(contentsOf: file)),
        ]
    }
}
