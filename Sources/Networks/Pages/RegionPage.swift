import Catalogue
import Database
import Languages
import Platform
import Web

/// What the room adds to the page of a region: its spearheads, themes, targets and intermediary body.
enum RegionPage {
    @Sendable static func additions(
        _ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        var additions = CatalogueKind.Additions()
        let row = try await request.site.database.read {
            try $0.first("SELECT * FROM region WHERE entry = \(entry.id)")
        }
        guard let row else { return additions }
        let t = request.t
        let body: String? = try row["intermediary_body"]
        let links = try await EntryLinks.read(ids: [body], catalogue, request)
        additions.facts = [
            Fact(t("Kind"), kind(try row["kind"], t)),
            Fact(t("Major region"), try row["major_region"]),
            Fact(t("Intermediary body"), markup: links.link(body)),
        ]
        if let source = request.outsideLink(try row["intermediary_source"]) {
            additions.facts.append(Fact(t("Source of the intermediary body"), markup: source))
        }
        if let stated: String = try row["partners_stated"] {
            additions.facts.append(Fact(t("Partners as the source names them"), stated))
        }
        let lists = [
            (t("Spearheads"), request.list(JSONColumn.localized(try row["spearheads"]))),
            (t("Cross-cutting themes"), request.list(JSONColumn.localized(try row["cross_cutting_themes"]))),
            (
                t("Published targets"),
                try (row["published_targets"] as String?).map {
                    "<p>\(try LocalizedText(json: $0).reading(for: t.language), t)</p>" as HTML
                }
            ),
        ]
        for (title, list) in lists {
            if let list { additions.sections.append(request.section(title, list)) }
        }
        return additions
    }

    private static func kind(_ kind: String?, _ t: Localiser) -> String? {
        switch kind {
        case "city region": t("City region")
        case "metropolis": t("Metropolis")
        default: kind
        }
    }
}
