import CPostgreSQL
import Foundation

/// One connection to PostgreSQL by libpq's blocking calls.
///
/// Ownership, which makes `@unchecked Sendable` true: a connection belongs to one thread at a time. `PostgreSQLStore`
/// hands it from the idle list to the thread that runs a transaction, and that thread gives it back when it touches it
/// no more; both pass through a mutex. Only `cancel` may be called from elsewhere: it uses nothing but the immutable
/// cancel handle, which libpq allows on any thread.
final class PostgreSQLConnection: @unchecked Sendable {
    private let handle: OpaquePointer
    private let canceller: OpaquePointer
    private var prepared: [String: String] = [:]

    /// Whether a statement failed in a way that only a new connection mends.
    private(set) var isUnusable = false

    /// More texts than this are forgotten all at once, here and on the server.
    private static let preparedLimit = 300

    /// Connects and waits for it, ten seconds at most unless the URL says otherwise.
    init(url: String) throws {
        // Where a keyword occurs twice, as when the URL names it, the later one counts.
        let connected = Self.withArrays(
            ["connect_timeout", "application_name", "dbname"], ["10", "innocities", url]
        ) { PQconnectdbParams($0, $1, 1) }
        guard let connected else { throw DatabaseError.engine(code: "08001", message: "out of memory") }
        guard PQstatus(connected) == CONNECTION_OK, let canceller = PQgetCancel(connected) else {
            let reason = String(cString: PQerrorMessage(connected)).trimmingCharacters(in: .whitespacesAndNewlines)
            PQfinish(connected)
            throw DatabaseError.engine(code: "08001", message: "PostgreSQL cannot be reached: \(reason)")
        }
        handle = connected
        self.canceller = canceller
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // A write says READ WRITE. Waiting for locks is bounded as on SQLite; output is in the forms parsed below.
        try script(
            """
            SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
            SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET extra_float_digits = 1;
            SET standard_conforming_strings = on; SET lock_timeout = '5s'; SET client_min_messages = warning
            """)
    }

    deinit {
        PQfreeCancel(canceller)
        PQfinish(handle)
    }

    /// Whether the server can still be spoken to.
    var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// Asks the server to stop what this connection is doing. On any thread; blocks for a round trip.
    func cancel() {
        var reason = [CChar](repeating: 0, count: 256)
        // When the request cannot be sent, the statement runs to its end.
        _ = PQcancel(canceller, &reason, Int32(reason.count))
    }

    /// Runs statements without values, separated by semicolons. Returns the tag of the last one, such as `COMMIT`.
    @discardableResult
    func script(_ text: String) throws -> String {
        let result = PostgreSQLResult(PQexec(handle, text))
        try check(result, text)
        return result.tag
    }

    /// Runs one statement, prepared once for each text.
    func execute(_ statement: SQL.Rendered) throws -> PostgreSQLResult {
        let name = try prepare(statement.text)
        let result = Self.withParameters(statement.values) { count, values in
            PostgreSQLResult(PQexecPrepared(handle, name, count, values, nil, nil, 0))
        }
        try check(result, statement.text)
        return result
    }

    /// Runs one statement that will not come again.
    func executeOnce(_ statement: SQL.Rendered) throws -> PostgreSQLResult {
        let result = Self.withParameters(statement.values) { count, values in
            PostgreSQLResult(PQexecParams(handle, statement.text, count, nil, values, nil, nil, 0))
        }
        try check(result, statement.text)
        return result
    }

    private func prepare(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.preparedLimit {
            try script("DEALLOCATE ALL")
            prepared.removeAll()
        }
        let name = "s\(prepared.count)"
        try check(PostgreSQLResult(PQprepare(handle, name, text, 0, nil)), text)
        prepared[text] = name
        return name
    }

    private func check(_ result: PostgreSQLResult, _ text: String) throws {
        guard !result.isSuccess else { return }
        // Another node changed a table under a prepared statement: a fresh connection prepares it anew.
        if result.field(PostgreSQLResult.Field.sourceFunction) == "RevalidateCachedQuery" {
            isUnusable = true
            throw DatabaseError.serialization
        }
        if !isOpen { isUnusable = true }
        throw DatabaseError(result, in: text, connection: String(cString: PQerrorMessage(handle)))
    }

    /// The values in libpq's text form. Their types are left to the server, which infers them from the statement.
    private static func withParameters<R>(
        _ values: [Value], _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> R
    ) -> R {
        let texts = values.map { value -> String? in
            switch value {
            case .null: nil
            case .integer(let integer): String(integer)
            case .double(let double): String(double)
            case .text(let text): text
            case .blob(let data): Hexadecimal.text(data)
            }
        }
        return withArray(texts) { body(Int32(texts.count), $0) }
    }

    private static func withArray<R>(
        _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R
    ) -> R {
        let copies = texts.map { text in text.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private static func withArrays<R>(
        _ keys: [String], _ values: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?) -> R
    ) -> R {
        withArray(keys + [nil]) { keys in withArray(values + [nil]) { body(keys, $0) } }
    }
}

extension PostgreSQLConnection {
    /// Has the server report `NOTIFY` on these channels to this connection.
    func listen(_ channels: some Sequence<String>) throws {
        for channel in channels {
            guard let quoted = PQescapeIdentifier(handle, channel, channel.utf8.count) else { continue }
            defer { PQfreemem(quoted) }
            try script("LISTEN \(String(cString: quoted))")
        }
    }

    /// Waits for notifications and returns their channels; none when the time is over.
    ///
    /// - Throws: `DatabaseError.engine` when the connection is lost.
    func notifications(milliseconds: Int32) throws -> [String] {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, milliseconds)
        guard PQconsumeInput(handle) == 1 else {
            throw DatabaseError.engine(code: "08006", message: "the connection to PostgreSQL is lost")
        }
        var channels: [String] = []
        while let notification = PQnotifies(handle) {
            channels.append(String(cString: notification.pointee.relname))
            PQfreemem(notification)
        }
        return channels
    }
}
