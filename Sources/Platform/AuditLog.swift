import Crypto
public import Database
import Exchange
import Foundation
public import Languages

/// The append-only record of every change: who, what, when, and the state before and after, chained by hashes.
///
/// Each row's hash covers the row before it, its own facts and a digest of its details. Details may hold personal data
/// and can be erased; the digest stays, so the chain still verifies and shows that something was erased.
public enum AuditLog {
    /// One row, as the administrator sees it.
    public struct Entry: Sendable {
        public let position: Int
        public let at: Instant
        public let actor: String?
        public let actorName: String?
        public let action: String
        public let subject: Subject
        /// The input and the states before and after, as JSON text; nil when erased on request of the person.
        public let details: String?
    }

    /// What part of the log is asked for; nil stands for all.
    public struct Filter: Sendable, Hashable {
        /// Part of the actor's name.
        public var actor: String?
        /// The beginning of the action's name.
        public var action: String?
        /// The identifier of what was acted upon.
        public var subject: String?

        public init(actor: String? = nil, action: String? = nil, subject: String? = nil) {
            self.actor = actor
            self.action = action
            self.subject = subject
        }

        fileprivate var condition: SQL {
            var parts: [SQL] = []
            if let actor { parts.append("LOWER(p.name) LIKE \("%" + actor.lowercased() + "%")") }
            if let action { parts.append("a.action LIKE \(action + "%")") }
            if let subject { parts.append("a.subject_id = \(subject)") }
            return parts.isEmpty ? "1 = 1" : SQL.joined(parts, separator: " AND ")
        }
    }

    /// Writes the context's changes to the audit log and the change feed.
    ///
    /// On PostgreSQL a transaction lock makes writers that reach this point wait for each other, so that positions are
    /// handed out in the order of commits and a follower never overtakes a gap.
    static func append(
        _ action: String, context: ActionContext, input: Input, to transaction: Transaction
    ) throws {
        guard !context.changes.isEmpty else { return }
        try transaction.lock("audit")
        var previous: String =
            try transaction.first("SELECT hash FROM audit ORDER BY position DESC LIMIT 1")?["hash"] ?? ""
        var deed: Int?
        var sent = JSONObject()
        for (name, values) in input.kept.sorted(by: { $0.key < $1.key }) {
            sent[name] = .array(values.map(JSONValue.string))
        }
        for change in context.changes {
            let details = JSONValue.object([
                "input": .object(sent), "before": change.before ?? .null, "after": change.after ?? .null,
            ]).text()
            let digest = sha256(details)
            let hash = chained(
                previous, context.now.milliseconds, context.viewer.person, action, change.subject, digest)
            let row = try transaction.first(
                """
                INSERT INTO audit (at, actor, action, subject_kind, subject_id, details, digest, previous, hash)
                VALUES (\(context.now.milliseconds), \(context.viewer.person), \(action), \(change.subject.kind),
                        \(change.subject.id), \(details), \(digest), \(previous), \(hash))
                RETURNING position
                """)
            previous = hash
            let begin = try deed ?? row?["position"] ?? 0
            deed = begin
            if change.isAnnounced {
                try ChangeFeed.append(change.subject, action: action, deed: begin, at: context.now, to: transaction)
            }
        }
    }

    /// The statements that erase what the log tells of things: of every deed upon them, and of what the same deed did to
    /// others, which holds the same words. The digests stay, so the chain still holds.
    /// - Parameter subjects: a query for kind and identifier, such as `SELECT kind, id FROM entry WHERE …`.
    public static func erasing(_ subjects: SQL) -> [SQL] {
        [
            """
            UPDATE audit SET details = NULL WHERE (actor, at, action) IN (
                SELECT actor, at, action FROM audit WHERE (subject_kind, subject_id) IN (\(sql: subjects)))
            """,
            "UPDATE audit SET details = NULL WHERE (subject_kind, subject_id) IN (\(sql: subjects))",
        ]
    }

    static func sha256(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func chained(
        _ previous: String, _ at: Int, _ actor: String?, _ action: String, _ subject: Subject, _ digest: String
    ) -> String {
        sha256(
            [previous, String(at), actor ?? "", action, subject.kind, subject.id, digest].joined(separator: "\u{1F}"))
    }

    /// The newest rows first, a page at a time.
    /// - Parameter before: the position to begin below, or nil for the newest.
    public static func page(
        before: Int?, limit: Int, filter: Filter = Filter(), as viewer: Viewer, in transaction: Transaction
    ) throws -> [Entry] {
        guard viewer.isAdministrator else { throw AccessDenied.forbidden }
        return try transaction.all(
            """
            SELECT a.*, p.name AS actor_name FROM audit a LEFT JOIN person p ON p.id = a.actor
            WHERE a.position < \(before ?? Int.max) AND \(sql: filter.condition) ORDER BY a.position DESC LIMIT \(limit)
            """
        ).map { row in
            Entry(
                position: try row["position"], at: Instant(milliseconds: try row["at"]), actor: try row["actor"],
                actorName: try row["actor_name"], action: try row["action"],
                subject: Subject(try row["subject_kind"], try row["subject_id"]), details: try row["details"])
        }
    }
}
