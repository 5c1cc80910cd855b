public import Foundation

extension Database {
    /// Writes all rows, as they were at one moment, in a form that either engine can load.
    ///
    /// Lines of JSON: first `{"format":1,"migrations":[…]}`, then for each table `{"table":…,"columns":[…]}` and its
    /// rows as arrays (bytes as `{"base64":…}`), last `{"end":ROWS}`. Memory stays constant. Writers are not held up,
    /// but what they leave behind cannot be cleaned up before the end.
    ///
    /// - Parameter write: Gets one line at a time with its line feed, on a thread that may block.
    public func dump(_ write: @escaping @Sendable (Data) throws -> Void) async throws {
        // Once only: what has been written cannot be taken back.
        try await transact(.snapshot, attempts: 1) { tx in
            let migrations = try Self.appliedMigrations(tx).keys.sorted()
            try write(BackupLine.begin(format: BackupLine.format, migrations: migrations).encoded)
            var rows = 0
            for table in try Table.all(tx) {
                try write(BackupLine.table(table.name, columns: table.columns).encoded)
                try tx.each("SELECT \(sql: table.columnList) FROM \(sql: .identifier(table.name))") { row in
                    try write(BackupLine.row(row.values).encoded)
                    rows += 1
                }
            }
            try write(BackupLine.end(rows: rows).encoded)
        }
    }

    /// Fills a database, migrated to the very migrations of the backup and otherwise empty, with what `dump` wrote.
    ///
    /// One transaction: all of it or nothing. Rows may come in any order, since foreign keys are checked at the end:
    /// SQLite defers them by a pragma; on PostgreSQL they are made deferrable for this transaction, which the role may
    /// do as the owner of the tables. Identities continue after the largest one.
    ///
    /// - Parameter lines: The lines without or with their line feed; may be read more than once. See `BackupFile`.
    /// - Throws: `DatabaseError.backup` when the database is not empty, the migrations differ, or a line is missing or
    ///   cannot be read; `DatabaseError.foreignKey` when a row refers to one that is not there.
    public func load(lines: some Sequence<Data> & Sendable) async throws {
        try await write { tx in
            let tables = try Table.all(tx)
            for table in tables {
                guard try tx.first("SELECT 1 FROM \(sql: .identifier(table.name)) LIMIT 1") == nil else {
                    throw DatabaseError.backup("the database is not empty: table \(table.name) has rows")
                }
            }
            let constraints = try Self.deferForeignKeys(tx)
            try Self.insert(lines, into: tables, tx)
            try Self.checkForeignKeys(constraints, tx)
            if tx.engine == .postgres { try tables.forEach { try $0.resetIdentity(tx) } }
        }
    }

    /// The migrations a backup was made with. A program newer than the backup migrates to these, loads, and migrates
    /// the rest.
    public static func migrations(ofBackup lines: some Sequence<Data>) throws -> [String] {
        guard let first = lines.first(where: { _ in true }) else { throw DatabaseError.backup("the backup is empty") }
        guard case .begin(let format, let migrations) = try BackupLine(first, number: 1) else {
            throw DatabaseError.backup("line 1: this is not a backup")
        }
        guard format == BackupLine.format else {
            throw DatabaseError.backup("line 1: format \(format) is not known to this program")
        }
        return migrations
    }

    /// Reads the whole database for damage, and returns what is wrong in words; nothing when all is well.
    ///
    /// SQLite checks its pages, indexes and foreign keys. PostgreSQL offers no such check to an ordinary role; it
    /// enforces constraints at every write.
    public func checkIntegrity() async throws -> [String] {
        guard engine == .sqlite else { return [] }
        return try await read { tx in
            let damage: [String] = try tx.all("PRAGMA integrity_check").map { try $0["integrity_check"] }
            let orphans = try tx.all("PRAGMA foreign_key_check").map { row in
                let (table, parent): (String, String) = (try row["table"], try row["parent"])
                return "a row of \(table) refers to a row of \(parent) that is not there"
            }
            return damage.filter { $0 != "ok" } + orphans
        }
    }
}

