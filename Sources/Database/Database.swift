public import Foundation

/// A database with a pool of connections, on SQLite or PostgreSQL, spoken to by one SQL text.
///
/// The closures are synchronous and run on threads that may block; the calls are asynchronous. Nothing can wait with a
/// transaction open.
///
/// ```swift
/// let title: String? = try await database.write { tx in
///     try tx.run("UPDATE need SET title = \(title) WHERE id = \(id)")
///     return try tx.first("SELECT title FROM need WHERE id = \(id)")?["title"]
/// }
/// ```
public final class Database: Sendable {
    /// The engines there are.
    public enum Engine: String, Sendable, CaseIterable {
        case sqlite, postgres
    }

    /// Where a database is.
    public enum Location: Sendable {
        /// A file of SQLite, made if it does not exist; its folder must exist.
        case file(URL)
        /// A PostgreSQL server, by a URL as libpq takes it: `postgresql://user@host:port/name?options=…`.
        case url(String)
    }

    /// The engine in use.
    public let engine: Engine

    let store: any Store

    private init(engine: Engine, store: any Store) {
        self.engine = engine
        self.store = store
    }

    /// Opens a database. On PostgreSQL it connects once, blocking, so that a wrong address is known at once.
    ///
    /// - Parameter connections: The largest number of transactions at a time; on SQLite the number of readers beside
    ///   the one writer.
    /// - Throws: `DatabaseError.engine` when the file or server cannot be reached.
    public static func open(_ location: Location, connections: Int = 8) throws -> Database {
        switch location {
        case .file(let file):
            Database(engine: .sqlite, store: try SQLiteStore(file: file, readers: connections))
        case .url(let url):
            Database(engine: .postgres, store: try PostgreSQLStore(url: url, connections: connections))
        }
    }

    /// Reads in one transaction that sees one state of the database from beginning to end and cannot write.
    ///
    /// - Throws: What `body` throws; `DatabaseError` for everything the engine reports.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await transact(.snapshot, attempts: Self.attempts, body)
    }

    /// Reads by one statement. On PostgreSQL this spares the `BEGIN` and `COMMIT` of `read`, half of the time of a
    /// short query.
    public func readOne(_ sql: SQL) async throws -> [Row] {
        try await transact(.statement, attempts: Self.attempts) { try $0.all(sql) }
    }

    /// Writes in one transaction: all of it is stored when the call returns, or nothing when it throws.
    ///
    /// `body` may run up to five times, when others hold a lock for too long or a concurrent write got in the way: let
    /// it do nothing but work on the transaction.
    ///
    /// - Throws: What `body` throws; `DatabaseError` for everything the engine reports.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await transact(.write, attempts: Self.attempts, body)
    }

    /// Yields after every commit of a transaction that called `Transaction.notify` with this channel, on any node.
    ///
    /// Signals may merge, and may be lost while a connection to PostgreSQL is down: a follower looks at its table when
    /// it starts, after each signal, and now and then without one. The stream ends when the database is closed.
    public func changes(channel: String) -> AsyncStream<Void> {
        store.changes(channel: channel)
    }

    /// Whether the database's role may do everything. A program that answers the Internet should not run as one.
    /// SQLite has no roles.
    public func currentRoleIsSuperuser() async throws -> Bool {
        guard engine == .postgres else { return false }
        let rows = try await readOne("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return try rows.first?["rolsuper"] ?? false
    }

    /// Waits for running transactions and closes the connections. Later calls throw.
    public func close() async {
        await store.close()
    }

    static let attempts = 5

    func transact<T: Sendable>(
        _ access: Access, attempts: Int, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let engine = engine
        let count = StatementCounter.current
        var attempt = 1
        while true {
            do {
                return try await store.transact(access) { session in
                    let transaction = Transaction(engine: engine, session: session, count: count)
                    let result = try body(transaction)
                    try transaction.finish()
                    return result
                }
            } catch let error as DatabaseError where error.mayPass && attempt < attempts {
                try await Self.pause(after: attempt)
                attempt += 1
            } catch is CancellationError {
                throw DatabaseError.cancelled
            }
        }
    }

    /// Waits 5, 10, 20, 40 ms, each up to doubled at random, so that those who met do not meet again.
    private static func pause(after attempt: Int) async throws {
        let base = 5.0 * Double(1 << (attempt - 1))
        do {
            try await Task.sleep(for: .milliseconds(base * Double.random(in: 1...2)))
        } catch {
            throw DatabaseError.cancelled
        }
    }
}
