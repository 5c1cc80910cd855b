public import Database
public import Exchange
public import Languages
public import Platform

/// What only one kind of entry has, as open data, declared once for API, export and table: the member `details` of its
/// documents, in the form that the kind's import reads.
public struct EntryDetails: Sendable {
    /// One column of the kind's own table.
    public struct Column: Sendable {
        /// How a column keeps its value.
        public enum Form: Sendable {
            case text, integer, boolean
            /// A JSON text: a localised text, or lists and objects of the source.
            case json
            /// Another entry, told by the last part of its address.
            case entry
        }

        /// The member of `details` and the heading of the table.
        public let name: String
        let stored: String
        let form: Form

        /// - Parameter stored: what the database calls it, where that differs.
        public init(_ name: String, _ form: Form = .text, stored: String? = nil) {
            self.name = name
            self.form = form
            self.stored = stored ?? name
        }
    }

    /// A member that is kept elsewhere than in the kind's own table, and how a table tells it.
    public struct Further: Sendable {
        /// The headings, after those of the columns.
        public let headings: [String]
        /// Adds the members to the details of entries, by identifier; in a constant number of statements.
        let add: @Sendable (inout [String: JSONObject], Transaction) throws -> Void
        /// The cell under a heading; nil takes the member of that name as it is.
        let cell: @Sendable (String, JSONObject) -> String?

        public init(
            headings: [String], add: @escaping @Sendable (inout [String: JSONObject], Transaction) throws -> Void,
            cell: @escaping @Sendable (String, JSONObject) -> String? = { _, _ in nil }
        ) {
            self.headings = headings
            self.add = add
            self.cell = cell
        }
    }

    private let table: SQL
    private let columns: [Column]
    private let further: Further?

    /// - Parameter table: the kind's own table, whose key is `entry`.
    public init(table: SQL, columns: [Column], further: Further? = nil) {
        self.table = table
        self.columns = columns
        self.further = further
    }

    /// The headings of a table, after those that every entry has.
    public var headings: [String] { columns.map(\.name) + (further?.headings ?? []) }

    /// The details of entries by identifier; what is not known is absent. Two statements and those of `further`,
    /// whatever the number of entries.
    public func read(_ ids: [String], in transaction: Transaction) throws -> [String: JSONObject] {
        guard !ids.isEmpty else { return [:] }
        let rows = try transaction.all("SELECT * FROM \(sql: table) WHERE entry IN \(list: ids)")
        let slugs = try slugs(in: rows, transaction)
        var details: [String: JSONObject] = [:]
        for row in rows {
            var members = JSONObject()
            for column in columns { members[column.name] = try value(of: column, in: row, slugs) }
            details[try row["entry"]] = members
        }
        try further?.add(&details, transaction)
        return details
    }

    /// The cells of a table under the headings, in a reader's language.
    public func cells(_ details: JSONObject?, _ language: Language) -> [String] {
        guard let details else { return headings.map { _ in "" } }
        return columns.map { details[$0.name]?.cell(language) ?? "" }
            + (further?.headings ?? []).map { further?.cell($0, details) ?? details[$0]?.cell(language) ?? "" }
    }

    private func value(of column: Column, in row: Row, _ slugs: [String: String]) throws -> JSONValue? {
        switch column.form {
        case .text: try (row[column.stored] as String?).map(JSONValue.string)
        case .integer: try (row[column.stored] as Int?).map(JSONValue.integer)
        case .boolean: try (row[column.stored] as Bool?).map(JSONValue.bool)
        case .json: try (row[column.stored] as String?).map { try JSONValue(parsing: $0) }
        case .entry: try (row[column.stored] as String?).flatMap { slugs[$0] }.map(JSONValue.string)
        }
    }

    private func slugs(in rows: [Row], _ transaction: Transaction) throws -> [String: String] {
        let references = columns.filter { $0.form == .entry }
        let ids = try Set(rows.flatMap { row in try references.compactMap { try row[$0.stored] as String? } })
        guard !ids.isEmpty else { return [:] }
        let named = try transaction.all("SELECT id, slug FROM entry WHERE id IN \(list: ids.sorted())")
        return try Dictionary(uniqueKeysWithValues: named.map { (try $0["id"], try $0["slug"]) })
    }
}

extension JSONValue {
    /// The value as a cell of a table: a localised text in the reader's language, a list with semicolons.
    fileprivate func cell(_ language: Language) -> String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .integer, .number, .bool: text()
        case .array(let values) where values.allSatisfy { $0.string != nil || $0.localized != nil }:
            values.map { $0.cell(language) }.joined(separator: ";")
        case .array: text()
        case .object: localized?.reading(for: language).text ?? text()
        }
    }

    private var localized: LocalizedText? { object == nil ? nil : try? LocalizedText(json: text()) }
}

/// Entries as documents: what every entry has, what only its kind has, and what it is tied to; what the API answers,
/// what exports hold and what an import reads again.
public enum EntryDocuments {
    /// The documents of entries of one kind, in their order. Four statements at most, and those of the kind, whatever
    /// the number of entries.
    public static func read(
        _ listed: [EntryLists.Listed], _ details: EntryDetails?, as viewer: Viewer, in transaction: Transaction
    ) throws -> [JSONValue] {
        let ids = listed.map(\.entry.id)
        let own = try details?.read(ids, in: transaction) ?? [:]
        let links = try links(from: ids, as: viewer, in: transaction)
        return listed.map { one in
            var document = one.entry.record.object ?? [:]
            document["city_slug"] = one.citySlug.map(JSONValue.string)
            document["details"] = own[one.entry.id].flatMap { $0.names.isEmpty ? nil : .object($0) }
            document["links"] = links[one.entry.id].map(JSONValue.array)
            return .object(document)
        }
    }

    /// The ties that lead from entries, as far as the viewer may see where to. One statement.
    private static func links(
        from ids: [String], as viewer: Viewer, in transaction: Transaction
    ) throws -> [String: [JSONValue]] {
        var links: [String: [JSONValue]] = [:]
        for row in try transaction.all(
            """
            SELECT l.source, l.relation, e.kind, e.slug FROM entry_link l JOIN entry e ON e.id = l.target
            WHERE l.source IN \(list: ids) AND \(sql: EntryScope.visible(to: viewer))
            ORDER BY l.source, l.relation, e.kind, e.slug
            """)
        {
            links[try row["source"], default: []].append(
                [
                    "relation": .string(try row["relation"]), "kind": .string(try row["kind"]),
                    "slug": .string(try row["slug"]),
                ])
        }
        return links
    }
}
