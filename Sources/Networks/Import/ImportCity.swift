public import Catalogue
public import Exchange
import Languages
public import Platform

/// Bring in a city: its names, where it lies, how many live there, and its codes in statistics.
public enum ImportCity: EntryImport {
    public static let kind = "city"
    public static let plural = "cities"

    public static func documents(from row: JSONObject) throws -> [JSONValue] {
        let reader = DocumentReader(.object(row))
        let name = try reader.text("name")
        let english = try reader.optionalText("name_en")
        let country = try reader.optionalText("country")
        let own = ProperName.ownLanguage(country: country)
        var document = row.members(["country", "latitude", "longitude", "note"])
        document["kind"] = "city"
        document["slug"] = .string(try reader.text("key"))
        document["title"] = ProperName.document(
            [(own, name), (own == .en ? nil : .en, english ?? (own == nil ? name : nil))].compactMap { language, name in
                guard let language, let name else { return nil }
                return (language, name)
            })
        document["language"] = .string((own ?? .en).rawValue)
        document["source"] = row["source_url"]
        var details = row.members([
            "population", "population_year", "lau_code", "lau_edition", "nuts_code", "nuts_edition",
        ])
        details["kind"] = row["kind"]
        details["own_name"] = .string(name)
        document["details"] = .object(details)
        return [.object(document)]
    }

    /// Addresses that its officers entered stay where a document has none.
    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        let values: [String?] = try [
            "kind", "own_name", "lau_code", "lau_edition", "nuts_code", "nuts_edition", "website", "contact_page",
        ].map { try reader.optionalText($0) }
        try context.transaction.run(
            """
            INSERT INTO city (entry, kind, own_name, population, population_year, lau_code, lau_edition, nuts_code,
                              nuts_edition, website, contact_page)
            VALUES (\(entry.id), \(values[0]), \(values[1]), \(details["population"]?.integer),
                    \(details["population_year"]?.integer), \(values[2]), \(values[3]), \(values[4]), \(values[5]),
                    \(values[6]), \(values[7]))
            ON CONFLICT (entry) DO UPDATE SET
                kind = excluded.kind, own_name = excluded.own_name, population = excluded.population,
                population_year = excluded.population_year, lau_code = excluded.lau_code,
                lau_edition = excluded.lau_edition, nuts_code = excluded.nuts_code,
                nuts_edition = excluded.nuts_edition, website = COALESCE(excluded.website, city.website),
                contact_page = COALESCE(excluded.contact_page, city.contact_page)
            """)
    }
}
