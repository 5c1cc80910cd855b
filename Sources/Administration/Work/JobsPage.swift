import Languages
import Platform
import Web

/// What the program does in the background, and steering it.
enum JobsPage {
    /// The form's name of the page to come back to.
    static let back = "back"

    static var routes: [Route] {
        [
            .page("/admin/jobs", access: .administrator) { try await list($0) },
            step("pause", PauseJob.self), step("resume", ResumeJob.self),
            step("retry", RetryJob.self), step("cancel", CancelJob.self),
            ask("/admin/audit/verify", VerifyAudit.self, backTo: "/admin/audit"),
            ask("/admin/index/rebuild", RebuildIndex.self, backTo: "/admin"),
        ]
    }

    /// Steers a job; when it has gone on in the meantime, its list says so.
    private static func step(_ verb: String, _ action: any Action.Type) -> Route {
        .post("/admin/jobs/{job}/\(verb)", access: .administrator) { request in
            do {
                _ = try await request.run(action, ["job": [request.parameter("job")]])
                return request.done(WebRequest.local(request.form[back] ?? "/admin/jobs"), saying: .saved)
            } catch let faults as InputFaults {
                var response = try await list(request, faults)
                response.status = 422
                return response
            }
        }
    }

    private static func ask(_ path: String, _ action: any Action.Type, backTo page: String) -> Route {
        .button(
            path, action, access: .administrator, fixed: { _ in [:] },
            done: { request, _ in request.done(page, saying: .sent) })
    }

    private static func list(_ request: WebRequest, _ faults: InputFaults = InputFaults()) async throws -> WebResponse {
        let t = request.t
        let before = request.query["before"]
        let found = try await request.site.database.read {
            try ListedJob.newest(before: before, limit: NewestFirst<ListedJob>.limit, in: $0)
        }
        let table = NewestFirst<ListedJob>(
            caption: t("Jobs"),
            columns: [
                .init(t("Kind")), .init(t("Since")), .init(t("State")), .init(t("Progress")),
                .init(t("Attempts"), isNumber: true), .init(t("Reason of failure")), .init(t("What you can do")),
            ],
            nothing: EmptyState(t("No jobs."), text: t("Nothing is waiting and nothing has run yet.")),
            key: \.id
        ) { job in
            [
                HTML(text: t(label(of: job.kind))), HTML(text: t.dateTime(job.createdAt)), job.badge(t),
                ProgressBar(t("Progress"), done: job.done, total: job.total).html(t),
                HTML(text: t.number(job.attempts)), job.failure(t) ?? HTML(text: t("none")),
                job.controls(request, backTo: "/admin/jobs") ?? HTML(text: t("nothing")),
            ]
        }
        return request.adminPage(.jobs) {
            "\(each: faults.general, { Notice(.error, t($0)).html(t) })\(table.html(found, request))"
        }
    }

    /// What a kind of job does; one that is not known here goes by its name.
    static func label(of kind: String) -> Message {
        switch kind {
        case VerifyAudit.job: "Verify the record of changes"
        case RebuildIndex.job: "Make the search index anew"
        case Imports.run(ofOperations: false), Imports.run(ofOperations: true): "Bring in a file"
        case Imports.rehearsal(ofOperations: false), Imports.rehearsal(ofOperations: true): "Read a file on trial"
        default: Message(verbatim: kind)
        }
    }
}
