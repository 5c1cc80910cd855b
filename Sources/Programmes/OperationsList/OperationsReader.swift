import Exchange
import Foundation

/// Reads a list from its beginning, some operations at a time. CSV is read in constant memory apart from the report;
/// JSON and workbooks are read whole.
struct OperationsReader {
    private var rows: OperationRowReader
    private var table: Table
    private var read: [FundedOperation] = []

    /// What is left to read.
    private enum Table {
        case csv(CSVRecordReader, ListSource.Parts)
        case rest
    }

    /// - Throws: `OperationsList.Fault`, or the faults of the text at its beginning.
    init(_ mapping: OperationsMapping, _ source: ListSource) throws {
        self.init(mapping)
        switch mapping.format {
        case .csv: try beginCSV(source)
        case .json: try readJSON(source.whole())
        case .xlsx: try readTable(XLSXReader(source.whole()).rows().map { $0.cells.map(\.shown) })
        }
    }

    /// - Parameter table: the rows of a table whose first one names the columns.
    init(_ mapping: OperationsMapping, table: [[String]]) throws {
        self.init(mapping)
        try readTable(table)
    }

    private init(_ mapping: OperationsMapping) {
        rows = OperationRowReader(mapping: mapping)
        table = .rest
    }

    /// The next operations, none at the end.
    /// - Parameter most: how many at most.
    mutating func next(_ most: Int) throws -> [FundedOperation] {
        while read.count < most, case .csv(var records, var parts) = table {
            // The reader is taken out while it is used, so that its buffers are not copied.
            table = .rest
            if let part = try parts.next() {
                try records.read(part) { take($0) }
                table = .csv(records, parts)
            } else {
                try records.finish { take($0) }
            }
        }
        defer { read.removeFirst(min(most, read.count)) }
        return Array(read.prefix(most))
    }

    /// What was noticed so far; all of it when nothing is left.
    var report: OperationsReport { rows.finished() }

    private mutating func take(_ row: Result<CSVRecord, CSVError>) {
        switch row {
        case .failure(let fault): rows.refuseRow(line: fault.line, .fieldCount)
        case .success(let record):
            if let operation = rows.read(record.values, line: record.line) { read.append(operation) }
        }
    }

    private mutating func beginCSV(_ source: ListSource) throws {
        var beginning = try source.parts()
        let sample = try beginning.next() ?? Data()
        let mapping = rows.mapping
        let guess = CSVGuess(sample: sample)
        let encoding = mapping.encoding ?? guess.encoding.encoding
        let delimiter = mapping.delimiter ?? guess.delimiter
        rows.notice(
            encoding: .init(
                value: encoding.rawValue, confidence: mapping.encoding == nil ? guess.encoding.confidence : nil),
            delimiter: .init(
                value: delimiter.rawValue, confidence: mapping.delimiter == nil ? guess.delimiterConfidence : nil))
        let reader = CSVReader(delimiter: delimiter, encoding: encoding)
        try begin(columns: header(of: source, reader).names)
        table = .csv(CSVRecordReader(reader), try source.parts())
    }

    /// The first row, read before the others so that a list that is not the mapping's is refused at once.
    private func header(of source: ListSource, _ fresh: CSVReader) throws -> CSVHeader {
        struct Found: Error { let row: CSVRow }
        var reader = fresh
        var parts = try source.parts()
        do {
            while let part = try parts.next() { try reader.read(part) { throw Found(row: $0) } }
            try reader.finish { throw Found(row: $0) }
        } catch let found as Found {
            return try CSVHeader(found.row)
        }
        return try CSVHeader(CSVRow(line: 1, fields: []))
    }

    private mutating func begin(columns: [String]) throws {
        rows.compare(columns: columns)
        for column in rows.mapping.fields[.title]?.columns ?? [] where !columns.contains(column) {
            throw OperationsList.Fault.titleColumnMissing(column, columns: columns)
        }
    }

    /// Reads a table whose first row names the columns, such as the sheet of a workbook.
    private mutating func readTable(_ table: [[String]]) throws {
        var header: CSVHeader?
        for (index, fields) in table.enumerated() {
            let row = CSVRow(line: index + 1, fields: fields)
            guard let known = header else {
                let first = try CSVHeader(row)
                try begin(columns: first.names)
                header = first
                continue
            }
            take(Result { () throws(CSVError) in try known.record(of: row) })
        }
    }

    private mutating func readJSON(_ file: Data) throws {
        var limits = JSONLimits()
        limits.bytes = max(limits.bytes, file.count)
        limits.values = max(limits.values, file.count)
        guard let elements = try JSONValue(parsing: file, limits: limits).array else {
            throw OperationsList.Fault.notAList
        }
        rows.notice(encoding: .init(value: TextEncoding.utf8.rawValue, confidence: nil))
        var columns: [String] = []
        var known: Set<String> = []
        for name in elements.flatMap({ $0.object?.names ?? [] }) where known.insert(name).inserted {
            columns.append(name)
        }
        try begin(columns: columns)
        for element in elements {
            guard let object = element.object else {
                rows.refuseRow(line: nil, .notARecord)
                continue
            }
            let cells = Dictionary(uniqueKeysWithValues: zip(object.names, object.values.map(\.cell)))
            if let operation = rows.read(cells, line: nil) { read.append(operation) }
        }
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
