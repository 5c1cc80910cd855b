import Catalogue
import Database
import Languages
import Platform
import Web

/// The forms with which coordinators run their network.
enum CoordinatorPages {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        memberForms + [
            .page("/networks/{entry}/people", access: .signedIn) { try await PeoplePage().answer($0) },
            .button("/networks/{entry}/answer", AnswerRequest.self, fixed: network, done: back("/people")),
            .button(
                "/networks/{entry}/withdraw-invitation", WithdrawInvitation.self, fixed: network,
                done: back("/people", .removed)),
            .button("/networks/{entry}/give-role", GiveNetworkRole.self, fixed: network, done: back("/people")),
            .button("/networks/{entry}/end-role", EndNetworkRole.self, fixed: network, done: back("/people")),
            .button("/networks/{entry}/members/{member}/end", EndMember.self, fixed: member, done: back("/members")),
        ]
    }

    private static func network(_ request: WebRequest) -> [String: String] {
        ["network": request.parameter("entry")]
    }

    private static func member(_ request: WebRequest) -> [String: String] {
        ["network": request.parameter("entry"), "member": request.parameter("member")]
    }

    private static func back(
        _ path: String, _ said: WebRequest.Said = .saved
    ) -> @Sendable (WebRequest, Outcome) async throws -> WebResponse {
        { request, _ in request.done("/networks/\(request.parameter("entry"))\(path)", saying: said) }
    }

    private static func form(
        _ path: String, _ action: any Action.Type, title: Message, submit: Message = "Save",
        initial: @escaping @Sendable (WebRequest) async throws -> RawInput = { _ in [:] },
        said: WebRequest.Said = .saved
    ) -> [Route] {
        Route.form(
            "/networks/{entry}/\(path)", action, fixed: network, initial: initial,
            page: { request, form in
                var form = form
                form.submit = submit
                let entry = try await NetworkPages.find(request)
                return NetworkPages.page(request, entry, title: request.t(title)) { form.html }
            }, done: back("/members", said))
    }

    private static var memberForms: [Route] {
        form("add-member", AddMember.self, title: "Add a member", submit: "Add")
            + form(
                "invite", InviteMember.self, title: "Invite by mail", submit: "Send the invitation",
                initial: { ["language": [$0.t.language.rawValue]] }, said: .invited)
            + form("mix", SetWantedMix.self, title: "Wanted mix", initial: wantedMix)
            + Route.form(
                "/networks/{entry}/members/{member}", ChangeMember.self, fixed: member, initial: present,
                page: memberPage, done: back("/members"))
    }

    @Sendable private static func wantedMix(_ request: WebRequest) async throws -> RawInput {
        let entry = try await NetworkPages.find(request)
        let shares = try await request.site.database.read { try Members.wantedShares(of: entry.id, in: $0) }
        return Dictionary(uniqueKeysWithValues: shares.map { ($0.key.rawValue, [String($0.value)]) })
    }

    @Sendable private static func present(_ request: WebRequest) async throws -> RawInput {
        let entry = try await NetworkPages.find(request)
        return try await request.site.database.read { transaction in
            let row = try Membership.current(request.parameter("member"), of: entry.id, in: transaction)
            return [
                "sector": [try row["sector"] ?? ""], "level": [try row["level"] ?? ""],
                "roles": [JSONColumn.texts(try row["roles"]).joined(separator: ", ")],
            ]
        }
    }

    @Sendable private static func memberPage(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        let t = request.t
        let entry = try await NetworkPages.find(request)
        let id = request.parameter("member")
        let (name, history) = try await request.site.database.read { transaction in
            let row = try Membership.current(id, of: entry.id, in: transaction)
            return (try memberTitle(row, t, in: transaction), try Members.involvements(of: id, in: transaction))
        }
        func item(_ involvement: Members.Involvement) -> HTML {
            let since = involvement.since.map { t.date($0) } ?? ""
            let period = involvement.until.map { t("\(since) to \(t.date($0))") } ?? t("since \(since)")
            return "<li>\(t(involvement.level.label)): \(period)</li>"
        }
        let end = Form(
            action: request.link("/networks/\(entry.slug)/members/\(id)/end"), token: request.formToken,
            content: "\(Button.submit(t("End the membership"), style: .danger), t)")
        return NetworkPages.page(request, entry, title: name) {
            """
            \(form.html)\(if: !history.isEmpty, request.section(t("Involvement so far"), "<ul>\(each: history, item)</ul>"))\
            \(request.section(t("End the membership"), "<p>\(t("The membership stays on record with its dates."))</p>\(end, t)"))
            """
        }
    }

    private static func memberTitle(_ row: Row, _ t: Localiser, in transaction: Transaction) throws -> String {
        let organisation: String? = try row["organisation"]
        let city: String? = try row["city"]
        if let entry = organisation ?? city {
            let title = try EntryLists.titles(of: [entry], in: transaction)[entry]
            return title?.reading(for: t.language).text ?? t("Member")
        }
        let person: String? = try row["person"]
        return try transaction.first("SELECT name FROM person WHERE id = \(person)")?["name"] ?? t("Member")
    }
}

