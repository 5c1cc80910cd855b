public import Foundation

/// A streaming writer of comma-separated values (RFC 4180): UTF-8, rows ending in CRLF, quotes where they are needed.
///
/// Cells that a spreadsheet would run as a formula are disarmed: a cell that begins with `=`, `+`, `-`, `@`, a tab or a
/// line break is written with an apostrophe before it, which spreadsheets show as plain text, unless it is a plain
/// number such as `-12.5` (OWASP, "CSV injection"). A cell that already begins with apostrophes before such a character
/// gets one more, so that `CSVReader` with `apostrophes: .removed` gives back exactly what was written.
///
/// Bytes are gathered and handed to the sink about 64 kB at a time; call `finish()` to hand on the rest.
public struct CSVWriter {
    /// Whether the text begins with a byte order mark.
    public enum ByteOrderMark: Sendable {
        case absent
        /// U+FEFF in UTF-8: Excel needs it to notice UTF-8.
        case present
    }

    /// What becomes of cells that a spreadsheet would run as formulas.
    public enum Formulas: Sendable {
        /// An apostrophe is put before them.
        case disarmed
        /// They are written as they stand: only for programs that read CSV, never for people's spreadsheets.
        case verbatim
    }

    private static let chunkBytes = 64 * 1024

    private let delimiter: UInt8
    private let formulas: Formulas
    private let sink: (Data) throws -> Void
    private var buffer: [UInt8] = []

    /// - Parameter sink: receives the bytes in order; what it throws comes out of `write` and `finish`.
    public init(
        delimiter: CSVDelimiter = .comma,
        byteOrderMark: ByteOrderMark = .absent,
        formulas: Formulas = .disarmed,
        sink: @escaping (Data) throws -> Void
    ) {
        self.delimiter = delimiter.byte
        self.formulas = formulas
        self.sink = sink
        buffer.reserveCapacity(Self.chunkBytes + 4096)
        if byteOrderMark == .present { buffer += [0xEF, 0xBB, 0xBF] }
    }

    /// The whole text of some rows: a convenience for small tables.
    public static func text(of rows: some Sequence<[String]>, delimiter: CSVDelimiter = .comma) -> Data {
        var whole = CSVWriter(delimiter: delimiter) { _ in }
        for row in rows { whole.append(row) }
        return Data(whole.buffer)
    }

    /// Writes one row. A row without fields writes nothing.
    public mutating func write(_ fields: [String]) throws {
        append(fields)
        if buffer.count >= Self.chunkBytes { try finish() }
    }

    /// Hands the gathered bytes to the sink. More rows may follow.
    public mutating func finish() throws {
        guard !buffer.isEmpty else { return }
        try sink(Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ fields: [String]) {
        guard !fields.isEmpty else { return }
        for (index, field) in fields.enumerated() {
            if index > 0 { buffer.append(delimiter) }
            appendField(formulas == .disarmed ? FormulaProtection.applied(to: field) : field)
        }
        // A lone empty field would be an empty line, which readers pass over.
        if fields == [""] { buffer += [.quote, .quote] }
        buffer += [.carriageReturn, .lineFeed]
    }

    private mutating func appendField(_ field: String) {
        var field = field
        field.withUTF8 { bytes in
            guard bytes.contains(where: Self.needsQuotes) else {
                buffer.append(contentsOf: bytes)
                return
            }
            buffer.append(.quote)
            for byte in bytes {
                if byte == .quote { buffer.append(.quote) }
                buffer.append(byte)
            }
            buffer.append(.quote)
        }
    }

    /// Every known delimiter is quoted, not only ours: a spreadsheet set to another one then still splits right more
    /// often, and a cell cannot smuggle in a formula behind a foreign delimiter in the first column.
    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case .quote, .carriageReturn, .lineFeed, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"),
            UInt8(ascii: "|"):
            true
        default: false
        }
    }
}

/// The apostrophe before cells that a spreadsheet would run as formulas.
enum FormulaProtection {
    static func applied(to field: String) -> String {
        guard let first = field.utf8.first, isSuspicious(first), leadsToFormula(field) else { return field }
        return first != UInt8(ascii: "'") && isPlainNumber(field) ? field : "'" + field
    }

    static func removed(from field: String) -> String {
        guard field.utf8.first == UInt8(ascii: "'"), leadsToFormula(field) else { return field }
        return String(field.unicodeScalars.dropFirst())
    }

    private static func isSuspicious(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || isFormulaStart(byte)
    }

    private static func leadsToFormula(_ field: String) -> Bool {
        field.utf8.first { $0 != UInt8(ascii: "'") }.map(isFormulaStart) ?? false
    }

    private static func isFormulaStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            .carriageReturn, .lineFeed:
            true
        default: false
        }
    }

    /// A sign, digits, at most one decimal point or comma with digits after it, an optional exponent.
    private static func isPlainNumber(_ field: String) -> Bool {
        var rest = Substring(field).utf8
        func digits() -> Bool {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest.removeFirst(count)
            return count > 0
        }
        func skip(_ characters: StaticString) -> Bool {
            guard let next = rest.first, characters.withUTF8Buffer({ $0.contains(next) }) else { return false }
            rest.removeFirst()
            return true
        }
        _ = skip("+-")
        guard digits() else { return false }
        if skip(".,"), !digits() { return false }
        if skip("eE") {
            _ = skip("+-")
            guard digits() else { return false }
        }
        return rest.isEmpty
    }
}
