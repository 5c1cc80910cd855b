import Catalogue
import Languages
import Platform
import Web

/// The pages of the places' verbs.
enum PlaceRoutes {
    static let all: [Route] =
        Route.form(
            "/places/new", RegisterPlace.self,
            initial: { request in ["language": [request.t.language.rawValue]] },
            page: { request, form in
                let t = request.t
                let lead = t("Officers of the city publish it; until then only you and they see it.")
                return request.page(title: t("Register a place")) {
                    "\(Heading(t("Register a place")), t)<p class=\"lead\">\(lead)</p>\(form.html)"
                }
            },
            done: { request, outcome in
                let place = try await request.site.database.read { [viewer = request.viewer] transaction in
                    try Entries.find(outcome.subject.id, kind: "place", as: viewer, in: transaction)
                }
                let said: WebRequest.Said = place.visibility == .everybody ? .published : .saved
                return request.done("/places/\(place.slug)", saying: said)
            }) + [
            .button(
                "/places/{entry}/publish", PublishPlace.self, fixed: { ["place": $0.parameter("entry")] },
                done: { request, _ in request.done("/places/\(request.parameter("entry"))", saying: .published) })
        ]

    /// The button that publishes a draft, for whoever may.
    static func publishButton(_ entry: Entry, _ request: WebRequest) -> HTML {
        guard entry.visibility == .draft, PlaceStanding.mayPublish(entry, request.viewer) else { return .empty }
        let button = Button.submit(request.t("Publish"))
        return Form(
            action: request.link("/places/\(entry.slug)/publish"), token: request.formToken,
            content: "\(button, request.t)"
        ).html(request.t)
    }
}
