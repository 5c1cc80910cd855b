/// The value of a spreadsheet cell.
public enum XLSXCell: Sendable, Hashable {
    case empty
    case text(String)
    case number(Double)
    case boolean(Bool)
    case date(SpreadsheetDate)
    /// A day and the seconds since its midnight, 0 to 86,399.
    case dateTime(SpreadsheetDate, second: Int)
    /// Seconds since midnight without a day.
    case time(second: Int)
    /// A formula's failure as the spreadsheet shows it, such as `#REF!`.
    case failure(String)

    /// The cell as a cell of a text table: days in the ISO form, numbers with a point.
    public var shown: String {
        switch self {
        case .empty: ""
        case .text(let text), .failure(let text): text
        case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let value): value ? "true" : "false"
        case .date(let date), .dateTime(let date, _): date.iso
        case .time(let second): String(second)
        }
    }
}

/// A row of a sheet.
public struct XLSXRow: Sendable, Hashable {
    /// The number at the row's left, counted from 1.
    public let number: Int
    /// The cells from column A on, without empty ones at the end.
    public let cells: [XLSXCell]
}

/// A fault in a workbook, with the cell where there is one.
public struct XLSXError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The file is a ZIP archive but no workbook, or a part that its directory of parts names is missing.
        case notAWorkbook(missingPart: String)
        /// A part is no well-formed XML.
        case malformedXML(part: String)
        /// A part declares a document type or an encoding other than UTF-8: no spreadsheet program does.
        case forbiddenXML(part: String)
        case noSheet
        /// The cell's type or value is not what the format allows; also rows or cells out of order.
        case invalidValue(String)
        /// The cell refers to a text or a style that is not there.
        case missingReference
        /// The number stands for no day, such as 60 in the 1900 system.
        case invalidDate(Double)
        case tooManyRows(limit: Int)
        case tooManyColumns(limit: Int)
        /// Empty cells to the left of others included.
        case tooManyCells(limit: Int)
        /// A sheet's name is empty, longer than 31 characters, begins or ends with an apostrophe, or holds a control
        /// character or one of `[]:*?/\`.
        case invalidSheetName(String)
        /// Excel allows 32,767 characters in a cell.
        case textTooLong
        /// U+0000 cannot be written.
        case nullCharacter
        /// NaN and the infinities have no place in a spreadsheet.
        case notFinite
        /// The library could not write the file.
        case writing(String)
    }

    /// The cell as the spreadsheet names it, such as `B7`; nil for faults of the whole workbook.
    public let cell: String?
    public let reason: Reason

    /// The fault in English, for logs.
    public var description: String { cell.map { "cell \($0): \(reason)" } ?? "\(reason)" }

    /// - Parameters: both counted from 0.
    static func name(row: Int, column: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row + 1)
    }
}

/// `_xHHHH_`, by which a workbook writes characters that XML cannot hold (ECMA-376, part 1, 22.9.2.19, ST_Xstring).
enum XLSXEscape {
    /// The text with every escape replaced by its character.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        var output: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.first {
            if let escaped = escapedUnit(rest) {
                output.append(escaped)
                rest = rest.dropFirst(7)
            } else {
                output.append(unit)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: output, as: UTF16.self)
    }

    /// The text with escapes for a carriage return, which XML would turn into a line feed, for what XML cannot hold at
    /// all, and for underscores that would be taken for an escape. Control characters are libxlsxwriter's to escape.
    static func encoded(_ text: String) -> String {
        let units = Array(text.utf16)
        guard units.contains(where: { $0 == 0x5F || $0 == 0x0D || $0 >= 0xFFFE }) else { return text }
        var output: [UInt16] = []
        for index in units.indices {
            switch units[index] {
            case 0x0D: output += "_x000D_".utf16
            case 0xFFFE: output += "_xFFFE_".utf16
            case 0xFFFF: output += "_xFFFF_".utf16
            default:
                if escapedUnit(units[index...]) != nil { output += "_x005F".utf16 }
                output.append(units[index])
            }
        }
        return String(decoding: output, as: UTF16.self)
    }

    private static func escapedUnit(_ units: ArraySlice<UInt16>) -> UInt16? {
        guard units.first == 0x5F, units.count >= 7 else { return nil }
        let candidate = Array(units.prefix(7))
        guard candidate[1] == 0x78, candidate[6] == 0x5F else { return nil }
        return candidate[2..<6].reduce(UInt16?(0)) { value, unit in
            guard let value, let digit = Unicode.Scalar(unit).flatMap({ Character($0).hexDigitValue }), digit < 16,
                unit < 0x80
            else { return nil }
            return value << 4 | UInt16(digit)
        }
    }
}
