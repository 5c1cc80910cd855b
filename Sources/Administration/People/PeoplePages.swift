import Catalogue
import Languages
import Platform
import Web

/// The list of people, and the page of one of them with what administrators can do.
enum PeoplePages {
    static var routes: [Route] {
        [
            .page("/admin/people", access: .administrator, list),
            .page("/admin/people/{person}", access: .administrator) { request in
                try await person(request, ActionForm(GiveRole.self, request, to: request.path + "/give-role"))
            },
            button("end-role", EndRole.self), button("block", BlockSignIn.self),
            button("unblock", UnblockSignIn.self), button("end-sessions", EndSessions.self),
            .post("/admin/people/{person}/give-role", access: .administrator, giveRole),
        ]
    }

    private static func home(_ request: WebRequest) -> String { "/admin/people/\(request.parameter("person"))" }

    private static func button(_ verb: String, _ action: any Action.Type) -> Route {
        .button(
            "/admin/people/{person}/\(verb)", action, access: .administrator,
            fixed: { ["person": $0.parameter("person")] },
            done: { request, _ in request.done(home(request), saying: .saved) })
    }

    @Sendable private static func giveRole(_ request: WebRequest) async throws -> WebResponse {
        let fixed = ["person": request.parameter("person")]
        let input = request.input(adding: fixed).filter { $0.key != Form.tokenField }
        do {
            _ = try await request.run(GiveRole.self, input)
            return request.done(home(request), saying: .saved)
        } catch let faults as InputFaults {
            var response = try await person(
                request, ActionForm(GiveRole.self, request, to: request.path, values: input, faults: faults))
            response.status = 422
            return response
        }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let name = request.query["name"].flatMap { $0.isEmpty ? nil : $0 }
        let before = request.query["before"]
        let found = try await request.site.database.read { [viewer = request.viewer] transaction in
            try PeopleList.page(
                named: name, before: before, limit: AdminFields.pageSize, as: viewer, in: transaction)
        }
        let shown = found.prefix(AdminFields.pageSize)
        let next =
            found.count > shown.count
            ? shown.last.map { request.query.setting("before", to: $0.id).address(request.link("/admin/people")) } : nil
        let search = Form(
            action: request.link("/admin/people"), method: .get, label: t("Search people"),
            content: """
                \(FormField("name", label: t("Name"), value: name ?? "", isRequired: false), t)\
                \(Button.submit(t("Search"), style: .secondary), t)
                """)
        let table = DataTable(
            caption: t("People"),
            columns: [
                .init(t("Name")), .init(t("Mail address")), .init(t("Since")),
                .init(t("Roles"), isNumber: true), .init(t("Signing in")),
            ],
            rows: shown.map { person in
                [
                    "<a href=\(address: request.link("/admin/people/\(person.id)"))>\(person.name)</a>",
                    person.address.map { HTML(text: $0) }, HTML(text: t.dateTime(person.createdAt)),
                    HTML(text: t.number(person.roles)), state(person, t).html(t),
                ]
            })
        return request.adminPage(.people) {
            "\(search, t)\(table, t)\(Pagination(previous: nil, next: next), t)"
        }
    }

    private static func state(_ person: PeopleList.Person, _ t: Localiser) -> Badge {
        if person.erasedAt != nil { return Badge(t("Erased")) }
        return person.blockReason == nil ? Badge(t("Open"), tone: .good) : Badge(t("Blocked"), tone: .bad)
    }

    private static func person(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        let t = request.t
        let id = request.parameter("person")
        let (found, grants) = try await request.site.database.read { [now = request.now] transaction in
            (
                try PeopleList.person(id, in: transaction),
                try PeopleList.grants(of: id, now: now, in: transaction)
            )
        }
        guard let found else { throw NotFound() }
        var form = form
        form.fixed = ["person": id]
        form.submit = "Give the role"
        let facts = DefinitionList([
            Fact(t("Mail address"), found.address), Fact(t("Since"), t.dateTime(found.createdAt)),
            Fact(t("Language"), Language(tag: found.language).map { t.name(of: $0) }),
            Fact(t("Sessions"), t.number(found.sessions)),
            Fact(t("Signing in"), markup: state(found, t).html(t)),
            Fact(
                t("Record of changes"),
                markup: """
                    <a href=\(address: request.link("/admin/audit") + "?subject=" + id)>\(t("What was changed about this person"))</a>
                    """),
        ])
        return request.adminPage(.people, title: found.name) {
            """
            \(facts, t)<h2>\(t("Roles"))</h2>\(roles(request, grants))\
            <div class="columns columns-even"><section class="panel"><h2>\(t("Give a role"))</h2>\(form.html)</section>\
            <section class="panel"><h2>\(t("Signing in"))</h2>\(signIn(request, found))</section></div>
            """
        }
    }

    private static func roles(_ request: WebRequest, _ grants: [PeopleList.Held]) -> HTML {
        let t = request.t
        guard !grants.isEmpty else { return EmptyState(t("No roles.")).html(t) }
        return DataTable(
            caption: t("Roles"),
            columns: [.init(t("Role")), .init(t("Where")), .init(t("Since")), .init(t("End it"))],
            rows: grants.map { held in
                let end = Form(
                    action: request.link(home(request) + "/end-role"), token: request.formToken,
                    hidden: [("grant", held.id)],
                    content: """
                        \(FormField("reason", label: t("Reason")).inForm(held.id), t)\
                        \(Button.submit(t("End the role"), style: .quiet), t)
                        """)
                return [
                    HTML(text: t(held.grant.role.label)),
                    HTML(text: held.scopeTitle.map { t.text($0).text } ?? t(held.grant.scope.kind.label)),
                    HTML(text: t.dateTime(held.since)), end.html(t),
                ]
            }, hidesCaption: true
        ).html(t)
    }

    private static func signIn(_ request: WebRequest, _ person: PeopleList.Person) -> HTML {
        let t = request.t
        let sessions = request.adminButton(
            t("Sign out everywhere"), to: home(request) + "/end-sessions", style: .secondary)
        if let reason = person.blockReason {
            return """
                \(Notice(.warning, reason, title: t("Blocked")), t)\
                \(request.adminButton(t("Let them sign in again"), to: home(request) + "/unblock", style: .secondary))
                """
        }
        var form = ActionForm(BlockSignIn.self, request, to: home(request) + "/block")
        form.fixed = ["person": person.id]
        form.submit = "Keep from signing in"
        form.mark = "block"
        form.style = .danger
        return "\(sessions)\(form.html)"
    }
}
