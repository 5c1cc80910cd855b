public import Database
public import Languages

/// The append-only table of changes, written in the same transaction as the change itself. Search index, caches,
/// notifications and other nodes follow it by position; nothing else invalidates anything.
public enum ChangeFeed {
    /// One change.
    public struct Change: Sendable, Hashable {
        public let position: Int
        public let at: Instant
        public let subject: Subject
        public let action: String
        /// The position in the audit log where the deed begins of which this change is a part: one action may change
        /// several things.
        public let deed: Int
    }

    static func append(
        _ subject: Subject, action: String, deed: Int, at: Instant, to transaction: Transaction
    ) throws {
        try transaction.run(
            """
            INSERT INTO change (at, subject_kind, subject_id, action, deed)
            VALUES (\(at.milliseconds), \(subject.kind), \(subject.id), \(action), \(deed))
            """)
    }

    /// Up to `limit` changes after a position, oldest first.
    public static func after(_ position: Int, limit: Int = 1_000, in transaction: Transaction) throws -> [Change] {
        try transaction.all(
            """
            SELECT position, at, subject_kind, subject_id, action, COALESCE(deed, 0) AS deed FROM change
            WHERE position > \(position) ORDER BY position LIMIT \(limit)
            """
        ).map { row in
            Change(
                position: try row["position"], at: Instant(milliseconds: try row["at"]),
                subject: Subject(try row["subject_kind"], try row["subject_id"]), action: try row["action"],
                deed: try row["deed"])
        }
    }

    /// The position of the newest change, 0 when there is none.
    public static func position(in transaction: Transaction) throws -> Int {
        try transaction.first("SELECT COALESCE(MAX(position), 0) AS newest FROM change")?["newest"] ?? 0
    }
}
