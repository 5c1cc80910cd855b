import Foundation

/// The first row of a table: the names of its columns, each present and each once.
public struct CSVHeader: Sendable, Hashable {
    /// What is wrong with a header.
    public enum Fault: Sendable, Hashable {
        /// The column, counted from 1, has no name.
        case emptyName(column: Int)
        /// The same name stands over several columns, counted from 1.
        case duplicateName(String, columns: [Int])
    }

    /// A header that cannot be used, with every fault in it.
    public struct Refusal: Error, Sendable, Hashable {
        public let line: Int
        public let faults: [Fault]
    }

    /// The names in the order of the columns, without surrounding spaces.
    public let names: [String]

    /// - Throws: `Refusal` naming every empty and every repeated name.
    public init(_ row: CSVRow) throws(Refusal) {
        let names = row.fields.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        let columns = Dictionary(grouping: names.indices, by: { names[$0] })
        let faults: [Fault] = names.indices.compactMap { index in
            if names[index].isEmpty { return .emptyName(column: index + 1) }
            guard let same = columns[names[index]], same.count > 1, same.first == index else { return nil }
            return .duplicateName(names[index], columns: same.map { $0 + 1 })
        }
        guard faults.isEmpty else { throw Refusal(line: row.line, faults: faults) }
        self.names = names
    }

    /// The row's fields by column name.
    /// - Throws: `CSVError` with reason `fieldCount` when the row is longer or shorter than the header.
    public func record(of row: CSVRow) throws(CSVError) -> CSVRecord {
        guard row.fields.count == names.count else {
            throw CSVError(
                line: row.line, column: min(row.fields.count, names.count) + 1,
                reason: .fieldCount(expected: names.count, found: row.fields.count))
        }
        return CSVRecord(line: row.line, values: Dictionary(zip(names, row.fields)) { first, _ in first })
    }
}

/// One row of a table with a header.
public struct CSVRecord: Sendable, Hashable {
    /// The line on which the row begins, counted from 1.
    public let line: Int
    /// The fields by column name.
    public let values: [String: String]

    /// The field of a column, nil when the table has no such column.
    public subscript(_ column: String) -> String? { values[column] }
}

/// Reads a CSV text whose first row names the columns.
///
/// A row that does not fit the header is handed on as a failure and reading goes on, so that an import can report
/// every such row; a fault in the text itself is thrown, since nothing after it can be trusted.
public struct CSVRecordReader {
    private var reader: CSVReader
    /// The header, nil until the first row has been read.
    public private(set) var header: CSVHeader?

    public init(_ reader: CSVReader = CSVReader()) {
        self.reader = reader
    }

    /// Reads one chunk and hands on each row it completes.
    /// - Throws: `CSVError`, `CSVHeader.Refusal`, or what `each` throws.
    public mutating func read(
        _ chunk: some Sequence<UInt8>, each: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        var header = header
        defer { self.header = header }
        try reader.read(chunk) { try Self.hand(on: $0, &header, each) }
    }

    /// Ends the text.
    /// - Throws: `CSVError`, `CSVHeader.Refusal`, or what `each` throws.
    public mutating func finish(each: (Result<CSVRecord, CSVError>) throws -> Void) throws {
        var header = header
        defer { self.header = header }
        try reader.finish { try Self.hand(on: $0, &header, each) }
    }

    private static func hand(
        on row: CSVRow, _ header: inout CSVHeader?, _ each: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        guard let known = header else {
            header = try CSVHeader(row)
            return
        }
        try each(Result { () throws(CSVError) in try known.record(of: row) })
    }
}
