public import Database
public import Languages
public import Platform

/// Entries by the names that people choose or write in forms.
public enum EntryNames {
    /// How many names a form offers at most; whoever knows another name may still write it.
    private static let most = 1_000

    /// The entry of a kind that has this name in any language, whatever its capitals and accents, or this identifier or
    /// last part of its address. Two statements at most.
    /// - Returns: nil when there is none that the viewer may see, or when several have the name.
    public static func find(
        _ name: String, kind: String, as viewer: Viewer, in transaction: Transaction
    ) throws -> Entry? {
        let wanted = slug(in: name) ?? name
        let exact = try transaction.first(
            """
            SELECT e.* FROM entry e WHERE e.kind = \(kind) AND (e.id = \(wanted) OR e.slug = \(wanted))
              AND \(sql: EntryScope.visible(to: viewer))
            """)
        if let exact { return try Entry(exact) }
        let key = folded(name)
        var found: [Entry] = []
        try transaction.each(
            "SELECT e.* FROM entry e WHERE e.kind = \(kind) AND \(sql: EntryScope.visible(to: viewer))"
        ) { row in
            let title = try LocalizedText(json: try row["title"])
            if title.versions.contains(where: { folded($0.text) == key }) { found.append(try Entry(row)) }
        }
        return found.count == 1 ? found.first : nil
    }

    /// The names of a kind's public entries in the reader's language and order, for a form to offer. Those that several
    /// entries share carry the last part of the address, which ``find(_:kind:as:in:)`` understands. One statement.
    public static func offered(kind: String, _ t: Localiser, in transaction: Transaction) throws -> [String] {
        let named = try transaction.all(
            "SELECT slug, title FROM entry WHERE kind = \(kind) AND visibility = 'public' ORDER BY slug LIMIT \(most)"
        ).map { row in
            (
                name: try LocalizedText(json: try row["title"]).reading(for: t.language).text,
                slug: try row["slug"] as String
            )
        }
        let uses = Dictionary(named.map { (folded($0.name), 1) }, uniquingKeysWith: +)
        return named.map { uses[folded($0.name)] == 1 ? $0.name : "\($0.name) (\($0.slug))" }
            .sorted { collationCompare($0, $1, t.language) == .orderedAscending }
    }

    /// The last part of an address in brackets at the end of an offered name.
    private static func slug(in name: String) -> String? {
        guard name.hasSuffix(")"), let start = name.lastIndex(of: "(") else { return nil }
        return String(name[name.index(after: start)...].dropLast())
    }
}
