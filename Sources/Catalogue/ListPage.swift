import CrossLingualSearch
import Foundation
import Languages
import Platform
import Web

/// The list of one kind: as cards, as a map, as a table; filtered, counted, ordered and paged.
///
/// Costs one pass over the kind's index in memory and at most four statements, however many entries there are.
struct ListPage: Sendable {
    static let pageSize = 24
    let catalogue: CatalogueService
    let kind: CatalogueKind

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let filter: CatalogueFilter
        do { filter = try CatalogueFilter(request.query) } catch let unknown as UnknownFilter {
            throw InputFaults(general: ["There is no filter named \(unknown.name) here."])
        }
        let selection = catalogue.selection(kind, filter, language: request.t.language)
        let window = PageWindow(selection, request.query, size: Self.pageSize)
        let shown = window.ids
        let places = filter.view == .map ? MapPlaces(selection.locations) : nil
        let cityIDs =
            Array((selection.counts[.city] ?? [:]).keys) + (filter.selected[.city].map(Array.init) ?? [])
            + (places?.all.compactMap(\.city) ?? [])
        let (listed, cities) = try await request.site.database.read {
            [viewer = request.viewer, catalogue] transaction in
            (
                try catalogue.entries(shown, as: viewer, in: transaction),
                try EntryLists.titles(of: cityIDs, in: transaction)
            )
        }
        let labels = CatalogueLabels(t: request.t, topics: catalogue.topics, cities: cities)
        return page(request, filter, selection, places, window, listed, labels)
    }

    private func page(
        _ request: WebRequest, _ filter: CatalogueFilter, _ selection: CatalogueIndex.Selection, _ places: MapPlaces?,
        _ window: PageWindow, _ listed: [EntryLists.Listed], _ labels: CatalogueLabels
    ) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.description = t(kind.lead)
        details.trail = [Link(t(kind.plural), to: request.link("/\(kind.path)"))]
        details.isWide = true
        details.scripts = filter.view == .map ? MapView.scripts : []
        details.isHidden = !filter.isEmpty
        let content: HTML =
            switch filter.view {
            case .list: cards(request, listed)
            case .map: places.map { map(request, filter, $0, of: selection.total, labels) } ?? .empty
            case .table: table(request, filter, listed, labels)
            }
        let heading = Heading(t(kind.plural), lead: "<p>\(t(kind.lead))</p>")
        return request.page(title: t(kind.plural), details) {
            """
            \(heading, t)<div class="browse">\(facets(request, filter, selection, labels), t)\
            <div id="results" data-live-results>\(head(request, filter, selection))\(content)\
            \(if: filter.view != .map, "\(pagination(request, filter, window, selection), t)")\
            \(downloads(request, filter))</div></div>
            """
        }
    }

    private func facets(
        _ request: WebRequest, _ filter: CatalogueFilter, _ selection: CatalogueIndex.Selection,
        _ labels: CatalogueLabels
    ) -> Facets {
        let groups = kind.facets.map { facet in
            let selected = filter.selected[facet] ?? []
            let options = labels.options(facet, counts: selection.counts[facet] ?? [:], selected: selected)
            return Facets.Group(
                facet.rawValue, title: request.t(facet.title),
                options: options.map { option in
                    .init(
                        option.value, labels.label(option.value, of: facet), count: option.count,
                        isSelected: selected.contains(option.value))
                })
        }
        let kept = [("order", filter.order.rawValue), ("view", filter.view.rawValue)].map { (name: $0, value: $1) }
        return Facets(
            action: request.link("/\(kind.path)"), query: filter.text ?? "",
            suggestions: request.link("/catalogue/suggest?kind=\(kind.name)"), groups: groups, kept: kept,
            clearAddress: filter.isEmpty ? nil : request.link("/\(kind.path)"))
    }

    private func head(
        _ request: WebRequest, _ filter: CatalogueFilter, _ selection: CatalogueIndex.Selection
    ) -> HTML {
        let t = request.t
        func link(_ label: String, view: CatalogueView) -> Link {
            var other = filter
            other.view = view
            return Link(label, to: other.query.address(request.link("/\(kind.path)")), isCurrent: filter.view == view)
        }
        let tabs = Tabs.views(
            list: link(t("List", context: "view"), view: .list), map: link(t("Map"), view: .map),
            table: link(t("Table", context: "view"), view: .table),
            t)
        return """
            <div class="list-head"><p data-live-summary>\(t(kind.count(selection.total)))</p>\(tabs, t)</div>
            """
    }

    private func cards(_ request: WebRequest, _ listed: [EntryLists.Listed]) -> HTML {
        let t = request.t
        guard !listed.isEmpty else { return nothing(request) }
        return "\(CardGrid(listed.map { $0.card(request, catalogue) }, label: t(kind.plural), isTopLevel: true), t)"
    }

    private func nothing(_ request: WebRequest) -> HTML {
        let t = request.t
        let clear = Button.link(t("Show everything"), to: request.link("/\(kind.path)"))
        return EmptyState(
            t("Nothing matches these filters"), text: t("Take one filter away, or search with other words."),
            actions: "\(clear, t)"
        ).html(t)
    }

    private func map(
        _ request: WebRequest, _ filter: CatalogueFilter, _ places: MapPlaces, of total: Int, _ labels: CatalogueLabels
    ) -> HTML {
        let points = places.all.map { place in
            var narrowed = filter
            narrowed.view = .list
            if let city = place.city { narrowed.selected[.city] = [city] }
            let name = place.city.flatMap { labels.cities[$0]?.reading(for: request.t.language).text }
            return MapView.Point(
                name ?? request.t("Unnamed place"), longitude: place.longitude, latitude: place.latitude,
                count: place.count, address: narrowed.query.address(request.link("/\(kind.path)")))
        }
        let view = MapView(title: request.t(kind.plural), points: points, assets: request.site.assets)
        let missing = total - places.count
        let note = request.t.count(
            missing, one: "\(missing) of them has no place on the map.",
            other: "\(missing) of them have no place on the map.")
        return "\(view, request.t)\(if: missing > 0, "<p class=\"small\">\(note)</p>")"
    }

    private func table(
        _ request: WebRequest, _ filter: CatalogueFilter, _ listed: [EntryLists.Listed], _ labels: CatalogueLabels
    ) -> HTML {
        guard !listed.isEmpty else { return nothing(request) }
        let t = request.t
        var byTitle = filter
        byTitle.order = .title
        let columns: [DataTable.Column] =
            [
                .init(
                    t("Title"),
                    sorting: filter.order == .title
                        ? .ascending(address: byTitle.query.address(request.link("/\(kind.path)")))
                        : .possible(address: byTitle.query.address(request.link("/\(kind.path)")))),
                .init(t("Where")), .init(t("Since"), isNumber: true),
            ] + tableFacets.map { DataTable.Column(t($0.title)) }
            + (kind.tally.map { [DataTable.Column(t($0.title), isNumber: true)] } ?? [])
        let rows = listed.map { listed -> [HTML?] in
            let entry = listed.entry
            let title: HTML =
                "<a href=\(address: request.link(catalogue.path(to: entry)))>\(entry.title(t).unmarked)</a>"
            let cells = tableFacets.map { facet in
                value(of: facet, entry).map { HTML(text: labels.label($0, of: facet)) }
            }
            return [title, listed.placeName(t).map(HTML.init(text:)), entry.year.map { HTML(text: String($0)) }] + cells
                + (kind.tally == nil ? [] : [listed.tally.map { HTML(text: t.number($0)) }])
        }
        return "\(DataTable(caption: t(kind.plural), columns: columns, rows: rows), t)"
    }

    private var tableFacets: [Facet] {
        kind.facets.filter { [.sector, .evidence, .state, .origin, .language].contains($0) }
    }

    private func value(of facet: Facet, _ entry: Entry) -> String? {
        switch facet {
        case .sector: entry.sector?.rawValue
        case .evidence: entry.evidence?.rawValue
        case .state: entry.state?.rawValue
        case .origin: entry.origin?.rawValue
        default: entry.language.rawValue
        }
    }

    private func pagination(
        _ request: WebRequest, _ filter: CatalogueFilter, _ window: PageWindow, _ selection: CatalogueIndex.Selection
    ) -> Pagination {
        let base = filter.query
        func address(_ name: String, _ id: String?) -> String? {
            id.map { base.setting(name, to: $0).address(request.link("/\(kind.path)")) }
        }
        let summary =
            selection.total == 0
            ? nil : request.t("\(window.first + 1)–\(window.first + window.ids.count) of \(selection.total)")
        return Pagination(
            previous: address("before", window.previous), next: address("after", window.next), summary: summary)
    }

    private func downloads(_ request: WebRequest, _ filter: CatalogueFilter) -> HTML {
        let t = request.t
        var plain = filter
        plain.view = .list
        let buttons = [("csv", "CSV"), ("json", "JSON"), ("geojson", "GeoJSON")].map { ending, label in
            Button.link(
                label, to: plain.query.address(request.link("/\(kind.path).\(ending)")), style: .quiet, icon: .download)
        }
        let share = Button.copyLink(
            t("Copy a link to this selection"), address: filter.query.address(request.link("/\(kind.path)")))
        return """
            <section class="stack"><h2 class="small">\(t("Take this selection with you"))</h2>\
            <div class="actions">\(buttons, t)\(share, t)</div></section>
            """
    }
}

