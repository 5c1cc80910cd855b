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
            let cities = request.viewer.scopes(of: .city, as: .officer)
            return [
                "language": [request.t.language.rawValue],
                "city": cities.count == 1 && !request.viewer.isAdministrator ? cities : [],
            ]
        },
        page: { request, form in
            let t = request.t
            let form = try await offering(form, request)
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

    /// The cities to choose from, and the fields in the groups in which people know them.
    private static func offering(_ form: ActionForm, _ request: WebRequest) async throws -> ActionForm {
        var form = form
        let (own, all) = try await request.site.database.read { [viewer = request.viewer, t = request.t] transaction in
            let own = try ProjectStanding.cities(of: viewer, t, in: transaction)
            return (own, own == nil ? try EntryNames.offered(kind: "city", t, in: transaction) : [])
        }
        if let own { form.options["city"] = own } else { form.suggestions["city"] = all }
        form.groups = [
            (Message("The project"), ["title", "language", "story", "city", "source"]),
            (Message("Programme and partners"), ["programme", "fund", "code", "beneficiary", "partners", "status"]),
            (Message("Planned and real days"), ["start", "end", "actual_start", "actual_end"]),
            (Message("Money"), ["granted", "budget", "currency"]),
        ]
        return form
    }
}
