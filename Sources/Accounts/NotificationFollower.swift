import Catalogue
import Database
import Languages
import Platform

/// Follows the change feed and writes down who is to be told of what.
struct NotificationFollower: Sendable {
    private static let name = "notifications"

    let database: Database

    /// Takes a batch of changes.
    /// - Returns: false when there are none left.
    func follow(now: Instant) async throws -> Bool {
        try await database.write { transaction in
            try transaction.lock(Self.name)
            guard let position = try Self.position(in: transaction) else { return false }
            let changes = try ChangeFeed.after(position, limit: 500, in: transaction)
            guard let last = changes.last else { return false }
            let ids = Array(Set(changes.map(\.subject.id)))
            let followers = try Self.followers(of: ids, in: transaction)
            let tied = try Self.followersOfTied(ids, in: transaction)
            for change in changes {
                let own = followers[change.subject.id] ?? []
                let others = tied[change.subject.id] ?? []
                guard !own.isEmpty || !others.isEmpty else { continue }
                let actor = try Notifications.actor(of: change, in: transaction)
                let isNew = try others.isEmpty || Self.isFirst(change, in: transaction)
                for person in own {
                    try Notifications.tell(
                        person, of: change, by: actor, isDirect: NotificationTexts.isDirect(change.action), now: now,
                        in: transaction)
                }
                for (person, isAuthor) in others where isNew {
                    try Notifications.tell(
                        person, of: change, by: actor, isDirect: isAuthor, now: now, in: transaction)
                }
            }
            try transaction.run("UPDATE follower SET position = \(last.position) WHERE name = \(Self.name)")
            return true
        }
    }

    /// Where the follower stands. Met for the first time, the feed begins now: nobody is told of the past.
    private static func position(in transaction: Transaction) throws -> Int? {
        if let row = try transaction.first("SELECT position FROM follower WHERE name = \(name)") {
            return try row["position"]
        }
        try transaction.run(
            "INSERT INTO follower (name, position) VALUES (\(name), \(ChangeFeed.position(in: transaction)))")
        return nil
    }

    private static func followers(of ids: [String], in transaction: Transaction) throws -> [String: [String]] {
        var people: [String: [String]] = [:]
        for row in try transaction.all("SELECT subject_id, person FROM follow WHERE subject_id IN \(list: ids)") {
            people[try row["subject_id"], default: []].append(try row["person"])
        }
        return people
    }

    /// Who follows, or wrote, what these entries are tied to: an idea for a need, an adoption of a practice.
    private static func followersOfTied(
        _ ids: [String], in transaction: Transaction
    ) throws -> [String: [(person: String, isAuthor: Bool)]] {
        var people: [String: [(person: String, isAuthor: Bool)]] = [:]
        let rows = try transaction.all(
            """
            SELECT l.source, e.author AS person, 1 AS wrote FROM entry_link l JOIN entry e ON e.id = l.target
            WHERE l.source IN \(list: ids) AND e.author IS NOT NULL
            UNION
            SELECT l.source, f.person, 0 AS wrote FROM entry_link l JOIN follow f ON f.subject_id = l.target
            WHERE l.source IN \(list: ids)
            ORDER BY wrote DESC
            """)
        for row in rows {
            let wrote: Int = try row["wrote"]
            people[try row["source"], default: []].append((try row["person"], wrote == 1))
        }
        return people
    }

    private static func isFirst(_ change: ChangeFeed.Change, in transaction: Transaction) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 AS one FROM change
            WHERE subject_id = \(change.subject.id) AND position < \(change.position) LIMIT 1
            """) == nil
    }
}
