public import Catalogue
import Exchange
public import Foundation
import Languages
import Platform

extension ImportRun {
    /// Brings in an authority's list of funded operations as projects. Contact persons are never taken in.
    /// - Parameter position: how many operations an earlier run has already brought in.
    /// - Throws: `ImportFault` when the file as a whole cannot be read.
    public func operations(
        _ file: Data, named name: String, mapping: OperationsMapping, from position: Int = 0
    ) async throws -> ImportReport {
        var operations: [FundedOperation] = []
        let list: OperationsReport
        do {
            list = try Self.read(file, OperationsList(mapping: mapping)) { operations.append($0) }
        } catch {
            throw ImportFault.unreadable("\(error)")
        }
        var report = ImportReport(kind: ImportOrder.operations, file: name, isRehearsal: isRehearsal)
        report.add(list)
        report.resumedAt = min(position, operations.count)
        var reports = [report]
        var documents = try OperationDocument(
            mapping, repeatedCodes: Set(list.repeatedCodes.keys), today: CalendarDate(runner.now(), in: .gmt))
        let steps = operations.map { ImportStep(ImportProject.self, documents.document($0), row: $0.row) }
        try await bringIn(steps, into: &reports, from: position)
        return reports[0]
    }

    private static func read(
        _ file: Data, _ list: OperationsList, each: (FundedOperation) throws -> Void
    ) throws -> OperationsReport {
        guard list.mapping.format == .xlsx else { return try list.read(file, each: each) }
        return try list.read(rows: try XLSXReader(file).rows().map { $0.cells.map(\.shown) }, each: each)
    }
}

extension ImportReport {
    /// Takes over what the reader of an authority's list noticed: guesses, columns, sums, what was not taken.
    fileprivate mutating func add(_ list: OperationsReport) {
        rowsRead = list.rowsRead
        for refused in list.refusedRows {
            refuse(Refusal(row: refused.row, column: nil, value: nil, reason: refused.reason.message))
        }
        omissions = list.refusedValues.map {
            Refusal(row: $0.row, column: $0.column, value: $0.value, reason: $0.reason.message)
        }
        for (label, guess) in [("Encoding" as Message, list.encoding), ("Delimiter", list.delimiter)] {
            guard let guess else { continue }
            let how = guess.confidence.map { Message("guessed, confidence \(percent: $0)") } ?? "as told"
            remarks.append(Remark(label, "\(guess.value) (\(how))"))
        }
        remarks += list.sums.map { sum in
            let total: Message =
                sum.minorUnits.map { "\(money: $0, currency: sum.currency) in \(sum.rows) rows" } ?? "too large"
            return Remark("Sum of \(sum.column)", total)
        }
        if !list.unknownColumns.isEmpty { remarks.append(Remark("Columns left out", "\(list: list.unknownColumns)")) }
        if !list.missingColumns.isEmpty {
            remarks.append(Remark("Columns that are not in the file", "\(list: list.missingColumns)"))
        }
        if !list.repeatedCodes.isEmpty {
            remarks.append(Remark("Codes that stand more than once", "\(list.repeatedCodes.count)"))
        }
        if let data = try? JSONEncoder().encode(list) {
            self.list = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
        }
    }
}

extension OperationsReport.RefusedRow.Reason {
    fileprivate var message: Message {
        switch self {
        case .noTitle: "The row has no title."
        case .fieldCount: "The row has more or fewer fields than the header."
        case .notARecord: "The element is not an object."
        }
    }
}
