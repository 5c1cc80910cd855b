import CPostgreSQL
import Foundation

/// The answer to one statement; frees libpq's memory when it goes.
final class PostgreSQLResult {
    /// The fields of an error: libpq's `PG_DIAG_…`, character macros that Swift does not import.
    enum Field {
        static let code = Int32(UInt8(ascii: "C"))
        static let message = Int32(UInt8(ascii: "M"))
        static let detail = Int32(UInt8(ascii: "D"))
        static let table = Int32(UInt8(ascii: "t"))
        static let constraint = Int32(UInt8(ascii: "n"))
        static let sourceFunction = Int32(UInt8(ascii: "R"))
    }

    private let result: OpaquePointer?

    init(_ result: OpaquePointer?) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var isSuccess: Bool {
        let status = PQresultStatus(result)
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
    }

    /// What was done, such as `COMMIT` or `INSERT 0 1`.
    var tag: String { String(cString: PQcmdStatus(result)) }

    /// The number of rows inserted, updated or deleted; zero for a query.
    var changes: Int {
        tag.hasPrefix("SELECT") || tag.hasPrefix("FETCH") ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// The number of rows received.
    var count: Int { Int(PQntuples(result)) }

    /// A field of an error; nil when the server did not send it.
    func field(_ field: Int32) -> String? {
        PQresultErrorField(result, field).map { String(cString: $0) }
    }

    /// The rows, one after the other.
    var rows: some Sequence<Row> {
        let columns = 0..<PQnfields(result)
        let layout = Row.Layout(columns.map { String(cString: PQfname(result, $0)) })
        let types = columns.map { PQftype(result, $0) }
        return (0..<PQntuples(result)).lazy.map { [self] row in
            Row(layout: layout, values: columns.map { value(row: row, column: $0, type: types[Int($0)]) })
        }
    }

    private func value(row: Int32, column: Int32, type: Oid) -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: length) { start in
            Value(bytes: UnsafeBufferPointer(start: start, count: length), type: type)
        }
    }
}

extension Value {
    /// Reads PostgreSQL's text form by the type's number in `pg_type`. Types without a kind of their own stay text.
    fileprivate init(bytes: UnsafeBufferPointer<UInt8>, type: Oid) {
        switch type {
        case 17:
            self = .blob(Hexadecimal.data(bytes.dropFirst(2)))
            return
        case 16:
            self = .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
            return
        default: break
        }
        let text = String(decoding: bytes, as: UTF8.self)
        switch type {
        case 20, 21, 23, 26:
            self = Int(text).map(Value.integer) ?? .text(text)
        case 700, 701:
            self = Double(text).map(Value.double) ?? .text(text)
        case 1700:
            // The sum of integers is numeric.
            self = Int(text).map(Value.integer) ?? Double(text).map(Value.double) ?? .text(text)
        default:
            self = .text(text)
        }
    }
}

extension DatabaseError {
    /// The error of a statement, whose text without values is `text`.
    init(_ result: PostgreSQLResult, in text: String, connection: String) {
        let code = result.field(PostgreSQLResult.Field.code)
        switch code {
        case "23505": self = .unique(constraint: Self.uniqueKey(result))
        case "23503": self = .foreignKey
        case "23514": self = .check
        case "23502": self = .notNull
        case "40001", "40P01": self = .serialization
        case "55P03": self = .busy
        case "57014": self = .cancelled
        default:
            // Words about data (class 22) quote the values.
            let words =
                code?.hasPrefix("22") == true
                ? "a value cannot be used here" : result.field(PostgreSQLResult.Field.message) ?? connection
            self = .engine(code: code ?? "08006", message: "\(words), in: \(SQL.Rendered.excerpt(text))")
        }
    }

    /// `table.column, table.column`, as SQLite names a key, from a detail in the form `Key (a, b)=(…)` in any language.
    private static func uniqueKey(_ result: PostgreSQLResult) -> String {
        let constraint = result.field(PostgreSQLResult.Field.constraint) ?? ""
        guard let table = result.field(PostgreSQLResult.Field.table),
            let detail = result.field(PostgreSQLResult.Field.detail),
            let start = detail.firstIndex(of: "("), let end = detail.range(of: ")=(")?.lowerBound
        else { return constraint }
        let columns = detail[detail.index(after: start)..<end]
        // A key over an expression is known by the name of its index.
        guard !columns.contains("(") else { return constraint }
        return columns.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
    }
}
