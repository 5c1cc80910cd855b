import CXlsxWriter
public import Foundation

/// Writes a workbook with one sheet row by row in constant memory, through libxlsxwriter.
///
/// Text is written as text, whatever it begins with: a cell can never become a formula. Days before 1900, which Excel
/// does not know, are written as ISO text. Belongs to one task at a time.
public final class XLSXWriter {
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let temporaryFolder: UnsafeMutablePointer<CChar>?
    private let dateFormat: UnsafeMutablePointer<lxw_format>?
    private let dateTimeFormat: UnsafeMutablePointer<lxw_format>?
    private let timeFormat: UnsafeMutablePointer<lxw_format>?
    private var row = 0

    /// - Parameters:
    ///   - file: where the workbook is written, at `finish()`; temporary files lie beside it until then.
    ///   - header: the names of the columns, written bold in a first row that stays in sight; none when empty.
    /// - Throws: `XLSXError`.
    public init(file: URL, sheetName: String, header: [String] = []) throws {
        guard Self.isValid(sheetName: sheetName) else {
            throw XLSXError(cell: nil, reason: .invalidSheetName(sheetName))
        }
        let folder = strdup(file.deletingLastPathComponent().path(percentEncoded: false))
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 0)
        let workbook = workbook_new_opt(file.path(percentEncoded: false), &options)
        guard let workbook, let sheet = workbook_add_worksheet(workbook, sheetName) else {
            workbook.map { lxw_workbook_free($0) }
            free(folder)
            throw XLSXError(cell: nil, reason: .writing("the temporary files could not be made"))
        }
        self.workbook = workbook
        self.sheet = sheet
        temporaryFolder = folder
        dateFormat = Self.format(in: workbook, "yyyy-mm-dd")
        dateTimeFormat = Self.format(in: workbook, "yyyy-mm-dd hh:mm:ss")
        timeFormat = Self.format(in: workbook, "hh:mm:ss")
        try writeHeader(header, in: workbook)
    }

    deinit {
        workbook.map { lxw_workbook_free($0) }
        free(temporaryFolder)
    }

    /// Writes the next row.
    /// - Throws: `XLSXError` naming the cell.
    public func write(_ cells: [XLSXCell]) throws {
        for (column, cell) in cells.enumerated() { try write(cell, column, format: nil) }
        row += 1
    }

    /// Writes the file. To be called once, at the end; nothing can be written after it.
    /// - Throws: `XLSXError` with reason `writing`.
    public func finish() throws {
        guard let workbook else { throw XLSXError(cell: nil, reason: .writing("already finished")) }
        self.workbook = nil
        let code = workbook_close(workbook)
        guard code == LXW_NO_ERROR else {
            throw XLSXError(cell: nil, reason: .writing(String(cString: lxw_strerror(code))))
        }
    }

    private static func isValid(sheetName name: String) -> Bool {
        (1...31).contains(name.utf16.count) && !name.hasPrefix("'") && !name.hasSuffix("'")
            && !name.unicodeScalars.contains { $0.value < 0x20 || "[]:*?/\\".unicodeScalars.contains($0) }
    }

    private static func format(
        in workbook: UnsafeMutablePointer<lxw_workbook>, _ code: String
    ) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(workbook)
        format_set_num_format(format, code)
        return format
    }

    private func writeHeader(_ names: [String], in workbook: UnsafeMutablePointer<lxw_workbook>) throws {
        guard !names.isEmpty, names.count <= Int(lxw_col_t.max) else { return }
        let bold = workbook_add_format(workbook)
        format_set_bold(bold)
        let characters = 18.0
        worksheet_set_column(sheet, 0, lxw_col_t(names.count - 1), characters, nil)
        worksheet_freeze_panes(sheet, 1, 0)
        for (column, name) in names.enumerated() { try write(.text(name), column, format: bold) }
        row += 1
    }

    private func write(_ cell: XLSXCell, _ column: Int, format: UnsafeMutablePointer<lxw_format>?) throws {
        guard workbook != nil else { throw fault(column, .writing("already finished")) }
        guard row < 1_048_576 else { throw fault(column, .tooManyRows(limit: 1_048_576)) }
        guard column < 16_384 else { throw fault(column, .tooManyColumns(limit: 16_384)) }
        let (line, place) = (lxw_row_t(row), lxw_col_t(column))
        switch cell {
        case .empty: return
        case .text(let text), .failure(let text): try write(text, column, format)
        case .number(let number):
            guard number.isFinite else { throw fault(column, .notFinite) }
            try check(worksheet_write_number(sheet, line, place, number, format), column)
        case .boolean(let value):
            try check(worksheet_write_boolean(sheet, line, place, value ? 1 : 0, format), column)
        case .date(let date):
            guard let serial = date.serial else { return try write(date.iso, column, format) }
            try check(worksheet_write_number(sheet, line, place, Double(serial), dateFormat), column)
        case .dateTime(let date, let second):
            guard let serial = date.serial else {
                return try write("\(date.iso)T\(Self.clock(second))", column, format)
            }
            let moment = Double(serial) + Double(second) / 86_400
            try check(worksheet_write_number(sheet, line, place, moment, dateTimeFormat), column)
        case .time(let second):
            try check(worksheet_write_number(sheet, line, place, Double(second) / 86_400, timeFormat), column)
        }
    }

    private func write(_ text: String, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>?) throws {
        guard !text.utf8.contains(0) else { throw fault(column, .nullCharacter) }
        guard text.utf16.count <= 32_767 else { throw fault(column, .textTooLong) }
        // libxlsxwriter writes no cell for an empty text without a format.
        guard !text.isEmpty else { return }
        let escaped = XLSXEscape.encoded(text)
        try check(worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), escaped, format), column)
    }

    private static func clock(_ second: Int) -> String {
        [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private func check(_ code: lxw_error, _ column: Int) throws {
        guard code == LXW_NO_ERROR else { throw fault(column, .writing(String(cString: lxw_strerror(code)))) }
    }

    private func fault(_ column: Int, _ reason: XLSXError.Reason) -> XLSXError {
        XLSXError(cell: XLSXError.name(row: row, column: column), reason: reason)
    }
}
