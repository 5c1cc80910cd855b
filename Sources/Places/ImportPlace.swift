import Catalogue
import Exchange
import Platform

/// Places from files: the fact folder's lines, and entries as the API answers them.
enum ImportPlace: EntryImport {
    static let kind = "place"
    static let plural = "places"

    static var columns: [ImportColumn] {
        [
            .key, .properName, .story("description"), .language, .city, .country, .latitude, .longitude,
            .year("founded"), ImportColumn("origin", "Origin"), ImportColumn("owners", "Owners", .texts),
            ImportColumn("owner_stated", "Owner as stated"), ImportColumn("legal_form", "Legal form", .words),
            ImportColumn("address", "Address"), ImportColumn("region", "Region"), .source, .note,
        ]
    }

    static func documents(from row: JSONObject) throws -> [JSONValue] {
        let row = FactRow(row)
        let language = row.text("language") ?? "en"
        var document = row.document(kind: kind, story: "description", year: "founded")
        document["title"] = row.text("name").map { [language: ["text": .string($0), "by": "person"]] }
        document["city"] = row["city"]
        document["origin"] = row["origin"]
        document["links"] = .array(
            row.links("owners", .ledBy, to: "organisation") + row.links("region", .partOf, to: "region"))
        var details = row.taking(["legal_form", "owner_stated", "address", "activities", "facts"])
        details["further_source"] = row["second_source_url"]
        document["details"] = .object(details)
        return [.object(document)]
    }

    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        try PlaceDetails(details).write(entry.id, in: context.transaction)
    }
}
