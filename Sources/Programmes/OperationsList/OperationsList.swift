/// Reads an authority's public list of funded operations by a mapping.
///
/// Nothing is repaired: a value that cannot be read leaves its field empty and stands in the report as it was; a row
/// without a title is refused. CSV is read in constant memory apart from the report; JSON and workbooks are read whole.
public struct OperationsList: Sendable {
    /// Why a list cannot be read at all. Faults in the text itself are `CSVError`, `CSVHeader.Refusal` or `JSONError`.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file lacks the column of the title, so the mapping is for another list.
        case titleColumnMissing(String, columns: [String])
        /// A JSON list is an array of objects.
        case notAList

        /// The fault in English, for the terminal and logs.
        public var description: String {
            switch self {
            case .titleColumnMissing(let column, let columns):
                "the list has no column \(column); it has: \(columns.joined(separator: ", "))"
            case .notAList: "the file is not a JSON array of objects"
            }
        }
    }

    /// What the columns mean.
    public let mapping: OperationsMapping

    public init(mapping: OperationsMapping) {
        self.mapping = mapping
    }

    /// How many operations are in memory at a time.
    private static let part = 500

    /// Reads a whole list and hands on each operation in its order.
    /// - Throws: `Fault`, the faults of the text, or what `each` throws.
    public func read(_ source: ListSource, each: (FundedOperation) throws -> Void) throws -> OperationsReport {
        var reader = try OperationsReader(mapping, source)
        while case let part = try reader.next(Self.part), !part.isEmpty { try part.forEach(each) }
        return reader.report
    }

    /// Reads a whole list and names its repeated codes, before anything of it is brought in; reads it a second time when
    /// there are any.
    func survey(_ source: ListSource) throws -> (report: OperationsReport, keys: OperationKeys) {
        var keys = OperationKeys()
        var report = try read(source) { keys.note($0) }
        keys.finish()
        guard !keys.repeated.isEmpty else { return (report, keys) }
        var rows: [String: [Int]] = [:]
        _ = try read(source) { operation in
            guard let code = operation.code, keys.isRepeated(operation) else { return }
            rows[code, default: []].append(operation.row)
        }
        report.repeatedCodes = rows.filter { $0.value.count > 1 }
        return (report, keys)
    }
}
