/// The character between two fields of a row.
public enum CSVDelimiter: String, CaseIterable, Sendable {
    case comma = ","
    case semicolon = ";"
    case tab = "\t"
    case bar = "|"

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .bar: UInt8(ascii: "|")
        }
    }
}

/// One row of a CSV text.
public struct CSVRow: Sendable, Hashable {
    /// The line of the text on which the row begins, counted from 1; a quoted field may run over several lines.
    public let line: Int
    /// The fields, without quotes and as they stand: spaces are part of a field (RFC 4180, section 2, rule 4).
    public let fields: [String]

    public init(line: Int, fields: [String]) {
        self.line = line
        self.fields = fields
    }
}

/// A fault in a CSV text, with its place.
public struct CSVError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The text ends inside a quoted field.
        case unterminatedQuote
        /// A quote stands in a field that does not begin with one.
        case quoteInUnquotedField
        /// Something other than a delimiter or a line break follows a closing quote.
        case textAfterClosingQuote
        /// The bytes are not text in the encoding the reader was given.
        case undecodableText
        /// U+0000, which no spreadsheet writes and PostgreSQL cannot store.
        case nullCharacter
        case fieldTooLong(limit: Int)
        case tooManyFields(limit: Int)
        /// The row has more or fewer fields than the header.
        case fieldCount(expected: Int, found: Int)
    }

    /// The line, counted from 1, on which the faulty field begins.
    public let line: Int
    /// The number of the faulty field in its row, counted from 1.
    public let column: Int
    public let reason: Reason

    public init(line: Int, column: Int, reason: Reason) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// The fault in English, for logs; pages word it themselves from `reason`.
    public var description: String {
        "line \(line), column \(column): \(reason)"
    }
}
