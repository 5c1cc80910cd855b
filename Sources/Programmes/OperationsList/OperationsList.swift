import Exchange
public import Foundation

/// Reads an authority's public list of funded operations by a mapping.
///
/// Nothing is repaired: a value that cannot be read leaves its field empty and stands in the report as it was; a row
/// without a title is refused. CSV is read in constant memory apart from the report; JSON is read whole.
public struct OperationsList: Sendable {
    /// Why a list cannot be read at all. Faults in the text itself are `CSVError`, `CSVHeader.Refusal` or `JSONError`.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file lacks the column of the title, so the mapping is for another list.
        case titleColumnMissing(String)
        /// A JSON list is an array of objects.
        case notAList
        /// The rows of a workbook come from `Exchange`'s reader: hand them to `read(rows:each:)`.
        case workbookMustBeReadAsRows

        /// The fault in English, for the terminal and logs.
        public var description: String {
            switch self {
            case .titleColumnMissing(let column): "the list has no column \(column)"
            case .notAList: "the file is not a JSON array of objects"
            case .workbookMustBeReadAsRows: "the rows of a workbook must be read first"
            }
        }
    }

    /// What the columns mean.
    public let mapping: OperationsMapping

    public init(mapping: OperationsMapping) {
        self.mapping = mapping
    }

    private static let sampleSize = 256 * 1024

    /// Reads a file in the format of the mapping and hands on each operation in the order of the list.
    /// - Throws: `Fault`, the faults of the text, or what `each` throws.
    public func read(_ file: Data, each: (FundedOperation) throws -> Void) throws -> OperationsReport {
        switch mapping.format {
        case .csv: try readCSV(file, each)
        case .json: try readJSON(file, each)
        case .xlsx: throw Fault.workbookMustBeReadAsRows
        }
    }

    /// Reads a table whose first row names the columns, such as the sheet of a workbook.
    /// - Throws: `Fault`, `CSVHeader.Refusal`, or what `each` throws.
    public func read(
        rows: some Sequence<[String]>, each: (FundedOperation) throws -> Void
    ) throws -> OperationsReport {
        var reader = OperationRowReader(mapping: mapping)
        var header: CSVHeader?
        for (index, fields) in rows.enumerated() {
            guard let known = header else {
                let first = try CSVHeader(CSVRow(line: 1, fields: fields))
                try begin(&reader, columns: first.names)
                header = first
                continue
            }
            try read(
                Result { () throws(CSVError) in
                    try known.record(of: CSVRow(line: index + 1, fields: fields))
                }, &reader, each)
        }
        return reader.finished()
    }

    private func readCSV(_ file: Data, _ each: (FundedOperation) throws -> Void) throws -> OperationsReport {
        let guess = CSVGuess(sample: file.prefix(Self.sampleSize))
        let encoding = mapping.encoding ?? guess.encoding.encoding
        let delimiter = mapping.delimiter ?? guess.delimiter
        var reader = OperationRowReader(mapping: mapping)
        reader.notice(
            encoding: .init(
                value: encoding.rawValue, confidence: mapping.encoding == nil ? guess.encoding.confidence : nil),
            delimiter: .init(
                value: delimiter.rawValue, confidence: mapping.delimiter == nil ? guess.delimiterConfidence : nil))
        let header = try header(of: file, delimiter, encoding)
        try begin(&reader, columns: header.names)
        var records = CSVRecordReader(CSVReader(delimiter: delimiter, encoding: encoding))
        try records.read(file) { try read($0, &reader, each) }
        try records.finish { try read($0, &reader, each) }
        return reader.finished()
    }

    /// The first row, read before the others so that a list that is not the mapping's is refused at once.
    private func header(of file: Data, _ delimiter: CSVDelimiter, _ encoding: TextEncoding) throws -> CSVHeader {
        struct Found: Error { let row: CSVRow }
        var reader = CSVReader(delimiter: delimiter, encoding: encoding)
        do {
            try reader.read(file) { throw Found(row: $0) }
            try reader.finish { throw Found(row: $0) }
        } catch let found as Found {
            return try CSVHeader(found.row)
        }
        return try CSVHeader(CSVRow(line: 1, fields: []))
    }

    private func begin(_ reader: inout OperationRowReader, columns: [String]) throws {
        reader.compare(columns: columns)
        for column in mapping.fields[.title]?.columns ?? [] where !columns.contains(column) {
            throw Fault.titleColumnMissing(column)
        }
    }

    private func read(
        _ row: Result<CSVRecord, CSVError>, _ reader: inout OperationRowReader, _ each: (FundedOperation) throws -> Void
    ) throws {
        switch row {
        case .failure(let fault): reader.refuseRow(line: fault.line, .fieldCount)
        case .success(let record):
            if let operation = reader.read(record.values, line: record.line) { try each(operation) }
        }
    }

    private func readJSON(_ file: Data, _ each: (FundedOperation) throws -> Void) throws -> OperationsReport {
        var limits = JSONLimits()
        limits.bytes = max(limits.bytes, file.count)
        limits.values = max(limits.values, file.count)
        guard let elements = try JSONValue(parsing: file, limits: limits).array else { throw Fault.notAList }
        var reader = OperationRowReader(mapping: mapping)
        reader.notice(encoding: .init(value: TextEncoding.utf8.rawValue, confidence: nil))
        var columns: [String] = []
        var known: Set<String> = []
        for name in elements.flatMap({ $0.object?.names ?? [] }) where known.insert(name).inserted {
            columns.append(name)
        }
        try begin(&reader, columns: columns)
        for element in elements {
            guard let object = element.object else {
                reader.refuseRow(line: nil, .notARecord)
                continue
            }
            let cells = Dictionary(uniqueKeysWithValues: zip(object.names, object.values.map(\.cell)))
            if let operation = reader.read(cells, line: nil) { try each(operation) }
        }
        return reader.finished()
    }
}

extension JSONValue {
    /// The value as a cell of a table; null is blank.
    fileprivate var cell: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool, .number, .array, .object: text(.compact)
        }
    }
}
