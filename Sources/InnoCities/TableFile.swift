import Exchange
import Foundation

/// A table that a person hands in: CSV in any of its forms, or the first sheet of a workbook.
struct TableFile {
    /// The heading first. The lines of a workbook are the numbers at the left of its rows.
    let rows: [CSVRow]
    /// Guesses that were acted upon, and what was not read.
    let notes: [String]
    /// Where commas do not part the cells, one may part the decimals.
    let hasDecimalCommas: Bool

    /// - Parameter name: how the file is called in messages.
    /// - Throws: `CommandFault` naming the line or cell, and the mend.
    init(_ data: Data, named name: String) throws {
        guard !data.starts(with: [0x50, 0x4B, 3, 4]) else {
            let (rows, sheets) = try Self.workbook(data, name)
            self.rows = rows
            notes = sheets.count > 1 ? ["Only the first sheet of \(name) is read: “\(sheets[0])”."] : []
            hasDecimalCommas = false
            return
        }
        let guess = CSVGuess(sample: data.prefix(64 * 1024))
        do {
            rows = try CSVReader.rows(of: data, delimiter: guess.delimiter, encoding: guess.encoding.encoding)
        } catch let error as CSVError { throw CommandFault("\(name), \(CSVSentences.text(error))") }
        var notes: [String] = []
        if guess.delimiter != .comma {
            notes.append("\(name) is read with “\(guess.delimiter.rawValue)” between its cells.")
        }
        if guess.encoding.encoding != .utf8 { notes.append("\(name) is read as \(guess.encoding.encoding.rawValue).") }
        self.notes = notes
        hasDecimalCommas = guess.delimiter != .comma
    }

    /// Workbooks leave out empty cells at the end of a row; the heading says how many there are.
    private static func workbook(_ data: Data, _ name: String) throws -> (rows: [CSVRow], sheets: [String]) {
        var rows: [CSVRow] = []
        do {
            let reader = try XLSXReader(data)
            try reader.read { row in
                var fields = try row.cells.enumerated().map { column, cell in
                    try text(of: cell, "\(name), row \(row.number), column \(column + 1)")
                }
                if let heading = rows.first {
                    fields += [String](repeating: "", count: max(0, heading.fields.count - fields.count))
                }
                rows.append(CSVRow(line: row.number, fields: fields))
            }
            return (rows, reader.sheetNames)
        } catch let error as XLSXError {
            throw CommandFault("\(name), \(XLSXSentences.text(error)) \(mend)")
        } catch let error as ZIPError { throw CommandFault("\(name): \(REFISentences.text(error)) \(mend)") }
    }

    private static let mend = "Save it anew with a spreadsheet program, as .xlsx or as CSV."

    private static func text(of cell: XLSXCell, _ place: String) throws -> String {
        switch cell {
        case .failure(let shown):
            throw CommandFault("\(place): the formula failed (\(shown)). Mend the formula, or empty the cell.")
        // Not as the number that it is kept as: a time of day is no figure.
        case .time(let second):
            let parts = [second / 3_600, second / 60 % 60, second % 60]
            return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        default: return cell.shown
        }
    }
}
