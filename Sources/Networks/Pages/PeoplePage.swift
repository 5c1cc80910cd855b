import Catalogue
import Database
import Languages
import Platform
import Web

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
            \(Button.link(t("Add a person"), to: path + "/add-person"), t)\
            \(Button.link(t("Invite by mail"), to: path + "/invite"), t)\
            \(Button.link(t("Wanted mix"), to: path + "/mix"), t)\
            \(Button.link(t("Start a working group"), to: request.link("/networks/new?parent=\(entry.id)")), t)</div>\
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
