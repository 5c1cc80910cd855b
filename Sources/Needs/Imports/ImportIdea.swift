import Catalogue
import Exchange
import Languages
import Platform

/// Bring in an idea and where it was raised.
enum ImportIdea: EntryImport {
    static let kind = "idea"
    static let plural = "ideas"

    static func documents(from row: JSONObject) throws -> [JSONValue] {
        guard !FactRow.isDocument(row) else { return [.object(row)] }
        var fact = FactRow(row, kind: kind)
        fact.copy("description", to: "story")
        fact.copy("city")
        fact.copy("year")
        return [fact.finished(details: [("kind", "stated_kind"), ("raised_at", "raised_at")])]
    }

    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        try context.transaction.run(
            """
            INSERT INTO idea (entry, stated_kind, raised_at)
            VALUES (\(entry.id), \(try reader.optionalText("stated_kind")), \(try reader.optionalText("raised_at")))
            ON CONFLICT (entry) DO UPDATE SET stated_kind = excluded.stated_kind, raised_at = excluded.raised_at
            """)
    }
}
