public import Database
public import Languages
public import Platform

/// Reads entries for pages: a constant number of statements, however many entries are shown.
public enum EntryLists {
    /// An entry as lists show it, with the name of its city.
    public struct Listed: Sendable {
        public let entry: Entry
        public let cityTitle: LocalizedText?
        /// The last part of the address of its city.
        public let citySlug: String?
        /// What its room counts of it, nil where the kind counts nothing or nobody asked.
        public internal(set) var tally: Int?

        public init(entry: Entry, cityTitle: LocalizedText?, citySlug: String? = nil) {
            self.entry = entry
            self.cityTitle = cityTitle
            self.citySlug = citySlug
        }
    }

    /// The entries with these identifiers that the viewer may see, in the order asked for. Two statements.
    public static func entries(_ ids: [String], as viewer: Viewer, in transaction: Transaction) throws -> [Listed] {
        guard !ids.isEmpty else { return [] }
        let values = try Dictionary(
            grouping: transaction.all(
                "SELECT entry, facet, value FROM entry_value WHERE entry IN \(list: ids) ORDER BY value")
        ) { try $0["entry"] as String }
        var found: [String: Listed] = [:]
        for row in try transaction.all(
            """
            SELECT e.*, c.title AS city_title, c.slug AS city_slug FROM entry e LEFT JOIN entry c ON c.id = e.city
            WHERE e.id IN \(list: ids) AND \(sql: EntryScope.visible(to: viewer))
            """)
        {
            var entry = try Entry(row)
            for value in values[entry.id] ?? [] {
                entry.add(value: try value["value"], of: try value["facet"])
            }
            found[entry.id] = Listed(
                entry: entry, cityTitle: try (row["city_title"] as String?).map(LocalizedText.init(json:)),
                citySlug: try row["city_slug"])
        }
        return ids.compactMap { found[$0] }
    }

    /// Those of the entries that the viewer may see. One statement, none for no entry.
    static func visible(_ ids: [String], to viewer: Viewer, in transaction: Transaction) throws -> Set<String> {
        guard !ids.isEmpty else { return [] }
        return Set(
            try transaction.all(
                "SELECT e.id FROM entry e WHERE e.id IN \(list: ids) AND \(sql: EntryScope.visible(to: viewer))"
            ).map { try $0["id"] as String })
    }

    /// A tie to another entry, as a page shows it.
    public struct Tie: Sendable {
        public let relation: EntryRelation
        /// Whether the entry asked about is where the tie leads from.
        public let isOutward: Bool
        public let other: Entry
    }

    /// What an entry is tied to, as far as the viewer may see it: at most `limit` for each direction. Two statements.
    public static func ties(
        of id: String, as viewer: Viewer, limit: Int = 200, in transaction: Transaction
    ) throws -> [Tie] {
        let outward = try transaction.all(
            """
            SELECT l.relation, e.* FROM entry_link l JOIN entry e ON e.id = l.target
            WHERE l.source = \(id) AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.kind, e.slug LIMIT \(limit)
            """)
        let inward = try transaction.all(
            """
            SELECT l.relation, e.* FROM entry_link l JOIN entry e ON e.id = l.source
            WHERE l.target = \(id) AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.kind, e.slug LIMIT \(limit)
            """)
        func ties(_ rows: [Row], isOutward: Bool) throws -> [Tie] {
            try rows.compactMap { row in
                guard let relation = EntryRelation(rawValue: try row["relation"]) else { return nil }
                return Tie(relation: relation, isOutward: isOutward, other: try Entry(row))
            }
        }
        return try ties(outward, isOutward: true) + ties(inward, isOutward: false)
    }

    /// The names of some entries, such as the cities in a filter. One statement.
    public static func titles(of ids: [String], in transaction: Transaction) throws -> [String: LocalizedText] {
        guard !ids.isEmpty else { return [:] }
        let rows = try transaction.all(
            "SELECT e.id, e.title FROM entry e WHERE e.id IN \(list: ids) AND e.visibility = 'public'")
        return try Dictionary(
            rows.map { (try $0["id"] as String, try LocalizedText(json: try $0["title"])) }
        ) { first, _ in first }
    }
}

extension CatalogueService {
    /// Entries for a list, with what their rooms count of them. Two statements, and one for each kind among them that
    /// counts something.
    func entries(
        _ ids: [String], as viewer: Viewer, in transaction: Transaction
    ) throws -> [EntryLists.Listed] {
        var listed = try EntryLists.entries(ids, as: viewer, in: transaction)
        for kind in kinds {
            let own = listed.indices.filter { listed[$0].entry.kind == kind.name }
            guard let tally = kind.tally, !own.isEmpty else { continue }
            let counts = try tally.counts(own.map { listed[$0].entry.id }, transaction)
            for place in own { listed[place].tally = counts[listed[place].entry.id] ?? 0 }
        }
        return listed
    }
}
