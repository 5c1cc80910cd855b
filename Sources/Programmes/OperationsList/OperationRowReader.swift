import Foundation
import Languages

/// Reads one record after another by a mapping and keeps the report.
struct OperationRowReader {
    let mapping: OperationsMapping
    private(set) var report: OperationsReport
    private var row = 0
    private var line: Int?
    private var record: [String: String] = [:]
    /// The fingerprints of the cells of columns whose different cells are counted.
    private var distinctCells: [String: Set<Int>] = [:]
    private let countedColumns: Set<String>

    init(mapping: OperationsMapping) {
        self.mapping = mapping
        report = OperationsReport(list: mapping.list)
        let counted: [OperationsMapping.Field] = [.code, .beneficiary]
        countedColumns = Set(counted.flatMap { mapping.fields[$0]?.columns ?? [] })
    }

    mutating func notice(encoding: OperationsReport.Guess, delimiter: OperationsReport.Guess? = nil) {
        report.encoding = encoding
        report.delimiter = delimiter
    }

    /// Compares the columns of the file with those of the mapping.
    mutating func compare(columns: [String]) {
        let present = Set(columns)
        let mapped = Set(mapping.mappedColumns)
        report.unknownColumns = columns.filter { !mapped.contains($0) && mapping.ignored[$0] == nil }
        report.missingColumns = mapped.subtracting(present).sorted()
    }

    mutating func refuseRow(line: Int?, _ reason: OperationsReport.RefusedRow.Reason) {
        row += 1
        report.rowsRead += 1
        report.refuse(OperationsReport.RefusedRow(row: row, line: line, reason: reason))
    }

    /// The operation of a record, nil when the row was refused.
    mutating func read(_ record: [String: String], line: Int?) -> FundedOperation? {
        (self.record, self.line) = (record, line)
        row += 1
        report.rowsRead += 1
        for column in countedColumns where distinctCells[column, default: []].count <= OperationsReport.mostDistinct {
            distinctCells[column, default: []].insert((record[column] ?? "").hashValue)
        }
        guard let title = text(.title) else {
            report.refuse(OperationsReport.RefusedRow(row: row, line: line, reason: .noTitle))
            return nil
        }
        var operation = FundedOperation(row: row, line: line, title: title, textLanguage: mapping.language)
        operation.code = text(.code)
        operation.summary = text(.summary)
        operation.programme = text(.programme)
        operation.fund = text(.fund)
        operation.beneficiary = text(.beneficiary)
        operation.status = text(.status)
        operation.partners = texts(.partners)
        operation.places = texts(.places)
        operation.regions = texts(.regions)
        operation.country = country()
        operation.start = date(.start)
        operation.end = date(.end)
        operation.amounts = mapping.amounts.compactMap { amount($0) }
        operation.location = location()
        note(operation)
        return operation
    }

    /// The finished report.
    func finished() -> OperationsReport {
        var report = report
        for (column, cells) in distinctCells where cells.count <= OperationsReport.mostDistinct {
            report.columns[column]?.distinct = cells.count
        }
        return report
    }

    private mutating func note(_ operation: FundedOperation) {
        report.rowsTaken += 1
        if let start = operation.start, let end = operation.end, start > end {
            report.rowsThatStartAfterTheirEnd.append(row)
        }
    }

    // MARK: Cells

    /// The value of a cell without surrounding white space, nil when blank; counts what becomes of it.
    private mutating func value<Value>(
        in column: String, _ read: (String) throws(OperationFault) -> Value
    ) -> Value? {
        guard let cell = record[column], !cell.trimmed.isEmpty else {
            report.columns[column, default: .init()].blank += 1
            return nil
        }
        do throws(OperationFault) {
            let value = try read(cell.trimmed)
            report.columns[column, default: .init()].filled += 1
            return value
        } catch {
            refuse(cell, in: column, error)
            return nil
        }
    }

