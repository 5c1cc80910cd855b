import Exchange
import Foundation

/// Tables that commands write for people: numbers stay numbers in a workbook.
enum TableOutput {
    /// - Parameters:
    ///   - path: a name that ends in .xlsx makes a workbook, any other a CSV; nil prints a CSV.
    ///   - sheet: the name of the workbook's sheet.
    /// - Throws: `CommandFault` naming the file.
    static func write(_ header: [String], _ rows: [[XLSXCell]], sheet: String, to path: String?) throws {
        if let path, path.lowercased().hasSuffix(".xlsx") {
            do {
                let writer = try XLSXWriter(file: URL(filePath: path), sheetName: sheet, header: header)
                for row in rows { try writer.write(row) }
                try writer.finish()
            } catch let error as XLSXError { throw CommandFault("\(path): \(XLSXSentences.text(error))") }
            return
        }
        let text = CSVWriter.text(of: [header] + rows.map { $0.map(\.shown) })
        if let path {
            try NamedFile.write(text, to: path)
        } else {
            print(String(decoding: text, as: UTF8.self), terminator: "")
        }
    }
}
