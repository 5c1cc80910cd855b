import Catalogue
import Database
import Languages
import Platform
import Web

/// What the page of a need shows beside what every entry has. Six statements at most, whatever the need.
struct NeedPage: Sendable {
    private struct Join: Sendable {
        let cityID: String
        let city: LocalizedText
        let sentence: String
        let language: Language
        let at: Instant
    }

    private let need: Entry
    private let row: Row?
    private let steps: [Row]
    private let joins: [Join]
    private let answers: [NeedAnswers.Known]
    private let mayTend: Bool
    private let mayUnderstand: Bool

    static func additions(
        _ need: Entry, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> CatalogueKind.Additions {
        let page = try await request.site.database.read { [viewer = request.viewer] transaction in
            try NeedPage(need, as: viewer, in: transaction)
        }
        var additions = CatalogueKind.Additions()
        additions.facts = try page.facts(request.t)
        additions.sections = try page.sections(request, catalogue)
        additions.actions = page.actions(request)
        let sharing = Set(page.joins.map(\.cityID))
        additions.tells = { tie in
            tie.relation == .answers && !tie.isOutward && ["idea", "practice"].contains(tie.other.kind)
                || tie.relation == .sharedBy && tie.isOutward && sharing.contains(tie.other.id)
        }
        return additions
    }

    private init(_ need: Entry, as viewer: Viewer, in transaction: Transaction) throws {
        self.need = need
        row = try transaction.first(
            """
            SELECT n.*, e.title AS answer_title, e.slug AS answer_slug, e.kind AS answer_kind, c.title AS answer_city
            FROM need n
            LEFT JOIN entry e ON e.id = n.answer AND \(sql: EntryScope.visible(to: viewer))
            LEFT JOIN adoption a ON a.id = n.answer_adoption AND a.withdrawn_at IS NULL
            LEFT JOIN entry c ON c.id = a.city WHERE n.entry = \(need.id)
            """)
        steps = try transaction.all("SELECT state, at FROM need_state WHERE need = \(need.id) ORDER BY at, id")
        joins = try transaction.all(
            """
            SELECT j.*, c.title AS city_title FROM need_join j JOIN entry c ON c.id = j.city
            WHERE j.need = \(need.id) AND c.visibility = 'public' ORDER BY j.at, j.city LIMIT 200
            """
        ).map { row in
            Join(
                cityID: try row["city"], city: try LocalizedText(json: try row["city_title"]),
                sentence: try row["sentence"], language: Language(tag: try row["language"]) ?? .en,
                at: Instant(milliseconds: try row["at"]))
        }
        answers = try NeedAnswers.known(for: need, as: viewer, in: transaction)
        mayTend = try viewer.mayTend(need, in: transaction)
        mayUnderstand = try viewer.mayUnderstand(need, in: transaction)
    }

    private func text(_ column: String) throws -> String? { try row?[column] as String?? ?? nil }

    private func facts(_ t: Localiser) throws -> [Fact] {
        let people = try row?["people_count"] as Int?? ?? nil
        var facts = [Fact(t("Voiced by"), stated: try text("voiced_by"), in: need.language)]
        if let area = try text("area") { facts.append(Fact(t("Area"), stated: area, in: need.language)) }
        facts.append(Fact(t("People concerned"), people.map { t.number($0) }))
        return facts
    }

    private func sections(_ request: WebRequest, _ catalogue: CatalogueService) throws -> HTML {
        let t = request.t
        return """
            \(try told(t("What was tried"), "tried", t))\(try told(t("What is at stake"), "stake", t))\
            <section><h2>\(t("What became of it"))</h2>\(try timeline(request, catalogue), t)</section>\
            \(shared(request))\(proposed(request, catalogue))\(answering(request, catalogue))
            """
    }

    private func told(_ heading: String, _ column: String, _ t: Localiser) throws -> HTML {
        let reading = try text(column).map { try LocalizedText(json: $0).reading(for: t.language) }
        let body: HTML = reading.map { "<p>\($0, t)</p>" } ?? "<p class=\"missing\">\(t("not stated"))</p>"
        return "<section><h2>\(heading)</h2>\(body)</section>"
    }

    private func timeline(_ request: WebRequest, _ catalogue: CatalogueService) throws -> Timeline {
        let t = request.t
        let reached = need.state.flatMap { NeedStates.all.firstIndex(of: $0) } ?? -1
        let answer = try answerLink(request, catalogue)
        let items = try NeedStates.all.enumerated().map { position, state in
            let at = try steps.last { try $0["state"] == state.rawValue }.map {
                t.dateTime(Instant(milliseconds: try $0["at"]))
            }
            // Of needs that came from elsewhere only the year is known.
            let year = state == .voiced ? need.year.map(String.init) : nil
            let isDone = position <= reached && (position == reached || at != nil || state == .voiced)
            let place: Timeline.Step.Position = position == reached ? .current : isDone ? .past : .future
            return Timeline.Step(
                t(state.label), date: at ?? year, note: state == .answered ? answer : nil, position: place)
        }
        return Timeline(label: t("What became of it"), items)
    }

    private func answerLink(_ request: WebRequest, _ catalogue: CatalogueService) throws -> HTML? {
        guard let title = try text("answer_title"), let slug = try text("answer_slug"),
            let kind = try text("answer_kind").flatMap(catalogue.kind(named:))
        else { return nil }
        let t = request.t
        let city = try text("answer_city").map { try LocalizedText(json: $0).reading(for: t.language).text }
        return """
            <p><a href=\(address: request.link(kind.path(to: slug)))>\(try LocalizedText(json: title).reading(for: t.language).unmarked)</a>\
            \(city.map { " \(t("adopted by \($0)"))" as HTML })</p>
            """
    }

    private func shared(_ request: WebRequest) -> HTML {
        guard !joins.isEmpty else { return .empty }
        let t = request.t
        func item(_ join: Join) -> HTML {
            let leave = request.viewer.isOfficer(of: join.cityID)
            return """
                <li><strong>\(join.city.reading(for: t.language).text)</strong> \
                <span class="caption-note">\(t.dateTime(join.at))</span>\
                \(if: !join.sentence.isEmpty, "<p lang=\(attribute: join.language.rawValue)>\(join.sentence)</p>")\
                \(if: leave, request.button(t("Leave"), to: "/needs/\(need.slug)/leave", hidden: [("city", join.cityID)]))</li>
                """
        }
        return "<section><h2>\(t("Cities that share this need"))</h2><ul>\(each: joins, item)</ul></section>"
    }

    private func proposed(_ request: WebRequest, _ catalogue: CatalogueService) -> HTML {
        let t = request.t
        func item(_ idea: Entry) -> HTML {
            let story = idea.story?.reading(for: t.language)
            return """
                <li><a href=\(address: request.link(catalogue.path(to: idea)))>\(idea.title(t).unmarked)</a>\
                \(story.map { "<p\(attribute: "lang", $0.isRequestedLanguage ? nil : $0.language.rawValue)>\($0.text.shortened(to: 280))</p>" as HTML })</li>
                """
        }
        let ideas = answers.filter { $0.entry.kind == "idea" }.map(\.entry)
        let list: HTML =
            ideas.isEmpty
            ? "<p>\(t("Nobody has proposed an idea yet."))</p>" : "<ul>\(each: ideas, item)</ul>"
        return "<section><h2>\(t("Ideas"))</h2>\(list)</section>"
    }

    /// The practices tied to the need, each with the cities that adopted it as an answer.
    private func answering(_ request: WebRequest, _ catalogue: CatalogueService) -> HTML {
        let practices = answers.filter { $0.entry.kind == "practice" && $0.city == nil }.map(\.entry)
        guard !practices.isEmpty else { return .empty }
        let t = request.t
        let cities = Dictionary(grouping: answers.filter { $0.city != nil }, by: \.entry.id)
        func item(_ practice: Entry) -> HTML {
            let names = (cities[practice.id] ?? []).compactMap { $0.city?.reading(for: t.language).text }
            let path = request.link(catalogue.path(to: practice)) + (names.isEmpty ? "" : "#adoptions")
            return """
                <li><a href=\(address: path)>\(practice.title(t).unmarked)</a>\
                \(if: !names.isEmpty, "<p class=\"caption-note\">\(t("adopted by \(t.list(names))"))</p>")</li>
                """
        }
        return "<section><h2>\(t("Practices that answer it"))</h2><ul>\(each: practices, item)</ul></section>"
    }

    private func actions(_ request: WebRequest) -> HTML {
        let t = request.t
        let viewer = request.viewer
        let tending = TendingActions(request: request, entry: need, path: "needs", mayTend: mayTend)
        guard need.visibility == .everybody else {
            return tending.ofDraft(tending.link(t("Review and publish"), "review", .primary))
        }
        var actions: HTML = tending.link(t("Propose an idea"), "idea")
        let others = viewer.scopes(of: .city, as: .officer).filter { $0 != need.city }
        if viewer.isAdministrator || !others.isEmpty { actions.append(tending.link(t("We have this too"), "join")) }
        let isUnderstood = steps.contains { (try? $0["state"] as String) == EntryState.understood.rawValue }
        if mayUnderstand, !isUnderstood {
            actions.append(tending.button(t("Mark as understood"), "understand", .secondary))
        }
        if viewer.mayAnswer(need) {
            actions.append(tending.link(t("Choose the answer"), "answer"))
            if need.state == .answered { actions.append(tending.button(t("Not answered after all"), "reopen")) }
        }
        return "\(actions)\(tending.ofPublished)"
    }
}
