import Catalogue
import Exchange
import Languages
import Platform

/// Bring in a practice: who runs it, what is reported of it, and how well its source supports that.
enum ImportPractice: EntryImport {
    static let kind = "practice"
    static let plural = "practices"

    static func documents(from row: JSONObject) throws -> [JSONValue] {
        guard !FactRow.isDocument(row) else { return [.object(row)] }
        var fact = FactRow(row, kind: kind)
        fact.copy("summary", to: "story")
        fact.copy("city")
        fact.copy("year_started", to: "year")
        fact.copy("sector")
        fact.copy("evidence_grade", to: "evidence")
        for organisation in fact.keys("organisations") { fact.link("led-by", "organisation", organisation) }
        if let host = row["programme"]?["host"]?.string { fact.link("led-by", "organisation", host) }
        return [
            fact.finished(details: [
                ("organisation_stated", "organisation_stated"), ("result_reported", "result_reported"),
                ("kind", "stated_kind"), ("raised_at", "raised_at"), ("programme", "programme"),
            ])
        ]
    }

    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        try context.transaction.run(
            """
            INSERT INTO practice (entry, organisation_stated, result_reported, stated_kind, raised_at, programme)
            VALUES (\(entry.id), \(try reader.optionalText("organisation_stated")),
                    \(try reader.optionalLocalized("result_reported")?.json),
                    \(try reader.optionalText("stated_kind")), \(try reader.optionalText("raised_at")),
                    \(details["programme"]?.object.map { JSONValue.object($0).text() }))
            ON CONFLICT (entry) DO UPDATE SET organisation_stated = excluded.organisation_stated,
                result_reported = excluded.result_reported, stated_kind = excluded.stated_kind,
                raised_at = excluded.raised_at, programme = excluded.programme
            """)
    }
}
