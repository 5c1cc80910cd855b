public import Catalogue
public import Exchange
import Languages
public import Platform

/// Bring in a region: its cities, partners, spearheads and the body through which its money goes.
public enum ImportRegion: EntryImport {
    public static let kind = "region"
    public static let plural = "regions"

    public static func documents(from row: JSONObject) throws -> [JSONValue] {
        let reader = DocumentReader(.object(row))
        let name = try reader.text("name")
        let language = ProperName.language(of: name, country: try reader.optionalText("country"))
        var document = row.members(["country", "note"])
        document["kind"] = "region"
        document["slug"] = .string(try reader.text("key"))
        document["title"] = ProperName.document([(language, name)])
        document["language"] = .string(language.rawValue)
        document["source"] = row["source_url"]
        // The first city named is its centre, and where it stands on the map.
        document["city"] = row["cities"]?.array?.first
        document["links"] = .array(
            EntryTies.outward(.holds, "city", row["cities"])
                + EntryTies.outward(.partner, "organisation", row["partners"]))
        var details = row.members([
            "kind", "major_region", "spearheads", "cross_cutting_themes", "intermediary_body", "partners_stated",
            "published_targets",
        ])
        details["intermediary_source"] = row["intermediary_body_source_url"]
        document["details"] = .object(details)
        return [.object(document)]
    }

    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        let body = try reader.optionalText("intermediary_body").map {
            try EntryTies.identifier(of: $0, kind: "organisation", field: "intermediary_body", in: context)
        }
        try context.transaction.run(
            """
            INSERT INTO region (entry, kind, major_region, spearheads, cross_cutting_themes, intermediary_body,
                                intermediary_source, partners_stated, published_targets)
            VALUES (\(entry.id), \(try reader.optionalText("kind")), \(try reader.optionalText("major_region")),
                    \(details["spearheads"]?.text()), \(details["cross_cutting_themes"]?.text()), \(body),
                    \(try reader.optionalText("intermediary_source")), \(try reader.optionalText("partners_stated")),
                    \(try reader.optionalLocalized("published_targets")?.json))
            ON CONFLICT (entry) DO UPDATE SET
                kind = excluded.kind, major_region = excluded.major_region, spearheads = excluded.spearheads,
                cross_cutting_themes = excluded.cross_cutting_themes, intermediary_body = excluded.intermediary_body,
                intermediary_source = excluded.intermediary_source, partners_stated = excluded.partners_stated,
                published_targets = excluded.published_targets
            """)
    }
}
