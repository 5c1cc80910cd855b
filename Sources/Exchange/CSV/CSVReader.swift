/// A streaming reader of comma-separated values (RFC 4180) in constant memory.
///
/// Feed it bytes with `read(_:each:)` in chunks of any size and call `finish(each:)` at the end. Rows may end in CRLF,
/// LF or CR; quoted fields may hold line breaks; lines without any character are passed over. Quotes are held to the
/// RFC strictly: a stray quote is a fault with its place, never guessed around. After a thrown fault the reader is
/// spent. Time is linear in the input.
public struct CSVReader {
    /// Bounds on what a hostile text can make the reader hold in memory.
    public struct Limits: Sendable, Hashable {
        /// Longest field, in bytes of UTF-8.
        public var fieldBytes: Int
        /// Most fields in one row.
        public var fieldsPerRow: Int

        public init(fieldBytes: Int = 1 << 20, fieldsPerRow: Int = 2_000) {
            self.fieldBytes = fieldBytes
            self.fieldsPerRow = fieldsPerRow
        }
    }

    /// What becomes of the apostrophe that `CSVWriter` puts before a cell that a spreadsheet would run as a formula.
    public enum Apostrophes: Sendable {
        /// Fields come as they stand in the text. The right choice for texts from elsewhere.
        case kept
        /// One apostrophe is taken off before `=`, `+`, `-`, `@`, tab or line break (and before further apostrophes
        /// that lead to one of these): the exact inverse of `CSVWriter`. Only for our own exports.
        case removed
    }

    private enum State { case rowStart, fieldStart, unquoted, quoted, afterQuote }

    private let delimiter: UInt8
    private let limits: Limits
    private let apostrophes: Apostrophes
    private var decoder: TextDecoder
    private var state = State.rowStart
    /// How many bytes of a byte order mark have been seen; nil once the text proper has begun.
    private var markBytesSeen: Int? = 0
    private var content: [UInt8] = []
    private var fieldEnds: [Int] = []
    private var line = 1
    private var rowLine = 1
    private var fieldLine = 1
    /// The last byte was a CR: an LF now belongs to the same line break.
    private var isAfterCarriageReturn = false

    /// - Parameter encoding: how the bytes stand for text; see `CSVGuess` for noticing it. A byte order mark at the
    ///   beginning is dropped.
    public init(
        delimiter: CSVDelimiter = .comma,
        encoding: TextEncoding = .utf8,
        apostrophes: Apostrophes = .kept,
        limits: Limits = Limits()
    ) {
        self.delimiter = delimiter.byte
        self.apostrophes = apostrophes
        self.limits = limits
        decoder = TextDecoder(encoding)
    }

    /// Reads all rows of a whole text: a convenience for small files and tests.
    /// - Throws: `CSVError`.
    public static func rows(
        of bytes: some Sequence<UInt8>,
        delimiter: CSVDelimiter = .comma,
        encoding: TextEncoding = .utf8,
        apostrophes: Apostrophes = .kept
    ) throws -> [CSVRow] {
        var reader = CSVReader(delimiter: delimiter, encoding: encoding, apostrophes: apostrophes)
        var rows: [CSVRow] = []
        try reader.read(bytes) { rows.append($0) }
        try reader.finish { rows.append($0) }
        return rows
    }

    /// Reads one chunk (`Data`, `[UInt8]`, `ByteBufferView`, any sequence of bytes) and hands on each row it completes.
    /// - Throws: `CSVError`, or what `each` throws.
    public mutating func read(_ chunk: some Sequence<UInt8>, each: (CSVRow) throws -> Void) throws {
        let done: Void? = try chunk.withContiguousStorageIfAvailable { try readContiguous($0, each) }
        if done == nil { try Array(chunk).withUnsafeBufferPointer { try readContiguous($0, each) } }
    }

    /// Ends the text and hands on a last row that had no line break.
    /// - Throws: `CSVError`, or what `each` throws.
    public mutating func finish(each: (CSVRow) throws -> Void) throws {
        try decoder.finish().withUnsafeBufferPointer { try skipMarkAndParse($0, each) }
        if let seen = markBytesSeen, seen > 0 { try releaseBrokenMark(seen, each) }
        switch state {
        case .rowStart: return
        case .quoted: throw fault(.unterminatedQuote)
        case .fieldStart, .unquoted, .afterQuote:
            try endField()
            try endRow(each)
        }
    }

