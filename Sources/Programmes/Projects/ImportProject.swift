import Catalogue
import Exchange
import Foundation
import Languages
import Platform

/// Projects from files: the fact folder's lines, and entries as the API answers them.
enum ImportProject: EntryImport {
    static let kind = "project"
    static let plural = "projects"

    static var columns: [ImportColumn] {
        [
            .key, .title, .story("summary"), .language, ImportColumn("kind", "Kind"), .country,
            ImportColumn("lead_city", "Lead city", otherNames: ["city"]), ImportColumn("cities", "Cities", .texts),
            ImportColumn("organisations", "Organisations", .texts), ImportColumn("coordinator", "Coordinator"),
            ImportColumn("network", "Network"), ImportColumn("start", "Start"), ImportColumn("end", "End"),
            ImportColumn("theme", "Theme", .words), .source, .note,
        ]
    }

    /// The members that stand in `details` under their own name.
    private static let kept = [
        "funder", "start", "end", "organisations_stated", "funder_note", "area", "theme", "period_stated",
        "other_titles", "start_stated", "end_stated", "agreement_stated", "term_years", "coordinator_share_percent",
        "targets", "fields", "results_reported", "facts",
    ]

    static func documents(from row: JSONObject) throws -> [JSONValue] {
        let row = FactRow(row)
        var document = row.document(kind: kind, story: "summary")
        document["city"] = row["lead_city"]
        let leads = Set([row.text("coordinator"), row.text("host")].compactMap { $0 })
        document["links"] = .array(
            row.links("host", .ledBy, to: "organisation") + row.links("coordinator", .ledBy, to: "organisation")
                + row.links("organisations", .partner, to: "organisation", but: leads)
                + row.links("network", .partOf, to: "network") + row.links("regions", .concerns, to: "region")
                + row.links("cities", .concerns, to: "city", but: Set([row.text("lead_city")].compactMap { $0 })))
        var details = row.taking(kept)
        details["form"] = row["kind"]
        let amounts = [("granted", row["granted"]), ("budget", row["budget"])].compactMap { meaning, amount in
            amount?.object.map { Self.amount($0, meaning: meaning) }
        }
        details["amounts"] = amounts.isEmpty ? nil : .array(amounts)
        document["details"] = .object(details)
        return [.object(document)]
    }

    private static func amount(_ amount: JSONObject, meaning: String) -> JSONValue {
        var amount = amount
        amount["meaning"] = .string(meaning)
        return .object(amount)
    }

    static func prepare(_ entry: inout Entry, _ details: JSONValue) throws {
        try ProjectDetails.Days(DocumentReader(details)).tell(&entry)
        entry.year = entry.year ?? entry.begins?.year
    }

    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        try ProjectDetails(details, in: context.transaction).write(entry.id, in: context.transaction)
    }
}
