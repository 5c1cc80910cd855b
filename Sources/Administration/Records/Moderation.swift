import Catalogue
import Database
import Languages
import Platform
import Web

/// Hides an entry from everybody but administrators. Nothing is deleted, and the record of changes keeps why.
enum HideEntry: Action {
    static let name = "catalogue.hide"
    static let summary: Message = "Hide an entry from everybody but administrators"
    static let policy = Policy.administrator
    static let entry = Field.text(
        "entry", label: "Entry", hint: "The last part of its address or its identifier.")
    static let fields: [any InputField] = [entry, AdminFields.reason]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        try Moderation.change(input[entry], at: entry, from: .everybody, to: .hidden, context)
    }
}

/// Shows a hidden entry again.
enum UnhideEntry: Action {
    static let name = "catalogue.unhide"
    static let summary: Message = "Show a hidden entry to everybody again"
    static let policy = Policy.administrator
    static let entry = Field.hidden("entry", label: "Entry")
    static let fields: [any InputField] = [entry, AdminFields.reason]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        try Moderation.change(input[entry], at: entry, from: .hidden, to: .everybody, context)
    }
}

/// Hiding entries and showing them again.
enum Moderation {
    fileprivate static func change(
        _ name: String, at field: Field<String>, from: Entry.Visibility, to: Entry.Visibility, _ context: ActionContext
    ) throws -> Outcome {
        let before: Entry
        do { before = try Entries.find(name, as: context.viewer, in: context.transaction) } catch is NotFound {
            throw InputFaults.at(field, "There is none with this address or identifier.")
        }
        let namesakes = try context.transaction.all(
            "SELECT id FROM entry WHERE id = \(name) OR slug = \(name) LIMIT 2")
        guard namesakes.count == 1 else {
            throw InputFaults.at(
                field, "Several entries have this address. Please come from the page of the one you mean.")
        }
        guard before.visibility == from else {
            throw InputFaults.at(
                field, from == .everybody ? "Only what everybody sees can be hidden." : "This entry is not hidden.")
        }
        var after = before
        after.visibility = to
        try Entries.update(after, from: before, in: context)
        return Outcome(before.subject)
    }

    static func routes(_ catalogue: CatalogueService) -> [Route] {
        Route.form(
            "/admin/moderation", HideEntry.self, access: .administrator,
            initial: { ["entry": [$0.query["entry"] ?? ""]] },
            page: { request, form in try await page(request, form, catalogue) },
            done: { request, _ in request.done("/admin/moderation", saying: .saved) })
            + [
                .post("/admin/moderation/{entry}/unhide", access: .administrator, action: UnhideEntry.self) { request in
                    try await unhide(request, catalogue)
                }
            ]
    }

    /// Shows an entry again; a refusal stands in the row that was sent.
    private static func unhide(_ request: WebRequest, _ catalogue: CatalogueService) async throws -> WebResponse {
        let entry = request.parameter("entry")
        do {
            let input = request.input(adding: ["entry": entry]).filter { $0.key != Form.tokenField }
            _ = try await request.run(UnhideEntry.self, input)
            return request.done("/admin/moderation", saying: .saved)
        } catch let faults as InputFaults {
            let hide = ActionForm(HideEntry.self, request, to: "/admin/moderation")
            var response = try await page(request, hide, catalogue, refused: (entry, faults))
            response.status = 422
            return response
        }
    }

    private struct Hidden: Sendable {
        let id: String
        let kind: String
        let slug: String
        let title: LocalizedText
        let at: Instant
    }

    private static func page(
        _ request: WebRequest, _ form: ActionForm, _ catalogue: CatalogueService,
        refused: (entry: String, faults: InputFaults)? = nil
    ) async throws -> WebResponse {
        let t = request.t
        let hidden = try await request.site.database.read { transaction in
            try transaction.all(
                """
                SELECT id, kind, slug, title, updated_at FROM entry WHERE visibility = 'hidden'
                ORDER BY updated_at DESC, id LIMIT 200
                """
            ).map { row in
                Hidden(
                    id: try row["id"], kind: try row["kind"], slug: try row["slug"],
                    title: try LocalizedText(json: try row["title"]), at: Instant(milliseconds: try row["updated_at"]))
            }
        }
        var form = form
        form.submit = "Hide the entry"
        form.style = .danger
        let table = DataTable(
            caption: t("Hidden entries"),
            columns: [.init(t("Title")), .init(t("When")), .init(t("Show it again"))],
            rows: hidden.map { entry in
                let address = catalogue.kind(named: entry.kind).map { request.link($0.path(to: entry.slug)) } ?? "#"
                let faults = refused.flatMap { $0.entry == entry.id ? $0.faults : nil }
                var show = ActionForm(
                    UnhideEntry.self, request, to: "/admin/moderation/\(entry.id)/unhide",
                    faults: faults ?? InputFaults())
                show.identifier = entry.id
                show.fixed = ["entry": entry.id]
                show.submit = "Show it again"
                show.style = .quiet
                return [
                    "<a href=\(address: address)>\(t.text(entry.title).text)</a>", HTML(text: t.dateTime(entry.at)),
                    show.html,
                ]
            })
        return request.adminPage(
            .moderation,
            lead: t(
                "A hidden entry is on no list, in no search, in no download and in no answer of the API. Nothing is deleted."
            )
        ) {
            """
            <section class="panel"><h2>\(t("Hide an entry"))</h2>\(form.html)</section>\
            \(if: !hidden.isEmpty, table.html(t))\(if: hidden.isEmpty, EmptyState(t("No entry is hidden.")).html(t))
            """
        }
    }
}
