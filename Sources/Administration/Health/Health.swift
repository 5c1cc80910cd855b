import Catalogue
import Database
import Foundation
import Languages
import Platform
import Web

/// How the installation is, read from this node and the database.
struct Health: Sendable {
    let engine: Database.Engine
    /// In bytes.
    let databaseSize: Int
    let migrations: Int
    /// The position of the newest change, and the one that this node's catalogue has taken in.
    let feed: Int
    let followed: Int
    let jobs: [String: Int]
    let mails: [String: Int]
    let people: Int
    /// What the last walk along the chain of the audit log found.
    let audit: (found: AuditVerification, at: Instant)?
    /// Memory that the process holds, in bytes; nil where the system does not tell.
    let memory: Int?
    /// Free space where the data are, in bytes.
    let freeSpace: Int?

    /// Reads it. Seven statements.
    static func read(_ request: WebRequest, _ catalogue: CatalogueService) async throws -> Health {
        let database = request.site.database
        let followed = catalogue.position
        let folder = request.site.installation.dataFolder
        return try await database.read { transaction in
            Health(
                engine: transaction.engine, databaseSize: try size(transaction),
                migrations: try number("SELECT COUNT(*) AS n FROM schema_migration", transaction),
                feed: try ChangeFeed.position(in: transaction), followed: followed,
                jobs: try counts("SELECT state, COUNT(*) AS n FROM job GROUP BY state", transaction),
                mails: try counts("SELECT state, COUNT(*) AS n FROM mail GROUP BY state", transaction),
                people: try number("SELECT COUNT(*) AS n FROM person WHERE erased_at IS NULL", transaction),
                audit: try AuditLog.lastVerification(in: transaction),
                memory: residentMemory(), freeSpace: folder.flatMap(freeSpace))
        }
    }

    /// Changes that the catalogue has not taken in yet.
    var lag: Int { max(0, feed - followed) }

    private static func size(_ transaction: Transaction) throws -> Int {
        try number(
            """
            SELECT \(sqlite: "page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()",
                     postgres: "pg_database_size(current_database()) AS n")
            """, transaction)
    }

    private static func number(_ sql: SQL, _ transaction: Transaction) throws -> Int {
        try transaction.first(sql)?["n"] ?? 0
    }

    private static func counts(_ sql: SQL, _ transaction: Transaction) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in try transaction.all(sql) { counts[try row["state"]] = try row["n"] }
        return counts
    }

    /// The second number of `/proc/self/statm` counts resident pages (proc(5)).
    private static func residentMemory() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let parts = text.split(separator: " ")
        return parts.count > 1 ? Int(parts[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
    }

    private static func freeSpace(_ folder: URL) -> Int? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    }
}
