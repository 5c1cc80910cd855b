import Database
import Exchange
import Foundation
import Languages
import Platform
import Web

/// Uploading a list, its dry run, its report, and bringing it in.
enum ImportsPage {
    static var routes: [Route] {
        [
            .page("/admin/imports", access: .administrator) { try await list($0, faults: InputFaults()) },
            .post(
                "/admin/imports", access: .administrator, bodyLimit: Imports.sizeLimit + 100_000,
                action: RehearseImport.self, upload),
            .page("/admin/imports/{job}", access: .administrator, report),
            .button(
                "/admin/imports/{job}/run", RunImport.self, access: .administrator,
                fixed: { ["job": $0.parameter("job")] },
                done: { request, outcome in request.done("/admin/imports/\(outcome.subject.id)", saying: .saved) }),
        ]
    }

    /// A job of an import.
    private struct Listed: Sendable {
        let id: String
        let order: Imports.Order?
        let state: JobState
        let done: Int
        let total: Int?
        let reason: String?
        let result: String?
        let createdAt: Instant

        init(_ row: Row) throws {
            id = try row["id"]
            order = Imports.Order(try row["input"])
            state = JobState(rawValue: try row["state"]) ?? .failed
            done = try row["done"]
            total = try row["total"]
            reason = try row["reason"]
            result = try row["result"]
            createdAt = Instant(milliseconds: try row["created_at"])
        }
    }

    @Sendable private static func upload(_ request: WebRequest) async throws -> WebResponse {
        do {
            let mapping = request.form["mapping"] ?? ""
            guard request.site.installation.mappings.contains(mapping) else {
                throw InputFaults.at(RehearseImport.mapping, "Please choose one of the values in the list.")
            }
            guard let files = request.site.installation.files,
                let file = request.files.first(where: { $0.field == "file" && !$0.data.isEmpty })
            else { throw InputFaults.at(RehearseImport.file, "Please choose a file.") }
            guard isList(file.data) else {
                throw InputFaults.at(
                    RehearseImport.file, "This is no list. Please choose a file of the type CSV, JSON or XLSX.")
            }
            let stored = try await files.put(file.data, limit: Imports.sizeLimit)
            let outcome = try await request.run(
                RehearseImport.self,
                [
                    "file": [stored.digest.hexadecimal], "name": [String(file.name.prefix(200))],
                    "mapping": [mapping],
                ])
            return .redirect(to: request.link("/admin/imports/\(outcome.subject.id)"))
        } catch let faults as InputFaults {
            var response = try await list(request, faults: faults)
            response.status = 422
            return response
        }
    }

    /// Whether the content, whatever the file is called, can be a list.
    private static func isList(_ data: Data) -> Bool {
        switch recognisedType(of: data) {
        case .text, .json, .xlsx: true
        default: false
        }
    }

    private static func list(_ request: WebRequest, faults: InputFaults) async throws -> WebResponse {
        let t = request.t
        let jobs = try await request.site.database.read { transaction in
            try transaction.all(
                "SELECT * FROM job WHERE kind IN \(list: Imports.kinds) ORDER BY id DESC LIMIT \(AdminFields.pageSize)"
            ).map(Listed.init)
        }
        let table = DataTable(
            caption: t("Imports"),
            columns: [.init(t("File")), .init(t("What its columns mean")), .init(t("When")), .init(t("State"))],
            rows: jobs.map { job in
                [
                    "<a href=\(address: request.link("/admin/imports/\(job.id)"))>\(title(job, t))</a>",
                    job.order.map { "<code>\($0.mapping)</code>" }, HTML(text: t.dateTime(job.createdAt)),
                    Badge(t(job.state.label), tone: job.state.tone).html(t),
                ]
            })
        return request.adminPage(
            .imports,
            lead: t("A list is first read on trial. You see what would be taken and what not, and then decide.")
        ) {
            """
            <section class="panel"><h2>\(t("Read a list on trial"))</h2>\(form(request, faults))</section>\
            \(if: !jobs.isEmpty, table.html(t))
            """
        }
    }

    private static func form(_ request: WebRequest, _ faults: InputFaults) -> HTML {
        let t = request.t
        let mappings = request.site.installation.mappings.map { Choice($0, $0) }
        let summary = ErrorSummary(
            faults.fields.sorted { $0.key < $1.key }.map { (field: $0.key, message: t($0.value)) })
        let form = Form(
            action: request.link("/admin/imports"), token: request.formToken, carriesFiles: true,
            content: """
                \(FormField(
                    "file", label: t("File"), control: .file(accepted: [".csv", ".json", ".jsonl", ".xlsx"]),
                    hint: t("CSV, JSON or XLSX, at most 50 MB."), error: faults.fields["file"].map { t($0) }), t)\
                \(FormField(
                    "mapping", label: t("What its columns mean"), control: .select(mappings),
                    value: request.form["mapping"] ?? "", error: faults.fields["mapping"].map { t($0) }), t)\
                \(Button.submit(t("Read it on trial")), t)
                """)
        return "\(summary, t)\(form, t)"
    }

    private static func title(_ job: Listed, _ t: Localiser) -> String {
        guard let order = job.order else { return job.id }
        return order.isRehearsal ? t("\(order.name) (on trial)") : order.name
    }

    @Sendable private static func report(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let id = request.parameter("job")
        let job = try await request.site.database.read { transaction in
            try transaction.first("SELECT * FROM job WHERE id = \(id) AND kind IN \(list: Imports.kinds)").map(
                Listed.init)
        }
        guard let job else { throw NotFound() }
        let facts = DefinitionList([
            Fact(t("File"), job.order?.name), Fact(t("What its columns mean"), job.order?.mapping),
            Fact(t("State"), markup: Badge(t(job.state.label), tone: job.state.tone).html(t)),
            Fact(t("When"), t.dateTime(job.createdAt)),
        ])
        let isOffered = job.order?.isRehearsal == true && job.state == .done
        return request.adminPage(.imports, title: title(job, t)) {
            """
            \(facts, t)\(job.reason.map { Notice(.error, $0, title: t("It failed")).html(t) })\
            \(if: job.state != .done, progress(job, request))\
            \(ImportReportView(job.result)?.html(t))\
            \(if: isOffered, request.adminButton(t("Bring it in"), to: "/admin/imports/\(id)/run", style: .primary))
            """
        }
    }

    private static func progress(_ job: Listed, _ request: WebRequest) -> HTML {
        let t = request.t
        let again = Button.link(t("Look again"), to: request.link(request.path))
        return "\(ProgressBar(t("Progress"), done: job.done, total: job.total), t)<p>\(again, t)</p>"
    }
}
