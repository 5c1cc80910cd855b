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

    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        try context.transaction.run(
            """
            INSERT INTO organisation (entry, kind, is_host, other_names, named_in)
            VALUES (\(entry.id), \(try DocumentReader(details).optionalText("kind")), \(details["host"]?.bool),
                    \(details["other_names"]?.text()), \(details["named_in"]?.text()))
            ON CONFLICT (entry) DO UPDATE SET
                kind = excluded.kind, is_host = excluded.is_host, other_names = excluded.other_names,
                named_in = excluded.named_in
            """)
    }
}