/// The part of an ordered list of identifiers that one page shows, reached from the identifier before or after it, so
/// that a page stays the same while entries are added in front of it.
struct PageWindow: Sendable {
    let ids: [String]
    /// How many stand before it.
    let first: Int
    /// The identifier that the page before ends in front of, and the one that the next page follows.
    let previous: String?
    let next: String?

    init(_ all: CatalogueIndex.Selection, _ query: QueryString, size: Int) {
        var start = 0
        if let after = query["after"], let position = all.firstIndex(of: after) {
            start = position + 1
        } else if let before = query["before"], let position = all.firstIndex(of: before) {
            start = max(0, position - size)
        }
        let end = min(all.total, start + size)
        ids = all.ids(in: min(start, end)..<end)
        first = start
        previous = start > 0 ? ids.first : nil
        next = end < all.total ? ids.last : nil
    }
}

/// Entries gathered by place, for maps: one point for each city or for each place of its own.
struct MapPlaces: Sendable {
    struct Place: Sendable {
        let city: String?
        let latitude: Double
        let longitude: Double
        var count: Int
    }

    let all: [Place]
    /// How many entries have a place.
    let count: Int

    init(_ locations: [CatalogueIndex.Location]) {
        var places: [String: Place] = [:]
        for place in locations {
            let key = place.city ?? "\(place.latitude),\(place.longitude)"
            places[
                key,
                default: Place(city: place.city, latitude: place.latitude, longitude: place.longitude, count: 0)
            ].count += 1
        }
        all = places.values.sorted { ($1.count, $0.city ?? "") < ($0.count, $1.city ?? "") }
        count = locations.count
    }
}

extension CatalogueService {
    /// The entries of a kind that a filter selects, in its order; words are looked for by the search engine, which finds
    /// all that answer, and then the best hit comes first.
    func selection(_ kind: CatalogueKind, _ filter: CatalogueFilter, language: Language) -> CatalogueIndex.Selection {
        let found = filter.text.map { text in
            let query = SearchQuery(text, kinds: [kind.name], limit: index.count(kind.name), mode: .keywords)
            return search.identifiers(query)
        }
        return index.select(kind.name, filter, facets: kind.facets, among: found)
    }
}