    private mutating func refuse(_ cell: String, in column: String, _ fault: OperationFault) {
        report.columns[column, default: .init()].refused += 1
        let value = fault == .personalContact || cell.holdsMailAddress ? nil : cell
        report.refuse(
            OperationsReport.RefusedValue(row: row, line: line, column: column, value: value, reason: fault))
    }

    private mutating func text(_ field: OperationsMapping.Field) -> String? {
        guard let source = mapping.fields[field] else { return nil }
        if let value = source.value { return value }
        let values = source.columns.compactMap { column in
            value(in: column) { cell throws(OperationFault) in try Self.text(cell, by: source.table) }
        }
        return values.isEmpty ? nil : values.joined(separator: source.join)
    }

    private mutating func texts(_ field: OperationsMapping.Field) -> [String] {
        guard let source = mapping.fields[field], let text = text(field) else { return [] }
        guard let split = source.split else { return [text] }
        return text.components(separatedBy: split).map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func text(_ cell: String, by table: [String: String]?) throws(OperationFault) -> String {
        if cell.holdsMailAddress { throw .personalContact }
        guard let table else { return cell }
        guard let value = table[cell] else { throw .notInTable }
        return value
    }

    private mutating func country() -> String? {
        guard let source = mapping.fields[.country] else { return nil }
        if let value = source.value { return value }
        guard let column = source.columns.first else { return nil }
        return value(in: column) { cell throws(OperationFault) in
            let code = try Self.text(cell, by: source.table)
            guard code.isCountryCode else { throw .notACountry }
            return code
        }
    }

    private mutating func date(_ field: OperationsMapping.Field) -> CalendarDate? {
        guard let column = mapping.fields[field]?.columns.first else { return nil }
        let (formats, monthNames) = (mapping.dateFormats, mapping.monthNames)
        let date = value(in: column) { cell throws(OperationFault) in
            for format in formats {
                if let date = format.date(from: cell, monthNames: monthNames) { return date }
            }
            throw .notADate
        }
        if let date { report.add(date, column: column) }
        return date
    }

    private mutating func amount(_ column: OperationsMapping.AmountColumn) -> FundedOperation.Amount? {
        let (rule, style, record) = (column.currency ?? mapping.currency, mapping.decimalStyle, record)
        let amount = value(in: column.column) { cell throws(OperationFault) in
            let (number, currency) = try rule.parted(cell, in: record)
            let digits = CurrencyRule.fractionDigits(of: currency)
            return FundedOperation.Amount(
                meaning: column.meaning, phase: column.phase,
                minorUnits: try style.minorUnits(of: number, fractionDigits: digits), currency: currency)
        }
        if let amount { report.add(amount, column: column.column) }
        return amount
    }

    private mutating func location() -> FundedOperation.Location? {
        guard let coordinates = mapping.coordinates else { return nil }
        let read = { (cell: String) throws(OperationFault) -> Double in
            guard let number = coordinates.decimalStyle.number(of: cell) else { throw .notCoordinates }
            return number
        }
        guard let x = value(in: coordinates.x, read), let y = value(in: coordinates.y, read) else { return nil }
        if let location = coordinates.system.location(x: x, y: y) { return location }
        for column in [coordinates.x, coordinates.y] {
            report.columns[column]?.filled -= 1
            refuse(record[column] ?? "", in: column, .notCoordinates)
        }
        return nil
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Whether the text has the form of an ISO 3166-1 alpha-2 code.
    var isCountryCode: Bool { utf8.count == 2 && allSatisfy { $0.isASCII && $0.isUppercase } }

    /// Whether a word of the text looks like a mail address: something before an @ and a dot behind it.
    var holdsMailAddress: Bool {
        guard contains("@") else { return false }
        return split(whereSeparator: { $0.isWhitespace || ",;<>()".contains($0) }).contains { word in
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].dropFirst().dropLast().contains(".")
        }
    }
}
