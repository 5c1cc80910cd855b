public import Catalogue
import Exchange
import Foundation
import Languages
import Platform

extension ImportRun {
    /// Brings in an authority's list of funded operations as projects; a list in CSV of any length in the same memory.
    /// Contact persons are never taken in.
    /// - Parameter position: how many operations an earlier run has already brought in.
    /// - Throws: `ImportFault` when the file as a whole cannot be read; nothing is then written.
    public func operations(
        _ source: ListSource, named name: String, mapping: OperationsMapping, from position: Int = 0
    ) async throws -> ImportReport {
        let list: OperationsReport
        let keys: OperationKeys
        do { (list, keys) = try OperationsList(mapping: mapping).survey(source) } catch {
            throw ImportFault.unreadable("\(error)")
        }
        var documents = try OperationDocument(mapping, keys)
        var report = ImportReport(kind: ImportOrder.operations, file: name, isRehearsal: isRehearsal)
        report.add(list)
        report.resumedAt = min(position, list.rowsTaken)
        var reports = [report]
        var reader = try OperationsReader(mapping, source)
        var done = 0
        while case let part = try reader.next(Self.batch), !part.isEmpty {
            let steps = part.map { ImportStep(ImportProject.self, documents.document($0), row: $0.row) }
            done += part.count
            guard done > position else { continue }
            try await bringIn(batch: steps, into: &reports)
            try await progress(done, list.rowsTaken)
        }
        return reports[0]
    }
}

extension ImportReport {
    /// Takes over what the reader of an authority's list noticed: guesses, columns, sums, what was not taken.
    fileprivate mutating func add(_ list: OperationsReport) {
        rowsRead = list.rowsRead
        for refused in list.refusedRows {
            refuse(Refusal(row: refused.row, column: nil, value: nil, reason: refused.reason.message))
        }
        refuseUnnamed(list.rowsRefused - list.refusedRows.count)
        omissionsLeftOut = list.valuesRefused - list.refusedValues.count
        omissions = list.refusedValues.map {
            Refusal(row: $0.row, column: $0.column, value: $0.value, reason: $0.reason.message)
        }
        for (label, guess) in [(Message("Encoding"), list.encoding), (Message("Delimiter"), list.delimiter)] {
            guard let guess else { continue }
            let how = guess.confidence.map { Message("guessed, confidence \(percent: $0)") } ?? Message("as told")
            remarks.append(Remark(label, "\(guess.value) (\(how))"))
        }
        remarks += list.sums.map { sum in
            let total: Message =
                sum.minorUnits.map { "\(money: $0, currency: sum.currency) in \(sum.rows) rows" }
                ?? Message("too large")
            return Remark("Sum of \(sum.column)", total)
        }
        if !list.unknownColumns.isEmpty { remarks.append(Remark("Columns left out", "\(list: list.unknownColumns)")) }
        if !list.missingColumns.isEmpty {
            remarks.append(Remark("Columns that are not in the file", "\(list: list.missingColumns)"))
        }
        if !list.repeatedCodes.isEmpty {
            remarks.append(Remark("Codes that stand more than once", "\(list.repeatedCodes.count)"))
        }
        if !list.rowsThatStartAfterTheirEnd.isEmpty {
            remarks.append(Remark("Rows that start after their end", "\(list.rowsThatStartAfterTheirEnd.count)"))
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
