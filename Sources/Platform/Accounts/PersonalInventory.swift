public import Database
public import Exchange
import Foundation
public import Languages

/// Everything that is kept of a person, table by table: handed to them, or erased.
public struct PersonalInventory: Sendable {
    private let tables: [PersonalData]

    /// - Parameter tables: the declarations of all rooms, then the platform's own: what rooms keep refers to the person.
    public init(_ tables: [PersonalData]) { self.tables = tables }

    /// All rows about a person as one JSON document each table. One statement a table.
    public func export(of person: String, in transaction: Transaction) throws -> [(table: String, rows: JSONValue)] {
        try tables.map { table in
            let rows = try transaction.all(table.export(person)).map { row in
                var object = JSONObject()
                for (name, value) in zip(row.columns, row.values) { object[name] = Self.json(value) }
                return JSONValue.object(object)
            }
            return (table.table, .array(rows))
        }
    }

    /// Erases a person: rows are deleted or cleared as each table declares; the person's own row stays empty, so that
    /// counts and the audit chain still hold. What others' audit rows say of their mail address goes too.
    /// - Parameter withdrawing: whether what they published is taken back as well.
    public func erase(
        _ person: String, withdrawing: Bool, now: Instant, in transaction: Transaction
    ) throws {
        let known = try transaction.all("SELECT address FROM email_address WHERE person = \(person)")
        let addresses: [String] = try known.map { try $0["address"] }
        for address in addresses {
            try transaction.run(
                """
                UPDATE audit SET details = NULL
                WHERE \(sqlite: "instr(details,", postgres: "strpos(details,") \(address)) > 0
                """)
            try transaction.run(
                """
                DELETE FROM one_time_token
                WHERE \(sqlite: "instr(payload,", postgres: "strpos(payload,") \(address)) > 0
                """)
        }
        if withdrawing {
            for statement in tables.flatMap({ $0.withdraw(person) }) { try transaction.run(statement) }
        }
        for statement in tables.flatMap({ $0.erase(person) }) { try transaction.run(statement) }
        try transaction.run("UPDATE person SET erased_at = \(now.milliseconds) WHERE id = \(person)")
    }

    private static func json(_ value: Value) -> JSONValue {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .double(let number): .number(number)
        case .text(let text): .string(text)
        case .blob(let data): .string(data.base64EncodedString())
        }
    }
}
