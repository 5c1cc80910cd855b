public import Catalogue
public import Exchange
import Languages
public import Platform

/// Bring in a network: what kind it is, what it is part of, its theme, and how it began.
public enum ImportNetwork: EntryImport {
    public static let kind = "network"
    public static let plural = "networks"

    public static func documents(from row: JSONObject) throws -> [JSONValue] {
        var document = row.members(["country", "note"])
        document["kind"] = "network"
        document["slug"] = .string(try DocumentReader(.object(row)).text("key"))
        document["title"] = row["name"]
        document["source"] = row["source_url"]
        document["city"] = row["lead_city"]
        document["links"] = .array(
            EntryTies.outward(.ledBy, "organisation", row["organisers"])
                + EntryTies.outward(.partOf, "network", row["parent"])
                + EntryTies.inward(.partOf, "region", row["regions"]))
        var details = row.members([
            "kind", "theme", "lead_city", "project", "kickoff", "size_stated", "counts_stated", "counts_as_of",
        ])
        details["second_source"] = row["second_source_url"]
        document["details"] = .object(details)
        return [.object(document)]
    }

    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {
        let reader = DocumentReader(details)
        guard let kind = try reader.optional("kind", NetworkKind.init(rawValue:)) else {
            throw InputFaults(fields: ["kind": "The member kind is missing."])
        }
        let leadCity = try reader.optionalText("lead_city").map {
            try EntryTies.identifier(of: $0, kind: "city", field: "lead_city", in: context)
        }
        try context.transaction.run(
            """
            INSERT INTO network (entry, kind, theme, lead_city, project, kickoff, size_stated, counts_stated,
                                 counts_as_of, second_source)
            VALUES (\(entry.id), \(kind), \(try reader.optionalLocalized("theme")?.json), \(leadCity),
                    \(try reader.optionalText("project")), \(details["kickoff"]?.text()),
                    \(try reader.optionalText("size_stated")), \(details["counts_stated"]?.text()),
                    \(details["counts_as_of"]?.integer), \(try reader.optionalText("second_source")))
            ON CONFLICT (entry) DO UPDATE SET
                kind = excluded.kind, theme = excluded.theme, lead_city = excluded.lead_city,
                project = excluded.project, kickoff = excluded.kickoff, size_stated = excluded.size_stated,
                counts_stated = excluded.counts_stated, counts_as_of = excluded.counts_as_of,
                second_source = excluded.second_source
            """)
    }
}