/// Who asks to join a network and who has which role in it, for its coordinators.
struct PeoplePage: Sendable {
    private struct Asking: Sendable {
        let id: String
        let name: String
        let message: String?
        let at: Instant
    }

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let (entry, asking, invited, holders) = try await request.site.database.read {
            [now = request.now] transaction in
            let entry = try NetworkPages.find(request, in: transaction, runs: true)
            let asking = try transaction.all(
                """
                SELECT r.id, r.message, r.at, p.name FROM network_request r JOIN person p ON p.id = r.person
                WHERE r.network = \(entry.id) AND r.answered_at IS NULL ORDER BY r.at LIMIT 200
                """
            ).map { row in
                Asking(
                    id: try row["id"], name: try row["name"], message: try row["message"],
                    at: Instant(milliseconds: try row["at"]))
            }
            return (
                entry, asking, try Invitation.Waiting.list(of: entry.id, in: transaction),
                try NetworkRoles.people(of: entry.id, now: now, in: transaction)
            )
        }
        let t = request.t
        let path = request.link("/networks/\(entry.slug)")
        return NetworkPages.page(request, entry, title: t("Run this network")) {
            """
            <div class="actions">\(Button.link(t("Members"), to: path + "/members"), t)\
            \(Button.link(t("Add a member"), to: path + "/add-member"), t)\
            \(Button.link(t("Invite by mail"), to: path + "/invite"), t)\
            \(Button.link(t("Wanted mix"), to: path + "/mix"), t)\
            \(Button.link(t("Start a working group"), to: request.link("/networks/new?parent=\(entry.slug)")), t)</div>\
            \(request.section(t("Who asks to join"), requests(asking, entry, request)))\
            \(if: !invited.isEmpty, request.section(t("Who is invited"), invitations(invited, entry, request)))\
            \(request.section(t("Roles"), roles(holders, entry, request)))
            """
        }
    }

    private func requests(_ asking: [Asking], _ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        guard !asking.isEmpty else { return "<p class=\"missing\">\(t("Nobody asks at the moment."))</p>" }
        func item(_ one: Asking) -> HTML {
            let form = Form(
                action: request.link("/networks/\(entry.slug)/answer"), token: request.formToken,
                hidden: [("request", one.id)], label: one.name,
                content: """
                    \(Button.submit(t("Accept"), style: .secondary, name: "answer", value: "accept"), t)\
                    \(Button.submit(t("Decline"), style: .quiet, name: "answer", value: "decline"), t)
                    """)
            return "<li><p>\(one.name), \(t.dateTime(one.at))</p><p>\(one.message)</p>\(form, t)</li>"
        }
        return "<ul>\(each: asking, item)</ul>"
    }

    private func invitations(_ invited: [Invitation.Waiting], _ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        let rows = invited.map { one -> [HTML?] in
            let withdraw = Form(
                action: request.link("/networks/\(entry.slug)/withdraw-invitation"), token: request.formToken,
                hidden: [("invitation", one.id)], label: one.recipient,
                content: "\(Button.submit(t("Take back"), style: .quiet), t)")
            let isOver = one.endsAt <= request.now
            return [
                HTML(text: one.recipient), HTML(text: t(one.role.label)),
                isOver ? Badge(t("Over")).html(t) : HTML(text: t.dateTime(one.endsAt)), withdraw.html(t),
            ]
        }
        let columns = [t("Mail address"), t("Role"), t("Works until"), t("Change")].map { DataTable.Column($0) }
        return DataTable(caption: t("Who is invited"), columns: columns, rows: rows, hidesCaption: true).html(t)
    }

    private func roles(_ holders: [NetworkRoles.Holder], _ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        func button(_ holder: NetworkRoles.Holder, _ verb: String, _ role: NetworkRole, _ text: String) -> HTML {
            Form(
                action: request.link("/networks/\(entry.slug)/\(verb)"), token: request.formToken,
                hidden: [("person", holder.id), ("role", role.rawValue)], label: holder.name,
                content: "\(Button.submit(text, style: .quiet), t)"
            ).html(t)
        }
        let coordinators = Set(holders.filter { $0.role == .coordinator }.map(\.id))
        let rows = holders.map { holder -> [HTML?] in
            let promote = holder.role == .member && !coordinators.contains(holder.id)
            return [
                HTML(text: holder.name), HTML(text: t(holder.role.label)),
                """
                \(if: promote, button(holder, "give-role", .coordinator, t("Make coordinator")))\
                \(button(holder, "end-role", holder.role, t("End this role")))
                """,
            ]
        }
        let columns = [t("Person"), t("Role"), t("Change")].map { DataTable.Column($0) }
        return rows.isEmpty
            ? "<p class=\"missing\">\(t("Nobody has a role here yet."))</p>"
            : "\(DataTable(caption: t("Roles"), columns: columns, rows: rows, hidesCaption: true), t)"
    }
}
