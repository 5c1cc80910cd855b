import Catalogue
import CrossLingualSearch
import Database
import Languages
import Platform
import Web

/// What people do with a published need: understand, join, propose, answer.
struct NeedDeeds: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        form("join", JoinNeed.self, title: "We have this too", submit: "Join the need", saying: .joined)
            + form("idea", VoiceIdea.self, title: "Propose an idea", submit: "Publish the idea", saying: .published)
            + form("answer", AnswerNeed.self, title: "What answered this need?", submit: "Save", saying: .saved)
            + [
                button("leave", LeaveNeed.self, saying: .removed), button("understand", UnderstandNeed.self),
                button("reopen", ReopenNeed.self),
            ]
    }

    @Sendable private static func entry(_ request: WebRequest) -> [String: String] {
        ["entry": request.parameter("entry")]
    }

    private func button(_ verb: String, _ action: any Action.Type, saying said: WebRequest.Said = .saved) -> Route {
        .button("/needs/{entry}/\(verb)", action, fixed: Self.entry) { request, outcome in
            request.done(try await catalogue.path(to: outcome.subject, request), saying: said)
        }
    }

    private func form(
        _ verb: String, _ action: any Action.Type, title: Message, submit: Message, saying said: WebRequest.Said
    ) -> [Route] {
        Route.form(
            "/needs/{entry}/\(verb)", action, fixed: Self.entry,
            initial: { request in
                let own = request.viewer.scopes(of: .city, as: .officer)
                guard verb == "join", let city = own.first, own.count == 1 else { return [:] }
                return ["city": [city]]
            },
            page: { request, form in try await page(request, form, title: title, submit: submit) },
            done: { request, outcome in
                let path =
                    verb == "idea"
                    ? "/needs/\(request.parameter("entry"))" : try await catalogue.path(to: outcome.subject, request)
                return request.done(path, saying: said)
            })
    }

    private func page(
        _ request: WebRequest, _ empty: ActionForm, title: Message, submit: Message
    ) async throws -> WebResponse {
        let t = request.t
        let slug = request.parameter("entry")
        let (need, answers) = try await request.site.database.read { [viewer = request.viewer] transaction in
            let need = try Entries.find(slug, kind: "need", as: viewer, in: transaction)
            return (need, try NeedAnswers.known(for: need, as: viewer, in: transaction))
        }
        guard allows(request.path, request.viewer, need) else { throw AccessDenied.forbidden }
        var form = empty
        form.submit = submit
        let offered = Offered(request: request, catalogue: catalogue)
        form.options = [
            "city": try await offered.ownCities(), "answer": try await candidates(request, need, answers),
        ]
        let name = t(title)
        let voiced = need.title(t)
        let address = request.link("/needs/\(need.slug)")
        var details = request.details(below: "Needs", at: "/needs", name)
        details.trail.insert(Link(voiced.text, to: address, language: voiced.language), at: 1)
        return request.page(title: name, details) {
            """
            \(Heading(name), t)<p><a href=\(address: address)>\(voiced.unmarked)</a></p>\
            \(form.html)
            """
        }
    }

    /// The form is not shown to whom the action would refuse.
    private func allows(_ path: String, _ viewer: Viewer, _ need: Entry) -> Bool {
        if path.hasSuffix("/answer") { return viewer.mayAnswer(need) }
        if path.hasSuffix("/join") { return viewer.actsForSomeCity }
        return true
    }

    /// What is tied to the need, and below it the practices that search finds for it.
    private func candidates(
        _ request: WebRequest, _ need: Entry, _ answers: [NeedAnswers.Known]
    ) async throws -> [FieldOption] {
        let t = request.t
        let text = [need.title, need.story].compactMap { $0?[need.language]?.text }.joined(separator: "\n")
        let known = Set(answers.map(\.id))
        let found = catalogue.search.search(
            SearchQuery(
                text, language: need.language.rawValue, kinds: ["practice"], limit: 10, mode: .need,
                allows: { !known.contains($0) }))
        let listed = try await request.site.database.read { [viewer = request.viewer] transaction in
            try EntryLists.entries(found.hits.map(\.id), as: viewer, in: transaction)
        }
        return [FieldOption("", "Choose an answer")]
            + answers.map { FieldOption($0.id, Message("\($0.label(t))")) }
            + listed.map { FieldOption($0.entry.id, Message("\($0.entry.title(t).text)")) }
    }
}
