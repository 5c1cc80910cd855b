/// One row of a result.
public struct Row: Sendable {
    let layout: Layout

    /// The values, in the order of `columns`.
    public let values: [Value]

    init(layout: Layout, values: [Value]) {
        self.layout = layout
        self.values = values
    }

    /// The names of the columns in the order of the statement, lower case on both engines.
    public var columns: [String] { layout.names }

    /// The value of a column, found by name without regard to case.
    ///
    /// - Throws: `DatabaseError.column` when there is no such column, two of that name, or a value of another kind
    ///   (`NULL` for a type that is not optional included).
    public subscript<T: DatabaseValue>(_ column: String) -> T {
        get throws {
            guard let index = layout.index[column] ?? layout.index[column.lowercased()] else {
                throw DatabaseError.column(column)
            }
            guard index != Layout.ambiguous, let value = T(databaseValue: values[index]) else {
                throw DatabaseError.column(column)
            }
            return value
        }
    }
}

extension Row {
    /// The columns of a result, shared by its rows.
    final class Layout: Sendable {
        static let ambiguous = -1

        let names: [String]
        let index: [String: Int]

        init(_ names: [String]) {
            // PostgreSQL folds names to lower case, SQLite keeps them as they were written.
            self.names = names.map { $0.lowercased() }
            index = Dictionary(zip(self.names, 0...), uniquingKeysWith: { _, _ in Self.ambiguous })
        }
    }
}
