import Catalogue
import Database
import Exchange
import Languages
import Platform
import Web

/// What the room adds to the page of a network: what it is and how it began, who its members are, and the mix of them.
enum NetworkPage {
    @Sendable static func additions(
        _ entry: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        var additions = CatalogueKind.Additions()
        let row = try await request.site.database.read {
            try $0.first("SELECT * FROM network WHERE entry = \(entry.id)")
        }
        guard let row else { return additions }
        let kickoff = JSONColumn.value(try row["kickoff"])
        let city = kickoff?["city"]?.string.map { "cities/" + $0 }
        let project = try (row["project"] as String?).map { "projects/" + $0 }
        let leadCity: String? = try row["lead_city"]
        let links = try await EntryLinks.read(
            ids: [leadCity], addresses: [city, project].compactMap(\.self), catalogue, request)
        additions.facts = try facts(row, request)
        if let city = links.link(leadCity) { additions.facts.append(Fact(request.t("Lead city"), markup: city)) }
        let members = try await NetworkMembersSection.read(entry, catalogue, request)
        additions.facts.append(Fact(request.t("Coordinator"), request.t.list(members.coordinators)))
        additions.sections = members.html
        additions.actions = actions(entry, request)
        if let project { additions.facts.append(Fact(request.t("Project"), markup: links.link(at: project))) }
        if let kickoff {
            let facts = kickoffFacts(kickoff, city: city.flatMap { links.link(at: $0) }, entry.language, request)
            additions.sections.append(
                request.section(request.t("Kick-off"), "\(DefinitionList(facts), request.t)"))
        }
        return additions
    }

    private static func actions(_ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        let path = "/networks/\(entry.slug)"
        if request.viewer.holds(.coordinator, in: Scope(.network, entry.id)) {
            return "\(Button.link(t("Run this network"), to: request.link(path + "/people")), t)"
        }
        if request.viewer.holds(.member, in: Scope(.network, entry.id)) {
            return Form(
                action: request.link(path + "/leave"), token: request.formToken,
                content: "\(Button.submit(t("Leave this network"), style: .quiet), t)"
            ).html(t)
        }
        return "\(Button.link(t("Ask to join"), to: request.link(path + "/join")), t)"
    }

    private static func facts(_ row: Row, _ request: WebRequest) throws -> [Fact] {
        let t = request.t
        let kind: NetworkKind? = try row["kind"]
        var facts = [Fact(t("Kind"), kind.map { t($0.label) })]
        if let theme: String = try row["theme"] {
            let reading = try LocalizedText(json: theme).reading(for: t.language)
            facts.append(Fact(t("Theme"), markup: reading.html(t)))
        }
        if let size: String = try row["size_stated"] { facts.append(Fact(t("Number of members as stated"), size)) }
        if let counts = JSONColumn.value(try row["counts_stated"]) {
            let texts = [
                counts["regions"]?.integer.map { t.count($0, one: "\($0) region", other: "\($0) regions") },
                counts["cities"]?.integer.map { t.count($0, one: "\($0) city", other: "\($0) cities") },
                counts["municipalities"]?.integer.map {
                    t.count($0, one: "\($0) municipality", other: "\($0) municipalities")
                },
            ]
            let year = try (row["counts_as_of"] as Int?).map { t("As stated for \(plain: $0)") } ?? t("As stated")
            facts.append(Fact(year, t.list(texts.compactMap(\.self))))
        }
        if let source = request.outsideLink(try row["second_source"]) {
            facts.append(Fact(t("Second source"), markup: source))
        }
        return facts
    }

    private static func kickoffFacts(
        _ kickoff: JSONValue, city: HTML?, _ language: Language, _ request: WebRequest
    ) -> [Fact] {
        let t = request.t
        let content = kickoff["content"].flatMap { try? LocalizedText(json: $0.text()) }
        return [
            Fact(t("Planned for 2014"), stated: kickoff["planned_2014"]?.string, in: language),
            Fact(t("Held"), stated: kickoff["actual"]?.string, in: language),
            Fact(t("City"), markup: city),
            Fact(t("Venue"), stated: kickoff["venue"]?.string, in: language),
            Fact(t("People present"), kickoff["participants"]?.integer.map { t.number($0) }),
            Fact(t("Content"), markup: content?.reading(for: t.language).html(t)),
        ]
    }
}
