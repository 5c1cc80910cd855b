import Catalogue
import Database
import Languages
import Platform
import Web

/// Whose membership of a network has ended, and whose level of involvement has changed, each with its days.
struct HistoryPage: Sendable {
    let catalogue: CatalogueService

    /// Five statements, whatever the number of members.
    func answer(_ request: WebRequest) async throws -> WebResponse {
        let span: Members.Span = request.query["show"] == Members.Span.changed.rawValue ? .changed : .ended
        let after = request.query["after"]
        let (entry, page, levels) = try await request.site.database.read { [viewer = request.viewer] transaction in
            let entry = try NetworkPages.find(request, in: transaction)
            let page = try Members.page(of: entry.id, span, after: after, as: viewer, in: transaction)
            return (entry, page, try Members.involvements(of: page.members.map(\.id), in: transaction))
        }
        let t = request.t
        let address = QueryString([.init("show", span.rawValue)])
        let path = request.link("/networks/\(entry.slug)/history")
        let pagination = Pagination(
            previous: after == nil ? nil : address.address(path),
            next: page.next.map { address.setting("after", to: $0).address(path) })
        return NetworkPages.page(request, entry, title: t("Former members and levels")) {
            """
            \(tabs(span, path, t), t)\(table(span, page.members, levels, request))\(pagination, t)
            """
        }
    }

    private func tabs(_ span: Members.Span, _ path: String, _ t: Localiser) -> Tabs {
        func link(_ other: Members.Span, _ label: String) -> Link {
            Link(label, to: QueryString([.init("show", other.rawValue)]).address(path), isCurrent: other == span)
        }
        return Tabs(
            label: t("Former members and levels"),
            [link(.ended, t("Former members")), link(.changed, t("Members whose level has changed"))])
    }

    private func table(
        _ span: Members.Span, _ members: [Member], _ levels: [String: [Members.Involvement]], _ request: WebRequest
    ) -> HTML {
        let t = request.t
        guard !members.isEmpty else {
            let text =
                span == .ended ? t("No membership has ended yet.") : t("No level of involvement has changed yet.")
            return "<p class=\"missing\">\(text)</p>"
        }
        let until = span == .ended ? [t("Lasts until")] : []
        let titles =
            [t("Member"), t("Sector"), t("Roles"), t("Member since")] + until + [t("Level of involvement")]
        let rows = members.map { member -> [HTML?] in
            let levels = levels[member.id] ?? []
            var cells: [HTML?] = [
                MemberName(member: member, catalogue: catalogue, request: request).name,
                member.sector.map { HTML(text: t($0.label)) },
                member.roles.isEmpty ? nil : HTML(text: member.rolesText(t)),
                member.since.map { HTML(text: t.date($0)) },
            ]
            if span == .ended { cells.append(member.until.map { HTML(text: t.date($0)) }) }
            cells.append(levels.isEmpty ? nil : "<ul>\(each: levels, { "<li>\($0.text(t))</li>" })</ul>")
            return cells
        }
        let caption = span == .ended ? t("Former members") : t("Members whose level has changed")
        return "\(DataTable(caption: caption, columns: titles.map { .init($0) }, rows: rows), t)"
    }
}
