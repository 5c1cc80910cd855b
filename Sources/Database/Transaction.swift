/// An open transaction: what the closure of `Database.read` and `Database.write` works with.
///
/// It is synchronous on purpose, so that no suspended task ever holds a lock or a connection, and it is not
/// `Sendable`, so that it cannot leave its closure.
///
/// A statement that fails spoils its transaction on both engines: every later statement fails too and nothing is
/// committed, unless the failing part stood in a `savepoint`.
public final class Transaction {
    /// The engine it runs on; for the rare statement `\(sqlite:postgres:)` cannot say.
    public let engine: Database.Engine

    private let session: any Session
    private let count: StatementCounter.Count?
    private var depth = 0
    private var isSpoiled = false

    init(engine: Database.Engine, session: any Session, count: StatementCounter.Count?) {
        self.engine = engine
        self.session = session
        self.count = count
    }

    /// Runs a statement and returns its rows, all in memory.
    public func all(_ sql: SQL) throws -> [Row] {
        try perform(sql) { try session.all($0) }
    }

    /// Runs a statement and returns its first row. The engine computes the others too: write `LIMIT 1` if there may be
    /// many.
    public func first(_ sql: SQL) throws -> Row? {
        try all(sql).first
    }

    /// Runs a statement and returns the number of rows it inserted, updated or deleted.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int {
        try perform(sql) { try session.run($0) }
    }

    /// Runs a query and hands over one row after the other, in constant memory.
    ///
    /// `body` may run other statements, but must not change what the query reads.
    public func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try perform(sql) { try session.each($0, body) }
    }

    /// Runs `body` so that what it wrote is undone, and only that, when it throws.
    public func savepoint<T>(_ body: () throws -> T) throws -> T {
        guard !isSpoiled else { throw DatabaseError.spoiled }
        depth += 1
        defer { depth -= 1 }
        let name = "savepoint_\(depth)"
        try session.script("SAVEPOINT \(name)")
        do {
            let result = try body()
            guard !isSpoiled else { throw DatabaseError.spoiled }
            try session.script("RELEASE SAVEPOINT \(name)")
            return result
        } catch {
            isSpoiled = true
            try session.script("ROLLBACK TO SAVEPOINT \(name)")
            try session.script("RELEASE SAVEPOINT \(name)")
            isSpoiled = false
            throw error
        }
    }

    /// Waits until no other write transaction holds the lock of this name, and holds it until the end of this one.
    ///
    /// PostgreSQL runs writes beside each other (`READ COMMITTED`). Where the next row depends on the last one, such as
    /// in a hash chain or a feed whose positions must appear in order, take a lock first. SQLite has one writer at a
    /// time anyway.
    public func lock(_ name: String) throws {
        guard engine == .postgres else { return }
        let key = Int(bitPattern: UInt(Checksum(name).value))
        _ = try perform("SELECT pg_advisory_xact_lock(CAST(\(key) AS BIGINT))") { try session.all($0) }
    }

    /// Wakes those who follow `Database.changes(channel:)` when this transaction is committed.
    public func notify(_ channel: String) throws {
        guard !isSpoiled else { throw DatabaseError.spoiled }
        try session.notify(channel)
    }

    /// Runs statements that carry no values, separated by semicolons.
    func script(_ text: String) throws {
        guard !isSpoiled else { throw DatabaseError.spoiled }
        try session.script(text)
    }

    /// Called when the closure has returned: a caught error must not let the rest of the work be committed.
    func finish() throws {
        guard !isSpoiled else { throw DatabaseError.spoiled }
    }

    private func perform<T>(_ sql: SQL, _ work: (SQL.Rendered) throws -> T) throws -> T {
        guard !isSpoiled else { throw DatabaseError.spoiled }
        let statement = sql.rendered(for: engine)
        do {
            for case .text(let text) in statement.values where text.utf8.contains(0) {
                throw DatabaseError.zeroCharacter
            }
            count?.increment()
            return try work(statement)
        } catch let error as DatabaseError {
            isSpoiled = true
            throw error
        }
    }
}

@available(*, unavailable)
extension Transaction: Sendable {}
