import Catalogue
import Database
import Languages
import Platform
import Web

/// What the room adds to the page of an organisation: what it is and where it is named.
enum OrganisationPage {
    @Sendable static func additions(
        _ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        var additions = CatalogueKind.Additions()
        additions.actions = ProfileLink.html(entry, .organisation, request)
        let row = try await request.site.database.read {
            try $0.first("SELECT * FROM organisation WHERE entry = \(entry.id)")
        }
        guard let row else { return additions }
        let t = request.t
        let addresses = JSONColumn.texts(try row["named_in"])
        let links = try await EntryLinks.read(addresses: addresses, catalogue, request)
        additions.facts = [
            Fact(t("Kind"), kind(try row["kind"], t)),
            Fact(t("Runs an innovation programme"), try (row["is_host"] as Bool?).map { $0 ? t("Yes") : t("No") }),
            Fact(t("Also called"), t.list(JSONColumn.texts(try row["other_names"]))),
            Fact(t("Website"), markup: request.outsideLink(try row["website"])),
            Fact(t("Contact page"), markup: request.outsideLink(try row["contact_page"])),
        ]
        let named = addresses.compactMap { links.link(at: $0) }
        if !named.isEmpty {
            additions.sections = request.section(t("Named in"), "<ul>\(each: named, { "<li>\($0)</li>" })</ul>")
        }
        return additions
    }

    private static func kind(_ kind: String?, _ t: Localiser) -> String? {
        switch kind {
        case "municipality": t("Municipality")
        case "publicly owned port": t("Publicly owned port")
        default: kind
        }
    }
}
