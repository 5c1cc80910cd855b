import Exchange
import Languages
import Platform
import Web

/// The record of changes: who did what when, with the states before and after, and whether the chain holds.
enum AuditPage {
    /// Fewer than elsewhere, because each row holds what was there before and after.
    private static let pageSize = 20

    static var routes: [Route] {
        [
            .page("/admin/audit", access: .administrator, list),
            .page("/admin/audit/verified", access: .administrator, verified),
        ]
    }

    private static func text(_ name: String, _ request: WebRequest) -> String? {
        request.query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let filter = AuditLog.Filter(
            actor: text("actor", request), action: text("action", request), subject: text("subject", request))
        let before = text("before", request).flatMap { Int($0) }
        let found = try await request.site.database.read { [viewer = request.viewer] transaction in
            try AuditLog.page(
                before: before, limit: pageSize + 1, filter: filter, as: viewer, in: transaction)
        }
        let shown = found.prefix(pageSize)
        let next =
            found.count > shown.count
            ? shown.last.map {
                request.query.setting("before", to: String($0.position)).address(request.link("/admin/audit"))
            } : nil
        let table = DataTable(
            caption: t("Record of changes"),
            columns: [
                .init(t("Number"), isNumber: true), .init(t("When")), .init(t("Who")), .init(t("What")),
                .init(t("About")), .init(t("Before and after")),
            ],
            rows: shown.map { row($0, request) })
        return request.adminPage(.audit) {
            """
            \(search(request), t)\
            <p>\(Button.link(t("Check that nothing was changed"), to: request.link("/admin/audit/verified")), t)</p>\
            \(if: shown.isEmpty, EmptyState(t("Nothing was found.")).html(t))\
            \(if: !shown.isEmpty, table.html(t))\(Pagination(previous: nil, next: next), t)
            """
        }
    }

    private static func search(_ request: WebRequest) -> Form {
        let t = request.t
        func field(_ name: String, _ label: String) -> HTML {
            FormField(name, label: label, value: request.query[name] ?? "", isRequired: false).html(t)
        }
        return Form(
            action: request.link("/admin/audit"), method: .get, label: t("Search the record"),
            content: """
                <div class="form-inline">\(field("actor", t("Who")))\(field("action", t("What")))\
                \(field("subject", t("About")))\(Button.submit(t("Search"), style: .secondary), t)</div>
                """)
    }

    private static func row(_ entry: AuditLog.Entry, _ request: WebRequest) -> [HTML?] {
        let t = request.t
        let address = request.link("/admin/audit") + "?subject=" + entry.subject.id
        return [
            HTML(text: t.number(entry.position)), HTML(text: t.dateTime(entry.at)),
            HTML(text: entry.actorName ?? t("the program or a visitor")), "<code>\(entry.action)</code>",
            "\(entry.subject.kind) <a href=\(address: address)><code>\(entry.subject.id)</code></a>",
            details(entry, t),
        ]
    }

    private static func details(_ entry: AuditLog.Entry, _ t: Localiser) -> HTML {
        guard let text = entry.details, let document = try? JSONValue(parsing: text) else {
            return HTML(text: t("erased"))
        }
        let differences = AuditDifference.between(document["before"] ?? .null, document["after"] ?? .null)
        let reason = document["input"]?["reason"]?.array?.first?.string
        let table = DataTable(
            caption: t("Before and after"),
            columns: [.init(t("Member")), .init(t("Before")), .init(t("After"))],
            rows: differences.map { ["<code>\($0.name)</code>", value($0.before), value($0.after)] },
            hidesCaption: true)
        return """
            \(reason.map { "<p>\(t("Reason:")) \($0)</p>" as HTML })\
            \(if: differences.isEmpty, HTML(text: t("nothing kept")))\
            \(if: !differences.isEmpty, "<details><summary>\(t.count(differences.count, one: "\(differences.count) member", other: "\(differences.count) members"))</summary>\(table, t)</details>")
            """
    }

    private static func value(_ value: JSONValue?) -> HTML? {
        value.map { "<code>\($0.string ?? $0.text())</code>" }
    }

    @Sendable private static func verified(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let result = try await AuditLog.verify(request.site.database)
        let rows = t.count(
            result.rows, one: "\(result.rows) row was checked.", other: "\(result.rows) rows were checked.")
        return request.adminPage(.audit, title: t("The record was checked")) {
            guard let first = result.firstBreak else {
                return Notice(.success, rows, title: t("Nothing was changed afterwards")).html(t)
            }
            return """
                \(Notice(.error, t("The first break is at number \(first.position): \(first.reason)."), title: t("The record was changed")), t)\
                <p>\(rows)</p>
                """
        }
    }
}

/// One member that differs between two states.
struct AuditDifference: Hashable {
    let name: String
    let before: JSONValue?
    let after: JSONValue?

    /// The members that differ, in the order in which they stand; members of the state after come last when they are
    /// new. Two values that are no objects differ as a whole.
    static func between(_ before: JSONValue, _ after: JSONValue) -> [AuditDifference] {
        let old = before.object ?? [:]
        let new = after.object ?? [:]
        let names = old.names + new.names.filter { old[$0] == nil }
        return names.filter { old[$0] != new[$0] }.map { AuditDifference(name: $0, before: old[$0], after: new[$0]) }
    }
}