extension Database {
    private static func insert(_ lines: some Sequence<Data>, into tables: [Table], _ tx: Transaction) throws {
        guard try Set(migrations(ofBackup: lines)) == Set(appliedMigrations(tx).keys) else {
            throw DatabaseError.backup("the backup was made with other migrations than the database has")
        }
        var (number, rows) = (0, 0)
        var table: Table?
        var isComplete = false
        for line in lines {
            number += 1
            guard !isComplete else { throw DatabaseError.backup("line \(number): something follows the end") }
            switch try BackupLine(line, number: number) {
            case .begin where number == 1:
                break
            case .table(let name, let columns):
                guard let known = tables.first(where: { $0.name == name }), Set(columns) == Set(known.columns) else {
                    throw DatabaseError.backup("line \(number): the database has no table \(name) with these columns")
                }
                table = Table(name: name, columns: columns)
            case .row(let values):
                guard let table, table.columns.count == values.count else {
                    throw DatabaseError.backup("line \(number): the row does not fit its table")
                }
                try tx.run(
                    """
                    INSERT INTO \(sql: .identifier(table.name)) (\(sql: table.columnList)) VALUES \(list: values)
                    """)
                rows += 1
            case .end(rows):
                isComplete = true
            case .begin, .end:
                throw DatabaseError.backup("line \(number): it does not belong here; rows are missing or twice")
            }
        }
        guard isComplete else { throw DatabaseError.backup("the backup breaks off after line \(number)") }
    }

    /// A foreign key of PostgreSQL that was made deferrable for the time of loading.
    private struct ForeignKey {
        let table: SQL
        let name: SQL

        func alter(_ timing: SQL, _ tx: Transaction) throws {
            try tx.run("ALTER TABLE \(sql: table) ALTER CONSTRAINT \(sql: name) \(sql: timing)")
        }
    }

    private static func deferForeignKeys(_ tx: Transaction) throws -> [ForeignKey] {
        guard tx.engine == .postgres else {
            try tx.script("PRAGMA defer_foreign_keys = ON")
            return []
        }
        let keys = try tx.all(
            """
            SELECT relname, conname
            FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
            WHERE contype = 'f' AND NOT condeferrable AND relnamespace = CAST(current_schema() AS regnamespace)
            """
        ).map { ForeignKey(table: .identifier(try $0["relname"]), name: .identifier(try $0["conname"])) }
        for key in keys { try key.alter("DEFERRABLE INITIALLY DEFERRED", tx) }
        try tx.script("SET CONSTRAINTS ALL DEFERRED")
        return keys
    }

    private static func checkForeignKeys(_ keys: [ForeignKey], _ tx: Transaction) throws {
        guard tx.engine == .postgres else { return }
        try tx.script("SET CONSTRAINTS ALL IMMEDIATE")
        for key in keys { try key.alter("NOT DEFERRABLE", tx) }
    }
}

/// A table of the schema, with the columns that are stored.
private struct Table {
    let name: String
    let columns: [String]

    var columnList: SQL { .joined(columns.map(SQL.identifier), separator: ", ") }

    /// All tables but that of the migrations, by name.
    static func all(_ tx: Transaction) throws -> [Table] {
        let columns = try tx.all(
            """
            \(sqlite: """
                SELECT t.name AS table_name, c.name AS column_name
                FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite^_%' ESCAPE '^'
                ORDER BY t.name, c.cid
                """,
              postgres: """
                SELECT t.table_name, c.column_name
                FROM information_schema.tables t
                JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
                WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
                ORDER BY t.table_name, c.ordinal_position
                """)
            """)
        var tables: [Table] = []
        for row in columns {
            // PostgreSQL folded the names when the tables were made.
            let name = (try row["table_name"] as String).lowercased()
            let column = (try row["column_name"] as String).lowercased()
            if let last = tables.last, last.name == name {
                tables[tables.count - 1] = Table(name: name, columns: last.columns + [column])
            } else if name != "schema_migration" {
                tables.append(Table(name: name, columns: [column]))
            }
        }
        return tables
    }

    /// Has PostgreSQL give out identities after the largest one loaded; SQLite does so by itself.
    func resetIdentity(_ tx: Transaction) throws {
        let identities = try tx.all(
            """
            SELECT column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence_name
            FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(name) AND is_identity = 'YES'
            """)
        for identity in identities {
            let (column, sequence): (String, String) = (try identity["column_name"], try identity["sequence_name"])
            _ = try tx.all(
                """
                SELECT setval(CAST(\(sequence) AS regclass), COALESCE(MAX(\(sql: .identifier(column))), 0) + 1, FALSE)
                FROM \(sql: .identifier(name))
                """)
        }
    }
}

extension SQL {
    /// A quoted name of a table or column, taken from the schema itself.
    fileprivate static func identifier(_ name: String) -> SQL {
        SQL(parts: [.text("\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"")])
    }
}
