import Catalogue
import Exchange
import Foundation
import Languages
import Platform
import Web

/// One import: how far it is, its report, and bringing in what a dry run read.
struct ImportPage: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        [
            .page("/admin/imports/{job}", access: .administrator) { try await answer($0) },
            .page("/admin/imports/{job}/report.csv", access: .administrator, download),
            .post("/admin/imports/{job}/run", access: .administrator, run),
        ]
    }

    private func find(_ request: WebRequest) async throws -> ListedJob {
        let id = request.parameter("job")
        let found = try await request.site.database.read { try ListedJob.find(id, of: Imports.kinds, in: $0) }
        guard let found else { throw NotFound() }
        return found
    }

    @Sendable private func run(_ request: WebRequest) async throws -> WebResponse {
        do {
            let outcome = try await request.run(RunImport.self, ["job": [request.parameter("job")]])
            return request.done("/admin/imports/\(outcome.subject.id)", saying: .saved)
        } catch let faults as InputFaults {
            var response = try await answer(request, faults)
            response.status = 422
            return response
        }
    }

    private func answer(_ request: WebRequest, _ faults: InputFaults = InputFaults()) async throws -> WebResponse {
        let t = request.t
        let job = try await find(request)
        let page = "/admin/imports/\(job.id)"
        let order = ImportOrder(job.input)
        let facts = DefinitionList(
            [
                Fact(t("File"), order?.name),
                Fact(t("What it holds"), order.map { t(catalogue.title(ofImport: $0.kind)) }),
                Fact(t("State"), markup: job.badge(t)), Fact(t("When"), t.dateTime(job.createdAt)),
            ] + (order?.mapping.map { [Fact(t("Mapping of the list"), $0)] } ?? []))
        let failure = job.failure(t).map { Notice(.error, markup: "<p>\($0)</p>", title: t("It failed")).html(t) }
        let isOffered = Imports.isRehearsal(job.kind) && job.state == .done
        return request.adminPage(.imports, title: job.importTitle(t)) {
            """
            \(each: faults.general, { Notice(.error, t($0)).html(t) })\(facts, t)\(failure)\
            \(if: job.state != .done, progress(job, request))\(controls(job, request))\
            \(job.result.flatMap { ImportReport($0) }.map { ImportReportView($0, address: request.link(page)).html(t) })\
            \(if: isOffered, request.adminButton(t("Bring it in"), to: page + "/run", style: .primary))
            """
        }
    }

    private func progress(_ job: ListedJob, _ request: WebRequest) -> HTML {
        let t = request.t
        return """
            \(ProgressBar(t("Progress"), done: job.done, total: job.total), t)\
            <p>\(Button.link(t("Look again"), to: request.link("/admin/imports/\(job.id)")), t)</p>
            """
    }

    private func controls(_ job: ListedJob, _ request: WebRequest) -> HTML {
        guard let controls = job.controls(request, backTo: "/admin/imports/\(job.id)") else { return .empty }
        return "<div class=\"actions\">\(controls)</div>"
    }

    /// All refusals as a table, in the reader's language.
    @Sendable private func download(_ request: WebRequest) async throws -> WebResponse {
        let job = try await find(request)
        guard let report = job.result.flatMap({ ImportReport($0) }) else { throw NotFound() }
        return WebResponse(
            headers: [
                ("content-type", "text/csv; charset=utf-8"), ("cache-control", "no-store"),
                ("content-disposition", "attachment; filename=\"import-report.csv\""),
            ], body: .data(CSVWriter.text(of: report.csv(request.t))))
    }
}
