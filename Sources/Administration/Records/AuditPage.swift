import Catalogue
import Exchange
import Languages
import Platform
import Web

/// The record of changes: who did what when, with the states before and after, and whether the chain holds.
enum AuditPage {
    static var routes: [Route] {
        [.page("/admin/audit", access: .administrator, list)]
    }

    private static func text(_ name: String, _ request: WebRequest) -> String? {
        request.query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let filter = AuditLog.Filter(
            actor: text("actor", request), action: text("action", request), subject: text("subject", request))
        let before = text("before", request).flatMap { Int($0) }
        let (found, checked) = try await request.site.database.read { [viewer = request.viewer] transaction in
            (
                try AuditLog.page(
                    before: before, limit: NewestFirst<AuditLog.Entry>.limit, filter: filter, as: viewer,
                    in: transaction),
                try AuditLog.lastVerification(in: transaction)
            )
        }
        let table = NewestFirst<AuditLog.Entry>(
            caption: t("Record of changes"),
            columns: [
                .init(t("Number")), .init(t("When")), .init(t("Who")), .init(t("What")),
                .init(t("About")), .init(t("Before and after")),
            ],
            nothing: EmptyState(t("Nothing was found.")), key: { String($0.position) }
        ) { row($0, request) }
        return request.adminPage(.audit) {
            "\(verification(checked, request))\(search(request), t)\(table.html(found, request))"
        }
    }

    /// What the last walk along the chain found, and a button for another one.
    static func verification(
        _ checked: (found: AuditVerification, at: Instant)?, _ request: WebRequest
    ) -> HTML {
        let t = request.t
        let button = request.adminButton(t("Verify now"), to: "/admin/audit/verify", style: .secondary)
        guard let (found, at) = checked else {
            return Notice(.information, markup: button, title: t("The record of changes has not been verified yet"))
                .html(t)
        }
        let rows = t.count(found.rows, one: "\(found.rows) row was checked", other: "\(found.rows) rows were checked")
        let until: HTML = "<p>\(t("\(rows), up to number \(found.position), at \(at)."))</p>"
        guard let first = found.firstBreak else {
            return Notice(.success, markup: until + button, title: t("The record of changes is whole")).html(t)
        }
        let place: HTML = "<p>\(t("The first break is at number \(first.position): \(first.message)."))</p>"
        return Notice(.error, markup: place + until + button, title: t("The record was changed")).html(t)
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
            details(entry, isWhole: request.query["subject"] == entry.subject.id, t),
        ]
    }

    /// How many characters of a value the list of everything shows: a page of long texts would be slow to load.
    private static let longestValue = 120

    /// - Parameter isWhole: whether long values are shown to the end, as they are where one subject is looked at.
    private static func details(_ entry: AuditLog.Entry, isWhole: Bool, _ t: Localiser) -> HTML {
        guard let text = entry.details, let document = try? JSONValue(parsing: text) else {
            return HTML(text: t("erased"))
        }
        let differences = AuditDifference.between(document["before"] ?? .null, document["after"] ?? .null)
        let reason = document["input"]?["reason"]?.array?.first?.string
        let table = DataTable(
            caption: t("Before and after"),
            columns: [.init(t("Member", context: "of a document")), .init(t("Before")), .init(t("After"))],
            rows: differences.map { ["<code>\($0.name)</code>", value($0.before, isWhole), value($0.after, isWhole)] },
            hidesCaption: true)
        return """
            \(reason.map { "<p>\(t("Reason:")) \($0)</p>" as HTML })\
            \(if: differences.isEmpty, HTML(text: t("nothing kept")))\
            \(if: !differences.isEmpty, "<details><summary>\(t.count(differences.count, one: "\(differences.count) member", other: "\(differences.count) members"))</summary>\(table, t)</details>")
            """
    }

    private static func value(_ value: JSONValue?, _ isWhole: Bool) -> HTML? {
        guard let text = value.map({ $0.string ?? $0.text() }) else { return nil }
        return "<code>\(isWhole ? text : text.shortened(to: longestValue))</code>"
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
