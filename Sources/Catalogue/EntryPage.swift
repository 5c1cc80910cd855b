import CrossLingualSearch
import Languages
import Platform
import Web

/// The page of one entry: its story, what is known of it, what it is tied to, what is like it, and what its room adds.
///
/// Costs six statements and those of the room, whatever the entry.
struct EntryPage: Sendable {
    let catalogue: CatalogueService
    let kind: CatalogueKind

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let slug = request.parameter("entry")
        let found = try await request.site.database.read { [viewer = request.viewer, kind = kind.name] transaction in
            let entry = try Entries.find(slug, kind: kind, as: viewer, in: transaction)
            let ties = try EntryLists.ties(of: entry.id, as: viewer, in: transaction)
            let city = try entry.city.flatMap { try EntryLists.titles(of: [$0], in: transaction)[$0] }
            let follows = try Follows.isFollowing(entry.subject, viewer: viewer, in: transaction)
            return (entry: entry, ties: ties, city: city, follows: follows)
        }
        let entry = found.entry
        let alike = catalogue.alike(entry.id, limit: 3)
        let relatives = try await request.site.database.read { [viewer = request.viewer, catalogue] transaction in
            try catalogue.entries(alike, as: viewer, in: transaction)
        }
        let additions = try await kind.additions(entry, catalogue, request)
        let listed = EntryLists.Listed(entry: entry, cityTitle: found.city)
        return page(request, listed, found.ties, relatives, additions, follows: found.follows)
    }

    private func page(
        _ request: WebRequest, _ listed: EntryLists.Listed, _ ties: [EntryLists.Tie], _ relatives: [EntryLists.Listed],
        _ additions: CatalogueKind.Additions, follows: Bool
    ) -> WebResponse {
        let t = request.t
        let entry = listed.entry
        let title = entry.title(t)
        var details = WebRequest.PageDetails()
        details.description = entry.story?.reading(for: t.language).text.shortened(to: 155)
        details.trail = [
            Link(t(kind.plural), to: request.link("/\(kind.path)")),
            Link(title.text, to: request.link(request.path), language: title.language),
        ]
        details.isHidden = entry.visibility != .everybody
        if entry.visibility == .draft {
            details.notices.append(
                Notice(.information, t(additions.draftNotice ?? "Only you see this draft until you publish it.")))
        }
        if entry.visibility == .hidden {
            details.notices.append(Notice(.warning, t("This entry is hidden. Only administrators see it.")))
        }
        let heading = Heading(
            entry.title(t), kicker: t(kind.singular), badges: listed.badges(t),
            actions: "\(additions.actions)\(followButton(request, entry, follows: follows))")
        return request.page(title: entry.title(t).text, details) {
            """
            \(heading, t)<div class="columns"><div class="prose">\(story(entry, t))\(additions.sections)\
            \(tied(request, ties.filter { !additions.tells($0) }))</div><aside aria-label=\(attribute: t("Facts"))>\
            \(DefinitionList(facts(request, listed) + additions.facts), t)\(map(request, listed))\
            \(compareLink(request, entry))\(moderationLink(request, entry))</aside></div>\(alike(request, relatives))
            """
        }
    }

    private func story(_ entry: Entry, _ t: Localiser) -> HTML {
        guard let reading = entry.story?.reading(for: t.language) else {
            return "<p class=\"missing\">\(t("No story has been written yet."))</p>"
        }
        let paragraphs = reading.text.split(separator: "\n").map(String.init)
        let original = entry.story.flatMap { story in
            reading.language == entry.language ? nil : story[entry.language].map { (entry.language, $0.text) }
        }
        return """
            <div\(attribute: "lang", reading.isRequestedLanguage ? nil : reading.language.rawValue)>\
            \(each: paragraphs, { "<p>\($0)</p>" })</div><p>\(reading.mark(t))</p>\
            \(original.map { language, text in
                """
                <details><summary>\(t("Read it in the language it was written in (\(t.name(of: language)))"))\
                </summary><p lang=\(attribute: language.rawValue)>\(text)</p></details>
                """ as HTML
            })
            """
    }

    private func facts(_ request: WebRequest, _ listed: EntryLists.Listed) -> [Fact] {
        let t = request.t
        let entry = listed.entry
        func filtered(_ facet: Facet, _ value: String, _ label: String) -> HTML {
            let address = QueryString([.init(facet.rawValue, value)]).address(request.link("/\(kind.path)"))
            return kind.facets.contains(facet) ? "<a href=\(address: address)>\(label)</a>" : HTML(text: label)
        }
        var facts = [Fact(t("Where"), listed.placeName(t))]
        if kind.facets.contains(.topic) {
            let topics = entry.topics.map { filtered(.topic, $0, catalogue.topics.label($0, t)) }
            facts.append(Fact(t("Topics"), markup: topics.isEmpty ? nil : HTML.joined(topics, separator: ", ")))
        }
        if kind.facets.contains(.goal) {
            let goals = entry.goals.map { filtered(.goal, String($0), t(SustainabilityGoal.label($0))) }
            facts.append(
                Fact(t("Sustainability goals"), markup: goals.isEmpty ? nil : HTML.joined(goals, separator: ", ")))
        }
        if kind.facets.contains(.sector) { facts.append(Fact(t("Sector"), entry.sector.map { t($0.label) })) }
        if kind.facets.contains(.origin) { facts.append(Fact(t("Origin"), entry.origin.map { t($0.label) })) }
        facts.append(Fact(t("Since"), entry.year.map(String.init)))
        facts.append(Fact(t("Written in"), t.name(of: entry.language)))
        facts.append(
            Fact(
                t("Source"),
                markup: entry.source.map { "<a href=\(address: $0) rel=\"nofollow external\">\(host(of: $0))</a>" }))
        if let note = entry.note {
            // Nobody states the language of a remark, so it is noticed, or taken for the entry's.
            let guess = guessLanguage(of: note).flatMap { $0.confidence < 0.8 ? nil : $0.language }
            facts.append(Fact(t("Remark"), stated: note, in: guess ?? entry.language))
        }
        return facts
    }

    /// The part of a web address that people know.
    private func host(of address: String) -> String {
        let rest = address.drop { $0 != "/" }.drop { $0 == "/" }
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        return host.isEmpty ? address : String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
    }

    private func map(_ request: WebRequest, _ listed: EntryLists.Listed) -> HTML {
        guard let latitude = listed.entry.latitude, let longitude = listed.entry.longitude else { return .empty }
        let name = listed.entry.title(request.t).text
        return MapView(
            title: name, points: [.init(name, longitude: longitude, latitude: latitude)], assets: request.site.assets,
            isStill: true
        ).html(request.t)
    }

    private func moderationLink(_ request: WebRequest, _ entry: Entry) -> HTML {
        guard request.viewer.isAdministrator else { return .empty }
        let address = QueryString([.init("entry", entry.id)]).address(request.link("/admin/moderation"))
        return "<p><a href=\(address: address)>\(request.t("Hide or show this entry"))</a></p>"
    }

    private func compareLink(_ request: WebRequest, _ entry: Entry) -> HTML {
        let address = QueryString([.init("id", entry.id)]).address(request.link("/compare"))
        return "<p><a href=\(address: address)>\(request.t("Compare with another"))</a></p>"
    }

    private func followButton(_ request: WebRequest, _ entry: Entry, follows: Bool) -> HTML {
        guard request.viewer.isSignedIn else { return .empty }
        let t = request.t
        let button = Button.submit(t(follows ? "Stop following" : "Follow"), style: .quiet)
        return Form(
            action: request.link(follows ? "/unfollow" : "/follow"), token: request.formToken,
            hidden: [("kind", entry.kind), ("id", entry.id)], content: "\(button, t)"
        ).html(t)
    }

    private func tied(_ request: WebRequest, _ ties: [EntryLists.Tie]) -> HTML {
        let t = request.t
        let groups = Dictionary(grouping: ties) { "\($0.relation.rawValue) \($0.isOutward)" }
        func item(_ tie: EntryLists.Tie) -> HTML {
            let kindName = catalogue.kind(named: tie.other.kind).map { t($0.singular) } ?? ""
            return """
                <li><a href=\(address: request.link(catalogue.path(to: tie.other)))>\(tie.other.title(t).unmarked)</a> \
                <span class="kicker">\(kindName)</span></li>
                """
        }
        func group(_ key: String) -> HTML {
            guard let ties = groups[key], let first = ties.first else { return .empty }
            let title = t(first.isOutward ? first.relation.outward : first.relation.inward)
            return "<section><h2>\(title)</h2><ul>\(each: ties, item)</ul></section>"
        }
        let order = EntryRelation.allCases.flatMap { ["\($0.rawValue) true", "\($0.rawValue) false"] }
        return "\(each: order, group)"
    }

    private func alike(_ request: WebRequest, _ relatives: [EntryLists.Listed]) -> HTML {
        guard !relatives.isEmpty else { return .empty }
        let cards = relatives.map { $0.card(request, catalogue, showsKind: true) }
        let title = request.t("More like this")
        return "<section class=\"stack\"><h2>\(title)</h2>\(CardGrid(cards, label: title), request.t)</section>"
    }
}
