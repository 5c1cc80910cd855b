public import Database
import Foundation
public import Languages

/// What walking the chain of the audit log found.
public struct AuditVerification: Sendable, Hashable, Codable {
    /// A place where the chain does not hold.
    public struct Break: Sendable, Hashable, Codable {
        public enum Reason: String, Sendable, Codable { case rowBefore, row, details }

        public let position: Int
        public let reason: Reason

        /// What happened there, for people.
        public var message: Message {
            switch reason {
            case .rowBefore: "a row before this one was removed or changed"
            case .row: "this row was changed"
            case .details: "the details of this row were changed"
            }
        }
    }

    /// How many rows were walked, and the position of the last of them.
    public private(set) var rows = 0
    public private(set) var position = 0
    public private(set) var firstBreak: Break?
    private var hash = ""

    private enum CodingKeys: String, CodingKey { case rows, position, firstBreak }

    /// Takes the next row of the chain.
    fileprivate mutating func take(_ row: Row) throws {
        rows += 1
        position = try row["position"]
        let before = hash
        hash = try row["hash"]
        guard firstBreak == nil else { return }
        let details: String? = try row["details"]
        let digest: String = try row["digest"]
        let expected = AuditLog.chained(
            before, try row["at"], try row["actor"], try row["action"],
            Subject(try row["subject_kind"], try row["subject_id"]), digest)
        if try row["previous"] != before {
            firstBreak = Break(position: position, reason: .rowBefore)
        } else if hash != expected {
            firstBreak = Break(position: position, reason: .row)
        } else if let details, AuditLog.sha256(details) != digest {
            firstBreak = Break(position: position, reason: .details)
        }
    }
}

extension AuditLog {
    /// How many rows one transaction walks, so that no snapshot is held for long.
    private static let stretch = 5_000

    /// Walks the whole chain in constant memory.
    /// - Parameter progress: told after each stretch how many rows were walked; what it throws ends the walk.
    /// - Complexity: linear in the number of rows.
    public static func verify(
        _ database: Database, progress: (_ rows: Int) async throws -> Void = { _ in }
    ) async throws -> AuditVerification {
        var found = AuditVerification()
        while true {
            let before = found
            found = try await database.read { transaction in
                var next = before
                try transaction.each(
                    "SELECT * FROM audit WHERE position > \(before.position) ORDER BY position LIMIT \(stretch)"
                ) { try next.take($0) }
                return next
            }
            guard found.rows > before.rows else { return found }
            try await progress(found.rows)
        }
    }

    /// What the last job that walked the chain found, and when. One statement.
    public static func lastVerification(
        in transaction: Transaction
    ) throws -> (found: AuditVerification, at: Instant)? {
        let row = try transaction.first(
            """
            SELECT result, ended_at FROM job WHERE kind = \(VerifyAuditJob.kind) AND state = 'done'
            ORDER BY id DESC LIMIT 1
            """)
        guard let row, let result: String = try row["result"], let ended: Int = try row["ended_at"],
            let found = try? JSONDecoder().decode(AuditVerification.self, from: Data(result.utf8))
        else { return nil }
        return (found, Instant(milliseconds: ended))
    }
}

/// Walks the chain of the audit log as a job; its result is what was found. A job that is taken up again begins anew,
/// since what was walked before may have been changed.
public struct VerifyAuditJob: JobHandler {
    public static let kind = "audit.verify"
    public var kind: String { Self.kind }

    private let database: Database

    public init(database: Database) { self.database = database }

    public func run(_ job: Job, _ control: JobControl) async throws -> String? {
        let total = try await database.read { transaction -> Int in
            try transaction.first("SELECT COUNT(*) AS rows FROM audit")?["rows"] ?? 0
        }
        let found = try await AuditLog.verify(database) { try await control.progress($0, of: max($0, total)) }
        return String(decoding: try JSONEncoder().encode(found), as: UTF8.self)
    }
}
