import Catalogue
import Languages
import Platform
import Web

/// The page of one person with what administrators can do: give and end roles, end sessions, block and let in again.
struct PersonPage {
    /// One of the page's forms, which was sent and refused.
    struct Refused {
        let form: String
        let values: RawInput
        let faults: InputFaults
    }

    private let request: WebRequest
    private let refused: Refused?

    private var t: Localiser { request.t }
    private var id: String { request.parameter("person") }
    private var home: String { "/admin/people/\(id)" }

    static var routes: [Route] {
        [
            .page("/admin/people/{person}", access: .administrator) { request in
                try await PersonPage(request: request, refused: nil).answer()
            },
            post("give-role", GiveRole.self, form: { _ in "role" }),
            post("end-role", EndRole.self, form: { $0.form["grant"] ?? "" }),
            post("block", BlockSignIn.self, form: { _ in "block" }),
            post("unblock", UnblockSignIn.self, form: { _ in "unblock" }),
            post("end-sessions", EndSessions.self, form: { _ in "sessions" }),
            post("mail-sign-in-link", MailSignInLink.self, saying: .sent, form: { _ in "link" }),
        ]
    }

    /// What one of the forms is sent to: done, and back to the page; or the page again with what is wrong in that form.
    private static func post(
        _ verb: String, _ action: any Action.Type, saying said: WebRequest.Said = .saved,
        form: @escaping @Sendable (WebRequest) -> String
    ) -> Route {
        .post("/admin/people/{person}/\(verb)", access: .administrator, action: action) { request in
            let fixed = ["person": request.parameter("person")]
            let input = request.input(adding: fixed).filter { $0.key != Form.tokenField }
            do {
                _ = try await request.run(action, input)
                return request.done("/admin/people/\(request.parameter("person"))", saying: said)
            } catch let faults as InputFaults {
                let refused = Refused(form: form(request), values: input, faults: faults)
                var response = try await PersonPage(request: request, refused: refused).answer()
                response.status = 422
                return response
            }
        }
    }

    private func answer() async throws -> WebResponse {
        let (found, grants) = try await request.site.database.read { [id, now = request.now] transaction in
            (
                try PeopleList.person(id, in: transaction),
                try PeopleList.grants(of: id, now: now, in: transaction)
            )
        }
        guard let found else { throw NotFound() }
        return request.adminPage(.people, title: PeoplePages.name(of: found, t)) {
            """
            \(facts(found), t)<h2>\(t("Roles"))</h2>\(roles(grants))\
            <div class="columns columns-even"><section class="panel"><h2>\(t("Give a role"))</h2>\
            \(form("role", GiveRole.self, "give-role", submit: "Give the role").html)</section>\
            <section class="panel"><h2>\(t("Signing in"))</h2>\(signIn(found))</section></div>
            """
        }
    }

    private func facts(_ person: PeopleList.Person) -> DefinitionList {
        DefinitionList([
            Fact(t("Mail address"), person.address), Fact(t("Since"), t.dateTime(person.createdAt)),
            Fact(t("Language"), Language(tag: person.language).map { t.name(of: $0) }),
            Fact(t("Sessions"), t.number(person.sessions)),
            Fact(t("Signing in"), markup: PeoplePages.state(person, t).html(t)),
            Fact(
                t("Record of changes"),
                markup: """
                    <a href=\(address: request.link("/admin/audit") + "?subject=" + id)>\(t("What was changed about this person"))</a>
                    """),
        ])
    }

    /// A form of this page, with what was wrong when it was the one that was sent.
    private func form(
        _ name: String, _ action: any Action.Type, _ verb: String, submit: Message, style: Button.Style = .primary,
        fixed: [String: String] = [:]
    ) -> ActionForm {
        let mine = refused.flatMap { $0.form == name ? $0 : nil }
        var form = ActionForm(
            action, request, to: "\(home)/\(verb)", values: mine?.values ?? [:],
            faults: mine?.faults ?? InputFaults())
        form.identifier = name
        form.fixed = fixed.merging(["person": id]) { $1 }
        form.submit = submit
        form.style = style
        return form
    }

    private func roles(_ grants: [PeopleList.Held]) -> HTML {
        guard !grants.isEmpty else { return EmptyState(t("No roles.")).html(t) }
        return DataTable(
            caption: t("Roles"),
            columns: [.init(t("Role")), .init(t("Where")), .init(t("Since")), .init(t("End it"))],
            rows: grants.map { held in
                let end = form(
                    held.id, EndRole.self, "end-role", submit: "End the role", style: .quiet,
                    fixed: ["grant": held.id])
                return [
                    HTML(text: t(held.grant.role.label)),
                    HTML(text: held.scopeTitle.map { t.text($0).text } ?? t(held.grant.scope.kind.label)),
                    HTML(text: t.dateTime(held.since)),
                    """
                    <details\(flag: "open", refused?.form == held.id)><summary>\(t("End the role"))</summary>\
                    \(end.html)</details>
                    """,
                ]
            }, hidesCaption: true
        ).html(t)
    }

    private func signIn(_ person: PeopleList.Person) -> HTML {
        let sessions = form(
            "sessions", EndSessions.self, "end-sessions", submit: "Sign out everywhere", style: .secondary)
        let link = form(
            "link", MailSignInLink.self, "mail-sign-in-link", submit: "Mail a link that signs in", style: .secondary)
        if let reason = person.blockReason {
            return """
                \(Notice(.warning, reason, title: t("Blocked")), t)\
                \(request.adminButton(t("Let them sign in again"), to: home + "/unblock", style: .secondary))
                """
        }
        let block = form("block", BlockSignIn.self, "block", submit: "Keep from signing in", style: .danger)
        let canBeMailed = person.address != nil && person.erasedAt == nil
        let heading: HTML = "<h3>\(t("Keep them from signing in"))</h3>"
        return "<div class=\"stack\">\(if: canBeMailed, link.html)\(sessions.html)\(heading)\(block.html)</div>"
    }
}
