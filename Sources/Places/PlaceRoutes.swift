import Catalogue
import Database
import Languages
import Platform
import Web

/// The pages of the places' verbs.
enum PlaceRoutes {
    static var all: [Route] {
        register + edit + [
            .page("/places/proposed", access: .signedIn) { try await proposed($0) },
            .button(
                "/places/{entry}/publish", PublishPlace.self, fixed: { ["place": $0.parameter("entry")] },
                done: { request, _ in request.done("/places/\(request.parameter("entry"))", saying: .published) }),
            .button(
                "/places/{entry}/decline", DeclinePlace.self, fixed: { ["place": $0.parameter("entry")] },
                done: { request, _ in request.done("/places/proposed", saying: .removed) }),
        ]
    }

    private static var register: [Route] {
        Route.form(
            "/places/new", RegisterPlace.self,
            initial: { request in ["language": [request.t.language.rawValue]] },
            page: { request, form in
                let t = request.t
                var form = try await offering(form, request)
                form.lead =
                    "<p class=\"lead\">\(t("Officers of the city publish it; until then only you and they see it."))</p>"
                form.draft = "place"
                return request.page(title: t("Register a place")) { [form] in
                    "\(Heading(t("Register a place")), t)\(form.html)"
                }
            },
            done: { request, outcome in
                let place = try await request.site.database.read { [viewer = request.viewer] transaction in
                    try Entries.find(outcome.subject.id, kind: "place", as: viewer, in: transaction)
                }
                let said: WebRequest.Said = place.visibility == .everybody ? .published : .saved
                return request.done("/places/\(place.slug)", saying: said)
            })
    }

    private static var edit: [Route] {
        Route.form(
            "/places/{entry}/edit", EditPlace.self, fixed: { ["place": $0.parameter("entry")] }, initial: present,
            page: { request, form in
                let t = request.t
                let form = try await offering(form, request)
                return request.page(title: t("Edit this page")) { "\(Heading(t("Edit this page")), t)\(form.html)" }
            },
            done: { request, _ in request.done("/places/\(request.parameter("entry"))", saying: .saved) })
    }

    /// The cities to choose from, and the fields in the groups in which people know them. One statement.
    private static func offering(_ form: ActionForm, _ request: WebRequest) async throws -> ActionForm {
        var form = form
        form.suggestions["city"] = try await request.site.database.read { [t = request.t] in
            try EntryNames.offered(kind: "city", t, in: $0)
        }
        form.groups = [
            ("The place", ["title", "language", "story", "activities"]),
            (Message("Where it is"), ["city", "address", "latitude", "longitude"]),
            (Message("How it began, and whose it is"), ["origin", "founded", "owner", "legal_form"]),
            (Message("Where this is known from"), ["source"]),
        ]
        return form
    }

    /// What is kept, in the language in which the place was written.
    @Sendable private static func present(_ request: WebRequest) async throws -> RawInput {
        try await request.site.database.read {
            [viewer = request.viewer, key = request.parameter("entry")] transaction in
            let entry = try Entries.find(key, kind: "place", as: viewer, in: transaction)
            guard PlaceStanding.mayEdit(entry, viewer) else { throw AccessDenied.forbidden }
            let city = try entry.city.flatMap { try EntryLists.titles(of: [$0], in: transaction)[$0] }
            let details = try PlaceDetails.read(entry.id, in: transaction) ?? PlaceDetails()
            return PlaceForm.values(entry, details, city: city)
        }
    }

    /// Draft places that the viewer proposed or may publish.
    private static func proposed(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let drafts = try await request.site.database.read { [viewer = request.viewer] transaction in
            try transaction.all(
                """
                SELECT e.* FROM entry e WHERE e.kind = 'place' AND e.visibility = 'draft'
                  AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.created_at LIMIT 200
                """
            ).map { try Entry($0) }
        }
        func item(_ entry: Entry) -> HTML {
            """
            <li><a href=\(address: request.link("/places/\(entry.slug)"))>\(entry.title(t).unmarked)</a> \
            <span class="kicker">\(t.dateTime(entry.createdAt))</span></li>
            """
        }
        return request.page(title: t("Proposed places")) {
            """
            \(Heading(t("Proposed places")), t)\
            <p class="lead">\(t("Whoever proposed a place and the officers of its city see it here until it is published."))</p>\
            \(if: drafts.isEmpty, "<p class=\"missing\">\(t("Nothing is proposed at the moment."))</p>")\
            \(if: !drafts.isEmpty, "<ul>\(each: drafts, item)</ul>")\
            <p>\(Button.link(t("Register a place"), to: request.link("/places/new")), t)</p>
            """
        }
    }

    /// What the viewer can do with a place.
    static func buttons(_ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        func button(_ verb: String, _ text: String, _ style: Button.Style) -> HTML {
            Form(
                action: request.link("/places/\(entry.slug)/\(verb)"), token: request.formToken,
                content: "\(Button.submit(text, style: style), t)"
            ).html(t)
        }
        let decides = entry.visibility == .draft && PlaceStanding.mayPublish(entry, request.viewer)
        let edit = Button.link(t("Edit this page"), to: request.link("/places/\(entry.slug)/edit"))
        return """
            \(if: decides, button("publish", t("Publish"), .primary))\
            \(if: decides, button("decline", t("Decline"), .secondary))\
            \(if: PlaceStanding.mayEdit(entry, request.viewer), edit.html(t))
            """
    }

    /// What a proposed place says of itself to those who see it.
    static func draftNotice(_ entry: Entry, _ request: WebRequest) -> Message {
        PlaceStanding.mayPublish(entry, request.viewer)
            ? "Somebody proposed this place. Only they and the officers of its city see it until you publish it."
            : "Officers of the city publish it; until then only you and they see it."
    }
}
