public import Exchange
public import Foundation

/// What the columns of one authority's list mean: read from a JSON file, described in `docs/operations-mapping.md`.
///
/// A mapping can fill the fields of an `FundedOperation` and nothing else; none of them is for a contact person. Columns
/// that are not taken in are named with a reason, so that a column nobody has thought of shows in the report.
public struct OperationsMapping: Sendable, Hashable {
    /// The kinds of file a list comes in.
    public enum Format: String, Sendable, Codable {
        case csv, json, xlsx
    }

    /// The fields of an operation that a column of text can fill.
    public enum Field: String, Sendable, Codable, CaseIterable {
        case code, title, summary, programme, fund, beneficiary, partners, start, end, status, places, regions, country
    }

    /// Where the value of a field comes from. JSON: the name of a column, or an object.
    public struct Source: Sendable, Hashable {
        /// The columns, joined in this order; those without a value are passed over.
        public var columns: [String]
        /// What stands between the values of several columns.
        public var join: String
        /// What parts a cell into several partners, places or regions; nil when the cell holds one.
        public var split: String?
        /// The value for each code of the list; a code that is missing here is refused. Nil when values are taken as
        /// they stand.
        public var table: [String: String]?
        /// A value that holds for every row, instead of columns.
        public var value: String?
    }

    /// A column of money.
    public struct AmountColumn: Sendable, Hashable {
        public var column: String
        public var meaning: FundedOperation.Amount.Meaning
        public var phase: FundedOperation.Amount.Phase
        /// Where it differs from the currency of the list.
        public var currency: CurrencyRule?
    }

    /// Two columns of coordinates.
    public struct Coordinates: Sendable, Hashable {
        /// The column of the longitude, or of the metres east.
        public var x: String
        /// The column of the latitude, or of the metres north.
        public var y: String
        public var system: CoordinateSystem
        public var decimalStyle: DecimalStyle
    }

    /// The authority and the list, for the report.
    public var list: String
    public var format: Format
    /// Nil when the encoding is to be noticed.
    public var encoding: TextEncoding?
    /// Nil when the delimiter is to be noticed.
    public var delimiter: CSVDelimiter?
    /// BCP 47 tag of the texts.
    public var language: String
    public var decimalStyle: DecimalStyle
    /// Tried in this order.
    public var dateFormats: [DatePattern]
    /// The number of each month by its name, for formats with `mmm`.
    public var monthNames: [String: Int]
    public var currency: CurrencyRule
    public var fields: [Field: Source]
    public var amounts: [AmountColumn]
    public var coordinates: Coordinates?
    /// The columns that are not taken in, with the reason.
    public var ignored: [String: String]

    /// Why a mapping is no good.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case unknownKey(String)
        case unknownField(String)
        case noTitle
        case emptySource(field: String)
        case columnBothMappedAndIgnored(String)
        case unknownDateFormat(String)
        case unknownEncoding(String)
        case unknownDelimiter(String)
        case unknownCoordinateSystem(String)
        case notACurrency(String)
        case splitOfASingleValue(field: String)
        case notOneColumn(field: String)
        case notACountry(String)
        case notJSON(line: Int, column: Int)
        case missingKey(String)
        case unreadable(String)

        /// The fault in English, for the terminal and logs.
        public var description: String {
            switch self {
            case .unknownKey(let key): "the mapping has a key that means nothing: \(key)"
            case .unknownField(let field): "an operation has no field \(field)"
            case .noTitle: "the mapping does not say which column is the title"
            case .emptySource(let field): "the field \(field) has neither a column nor a value"
            case .columnBothMappedAndIgnored(let column): "the column is both mapped and ignored: \(column)"
            case .unknownDateFormat(let format): "not a date format: \(format)"
            case .unknownEncoding(let encoding): "not a known encoding: \(encoding)"
            case .unknownDelimiter(let delimiter): "not a known delimiter: \(delimiter)"
            case .unknownCoordinateSystem(let code): "not a known coordinate system: \(code)"
            case .notACurrency(let code): "not a currency code of ISO 4217: \(code)"
            case .splitOfASingleValue(let field): "the field \(field) holds one value and cannot be split"
            case .notOneColumn(let field): "the field \(field) comes from exactly one column"
            case .notACountry(let text): "not a country code of two letters: \(text)"
            case .notJSON(let line, let column): "line \(line), column \(column): the mapping is not JSON from here on"
            case .missingKey(let key): "the mapping lacks \(key)"
            case .unreadable(let key): "the value of \(key) is not one that it can have; see docs/operations-mapping.md"
            }
        }
    }

    /// Reads a mapping file.
    /// - Throws: `Fault`.
    public init(json: Data) throws {
        do { _ = try JSONValue(parsing: json) } catch { throw Fault.notJSON(line: error.line, column: error.column) }
        do { self = try JSONDecoder().decode(OperationsMapping.self, from: json) } catch let fault as DecodingError {
            throw Fault(fault)
        }
    }

    /// The columns that fill something.
    public var mappedColumns: [String] {
        var columns = Field.allCases.flatMap { fields[$0]?.columns ?? [] }
        columns += amounts.flatMap { [$0.column] + ($0.currency?.columns ?? []) } + currency.columns
        columns += coordinates.map { [$0.x, $0.y] } ?? []
        return columns
    }

    func check() throws {
        guard let title = fields[.title], !title.columns.isEmpty else { throw Fault.noTitle }
        for (field, source) in fields {
            if source.columns.isEmpty == (source.value == nil) { throw Fault.emptySource(field: field.rawValue) }
            if source.split != nil, ![.partners, .places, .regions].contains(field) {
                throw Fault.splitOfASingleValue(field: field.rawValue)
            }
            let isDate = field == .start || field == .end
            if source.columns.count > 1, isDate || field == .country { throw Fault.notOneColumn(field: field.rawValue) }
            if isDate, source.columns.isEmpty || source.table != nil { throw Fault.notOneColumn(field: field.rawValue) }
        }
        if let country = fields[.country]?.value, !country.isCountryCode { throw Fault.notACountry(country) }
        if let both = mappedColumns.first(where: { ignored[$0] != nil }) {
            throw Fault.columnBothMappedAndIgnored(both)
        }
    }
}

extension OperationsMapping.Fault {
    /// What a decoder says, in the words of the file.
    fileprivate init(_ fault: DecodingError) {
        func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
        switch fault {
        case .keyNotFound(let key, let context): self = .missingKey(path(context.codingPath + [key]))
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            self = .unreadable(path(context.codingPath))
        @unknown default: self = .unreadable("a key")
        }
    }
}
