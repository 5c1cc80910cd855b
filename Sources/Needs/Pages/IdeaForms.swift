import Catalogue
import Database
import Languages
import Platform
import Web

/// The page on which somebody changes an idea.
enum IdeaForms {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        Route.form(
            "/ideas/{entry}/edit", EditIdea.self, fixed: { ["entry": $0.parameter("entry")] },
            initial: { try await values(of: $0) }, page: { page($0, $1) },
            done: { request, outcome in
                request.done(try await catalogue.path(to: outcome.subject, request), saying: .saved)
            })
    }

    private static func page(_ request: WebRequest, _ form: ActionForm) -> WebResponse {
        let title = request.t("Change the idea")
        return request.page(title: title, request.details(below: "My needs and ideas", at: "/my/needs", title)) {
            "\(Heading(title), request.t)\(form.html)"
        }
    }

    private static func values(of request: WebRequest) async throws -> RawInput {
        let idea = try await request.tended("idea").entry
        return [
            "title": [idea.title.reading(for: idea.language).text],
            "story": [idea.story?.reading(for: idea.language).text ?? ""], "language": [idea.language.rawValue],
        ]
    }
}
