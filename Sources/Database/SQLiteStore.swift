import Dispatch
import Foundation
import GRDB

/// SQLite by GRDB's pool: readers beside one writer (WAL), every commit on the disk before it is reported.
struct SQLiteStore: Store {
    private let pool: DatabasePool
    private let signals = ChangeSignals()

    init(file: URL, readers: Int) throws {
        try Self.makePrivate(file)
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readers
        configuration.label = "database"
        // As on PostgreSQL, where 'a' is not LIKE 'A'.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA case_sensitive_like = ON") }
        pool = try mappingErrors(in: "") {
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            // GRDB sets NORMAL, which may lose the last commits when the power fails.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    /// Makes a new file that no other user of the machine can read; SQLite gives its other files the same rights.
    private static func makePrivate(_ file: URL) throws {
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw DatabaseError.engine(code: "14", message: "the file \(file.path) cannot be made") }
    }

    func transact<T: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T {
        try await mappingErrors {
            switch access {
            case .snapshot, .statement:
                return try await pool.read { try body(SQLiteSession($0)) }
            case .write:
                let (result, channels) = try await pool.write { connection in
                    let session = SQLiteSession(connection)
                    return (try body(session), session.channels)
                }
                signals.send(channels)
                return result
            }
        }
    }

    func schemaChanged() async {
        await block { pool.releaseMemory() }
    }

    func changes(channel: String) -> AsyncStream<Void> {
        signals.stream(channel)
    }

    func close() async {
        signals.finish()
        // It fails only when it is closed already.
        await block { try? pool.close() }
    }

    /// Waits on locks on a thread that may block, which one of the cooperative pool may not.
    private func block(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                work()
                continuation.resume()
            }
        }
    }
}

/// A transaction on one of GRDB's connections.
private final class SQLiteSession: Session {
    private let connection: GRDB.Database
    private(set) var channels: Set<String> = []

    init(_ connection: GRDB.Database) {
        self.connection = connection
    }

    func all(_ statement: SQL.Rendered) throws -> [Row] {
        try mappingErrors(in: statement.text) {
            var rows: [Row] = []
            try read(try prepare(statement), statement.values) { rows.append($0) }
            return rows
        }
    }

    func run(_ statement: SQL.Rendered) throws -> Int {
        try mappingErrors(in: statement.text) {
            let prepared = try prepare(statement)
            prepared.setUncheckedArguments(Self.arguments(statement.values))
            let before = connection.totalChangesCount
            try prepared.execute()
            // SQLite's count is that of the last writing statement, whichever it was.
            return connection.totalChangesCount == before ? 0 : connection.changesCount
        }
    }

    func each(_ statement: SQL.Rendered, _ body: (Row) throws -> Void) throws {
        try mappingErrors(in: statement.text) {
            // Not a cached one: `body` may run the same text.
            try read(try connection.makeStatement(sql: statement.text), statement.values, body)
        }
    }

    func script(_ text: String) throws {
        try mappingErrors(in: text) { try connection.execute(sql: text) }
    }

    func notify(_ channel: String) {
        channels.insert(channel)
    }

    private func prepare(_ statement: SQL.Rendered) throws -> Statement {
        statement.isWorthKeeping
            ? try connection.cachedStatement(sql: statement.text) : try connection.makeStatement(sql: statement.text)
    }

    private func read(_ prepared: Statement, _ values: [Value], _ body: (Row) throws -> Void) throws {
        let layout = Row.Layout(prepared.columnNames)
        let cursor = try GRDB.Row.fetchCursor(prepared, arguments: Self.arguments(values))
        while let row = try cursor.next() {
            let values = layout.names.indices.map { index in Value((row[index] as GRDB.DatabaseValue).storage) }
            try body(Row(layout: layout, values: values))
        }
    }

    private static func arguments(_ values: [Value]) -> StatementArguments {
        StatementArguments(
            values.map { value -> GRDB.DatabaseValue in
                switch value {
                case .null: .null
                case .integer(let integer): stored(integer)
                case .double(let double): stored(double)
                case .text(let text): stored(text)
                case .blob(let data): stored(data)
                }
            })
    }

    /// Asks the type for its own form. Said directly, `data.databaseValue` would mean GRDB's form for all that is
    /// `Encodable`, which is JSON.
    private static func stored(_ value: some DatabaseValueConvertible) -> GRDB.DatabaseValue {
        value.databaseValue
    }
}

extension Value {
    fileprivate init(_ storage: GRDB.DatabaseValue.Storage) {
        switch storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(Int(integer))
        case .double(let double): self = .double(double)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(data)
        }
    }
}
