public import Catalogue
import Database
public import Exchange
public import Languages
public import Platform

/// Bring in a member of a network, or bring it up to date: known by its key.
public enum ImportMember: FactsImport {
    public static let plural = "members"
    public static let summary: Message = "Bring in a member of a network, or bring it up to date"

    public static func documents(from row: JSONObject) throws -> [JSONValue] { [.object(row)] }

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let document = try document(input)
        let reader = DocumentReader(document)
        let network = try EntryTies.identifier(
            of: try reader.text("network"), kind: "network", field: "network", in: context)
        let organisation = try reader.optionalText("organisation").map {
            try EntryTies.identifier(of: $0, kind: "organisation", field: "organisation", in: context)
        }
        let city = try reader.optionalText("city").map {
            try EntryTies.identifier(of: $0, kind: "city", field: "city", in: context)
        }
        guard organisation != nil || city != nil else {
            throw InputFaults(fields: ["organisation": "The member organisation or the member city must be there."])
        }
        let stated = try reader.optional("sector", Sector.init(rawValue:))
        let sector = try stated ?? Self.sector(of: organisation, in: context)
        let key = try reader.text("key")
        let before = try context.transaction.first("SELECT id FROM network_member WHERE import_key = \(key)")
        let id: String = try before?["id"] ?? newIdentifier(at: context.now)
        try context.transaction.run(
            """
            INSERT INTO network_member (id, network, organisation, city, sector, roles, shares_mail, since, until,
                                        import_key, source, note)
            VALUES (\(id), \(network), \(organisation), \(city), \(sector?.rawValue),
                    \(MemberRole.column(try Self.roles(document))), \(false), \(try Self.date("since", reader)),
                    \(try Self.date("until", reader)), \(key), \(try reader.optionalText("source_url")),
                    \(try reader.optionalText("note")))
            ON CONFLICT (import_key) DO UPDATE SET
                network = excluded.network, organisation = excluded.organisation, city = excluded.city,
                sector = excluded.sector, roles = excluded.roles, since = excluded.since, until = excluded.until,
                source = excluded.source, note = excluded.note
            """)
        context.changed(Subject("member", id), after: document)
        return Outcome(Subject("member", id))
    }

    /// The sector of the organisation itself, when it is known.
    private static func sector(of organisation: String?, in context: ActionContext) throws -> Sector? {
        guard let organisation else { return nil }
        let row = try context.transaction.first("SELECT sector FROM entry WHERE id = \(organisation)")
        return try (row?["sector"] as String?).flatMap(Sector.init(rawValue:))
    }

    /// - Throws: `InputFaults` that name a word which is none of the roles.
    private static func roles(_ document: JSONValue) throws -> [MemberRole] {
        try (document["roles"]?.array ?? []).map { value in
            let word = value.string ?? value.text()
            guard let role = MemberRole(rawValue: word) else {
                throw InputFaults(fields: ["roles": "The value \(word) is not one that \("roles") can have."])
            }
            return role
        }
    }

    private static func date(_ name: String, _ reader: DocumentReader) throws -> String? {
        try reader.optional(name, CalendarDate.init(iso:))?.iso
    }
}
