import Database
import Exchange
import Languages
import Platform
import Web

/// Sends a mail again that could not be sent.
enum RetryMail: Action {
    static let name = "mail.retry"
    static let summary: Message = "Try again to send a mail that failed"
    static let policy = Policy.administrator
    static let mail = Field.hidden("mail", label: "Mail")
    static let fields: [any InputField] = [mail]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        guard try Outbox.retry(input[mail], now: context.now, in: context.transaction) else {
            throw InputFaults(
                general: ["This mail did not fail, or its link works no longer. Please ask for a new one."])
        }
        let subject = Subject("mail", input[mail])
        context.changed(subject, before: ["state": "failed"], after: ["state": "queued"], announce: false)
        return Outcome(subject)
    }
}

/// The mails that wait, were sent or failed. Their texts are not shown: they hold links that sign people in.
enum MailPage {
    static var routes: [Route] {
        [
            .page("/admin/mail", access: .administrator, list),
            .button(
                "/admin/mail/{mail}/retry", RetryMail.self, access: .administrator,
                fixed: { ["mail": $0.parameter("mail")] },
                done: { request, _ in request.done("/admin/mail", saying: .saved) }),
        ]
    }

    private struct Listed: Sendable {
        let id: String
        let recipient: String
        let subject: String
        let state: String
        let attempts: Int
        let sendAt: Instant
        let reason: String?
        /// Whether its text is still there, so that it can be sent again.
        let hasText: Bool
    }

    private static func read(before: String?, in transaction: Transaction) throws -> [Listed] {
        let older: SQL = before.map { "AND id < \($0)" } ?? ""
        return try transaction.all(
            """
            SELECT id, recipient, subject, state, attempts, send_at, reason,
                   CASE WHEN body = '' THEN 0 ELSE 1 END AS has_text
            FROM mail WHERE state <> 'void' \(sql: older) ORDER BY id DESC LIMIT \(AdminFields.pageSize + 1)
            """
        ).map { row in
            Listed(
                id: try row["id"], recipient: try row["recipient"], subject: try row["subject"],
                state: try row["state"], attempts: try row["attempts"],
                sendAt: Instant(milliseconds: try row["send_at"]), reason: try row["reason"],
                hasText: try row["has_text"] as Int == 1)
        }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let before = request.query["before"]
        let found = try await request.site.database.read { try read(before: before, in: $0) }
        let table = NewestFirst<Listed>(
            caption: t("Mail"),
            columns: [
                .init(t("To")), .init(t("Subject")), .init(t("State")), .init(t("Attempts"), isNumber: true),
                .init(t("When")), .init(t("Reason")), .init(t("What you can do")),
            ],
            nothing: EmptyState(t("No mails.")), key: \.id
        ) { row($0, request) }
        return request.adminPage(
            .mail, lead: t("Texts are not shown here, because they hold links that sign people in.")
        ) { table.html(found, request) }
    }

    private static func row(_ mail: Listed, _ request: WebRequest) -> [HTML?] {
        let t = request.t
        let state: Badge =
            switch mail.state {
            case "sent": Badge(t("Sent"), tone: .good)
            case "failed": Badge(t("Failed"), tone: .bad)
            default: Badge(t("Waiting"))
            }
        let retry =
            mail.state == "failed" && mail.hasText
            ? request.adminButton(t("Try again"), to: "/admin/mail/\(mail.id)/retry") : HTML(text: t("nothing"))
        // In the receiver's language, as it was sent.
        let subject: HTML = "<span translate=\"no\">\(mail.subject)</span>"
        return [
            HTML(text: mail.recipient), subject, state.html(t), HTML(text: t.number(mail.attempts)),
            HTML(text: t.dateTime(mail.sendAt)), HTML(text: mail.reason ?? t("none")), retry,
        ]
    }
}
