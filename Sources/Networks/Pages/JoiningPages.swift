import Catalogue
import Database
import Languages
import Platform
import Web

/// The pages of people who join networks, start them, and keep their own city's or organisation's page.
enum JoiningPages {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/my/networks", access: .signedIn) { try await MyNetworksPage(catalogue: catalogue).answer($0) },
            .page("/invitations/{token}") { try await invitation($0) },
            .post("/invitations/{token}", access: .signedIn, action: AcceptInvitation.self) { try await accept($0) },
            .button(
                "/networks/{entry}/leave", LeaveNetwork.self, fixed: { ["network": $0.parameter("entry")] },
                done: { request, _ in request.done("/networks/\(request.parameter("entry"))", saying: .removed) }),
        ] + ask + start + profile(.city, "cities") + profile(.organisation, "organisations")
    }

    private static var ask: [Route] {
        Route.form(
            "/networks/{entry}/join", AskToJoin.self, fixed: { ["network": $0.parameter("entry")] },
            page: { request, form in
                var form = form
                form.submit = "Ask to join"
                let entry = try await NetworkPages.find(request, runs: false)
                return NetworkPages.page(
                    request, entry, title: request.t("Ask to join"),
                    lead: request.t("The coordinator sees your name and what you write here, and answers.")
                ) { form.html }
            },
            done: { request, _ in request.done("/networks/\(request.parameter("entry"))", saying: .sent) })
    }

    private static var start: [Route] {
        Route.form(
            "/networks/new", StartNetwork.self,
            initial: { request in
                let own = request.viewer.scopes(of: .network, as: .coordinator)
                let parent = request.query["parent"] ?? (own.count == 1 ? own.first : nil)
                let startsGroup = request.query["parent"] != nil || !request.viewer.isAdministrator
                return [
                    "parent": [parent ?? ""], "kind": startsGroup ? [NetworkKind.workingGroup.rawValue] : [],
                    "language": [request.t.language.rawValue],
                ]
            },
            page: { request, form in
                let t = request.t
                let runs = !request.viewer.scopes(of: .network, as: .coordinator).isEmpty
                guard runs || request.viewer.isAdministrator else { throw AccessDenied.forbidden }
                let title = t(request.viewer.isAdministrator ? "Start a network" : "Start a working group")
                let form = try await offering(request, form)
                return request.page(title: title) { "\(Heading(title), t)\(form.html)" }
            },
            done: { request, outcome in
                let entry = try await request.site.database.read { [viewer = request.viewer] transaction in
                    try Entries.find(outcome.subject.id, kind: "network", as: viewer, in: transaction)
                }
                return request.done("/networks/\(entry.slug)", saying: .published)
            })
    }

    /// The networks that a new one can be part of: all for administrators, else those that the viewer runs; and the one
    /// kind that coordinators start. One statement.
    private static func offering(_ request: WebRequest, _ form: ActionForm) async throws -> ActionForm {
        let t = request.t
        let viewer = request.viewer
        let run: SQL = "e.id IN \(list: viewer.scopes(of: .network, as: .coordinator))"
        let condition: SQL = viewer.isAdministrator ? "1 = 1" : run
        let networks = try await request.site.database.read { transaction in
            try transaction.all(
                """
                SELECT e.* FROM entry e WHERE e.kind = 'network' AND \(sql: EntryScope.visible(to: viewer))
                  AND \(sql: condition) ORDER BY e.slug LIMIT 500
                """
            ).map { try Entry($0) }
        }
        var form = form
        let none = viewer.isAdministrator ? [FieldOption("", "Not stated")] : []
        form.options["parent"] = none + networks.map { FieldOption($0.id, Message("\($0.title(t).text)")) }
        if !viewer.isAdministrator {
            form.options["kind"] = [FieldOption(NetworkKind.workingGroup.rawValue, NetworkKind.workingGroup.label)]
        }
        return form
    }

    private static func profile(_ profile: EditProfile.Profile, _ path: String) -> [Route] {
        Route.form(
            "/\(path)/{entry}/profile", EditProfile.self,
            fixed: { ["entry": $0.parameter("entry"), "kind": profile.rawValue] },
            initial: { request in try await present(request, profile) },
            page: { request, form in
                let t = request.t
                let title = t("Edit this page")
                return request.page(title: title) { "\(Heading(title), t)\(form.html)" }
            },
            done: { request, _ in request.done("/\(path)/\(request.parameter("entry"))", saying: .saved) })
    }

    private static func present(_ request: WebRequest, _ profile: EditProfile.Profile) async throws -> RawInput {
        try await request.site.database.read { [viewer = request.viewer, language = request.t.language] transaction in
            let entry = try Entries.find(
                request.parameter("entry"), kind: profile.rawValue, as: viewer, in: transaction)
            guard viewer.holds(.officer, in: Scope(profile.scope, entry.id)) else { throw AccessDenied.forbidden }
            let table: SQL = profile == .city ? "city" : "organisation"
            let row = try transaction.first("SELECT website, contact_page FROM \(sql: table) WHERE entry = \(entry.id)")
            return [
                "language": [language.rawValue], "story": [entry.story?[language]?.text ?? ""],
                "website": [try row?["website"] ?? ""], "contact_page": [try row?["contact_page"] ?? ""],
            ]
        }
    }

    @Sendable private static func invitation(_ request: WebRequest) async throws -> WebResponse {
        let token = request.parameter("token")
        let found = try await request.site.database.read { [person = request.viewer.person, now = request.now] in
            try Invitation.find(token, now: now, for: person, in: $0)
        }
        switch found {
        case .failure(let error): return refusal(error.refusal, request)
        case .success(let invitation): return offer(invitation, faults: InputFaults(), request)
        }
    }

    @Sendable private static func accept(_ request: WebRequest) async throws -> WebResponse {
        let input = request.input(adding: ["token": request.parameter("token")]).filter { $0.key != Form.tokenField }
        do {
            let outcome = try await request.run(AcceptInvitation.self, input)
            let entry = try await request.site.database.read { [viewer = request.viewer] transaction in
                try Entries.find(outcome.subject.id, kind: "network", as: viewer, in: transaction)
            }
            return request.done("/networks/\(entry.slug)", saying: .joined)
        } catch is InputFaults {
            // Used or expired since the page was shown: the page says which.
            return try await invitation(request)
        }
    }

    private static func refusal(_ refusal: Invitation.Refusal, _ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.isHidden = true
        let title = t("This link does not work")
        var response = request.page(title: title, details) {
            """
            \(Heading(title), t)<p class="lead">\(t(refusal.message))</p>\
            <p><a href=\(address: request.link("/networks"))>\(t("Networks"))</a></p>
            """
        }
        response.status = refusal == .unknown ? 404 : 410
        return response
    }

    private static func offer(_ invitation: Invitation, faults: InputFaults, _ request: WebRequest) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.isHidden = true
        let network = invitation.network.title(t).text
        let title = t("Invitation to \(network)")
        let role = t(invitation.role.label)
        let next = QueryString([.init("next", request.path)])
        let joining = QueryString(next.pairs + [.init("invitation", request.parameter("token"))])
        return request.page(title: title, details) {
            guard request.viewer.isSignedIn else {
                return """
                    \(Heading(title), t)<p class="lead">\(t("You are invited as: \(role). Please sign in or make an account first; you then come back here."))</p>\
                    <div class="actions">\(Button.link(t("Sign in"), to: next.address(request.link("/sign-in")), style: .primary), t)\
                    \(Button.link(t("Make an account"), to: joining.address(request.link("/join"))), t)</div>
                    """
            }
            var form = ActionForm(AcceptInvitation.self, request, to: request.path, faults: faults)
            form.submit = "Join"
            form.fixed = ["token": request.parameter("token")]
            return "\(Heading(title), t)<p class=\"lead\">\(t("You are invited as: \(role)."))</p>\(form.html)"
        }
    }
}

