/// The cells of a sheet, gathered into rows: `sheet1.xml`.
final class SheetPart: XMLPart {
    private let strings: [String]
    private let formats: [NumberFormat]
    private let epoch: SpreadsheetDate.Epoch
    private let limits: XLSXReader.Limits
    private let each: (XLSXRow) throws -> Void

    private(set) var wantsText = false
    private var text = ""
    private var isPhonetic = false
    /// Both counted from 0: where the next row and cell are unless they say otherwise.
    private var row = 0
    private var column = 0
    private var cells: [XLSXCell] = []
    /// How wide the first row is, and how many cells there were.
    private var width = 0
    private var count = 0
    private var kind: String?
    private var style = 0

    init(
        strings: [String], formats: [NumberFormat], epoch: SpreadsheetDate.Epoch, limits: XLSXReader.Limits,
        each: @escaping (XLSXRow) throws -> Void
    ) {
        self.strings = strings
        self.formats = formats
        self.epoch = epoch
        self.limits = limits
        self.each = each
    }

    func begin(_ element: String, _ attributes: [String: String]) throws {
        switch element {
        case "row": try beginRow(attributes["r"])
        case "c": try beginCell(attributes)
        case "rPh": isPhonetic = true
        case "v", "t": wantsText = !isPhonetic
        default: break
        }
    }

    func take(_ text: String) { self.text += text }

    func end(_ element: String) throws {
        switch element {
        case "v", "t": wantsText = false
        case "rPh": isPhonetic = false
        case "c": try endCell()
        case "row": try endRow()
        default: break
        }
    }

    private func beginRow(_ reference: String?) throws {
        if let reference {
            guard let number = Int(reference), number > row else { throw fault(.invalidValue(reference)) }
            row = number - 1
        }
        guard row < limits.rows else { throw fault(.tooManyRows(limit: limits.rows)) }
        column = 0
        cells.removeAll(keepingCapacity: true)
    }

    private func beginCell(_ attributes: [String: String]) throws {
        if let reference = attributes["r"] {
            guard let place = Self.column(of: reference), place >= column else {
                throw fault(.invalidValue(reference))
            }
            column = place
        }
        guard column < limits.columns else { throw fault(.tooManyColumns(limit: limits.columns)) }
        kind = attributes["t"]
        style = attributes["s"].flatMap { Int($0) } ?? 0
        text = ""
    }

    private func endCell() throws {
        let cell = try value()
        if cell != .empty {
            while cells.count < column { cells.append(.empty) }
            cells.append(cell)
        }
        column += 1
    }

    private func endRow() throws {
        if !cells.isEmpty {
            if width == 0 { width = cells.count }
            count += max(cells.count, width)
            guard count <= limits.cells else { throw fault(.tooManyCells(limit: limits.cells)) }
            try each(XLSXRow(number: row + 1, cells: cells))
        }
        row += 1
    }

    private func value() throws -> XLSXCell {
        guard !text.isEmpty else { return .empty }
        switch kind ?? "n" {
        case "s":
            guard let index = Int(text), strings.indices.contains(index) else { throw fault(.missingReference) }
            return strings[index].isEmpty ? .empty : .text(strings[index])
        case "inlineStr", "str": return .text(XLSXEscape.decoded(text))
        case "b":
            guard let value = ["0": false, "1": true, "false": false, "true": true][text] else {
                throw fault(.invalidValue(text))
            }
            return .boolean(value)
        case "e": return .failure(text)
        case "d": return try isoDate()
        case "n": return try number()
        default: throw fault(.invalidValue(kind ?? ""))
        }
    }

    private func number() throws -> XLSXCell {
        let isPlain = text.utf8.allSatisfy { "+-.0123456789Ee".utf8.contains($0) }
        guard isPlain, let number = Double(text), number.isFinite else { throw fault(.invalidValue(text)) }
        guard formats.indices.contains(style) else {
            // A workbook without a table of styles has style 0 all the same.
            if style == 0 { return .number(number) }
            throw fault(.missingReference)
        }
        switch formats[style] {
        case .number: return .number(number)
        case .date, .time: return try moment(number, isTime: formats[style] == .time)
        }
    }

    /// The fraction of the number is the time of day, rounded to seconds.
    private func moment(_ number: Double, isTime: Bool) throws -> XLSXCell {
        guard number >= 0, number < 3_000_000 else { throw fault(.invalidDate(number)) }
        let seconds = Int((number * 86_400).rounded())
        let (serial, second) = (seconds / 86_400, seconds % 86_400)
        if serial == 0, isTime || second > 0 { return .time(second: second) }
        guard let date = SpreadsheetDate(serial: serial, epoch: epoch) else { throw fault(.invalidDate(number)) }
        return second == 0 ? .date(date) : .dateTime(date, second: second)
    }

    /// `2024-05-01` or `2024-05-01T12:00:00`, with fractions and a `Z` ignored.
    private func isoDate() throws -> XLSXCell {
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let day = parts.first, let date = SpreadsheetDate(iso: day) else { throw fault(.invalidValue(text)) }
        guard parts.count == 2 else { return .date(date) }
        let clock = parts[1].prefix(8).split(separator: ":").map { Int($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { throw fault(.invalidValue(text)) }
        let total = hour * 3600 + minute * 60 + second
        return total == 0 ? .date(date) : .dateTime(date, second: total)
    }

    /// 0 for `A7`, 27 for `AB7`; nil unless letters and then digits.
    private static func column(of reference: String) -> Int? {
        var column = 0
        let letters = reference.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard (1...3).contains(letters.count), letters.count < reference.utf8.count else { return nil }
        for letter in letters { column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1 }
        return column - 1
    }

    private func fault(_ reason: XLSXError.Reason) -> XLSXError {
        XLSXError(cell: XLSXError.name(row: row, column: column), reason: reason)
    }
}
