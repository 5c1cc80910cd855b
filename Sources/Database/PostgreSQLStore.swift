import Dispatch
import Foundation
import NIOPosix
import Synchronization

/// PostgreSQL: as many threads that may block as connections, so that a free thread always finds a connection.
struct PostgreSQLStore: Store {
    private let threads: NIOThreadPool
    private let connections: PostgreSQLConnections
    private let listener: PostgreSQLListener

    init(url: String, connections count: Int) throws {
        connections = PostgreSQLConnections(url: url)
        connections.giveBack(try PostgreSQLConnection(url: url))
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
        listener = PostgreSQLListener(url: url)
    }

    func transact<T: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T {
        let cancellation = Cancellation()
        let connections = connections
        return try await withTaskCancellationHandler {
            try await threads.runIfActive {
                try connections.transact(access, cancellation, body)
            }
        } onCancel: {
            // The request to cancel waits for the server: not on the thread that cancels.
            DispatchQueue.global().async { cancellation.cancel() }
        }
    }

    func schemaChanged() {
        connections.closeIdle()
    }

    func changes(channel: String) -> AsyncStream<Void> {
        listener.stream(channel)
    }

    func close() async {
        listener.close()
        // It fails only when it is closed already.
        try? await threads.shutdownGracefully()
        connections.closeIdle()
    }
}

/// The connections that no thread uses at the moment.
private final class PostgreSQLConnections: Sendable {
    private let url: String
    private let idle = Mutex<[PostgreSQLConnection]>([])

    init(url: String) {
        self.url = url
    }

    func giveBack(_ connection: PostgreSQLConnection) {
        idle.withLock { $0.append(connection) }
    }

    func closeIdle() {
        let closed = idle.withLock { connections in
            defer { connections = [] }
            return connections
        }
        // The last reference closes a connection, here and not under the lock.
        _ = closed.count
    }

    /// Runs a transaction on the calling thread.
    func transact<T>(
        _ access: Access, _ cancellation: Cancellation, _ body: (any Session) throws -> T
    ) throws -> T {
        let connection = try begin(access)
        let result = Result {
            try cancellation.start(connection)
            let result = try body(PostgreSQLSession(connection, cancellation))
            if access != .statement { try Self.commit(connection) }
            return result
        }
        let wasCancelled = cancellation.finish()
        if connection.isInTransaction {
            // When this fails the connection is no longer usable, and the server rolls back by itself.
            _ = try? connection.script("ROLLBACK")
        }
        // A late request to cancel must not hit the next transaction.
        if !wasCancelled && !connection.isUnusable && connection.isOpen && !connection.isInTransaction {
            giveBack(connection)
        }
        return try result.get()
    }

    /// A connection with the transaction begun. One that was lost while idle is replaced once.
    private func begin(_ access: Access) throws -> PostgreSQLConnection {
        if let connection = idle.withLock({ $0.popLast() }) {
            do {
                try Self.begin(access, connection)
                return connection
            } catch  where connection.isOpen {
                throw error
            } catch {
                // Those beside it are likely to be lost with it, as after a restart of the server.
                closeIdle()
            }
        }
        let connection = try PostgreSQLConnection(url: url)
        try Self.begin(access, connection)
        return connection
    }

    private static func begin(_ access: Access, _ connection: PostgreSQLConnection) throws {
        switch access {
        case .snapshot: try connection.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        case .write: try connection.script("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        case .statement: break
        }
    }

    private static func commit(_ connection: PostgreSQLConnection) throws {
        // The server answers ROLLBACK when the transaction had failed.
        guard try connection.script("COMMIT") == "COMMIT" else { throw DatabaseError.spoiled }
    }
}

/// Carries the cancellation of a task to the connection that works for it.
private final class Cancellation: Sendable {
    private struct State {
        var connection: PostgreSQLConnection?
        var isCancelled = false
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func start(_ connection: PostgreSQLConnection) throws {
        try state.withLock { state in
            guard !state.isCancelled else { throw DatabaseError.cancelled }
            state.connection = connection
        }
    }

    /// Afterwards no request is sent any more. Returns whether there was one.
    func finish() -> Bool {
        state.withLock { state in
            state.connection = nil
            return state.isCancelled
        }
    }

    /// Sends requests until the transaction has ended: one that meets no running statement has no effect, and the next
    /// statement may just have passed its check.
    func cancel() {
        while send() { Thread.sleep(forTimeInterval: 0.05) }
    }

    private func send() -> Bool {
        // Under the lock, so that the connection cannot be given back while the request is on its way.
        state.withLock { state in
            state.isCancelled = true
            state.connection?.cancel()
            return state.connection != nil
        }
    }
}

/// A transaction on one connection.
private final class PostgreSQLSession: Session {
    private let connection: PostgreSQLConnection
    private let cancellation: Cancellation
    private var cursors = 0

    init(_ connection: PostgreSQLConnection, _ cancellation: Cancellation) {
        self.connection = connection
        self.cancellation = cancellation
    }

    func all(_ statement: SQL.Rendered) throws -> [Row] {
        Array(try execute(statement).rows)
    }

    func run(_ statement: SQL.Rendered) throws -> Int {
        try execute(statement).changes
    }

    func each(_ statement: SQL.Rendered, _ body: (Row) throws -> Void) throws {
        try checkCancellation()
        cursors += 1
        let name = "cursor_\(cursors)"
        let declaration = "DECLARE \(name) NO SCROLL CURSOR FOR \(statement.text)"
        _ = try connection.executeOnce(SQL.Rendered(text: declaration, values: statement.values))
        var received: Int
        repeat {
            try checkCancellation()
            let page = try connection.executeOnce(SQL.Rendered(text: "FETCH 1000 FROM \(name)"))
            received = page.count
            for row in page.rows { try body(row) }
        } while received == 1000
        try connection.script("CLOSE \(name)")
    }

    func script(_ text: String) throws {
        // Savepoints are given back even when the task is cancelled.
        try connection.script(text)
    }

    func notify(_ channel: String) throws {
        _ = try execute(SQL.Rendered(text: "SELECT pg_notify($1, '')", values: [.text(channel)]))
    }

    private func execute(_ statement: SQL.Rendered) throws -> PostgreSQLResult {
        try checkCancellation()
        return try statement.isWorthKeeping ? connection.execute(statement) : connection.executeOnce(statement)
    }

    private func checkCancellation() throws {
        if cancellation.isCancelled { throw DatabaseError.cancelled }
    }
}
