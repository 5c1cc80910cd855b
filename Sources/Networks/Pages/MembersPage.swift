import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform
import Web

/// All members of a network, page by page; its coordinators change them here.
struct MembersPage: Sendable {
    let catalogue: CatalogueService

    /// The list. Reads three statements, whatever the number of members.
    func answer(_ request: WebRequest) async throws -> WebResponse {
        let after = request.query["after"]
        let (entry, page, tallies) = try await request.site.database.read { [viewer = request.viewer] transaction in
            let entry = try NetworkPages.find(request, in: transaction)
            let page = try Members.page(of: entry.id, after: after, as: viewer, in: transaction)
            return (entry, page, try Members.tallies(of: entry.id, in: transaction))
        }
        let t = request.t
        let runs = request.viewer.holds(.coordinator, in: Scope(.network, entry.id))
        let total = tallies.reduce(0) { $0 + $1.count }
        let path = request.link("/networks/\(entry.slug)/members")
        let summary = t.count(total, one: "\(total) present member", other: "\(total) present members")
        let pagination = Pagination(
            previous: after == nil ? nil : path,
            next: page.next.map { QueryString([.init("after", $0)]).address(path) }, summary: summary)
        return NetworkPages.page(request, entry, title: t("Members")) {
            """
            \(if: runs, buttons(entry, request))\
            <p><a href=\(address: request.link("/networks/\(entry.slug)/history"))>\(t("Former members and levels"))</a></p>\
            \(table(entry, page.members, runs: runs, request))\(pagination, t)
            """
        }
    }

    private func buttons(_ entry: Entry, _ request: WebRequest) -> HTML {
        let t = request.t
        let path = "/networks/\(entry.slug)"
        return """
            <div class="actions">\(Button.link(t("Add a member"), to: request.link(path + "/add-member"), style: .primary), t)\
            \(Button.link(t("Add a person"), to: request.link(path + "/add-person")), t)\
            \(Button.link(t("Invite by mail"), to: request.link(path + "/invite")), t)\
            \(Button.link(t("Wanted mix"), to: request.link(path + "/mix")), t)\
            \(Button.link(t("Download as CSV"), to: request.link(path + "/members.csv"), style: .quiet), t)</div>
            """
    }

    private func table(_ entry: Entry, _ members: [Member], runs: Bool, _ request: WebRequest) -> HTML {
        let t = request.t
        let titles = [t("Member"), t("Sector"), t("Roles"), t("Level of involvement"), t("Member since")]
        let columns = (titles + (runs ? [t("Change")] : [])).map { DataTable.Column($0) }
        let rows = members.map { member -> [HTML?] in
            var cells: [HTML?] = [
                MemberName(member: member, catalogue: catalogue, request: request).name,
                member.sector.map { HTML(text: t($0.label)) },
                member.roles.isEmpty ? nil : HTML(text: member.rolesText(t)),
                member.level.map { HTML(text: t($0.label)) }, member.since.map { HTML(text: t.date($0)) },
            ]
            if runs {
                let address = request.link("/networks/\(entry.slug)/members/\(member.id)")
                cells.append("<a href=\(address: address)>\(t("Change"))</a>")
            }
            return cells
        }
        return "\(DataTable(caption: t("Members"), columns: columns, rows: rows, hidesCaption: true), t)"
    }

    /// The list as a file for the network's coordinators. Mail addresses only of people who allowed it.
    func download(_ request: WebRequest) async throws -> WebResponse {
        let entry = try await request.site.database.read { transaction in
            try NetworkPages.find(request, in: transaction, runs: true)
        }
        let export = MemberExport(entry.id, database: request.site.database, language: request.t.language)
        return .download(name: "members.csv", type: "text/csv; charset=utf-8") { try await export.next() }
    }
}

/// The present members as CSV, read and written in batches.
actor MemberExport {
    private static let batch = 500
    static let columns = [
        "kind", "name", "country", "sector", "roles", "level", "level_since", "since", "mail_address",
    ]

    private let network: String
    private let database: Database
    private let language: Language
    private var after: String? = ""

    init(_ network: String, database: Database, language: Language) {
        self.network = network
        self.database = database
        self.language = language
    }

    /// The next part of the file, or nil at its end. One statement for a batch.
    func next() async throws -> Data? {
        guard let after else { return nil }
        let rows = try await database.read { [network] in try Self.rows(of: network, after: after, in: $0) }
        var lines = after.isEmpty ? [Self.columns] : []
        for row in rows { lines.append(try cells(row)) }
        self.after = rows.count == Self.batch ? try rows.last?["member"] : nil
        return CSVWriter.text(of: lines)
    }

    private static func rows(of network: String, after: String, in transaction: Transaction) throws -> [Row] {
        try transaction.all(
            """
            SELECT m.id AS member, e.kind, e.title, e.country, p.name AS person_name, m.sector AS member_sector,
                   m.roles, i.level, i.since AS level_since, m.since AS member_since,
                   (SELECT MIN(a.address) FROM email_address a WHERE a.person = m.person AND m.shares_mail) AS mail
            FROM network_member m LEFT JOIN entry e ON e.id = COALESCE(m.organisation, m.city)
                LEFT JOIN person p ON p.id = m.person
                LEFT JOIN involvement i ON i.member = m.id AND i.until IS NULL
            WHERE m.network = \(network) AND m.until IS NULL AND m.id > \(after)
              AND (e.id IS NULL OR e.visibility = 'public')
            ORDER BY m.id LIMIT \(batch)
            """)
    }

    private func cells(_ row: Row) throws -> [String] {
        let title = try (row["title"] as String?).map { try LocalizedText(json: $0).reading(for: language).text }
        let roles = MemberRole.all(in: try row["roles"]).map(\.rawValue).joined(separator: ", ")
        let texts: [String?] = [
            try row["kind"] ?? "person", try title ?? row["person_name"], try row["country"], try row["member_sector"],
            roles, try row["level"], try row["level_since"], try row["member_since"], try row["mail"],
        ]
        return texts.map { $0 ?? "" }
    }
}

/// What the pages below a network share.
enum NetworkPages {
    /// The network that the address names.
    /// - Throws: `NotFound`; with `runs`, `AccessDenied` for those who do not run it.
    static func find(_ request: WebRequest, in transaction: Transaction, runs: Bool = false) throws -> Entry {
        let entry = try Entries.find(
            request.parameter("entry"), kind: "network", as: request.viewer, in: transaction)
        if runs, !request.viewer.holds(.coordinator, in: Scope(.network, entry.id)) {
            throw request.viewer.isSignedIn ? AccessDenied.forbidden : AccessDenied.signInNeeded
        }
        return entry
    }

    /// The same, for pages that only those who run the network open.
    static func find(_ request: WebRequest, runs: Bool = true) async throws -> Entry {
        try await request.site.database.read { try find(request, in: $0, runs: runs) }
    }

    /// A page below a network's own.
    static func page(
        _ request: WebRequest, _ entry: Entry, title: String, lead: String? = nil, content: () -> HTML
    ) -> WebResponse {
        let t = request.t
        var details = WebRequest.PageDetails()
        details.trail = [
            Link(t("Networks"), to: request.link("/networks")),
            Link(entry.title(t).text, to: request.link("/networks/\(entry.slug)")),
            Link(title, to: request.link(request.path)),
        ]
        let heading = Heading(title, kicker: entry.title(t).text, lead: lead.map { HTML(text: $0) })
        return request.page(title: "\(title): \(entry.title(t).text)", details) { "\(heading, t)\(content())" }
    }
}
