public import Database

/// Every table and column that a database has, asked of the database itself, so that a new one is never forgotten.
public struct DatabaseContents: Sendable {
    /// A column of a table.
    public struct Column: Sendable, Hashable, Comparable, CustomStringConvertible {
        public let table: String
        public let name: String

        public init(_ table: String, _ name: String) {
            self.table = table
            self.name = name
        }

        public var description: String { "\(table).\(name)" }
        public static func < (left: Column, right: Column) -> Bool { left.description < right.description }
    }

    public let columns: [Column]

    /// Asks the engine for its tables.
    public init(_ database: Database) async throws {
        let rows = try await database.readOne(
            """
            \(sqlite: """
                SELECT t.name AS "table", c.name AS name FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid
                """,
              postgres: """
                SELECT table_name AS "table", column_name AS name FROM information_schema.columns
                WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
                """)
            """)
        columns = try rows.map { Column(try $0["table"], try $0["name"]) }
    }

    /// The columns in which any row holds a text, in whatever case.
    public func places(of text: String, in database: Database) async throws -> Set<Column> {
        let sought = text.lowercased()
        let tables = Set(columns.map(\.table)).sorted()
        return try await database.read { transaction in
            var found: Set<Column> = []
            for table in tables {
                // The name comes from the engine's own list of tables.
                try transaction.each(SQL(stringLiteral: "SELECT * FROM \"\(table)\"")) { row in
                    for (name, value) in zip(row.columns, row.values) {
                        guard case .text(let held) = value, held.lowercased().contains(sought) else { continue }
                        found.insert(Column(table, name))
                    }
                }
            }
            return found
        }
    }
}
