public import Database
public import Languages

/// What people are told of: one row for each person and change. Whether they may still see the thing is asked again
/// whenever a notification is shown or mailed.
public enum Notifications {
    /// How somebody wants to be told by mail.
    public enum Mode: String, Sendable, CaseIterable {
        /// A mail as soon as there is news.
        case atOnce = "at-once"
        /// At most one mail a day, and at once for answers.
        case daily
        /// Only on the page.
        case never
    }

    /// One notification.
    public struct Notification: Sendable, Hashable {
        public let id: String
        public let subject: Subject
        /// The action that made the change.
        public let action: String
        public let at: Instant
        public let isRead: Bool
    }

    /// Tells a person of a deed; telling twice of the same is like once.
    /// - Parameters:
    ///   - change: the part of the deed that matters most to the person.
    ///   - position: where the deed begins in the change feed.
    ///   - isDirect: whether it is an answer to what the person did, of which a mail tells at once.
    public static func tell(
        _ person: String, of change: ChangeFeed.Change, from position: Int, isDirect: Bool, now: Instant,
        in transaction: Transaction
    ) throws {
        let subject = change.subject
        try transaction.run(
            """
            INSERT INTO notification (id, person, subject_kind, subject_id, action, at, position, is_direct)
            VALUES (\(newIdentifier(at: now)), \(person), \(subject.kind), \(subject.id), \(change.action),
                    \(change.at.milliseconds), \(position), \(isDirect))
            ON CONFLICT (person, position) DO NOTHING
            """)
    }

    /// The newest notifications of a person.
    public static func list(of person: String, limit: Int, in transaction: Transaction) throws -> [Notification] {
        try transaction.all(
            """
            SELECT id, subject_kind, subject_id, action, at, read_at FROM notification
            WHERE person = \(person) ORDER BY position DESC LIMIT \(limit)
            """
        ).map(notification)
    }

    /// Those that no mail has told of yet, oldest first.
    public static func unmailed(
        of person: String, onlyDirect: Bool, limit: Int, in transaction: Transaction
    ) throws -> [Notification] {
        let direct: SQL = onlyDirect ? "AND is_direct = \(true)" : ""
        return try transaction.all(
            """
            SELECT id, subject_kind, subject_id, action, at, read_at FROM notification
            WHERE person = \(person) AND mailed_at IS NULL AND read_at IS NULL \(sql: direct)
            ORDER BY position LIMIT \(limit)
            """
        ).map(notification)
    }

    private static func notification(_ row: Row) throws -> Notification {
        let readAt: Int? = try row["read_at"]
        return Notification(
            id: try row["id"], subject: Subject(try row["subject_kind"], try row["subject_id"]),
            action: try row["action"], at: Instant(milliseconds: try row["at"]), isRead: readAt != nil)
    }

    /// Marks all of a person's notifications as read.
    public static func markRead(of person: String, now: Instant, in transaction: Transaction) throws {
        try transaction.run(
            "UPDATE notification SET read_at = \(now.milliseconds) WHERE person = \(person) AND read_at IS NULL")
    }

    /// How many a person has not read.
    public static func unread(of person: String, in transaction: Transaction) throws -> Int {
        try transaction.first(
            "SELECT COUNT(*) AS count FROM notification WHERE person = \(person) AND read_at IS NULL")?["count"] ?? 0
    }

    public static func mode(of person: String, in transaction: Transaction) throws -> Mode {
        let text: String? = try transaction.first("SELECT notified FROM person WHERE id = \(person)")?["notified"]
        return text.flatMap(Mode.init(rawValue:)) ?? .daily
    }

    public static func set(_ mode: Mode, for person: String, in transaction: Transaction) throws {
        try transaction.run("UPDATE person SET notified = \(mode.rawValue) WHERE id = \(person)")
    }
}
