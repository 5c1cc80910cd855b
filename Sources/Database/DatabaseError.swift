/// What went wrong in the database, in the same cases on both engines.
///
/// No case carries a bound value, so an error may be logged.
public enum DatabaseError: Error, Sendable, Hashable {
    /// A row with this key exists. `constraint` names the key's columns as `table.column, table.column` on both
    /// engines, or the index where it is over an expression.
    case unique(constraint: String)
    /// A row refers to one that is not there, or is still referred to.
    case foreignKey
    /// A `CHECK` of the table does not hold.
    case check
    /// A column that must have a value has none.
    case notNull
    /// Concurrent writes got in each other's way; the same transaction may succeed when it is run again.
    case serialization
    /// A lock was not given in time; the same transaction may succeed when it is run again.
    case busy
    /// The task was cancelled while it waited or worked.
    case cancelled
    /// A row has no such column, has it twice, or holds a value of another kind than was asked for.
    case column(String)
    /// The schema and the program's migrations do not fit together; the text says how.
    case migration(String)
    /// A backup cannot be read; the text says what is wrong with which line.
    case backup(String)
    /// Any other error: SQLite's extended result code or PostgreSQL's SQLSTATE, and the engine's words.
    case engine(code: String, message: String)

    /// Whether running the transaction again may succeed.
    var mayPass: Bool { self == .serialization || self == .busy }

    /// A failed statement spoils its transaction on both engines.
    static let spoiled = DatabaseError.engine(
        code: "25P02",
        message: "the transaction has failed; only a savepoint around the failing part could have saved it")

    /// PostgreSQL cannot store U+0000 in text, so neither engine takes it.
    static let zeroCharacter = DatabaseError.engine(code: "22021", message: "text holds the character U+0000")
}
