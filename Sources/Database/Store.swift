/// What a transaction may do and what it sees.
enum Access {
    /// Reads one state of the database, however long it takes.
    case snapshot
    /// Reads by one statement, which sees one state by itself.
    case statement
    /// Reads and writes.
    case write
}

/// An engine: a pool of connections that runs transactions.
protocol Store: Sendable {
    /// Runs `body` in one transaction on a thread that may block. Commits when it returns, rolls back when it throws.
    func transact<T: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T

    /// Forgets what connections remember of the schema.
    func schemaChanged() async

    /// Signals of a channel, for one follower.
    func changes(channel: String) -> AsyncStream<Void>

    /// Waits for running transactions and closes the connections.
    func close() async
}

/// One connection with a transaction open on it. Throws nothing but `DatabaseError`.
protocol Session {
    func all(_ statement: SQL.Rendered) throws -> [Row]
    func run(_ statement: SQL.Rendered) throws -> Int
    func each(_ statement: SQL.Rendered, _ body: (Row) throws -> Void) throws
    /// Runs statements without values, separated by semicolons.
    func script(_ text: String) throws
    /// Has the followers of a channel woken when the transaction is committed.
    func notify(_ channel: String) throws
}
