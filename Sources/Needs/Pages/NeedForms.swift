import Catalogue
import CrossLingualSearch
import Database
import Languages
import Platform
import Web

/// The guided way from a need in somebody's head to a published one: write, look at what is alike, publish.
struct NeedForms: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        Route.form(
            "/needs/new", DraftNeed.self,
            initial: { request in
                var values: RawInput = ["story": [String((request.query["text"] ?? "").prefix(8_000))]]
                let own = request.viewer.scopes(of: .city, as: .officer)
                if let city = own.first, own.count == 1 { values["city"] = [city] }
                return values
            },
            page: {
                try await writing($0, $1, title: $0.t("Voice a need"), submit: "Go on to similar needs", isNew: true)
            },
            done: { request, outcome in
                request.done("\(try await catalogue.path(to: outcome.subject, request))/review", saying: .saved)
            })
            + Route.form(
                "/needs/{entry}/edit", EditNeed.self, fixed: { ["entry": $0.parameter("entry")] },
                initial: { try await values(of: $0) },
                page: { try await writing($0, $1, title: $0.t("Change the need"), submit: "Save", isNew: false) },
                done: { request, outcome in
                    request.done(try await catalogue.path(to: outcome.subject, request), saying: .saved)
                })
            + Route.form(
                "/needs/{entry}/review", PublishNeed.self, fixed: { ["entry": $0.parameter("entry")] },
                initial: { try await noticed($0) }, page: { try await review($0, $1) },
                done: { request, outcome in
                    request.done(try await catalogue.path(to: outcome.subject, request), saying: .published)
                })
    }

    private func writing(
        _ request: WebRequest, _ empty: ActionForm, title: String, submit: Message, isNew: Bool
    ) async throws -> WebResponse {
        if !isNew { _ = try await request.tended("need") }
        let offered = Offered(request: request, catalogue: catalogue)
        var form = empty
        form.options = ["city": try await offered.cities(optional: true), "topics": offered.topics]
        form.groups = [
            (Message("What is missing"), ["title", "story"]),
            (Message("Where, and for how many"), ["city", "people_count"]),
            (Message("What was tried, and why it matters"), ["tried", "stake"]),
            (Message("About this text"), ["voiced_by", "language"] + (isNew ? [] : ["topics"])),
        ]
        form.submit = submit
        form.draft = isNew ? "need" : nil
        return request.page(title: title, request.details(below: "Needs", at: "/needs", title)) {
            """
            \(Heading(title, lead: isNew ? lead(request.t) : nil), request.t)\(form.html)
            """
        }
    }

    private func lead(_ t: Localiser) -> HTML {
        "<p>\(t("Nobody sees it yet. Next you see who else has this need, and then you decide whether to publish."))</p>"
    }

    private func values(of request: WebRequest) async throws -> RawInput {
        let (need, row) = try await request.tended("need")
        func text(_ column: String) throws -> String? {
            try (row?[column] as String??)?.map { try LocalizedText(json: $0).reading(for: need.language).text }
        }
        var values: RawInput = [
            "title": [need.title.reading(for: need.language).text],
            "story": [need.story?.reading(for: need.language).text ?? ""], "city": [need.city ?? ""],
            "language": [need.language.rawValue], "topics": need.topics,
        ]
        values["tried"] = try text("tried").map { [$0] }
        values["stake"] = try text("stake").map { [$0] }
        values["people_count"] = try (row?["people_count"] as Int??)?.map { [String($0)] }
        values["voiced_by"] = try (row?["voiced_by"] as String??)?.map { [$0] }
        return values
    }

    /// The language and the topics noticed in the draft, for whoever wrote it to correct.
    private func noticed(_ request: WebRequest) async throws -> RawInput {
        let draft = try await request.tended("need").entry
        let topics = draft.topics.isEmpty ? try await suggestedTopics(draft, request) : draft.topics
        return ["language": [draft.language.rawValue], "topics": topics]
    }

    /// The topics that the text names, and those that at least two of the needs most like it have.
    private func suggestedTopics(_ draft: Entry, _ request: WebRequest) async throws -> [String] {
        let answer = alike(draft)
        let listed = try await request.site.database.read { [viewer = request.viewer] transaction in
            try EntryLists.entries(answer.hits.map(\.id), as: viewer, in: transaction)
        }
        var counts: [String: Int] = [:]
        for topic in listed.flatMap(\.entry.topics) { counts[topic, default: 0] += 1 }
        let common = counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let topics = answer.concepts.compactMap { catalogue.topics.topic(of: $0)?.id }
        let named = topics.enumerated().filter { topics.firstIndex(of: $0.element) == $0.offset }.map(\.element).prefix(
            3)
        return Array((named + common.filter { !named.contains($0) }).prefix(4))
    }

    private func alike(_ need: Entry) -> Answer {
        let text = [need.title, need.story].compactMap { $0?.reading(for: need.language).text }.joined(separator: "\n")
        return catalogue.search.search(
            SearchQuery(
                text, language: need.language.rawValue, kinds: ["need"], limit: 5, mode: .need,
                allows: { $0 != need.id }))
    }

    private func review(_ request: WebRequest, _ empty: ActionForm) async throws -> WebResponse {
        let t = request.t
        let draft = try await request.tended("need").entry
        let answer = alike(draft)
        let listed = try await request.site.database.read { [viewer = request.viewer] transaction in
            try EntryLists.entries(answer.hits.map(\.id), as: viewer, in: transaction)
        }
        var form = empty
        form.options = ["topics": Offered(request: request, catalogue: catalogue).topics]
        form.submit = "Publish the need"
        let title = t("Before you publish")
        let story = draft.story?.reading(for: t.language).text ?? ""
        let answers = QueryString([.init("text", story)]).address(request.link("/match"))
        return request.page(title: title, request.details(below: "Needs", at: "/needs", title)) {
            """
            \(Heading(title), t)<section><h2>\(draft.title(t).unmarked)</h2>\
            <p lang=\(attribute: draft.language.rawValue)>\(story)</p>\
            <p><a href=\(address: request.link("/needs/\(draft.slug)/edit"))>\(t("Change the text"))</a></p></section>\
            <section><h2>\(t("Similar needs, in all languages"))</h2>\(similar(request, answer, listed))\
            <p><a href=\(address: answers)>\(t("See what answers this need elsewhere"))</a></p></section>\
            <section><h2>\(t("Language and topics"))</h2>\
            <p>\(t("Noticed from your text. Please correct what is wrong."))</p>\(form.html)</section>
            """
        }
    }

    private func similar(_ request: WebRequest, _ answer: Answer, _ listed: [EntryLists.Listed]) -> HTML {
        let t = request.t
        let hits = Dictionary(answer.hits.map { ($0.id, $0) }) { first, _ in first }
        let shown = listed.compactMap { listed in hits[listed.entry.id].map { (listed, $0) } }
        guard !shown.isEmpty else { return "<p>\(t("No published need shares words or topics with yours."))</p>" }
        func item(_ pair: (EntryLists.Listed, Hit)) -> HTML {
            let join = request.link("/needs/\(pair.0.entry.slug)/join")
            let footer: HTML = """
                \(Why(hit: pair.1, catalogue: catalogue), t)\
                <p><a href=\(address: join)>\(t("We have this too"))</a></p>
                """
            return "<li>\(pair.0.card(request, catalogue, footer: footer), t)</li>"
        }
        return """
            \(if: !answer.fits, "<p class=\"note\">\(t("Nothing is very like it. These share a little with your text."))</p>")\
            <ol class="hits" role="list">\(each: shown, item)</ol>
            """
    }
}
