import Catalogue
import Database
import Languages
import Platform
import Web

/// What the room adds to the page of a city: who lives there, its codes, and what the catalogue has of it.
enum CityPage {
    @Sendable static func additions(
        _ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        var additions = CatalogueKind.Additions()
        additions.actions = ProfileLink.html(entry, .city, request)
        let row = try await request.site.database.read { try $0.first("SELECT * FROM city WHERE entry = \(entry.id)") }
        if let row { additions.facts = try facts(row, request) }
        additions.sections = counts(entry, catalogue, request)
        return additions
    }

    private static func facts(_ row: Row, _ request: WebRequest) throws -> [Fact] {
        let t = request.t
        let people = try (row["population"] as Int?).map { number in
            try (row["population_year"] as Int?).map { t("\(number) (\(plain: $0))") } ?? t.number(number)
        }
        let kind: Message? =
            switch try row["kind"] as String? {
            case "city": "City"
            case "municipality": "Municipality"
            default: nil
            }
        return [
            Fact(t("Own name"), try row["own_name"]),
            Fact(t("Kind"), kind.map { t($0) }),
            Fact(t("Population"), people),
            Fact(t("LAU code"), code(try row["lau_code"], edition: try row["lau_edition"], t)),
            Fact(t("NUTS code"), code(try row["nuts_code"], edition: try row["nuts_edition"], t)),
            Fact(t("Website"), markup: request.outsideLink(try row["website"])),
            Fact(t("Contact page"), markup: request.outsideLink(try row["contact_page"])),
        ]
    }

    private static func code(_ code: String?, edition: String?, _ t: Localiser) -> String? {
        guard let code else { return nil }
        return edition.map { t("\(code) (edition \($0))") } ?? code
    }

    /// How many entries of each kind are in the city, each a link to the list of them; counted in memory.
    private static func counts(_ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest) -> HTML {
        let t = request.t
        var filter = CatalogueFilter()
        filter.selected[.city] = [entry.id]
        let kinds = catalogue.kinds.filter { $0.facets.contains(.city) }
        let counted = kinds.map { ($0, catalogue.index.select($0.name, filter, facets: []).total) }.filter { $0.1 > 0 }
        guard !counted.isEmpty else { return .empty }
        func item(_ kind: CatalogueKind, _ count: Int) -> HTML {
            "<li><a href=\(address: filter.query.address(request.link("/\(kind.path)")))>\(t(kind.count(count)))</a></li>"
        }
        return request.section(
            t("In this city"),
            "<ul>\(each: counted, { item($0.0, $0.1) })</ul><p class=\"caption-note\">\(t("Counted \(request.now)"))</p>"
        )
    }
}
