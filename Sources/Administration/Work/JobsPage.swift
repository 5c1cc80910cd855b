import Database
import Languages
import Platform
import Web

/// What the program does in the background, and steering it.
enum JobsPage {
    static var routes: [Route] {
        [
            .page("/admin/jobs", access: .administrator, list),
            step("pause", PauseJob.self), step("resume", ResumeJob.self),
            step("retry", RetryJob.self), step("cancel", CancelJob.self),
        ]
    }

    private static func step(_ verb: String, _ action: any Action.Type) -> Route {
        .button(
            "/admin/jobs/{job}/\(verb)", action, access: .administrator,
            fixed: { ["job": $0.parameter("job")] },
            done: { request, _ in request.done("/admin/jobs", saying: .saved) })
    }

    private struct Listed: Sendable {
        let id: String
        let kind: String
        let state: JobState
        let attempts: Int
        let done: Int
        let total: Int?
        let reason: String?
        let createdAt: Instant
    }

    private static func read(before: String?, in transaction: Transaction) throws -> [Listed] {
        let older: SQL = before.map { "WHERE id < \($0)" } ?? ""
        return try transaction.all(
            """
            SELECT id, kind, state, attempts, done, total, reason, created_at FROM job \(sql: older)
            ORDER BY id DESC LIMIT \(AdminFields.pageSize + 1)
            """
        ).map { row in
            Listed(
                id: try row["id"], kind: try row["kind"], state: JobState(rawValue: try row["state"]) ?? .failed,
                attempts: try row["attempts"], done: try row["done"], total: try row["total"],
                reason: try row["reason"], createdAt: Instant(milliseconds: try row["created_at"]))
        }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let before = request.query["before"]
        let found = try await request.site.database.read { try read(before: before, in: $0) }
        let shown = found.prefix(AdminFields.pageSize)
        let next =
            found.count > shown.count
            ? shown.last.map { request.query.setting("before", to: $0.id).address(request.link("/admin/jobs")) } : nil
        return request.adminPage(.jobs) {
            guard !shown.isEmpty else {
                return EmptyState(t("No jobs."), text: t("Nothing is waiting and nothing has run yet.")).html(t)
            }
            let table = DataTable(
                caption: t("Jobs"),
                columns: [
                    .init(t("Kind")), .init(t("Since")), .init(t("State")), .init(t("Progress")),
                    .init(t("Attempts"), isNumber: true), .init(t("Reason")), .init(t("What you can do")),
                ],
                rows: shown.map { row($0, request) })
            return "\(table, t)\(Pagination(previous: nil, next: next), t)"
        }
    }

    private static func row(_ job: Listed, _ request: WebRequest) -> [HTML?] {
        let t = request.t
        return [
            "<code>\(job.kind)</code>", HTML(text: t.dateTime(job.createdAt)),
            Badge(t(job.state.label), tone: job.state.tone).html(t),
            ProgressBar(t("Progress"), done: job.done, total: job.total).html(t),
            HTML(text: t.number(job.attempts)), job.reason.map { HTML(text: $0) } ?? HTML(text: t("none")),
            steps(job, request),
        ]
    }

    private static func steps(_ job: Listed, _ request: WebRequest) -> HTML {
        let t = request.t
        func button(_ text: String, _ verb: String) -> HTML {
            request.adminButton(text, to: "/admin/jobs/\(job.id)/\(verb)")
        }
        switch job.state {
        case .queued, .running: return button(t("Pause"), "pause") + button(t("Cancel"), "cancel")
        case .paused: return button(t("Go on"), "resume") + button(t("Cancel"), "cancel")
        case .failed, .cancelled: return button(t("Try again"), "retry")
        case .done: return HTML(text: t("nothing"))
        }
    }
}

extension JobState {
    var label: Message {
        switch self {
        case .queued: "Waiting"
        case .running: "Running"
        case .paused: "Paused"
        case .done: "Done"
        case .failed: "Failed"
        case .cancelled: "Cancelled"
        }
    }

    var tone: Badge.Tone {
        switch self {
        case .queued, .cancelled: .neutral
        case .running: .brand
        case .paused: .caution
        case .done: .good
        case .failed: .bad
        }
    }
}