    private mutating func readContiguous(
        _ chunk: UnsafeBufferPointer<UInt8>, _ each: (CSVRow) throws -> Void
    ) throws {
        if decoder.encoding == .utf8 {
            try skipMarkAndParse(chunk, each)
        } else {
            try decoder.decode(chunk).withUnsafeBufferPointer { try skipMarkAndParse($0, each) }
        }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func skipMarkAndParse(
        _ input: UnsafeBufferPointer<UInt8>, _ each: (CSVRow) throws -> Void
    ) throws {
        var start = 0
        while let seen = markBytesSeen, start < input.count {
            if input[start] == Self.byteOrderMark[seen] {
                start += 1
                markBytesSeen = seen == 2 ? nil : seen + 1
            } else {
                try releaseBrokenMark(seen, each)
            }
        }
        try parse(UnsafeBufferPointer(rebasing: input[start...]), each)
    }

    /// What began like a byte order mark was none: its bytes belong to the first field.
    private mutating func releaseBrokenMark(_ seen: Int, _ each: (CSVRow) throws -> Void) throws {
        markBytesSeen = nil
        try Self.byteOrderMark[..<seen].withUnsafeBufferPointer { try parse($0, each) }
    }

    private mutating func parse(_ input: UnsafeBufferPointer<UInt8>, _ each: (CSVRow) throws -> Void) throws {
        var index = 0
        while index < input.count {
            switch state {
            case .rowStart: index = beginRow(input, index)
            case .fieldStart: index = beginField(input, index)
            case .unquoted: index = try readUnquoted(input, index, each)
            case .quoted: index = try readQuoted(input, index)
            case .afterQuote: index = try readAfterQuote(input, index, each)
            }
        }
    }

    private mutating func beginRow(_ input: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        if input[index].isLineBreak {
            countLineBreak(input[index])
            return index + 1
        }
        isAfterCarriageReturn = false
        rowLine = line
        state = .fieldStart
        return index
    }

    private mutating func beginField(_ input: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        fieldLine = line
        let isQuoted = input[index] == .quote
        state = isQuoted ? .quoted : .unquoted
        return isQuoted ? index + 1 : index
    }

    private mutating func readUnquoted(
        _ input: UnsafeBufferPointer<UInt8>, _ start: Int, _ each: (CSVRow) throws -> Void
    ) throws -> Int {
        var end = start
        while end < input.count, input[end] != delimiter, input[end] != .quote, !input[end].isLineBreak { end += 1 }
        try append(input[start..<end])
        guard end < input.count else { return end }
        if input[end] == .quote { throw fault(.quoteInUnquotedField) }
        return try endField(at: end, of: input, each)
    }

    private mutating func readQuoted(_ input: UnsafeBufferPointer<UInt8>, _ start: Int) throws -> Int {
        var end = start
        while end < input.count, input[end] != .quote {
            countLineBreak(input[end])
            end += 1
        }
        try append(input[start..<end])
        guard end < input.count else { return end }
        isAfterCarriageReturn = false
        state = .afterQuote
        return end + 1
    }

    private mutating func readAfterQuote(
        _ input: UnsafeBufferPointer<UInt8>, _ index: Int, _ each: (CSVRow) throws -> Void
    ) throws -> Int {
        if input[index] == .quote {
            try append(input[index...index])
            state = .quoted
            return index + 1
        }
        guard input[index] == delimiter || input[index].isLineBreak else { throw fault(.textAfterClosingQuote) }
        return try endField(at: index, of: input, each)
    }

    /// Ends the field at a delimiter or line break and returns the index of the byte after it.
    private mutating func endField(
        at index: Int, of input: UnsafeBufferPointer<UInt8>, _ each: (CSVRow) throws -> Void
    ) throws -> Int {
        try endField()
        state = .fieldStart
        if input[index] != delimiter {
            countLineBreak(input[index])
            try endRow(each)
        }
        return index + 1
    }

    private mutating func append(_ run: Slice<UnsafeBufferPointer<UInt8>>) throws {
        content.append(contentsOf: UnsafeBufferPointer(rebasing: run))
        if content.count - (fieldEnds.last ?? 0) > limits.fieldBytes {
            throw fault(.fieldTooLong(limit: limits.fieldBytes))
        }
    }

    private mutating func endField() throws {
        if fieldEnds.count >= limits.fieldsPerRow { throw fault(.tooManyFields(limit: limits.fieldsPerRow)) }
        if content[(fieldEnds.last ?? 0)...].contains(0) { throw fault(.nullCharacter) }
        fieldEnds.append(content.count)
    }

    private mutating func endRow(_ each: (CSVRow) throws -> Void) throws {
        state = .rowStart
        var fields: [String] = []
        fields.reserveCapacity(fieldEnds.count)
        var start = 0
        for end in fieldEnds {
            guard let field = String(validating: content[start..<end], as: UTF8.self) else {
                let lineBreaks = Self.lineBreaks(in: content[..<start])
                throw CSVError(line: rowLine + lineBreaks, column: fields.count + 1, reason: .undecodableText)
            }
            fields.append(apostrophes == .kept ? field : FormulaProtection.removed(from: field))
            start = end
        }
        content.removeAll(keepingCapacity: true)
        fieldEnds.removeAll(keepingCapacity: true)
        try each(CSVRow(line: rowLine, fields: fields))
    }

    private mutating func countLineBreak(_ byte: UInt8) {
        if byte == .carriageReturn || (byte == .lineFeed && !isAfterCarriageReturn) { line += 1 }
        isAfterCarriageReturn = byte == .carriageReturn
    }

    private static func lineBreaks(in bytes: ArraySlice<UInt8>) -> Int {
        zip(bytes, bytes.dropFirst() + [0]).count { byte, next in
            byte == .lineFeed || (byte == .carriageReturn && next != .lineFeed)
        }
    }

    private func fault(_ reason: CSVError.Reason) -> CSVError {
        CSVError(line: fieldLine, column: fieldEnds.count + 1, reason: reason)
    }
}

extension UInt8 {
    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")

    var isLineBreak: Bool { self == .lineFeed || self == .carriageReturn }
}
