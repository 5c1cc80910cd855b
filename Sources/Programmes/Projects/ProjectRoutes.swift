import Catalogue
import Languages
import Platform
import Web

/// The page on which an officer enters a project.
enum ProjectRoutes {
    static let all: [Route] = Route.form(
        "/projects/new", RegisterProject.self,
        initial: { request in
            guard ProjectStanding.mayRegister(request.viewer) else { throw AccessDenied.forbidden }
            return ["language": [request.t.language.rawValue]]
        },
        page: { request, form in
            let t = request.t
            return request.page(title: t("Register a project")) {
                "\(Heading(t("Register a project")), t)\(form.html)"
            }
        },
        done: { request, outcome in
            let project = try await request.site.database.read { [viewer = request.viewer] transaction in
                try Entries.find(outcome.subject.id, kind: "project", as: viewer, in: transaction)
            }
            return request.done("/projects/\(project.slug)", saying: .published)
        })
}
