public import Database
import Languages
public import Platform

/// Writing entries, inside the actions of the capabilities that own their kinds.
public enum Entries {
    /// Adds an entry with its topics and goals, and tells audit log and change feed.
    public static func insert(_ entry: Entry, in context: ActionContext) throws {
        let transaction = context.transaction
        try transaction.run(
            """
            INSERT INTO entry (id, kind, slug, title, story, language, country, city, latitude, longitude, sector,
                               evidence, year, state, begins, ends, origin, source, note, author, visibility,
                               created_at, updated_at)
            VALUES (\(entry.id), \(entry.kind), \(entry.slug), \(entry.title.json), \(entry.story?.json),
                    \(entry.language.rawValue), \(entry.country), \(entry.city), \(entry.latitude), \(entry.longitude),
                    \(entry.sector?.rawValue), \(entry.evidence?.rawValue), \(entry.year), \(entry.decidedState),
                    \(entry.begins?.iso), \(entry.ends?.iso), \(entry.origin?.rawValue), \(entry.source), \(entry.note), \(entry.author), \(entry.visibility),
                    \(entry.createdAt.milliseconds), \(entry.updatedAt.milliseconds))
            """)
        try writeValues(entry, transaction)
        context.changed(entry.subject, after: entry.record, announce: entry.visibility == .everybody)
    }

    /// Replaces an entry's own columns, topics and goals.
    public static func update(_ entry: Entry, from before: Entry, in context: ActionContext) throws {
        let transaction = context.transaction
        try transaction.run(
            """
            UPDATE entry SET slug = \(entry.slug), title = \(entry.title.json), story = \(entry.story?.json),
                language = \(entry.language.rawValue), country = \(entry.country), city = \(entry.city),
                latitude = \(entry.latitude), longitude = \(entry.longitude), sector = \(entry.sector?.rawValue),
                evidence = \(entry.evidence?.rawValue), year = \(entry.year), state = \(entry.decidedState),
                begins = \(entry.begins?.iso), ends = \(entry.ends?.iso), origin = \(entry.origin?.rawValue), source = \(entry.source), note = \(entry.note),
                visibility = \(entry.visibility), updated_at = \(context.now.milliseconds)
            WHERE id = \(entry.id)
            """)
        try transaction.run("DELETE FROM entry_value WHERE entry = \(entry.id)")
        try writeValues(entry, transaction)
        // Who writes a draft tells nobody: its readers first hear of it when it is published.
        let isOrWasPublic = [before, entry].contains { $0.visibility == .everybody }
        context.changed(entry.subject, before: before.record, after: entry.record, announce: isOrWasPublic)
    }

    /// Ties two entries; tying them twice changes nothing.
    public static func link(_ source: String, _ relation: EntryRelation, _ target: String, in transaction: Transaction)
        throws
    {
        try transaction.run(
            """
            INSERT INTO entry_link (source, relation, target) VALUES (\(source), \(relation.rawValue), \(target))
            ON CONFLICT (source, relation, target) DO NOTHING
            """)
    }

    /// An address part that no other entry of the kind has: the title in plain letters, with a number where needed.
    /// Two statements at most.
    public static func freeSlug(for title: String, kind: String, in transaction: Transaction) throws -> String {
        let plain = folded(title).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let words = String(plain).split(separator: "-").joined(separator: "-")
        let stem = words.isEmpty ? kind : String(words.prefix(60))
        let taken = try Set(
            transaction.all(
                "SELECT slug FROM entry WHERE kind = \(kind) AND (slug = \(stem) OR slug LIKE \(stem + "-%"))"
            ).map { try $0["slug"] as String })
        guard taken.contains(stem) else { return stem }
        var number = 2
        while taken.contains("\(stem)-\(number)") { number += 1 }
        return "\(stem)-\(number)"
    }

    /// The statements that take the words of entries away for good, here and in the audit log. The rows stay, hidden and
    /// without text, because other entries may be tied to them and because they are counted.
    /// - Parameter condition: over the columns of `entry`, such as `author = … AND visibility = 'draft'`.
    public static func erasing(_ condition: SQL) -> [SQL] {
        AuditLog.erasing("SELECT kind, id FROM entry WHERE \(sql: condition)") + [
            """
            UPDATE entry SET slug = 'withdrawn-' || id, title = \(LocalizedText("–", in: .en).json), story = NULL,
                source = NULL, note = NULL, latitude = NULL, longitude = NULL, visibility = 'hidden'
            WHERE \(sql: condition)
            """
        ]
    }

    /// An entry as the viewer may see it, by identifier or by slug.
    /// - Throws: `NotFound` when there is none, or none for this viewer.
    public static func find(
        _ idOrSlug: String, kind: String? = nil, as viewer: Viewer, in transaction: Transaction
    ) throws -> Entry {
        let kindMatches: SQL = kind.map { "AND e.kind = \($0)" } ?? ""
        guard
            let row = try transaction.first(
                """
                SELECT e.* FROM entry e WHERE (e.id = \(idOrSlug) OR e.slug = \(idOrSlug)) \(sql: kindMatches)
                  AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.id LIMIT 1
                """)
        else { throw NotFound() }
        var entry = try Entry(row)
        for row in try transaction.all("SELECT facet, value FROM entry_value WHERE entry = \(entry.id) ORDER BY value")
        {
            entry.add(value: try row["value"], of: try row["facet"])
        }
        return entry
    }

    private static func writeValues(_ entry: Entry, _ transaction: Transaction) throws {
        for topic in entry.topics {
            try transaction.run(
                "INSERT INTO entry_value (entry, facet, value) VALUES (\(entry.id), 'topic', \(topic))")
        }
        for goal in entry.goals {
            try transaction.run(
                "INSERT INTO entry_value (entry, facet, value) VALUES (\(entry.id), 'goal', \(String(goal)))")
        }
    }
}

/// Who may see an entry, decided here once, for page, API, feed, search, export, mail and job alike.
public enum EntryScope {
    /// The SQL predicate over `entry e`.
    public static func visible(to viewer: Viewer) -> SQL {
        if viewer.isAdministrator { return "1 = 1" }
        guard let person = viewer.person else { return "e.visibility = 'public'" }
        // What somebody proposes as a place of a city waits for the officers of that city.
        return """
            (e.visibility = 'public' OR (e.visibility = 'draft' AND (e.author = \(person)
             OR (e.kind = 'place' AND e.city IN \(list: viewer.scopes(of: .city, as: .officer))))))
            """
    }
}

extension Entry {
    /// The state to store: none where the days say it.
    fileprivate var decidedState: String? { begins == nil && ends == nil ? state?.rawValue : nil }

    mutating func add(value: String, of facet: String) {
        switch facet {
        case "topic": topics.append(value)
        case "goal": if let goal = Int(value) { goals = (goals + [goal]).sorted() }
        default: break
        }
    }
}
