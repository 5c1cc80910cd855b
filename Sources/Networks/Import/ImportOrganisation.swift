public import Catalogue
public import Exchange
import Languages
public import Platform

/// Bring in an organisation: its names, what it is, and where the facts name it.
public enum ImportOrganisation: EntryImport {
    public static let kind = "organisation"
    public static let plural = "organisations"

    public static func documents(from row: JSONObject) throws -> [JSONValue] {
        let reader = DocumentReader(.object(row))
        let name = try reader.text("name")
        let language = ProperName.language(of: name, country: try reader.optionalText("country"))
        var document = row.members(["country", "city", "sector", "note"])
        document["kind"] = "organisation"
        document["slug"] = .string(try reader.text("key"))
        document["title"] = ProperName.document([(language, name)])
        document["language"] = .string(language.rawValue)
        document["source"] = row["source_url"]
        document["details"] = .object(row.members(["kind", "host", "other_names", "named_in"]))
        return [.object(document)]
    }

    /// Addresses that its officers entered stay where a document has none.
    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        try context.transaction.run(
            """
            INSERT INTO organisation (entry, kind, is_host, other_names, named_in, website, contact_page)
            VALUES (\(entry.id), \(try reader.optionalText("kind")), \(details["host"]?.bool),
                    \(details["other_names"]?.text()), \(details["named_in"]?.text()),
                    \(try reader.optionalText("website")), \(try reader.optionalText("contact_page")))
            ON CONFLICT (entry) DO UPDATE SET
                kind = excluded.kind, is_host = excluded.is_host, other_names = excluded.other_names,
                named_in = excluded.named_in, website = COALESCE(excluded.website, organisation.website),
                contact_page = COALESCE(excluded.contact_page, organisation.contact_page)
            """)
    }
}
