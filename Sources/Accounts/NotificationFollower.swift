import Database
import Languages
import Platform

/// Follows the change feed and writes down who is to be told of what: of each deed, everybody at most once, however many
/// of the things they follow it touched.
struct NotificationFollower: Sendable {
    private static let name = "notifications"
    private static let batch = 500

    let database: Database

    /// Takes a batch of changes.
    /// - Returns: false when there are none left.
    func follow(now: Instant) async throws -> Bool {
        try await database.write { transaction in
            try transaction.lock(Self.name)
            guard let position = try Self.position(in: transaction) else { return false }
            let changes = try ChangeFeed.after(position, limit: Self.batch, in: transaction)
            guard let last = changes.last else { return false }
            // A deed is told whole; one that may go on in the next batch waits for it, unless it fills this one.
            let isCut = changes.count == Self.batch && changes.first?.deed != last.deed
            let whole = isCut ? changes.filter { $0.deed != last.deed } : changes
            let readers = try Readers(of: whole, in: transaction)
            for deed in Dictionary(grouping: whole, by: \.deed).values {
                try readers.tell(of: deed, now: now, in: transaction)
            }
            try transaction.run(
                "UPDATE follower SET position = \(whole.last?.position ?? position) WHERE name = \(Self.name)")
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
}

/// Whom a batch of changes concerns. Four statements, however many changes.
private struct Readers {
    private struct Reader {
        let person: String
        /// Whether the person wrote what they follow.
        let isAuthor: Bool
    }

    /// Who follows what was changed.
    private let own: [String: [Reader]]
    /// Who follows something that a new entry is tied to: an idea for a need, a practice of a city.
    private let tied: [String: [Reader]]
    /// The first change of what is tied, by which its being new is known.
    private let first: [String: Int]
    /// Who did each deed; nobody is told of what they did themselves.
    private let actors: [Int: String]

    init(of changes: [ChangeFeed.Change], in transaction: Transaction) throws {
        let ids = Array(Set(changes.map(\.subject.id)))
        own = try Self.readers(
            """
            SELECT f.subject_id AS entry, f.person, e.author FROM follow f JOIN entry e ON e.id = f.subject_id
            WHERE f.subject_id IN \(list: ids)
            """, in: transaction)
        tied = try Self.readers(
            """
            SELECT l.source AS entry, f.person, e.author FROM entry_link l JOIN entry e ON e.id = l.target
            JOIN follow f ON f.subject_id = l.target WHERE l.source IN \(list: ids)
            """, in: transaction)
        let rows = try transaction.all(
            """
            SELECT subject_id, MIN(position) AS first FROM change
            WHERE subject_id IN \(list: Array(tied.keys)) GROUP BY subject_id
            """)
        first = try Dictionary(rows.map { (try $0["subject_id"], try $0["first"]) }) { first, _ in first }
        let deeds = try transaction.all(
            """
            SELECT position, actor FROM audit
            WHERE position IN \(list: Array(Set(changes.map(\.deed)))) AND actor IS NOT NULL
            """)
        actors = try Dictionary(deeds.map { (try $0["position"], try $0["actor"]) }) { first, _ in first }
    }

    private static func readers(_ sql: SQL, in transaction: Transaction) throws -> [String: [Reader]] {
        var readers: [String: [Reader]] = [:]
        for row in try transaction.all(sql) {
            let (person, author): (String, String?) = (try row["person"], try row["author"])
            readers[try row["entry"], default: []].append(Reader(person: person, isAuthor: author == person))
        }
        return readers
    }

    /// Tells everybody of one deed: of what they follow themselves rather than of what is tied to it.
    func tell(of deed: [ChangeFeed.Change], now: Instant, in transaction: Transaction) throws {
        guard let begin = deed.first else { return }
        var told: Set<String> = []
        if let actor = actors[begin.deed] { told.insert(actor) }
        func tell(_ readers: [Reader]?, of change: ChangeFeed.Change) throws {
            for reader in readers ?? [] where told.insert(reader.person).inserted {
                try Notifications.tell(
                    reader.person, of: change, from: begin.position,
                    isDirect: NotificationTexts.isAnswer(change, toAuthor: reader.isAuthor), now: now, in: transaction)
            }
        }
        for change in deed { try tell(own[change.subject.id], of: change) }
        for change in deed where first[change.subject.id] == change.position {
            try tell(tied[change.subject.id], of: change)
        }
    }
}
