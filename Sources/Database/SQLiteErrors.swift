import GRDB

/// Runs `work`; what GRDB reports becomes a `DatabaseError`. `text` is the statement, without its values.
func mappingErrors<T>(in text: String, _ work: () throws -> T) throws -> T {
    do {
        return try work()
    } catch let error as GRDB.DatabaseError {
        throw DatabaseError(error, in: text)
    } catch is CancellationError {
        throw DatabaseError.cancelled
    }
}

/// The same for work that waits, where a commit can fail that belongs to no statement.
func mappingErrors<T>(_ work: () async throws -> T) async throws -> T {
    do {
        return try await work()
    } catch let error as GRDB.DatabaseError {
        throw DatabaseError(error, in: "")
    } catch is CancellationError {
        throw DatabaseError.cancelled
    }
}

extension DatabaseError {
    fileprivate init(_ error: GRDB.DatabaseError, in text: String) {
        let message = error.message ?? "unknown error"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            // "UNIQUE constraint failed: city.country, city.slug"
            let columns = message.split(separator: ": ", maxSplits: 1).last.map(String.init)
            self = .unique(constraint: columns ?? message)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey
        case .SQLITE_CONSTRAINT_CHECK: self = .check
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull
        case .SQLITE_BUSY_SNAPSHOT: self = .serialization
        default:
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_INTERRUPT: self = .cancelled
            default:
                let code = String(error.extendedResultCode.rawValue)
                self = .engine(
                    code: code, message: text.isEmpty ? message : "\(message), in: \(SQL.Rendered.excerpt(text))")
            }
        }
    }
}
