import Catalogue
import Exchange
import Languages
import Platform

/// Bring in a need: who voiced it, for which area, which cities and organisations it concerns.
enum ImportNeed: EntryImport {
    static let kind = "need"
    static let plural = "needs"

    static func documents(from row: JSONObject) throws -> [JSONValue] {
        guard !FactRow.isDocument(row) else { return [.object(row)] }
        var fact = FactRow(row, kind: kind)
        fact.copy("description", to: "story")
        fact.copy("year")
        fact.set("state", .string(EntryState.voiced.rawValue))
        let cities = fact.keys("cities")
        fact.set("city", cities.first.map(JSONValue.string))
        for city in cities.dropFirst() { fact.link("concerns", "city", city) }
        if let region = row["region"]?.string { fact.link("concerns", "region", region) }
        for organisation in fact.keys("organisations") { fact.link("led-by", "organisation", organisation) }
        return [fact.finished(details: [("voiced_by", "voiced_by"), ("area", "area")])]
    }

    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        try context.transaction.run(
            """
            INSERT INTO need (entry, voiced_by, area, people_count, tried, stake)
            VALUES (\(entry.id), \(try reader.optionalText("voiced_by")), \(try reader.optionalText("area")),
                    \(details["people_count"]?.integer), \(try reader.optionalLocalized("tried")?.json),
                    \(try reader.optionalLocalized("stake")?.json))
            ON CONFLICT (entry) DO UPDATE SET voiced_by = excluded.voiced_by, area = excluded.area,
                people_count = excluded.people_count, tried = excluded.tried, stake = excluded.stake
            """)
    }
}
