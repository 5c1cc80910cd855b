import Database
import Languages
import Platform
import Web

/// Tokens for programs that use the API on a person's behalf.
enum TokenPages {
    private enum Right: String, CaseIterable, Sendable { case read, write }
    private enum Life: String, CaseIterable, Sendable {
        case month = "30"
        case quarter = "90"
        case year = "365"
    }

    private static let name = Field.text("name", label: "What it is for", maximum: 80)
    private static let right = Field<Right>.choice("right", label: "What it may do") { right in
        switch right {
        case .read: Message("Read what you may see")
        case .write: Message("Read, and write what you may write")
        }
    }
    private static let life = Field<Life>.choice("days", label: "How long it lasts") { life in
        switch life {
        case .month: Message("30 days")
        case .quarter: Message("90 days")
        case .year: Message("One year")
        }
    }

    static var routes: [Route] {
        Route.account(
            "/account/tokens", [name, right, life], access: .signedIn,
            initial: { _ in ["right": ["read"], "days": ["90"]] }, page: page, perform: make) + [
                .post("/account/tokens/end", access: .signedIn) { request in
                    let (person, id) = (try request.person(), request.form["token_id"] ?? "")
                    try await request.site.runner.run(deed: "accounts.end-token", as: request.viewer) { context in
                        try AccessTokens.end(id, of: person, now: context.now, in: context.transaction)
                        context.changed(Subject("person", person), announce: false)
                    }
                    return request.done("/account/tokens", saying: .removed)
                }
            ]
    }

    @Sendable private static func page(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        let (person, now, t) = (try request.person(), request.now, request.t)
        let tokens = try await request.site.database.read { try AccessTokens.list(of: person, now: now, in: $0) }
        let rows: [[HTML?]] = tokens.map { token in
            [
                "\(token.name)", "\(token.mayWrite ? t("reads and writes") : t("reads"))",
                "\(t.dateTime(token.expiresAt))",
                request.button(
                    t("End", context: "button"), to: "/account/tokens/end", [("token_id", token.id)], style: .quiet),
            ]
        }
        let table = DataTable(
            caption: t("Your tokens"),
            columns: [
                .init(t("What it is for")), .init(t("May")), .init(t("Lasts until")),
                .init(t("End", context: "button")),
            ],
            rows: rows)
        var form = form
        form.submit = "Make a token"
        return AccountPages.page(request, t("Programs and tokens")) {
            "\(if: !rows.isEmpty, table.html(t))<section><h2>\(t("Make a token"))</h2>\(form.html)</section>"
        }
    }

    @Sendable private static func make(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let person = try request.person()
        let (name, mayWrite) = (input[name], input[right] == .write)
        let days = Int(input[life].rawValue) ?? 30
        let token = try await request.site.runner.run(deed: "accounts.make-token", as: request.viewer) { context in
            context.changed(Subject("person", person), announce: false)
            return try AccessTokens.make(
                for: person, name: name, mayWrite: mayWrite, days: days, now: context.now, in: context.transaction)
        }
        let t = request.t
        return AccountPages.page(request, t("Your new token")) {
            """
            <p>\(t("It is shown only now. Keep it like a password."))</p><p class="scroll"><code>\(token)</code></p>\
            \(Button.link(t("I have kept it"), to: request.link("/account/tokens"), style: .primary), t)
            """
        }
    }
}