/// The networks of the person who is signed in.
struct MyNetworksPage: Sendable {
    let catalogue: CatalogueService

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let viewer = request.viewer
        let runs = Set(viewer.scopes(of: .network, as: .coordinator))
        let ids = Array(runs.union(viewer.scopes(of: .network, as: .member))).sorted()
        let (listed, pending) = try await request.site.database.read { transaction in
            let pending = try transaction.all(
                """
                SELECT e.* FROM network_request r JOIN entry e ON e.id = r.network
                WHERE r.person = \(viewer.person) AND r.answered_at IS NULL AND \(sql: EntryScope.visible(to: viewer))
                ORDER BY r.at
                """
            ).map { try Entry($0) }
            return (try EntryLists.entries(ids, as: viewer, in: transaction), pending)
        }
        let title = t("My networks")
        func item(_ entry: Entry, _ role: String) -> HTML {
            """
            <li><a href=\(address: request.link(catalogue.path(to: entry)))>\(entry.title(t).unmarked)</a> \
            <span class="kicker">\(role)</span></li>
            """
        }
        let mine = listed.map {
            item($0.entry, runs.contains($0.entry.id) ? t("Coordinator") : t("Member", context: "role"))
        }
        let asked = pending.map { item($0, t("Asked to join")) }
        return request.page(title: title) {
            """
            \(Heading(title), t)\(mine.isEmpty && asked.isEmpty ? empty(request) : "<ul>\(each: mine + asked, { $0 })</ul>")\
            \(if: viewer.isAdministrator || !runs.isEmpty, startButton(request))
            """
        }
    }

    private func startButton(_ request: WebRequest) -> HTML {
        let t = request.t
        let text = t(request.viewer.isAdministrator ? "Start a network" : "Start a working group")
        return "<p>\(Button.link(text, to: request.link("/networks/new")), t)</p>"
    }

    private func empty(_ request: WebRequest) -> HTML {
        let t = request.t
        return EmptyState(
            t("You are in no network yet."), actions: "\(Button.link(t("Networks"), to: request.link("/networks")), t)"
        ).html(t)
    }
}
