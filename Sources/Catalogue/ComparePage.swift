import Languages
import Platform
import Web

/// Two to four entries side by side. Two statements.
struct ComparePage: Sendable {
    static let most = 4
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let ids = request.query.all("id").reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let listed = try await request.site.database.read { [viewer = request.viewer, catalogue] transaction in
            try catalogue.entries(Array(ids.prefix(Self.most)), as: viewer, in: transaction)
        }
        let t = request.t
        var details = WebRequest.PageDetails()
        details.trail = [Link(t("Compare"), to: request.link("/compare"))]
        details.isHidden = true
        details.isWide = true
        return request.page(title: t("Compare"), details) {
            "\(Heading(t("Side by side")), t)\(listed.count < 2 ? tooFew(request, listed) : table(request, listed))"
        }
    }

    private func tooFew(_ request: WebRequest, _ listed: [EntryLists.Listed]) -> HTML {
        let t = request.t
        let text = t("Tick two to four entries in what was found for a need, and they stand here beside each other.")
        let find = Button.link(t("Find an answer"), to: request.link("/match"))
        guard let entry = listed.first?.entry else {
            return EmptyState(t("Nothing to compare yet"), text: text, actions: "\(find, t)").html(t)
        }
        let alike = catalogue.alike(entry.id, kinds: [entry.kind], limit: 3)
        let all = QueryString(([entry.id] + alike).map { .init("id", $0) })
        let link = Button.link(
            t("Compare with what is most like it"), to: all.address(request.link("/compare")), style: .primary)
        return EmptyState(entry.title(t).text, text: text, actions: "\(link, t)\(find, t)").html(t)
    }

    private typealias Row = (label: String, values: [HTML?])

    /// What the rooms count of the entries, such as adoptions.
    private func tally(_ listed: [EntryLists.Listed], _ absent: HTML, _ t: Localiser) -> Row? {
        let titles = listed.compactMap { catalogue.kind(named: $0.entry.kind)?.tally?.title }
        guard let title = titles.first else { return nil }
        return (t(title), listed.map { $0.tally.map { HTML(text: t.number($0)) } ?? absent })
    }

    private func table(_ request: WebRequest, _ listed: [EntryLists.Listed]) -> HTML {
        let t = request.t
        func row(_ label: String, _ value: (EntryLists.Listed) -> String?) -> Row {
            (label, listed.map { value($0).map { HTML(text: $0) } })
        }
        let heads: [HTML] = listed.map {
            "<a href=\(address: request.link(catalogue.path(to: $0.entry)))>\($0.entry.title(t).unmarked)</a>"
        }
        let stories: [HTML?] = listed.map { $0.entry.story.map { "\($0.reading(for: t.language), t)" } }
        let absent = HTML(text: t("does not apply"))
        /// A row for what only some kinds have; none where no entry can have it.
        func applicable(_ label: String, of facet: Facet, _ value: (EntryLists.Listed) -> String?) -> Row? {
            let has = listed.map { catalogue.kind(named: $0.entry.kind)?.facets.contains(facet) ?? false }
            guard has.contains(true) else { return nil }
            return (label, zip(listed, has).map { $1 ? value($0).map { HTML(text: $0) } : absent })
        }
        let rows: [Row?] = [
            row(t("Kind")) { catalogue.kind(named: $0.entry.kind).map { t($0.singular) } },
            row(t("Where")) { $0.placeName(t) },
            row(t("Since")) { $0.entry.year.map(String.init) },
            applicable(t("Evidence grade"), of: .evidence) { $0.entry.evidence.map { t($0.label) } },
            tally(listed, absent, t),
            applicable(t("State"), of: .state) { $0.entry.state.map { t($0.label) } },
            applicable(t("Sector"), of: .sector) { $0.entry.sector.map { t($0.label) } },
            applicable(t("Topics"), of: .topic) { topics($0.entry, t) },
            applicable(t("Sustainability goals"), of: .goal) { goals($0.entry, t) },
            (t("Story"), stories),
            row(t("Written in")) { t.name(of: $0.entry.language) },
        ]
        return CompareTable(caption: t("Side by side"), entries: heads, rows: rows.compactMap(\.self)).html(t)
    }

    private func topics(_ entry: Entry, _ t: Localiser) -> String? {
        entry.topics.isEmpty ? nil : t.list(entry.topics.map { catalogue.topics.label($0, t) })
    }

    private func goals(_ entry: Entry, _ t: Localiser) -> String? {
        entry.goals.isEmpty ? nil : t.list(entry.goals.map { t(SustainabilityGoal.label($0)) })
    }
}
