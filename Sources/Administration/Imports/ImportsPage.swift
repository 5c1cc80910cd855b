import Catalogue
import Exchange
import Foundation
import Languages
import Platform
import Web

/// Uploading a file, and the imports so far.
struct ImportsPage: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        [
            .page("/admin/imports", access: .administrator) { try await list($0, faults: InputFaults()) },
            .post(
                "/admin/imports", access: .administrator, bodyLimit: Imports.sizeLimit + 100_000,
                action: RehearseImport.self, upload),
        ] + ImportColumnsPage(catalogue: catalogue).routes + ImportPage(catalogue: catalogue).routes
    }

    // MARK: Taking a file

    @Sendable private func upload(_ request: WebRequest) async throws -> WebResponse {
        do {
            let kind = request.form["kind"] ?? ""
            try check(kind, request)
            guard let files = request.site.installation.files,
                let file = request.files.first(where: { $0.field == "file" && !$0.data.isEmpty })
            else { throw InputFaults.at(RehearseImport.file, "Please choose a file.") }
            guard Self.isList(file.data) else {
                throw InputFaults.at(
                    RehearseImport.file, "This is no list. Please choose a file of the type CSV, JSON or XLSX.")
            }
            let table = try table(file.data, kind)
            let stored = try await files.put(file.data, limit: Imports.sizeLimit)
            return try await next(stored.digest.hexadecimal, String(file.name.prefix(200)), kind, table, request)
        } catch let faults as InputFaults {
            var response = try await list(request, faults: faults)
            response.status = 422
            return response
        }
    }

    private func check(_ kind: String, _ request: WebRequest) throws {
        if kind == ImportOrder.operations {
            guard request.site.installation.mappings.contains(request.form["mapping"] ?? "") else {
                throw InputFaults.at(RehearseImport.mapping, "Please choose one of the values in the list.")
            }
        } else if catalogue.importing(kind) == nil {
            throw InputFaults.at(RehearseImport.kind, "Please choose one of the values in the list.")
        }
    }

    /// The table that a file of entries holds, nil for JSON and for lists of operations.
    private func table(_ data: Data, _ kind: String) throws -> ImportTable? {
        guard kind != ImportOrder.operations else { return nil }
        do { return try ImportTable(data) } catch let fault as ImportFault {
            throw InputFaults.at(RehearseImport.file, fault.message)
        }
    }

    /// The dry run at once where nothing needs to be asked, or the page that asks what the columns mean.
    private func next(
        _ digest: String, _ name: String, _ kind: String, _ table: ImportTable?, _ request: WebRequest
    ) async throws -> WebResponse {
        if table != nil {
            let query = QueryString([
                .init("file", digest), .init("name", name), .init("kind", kind),
                .init("language", request.t.language.rawValue),
            ])
            return .redirect(to: query.address(request.link(ImportColumnsPage.path)))
        }
        var input: RawInput = ["file": [digest], "name": [name], "kind": [kind]]
        if kind == ImportOrder.operations { input["mapping"] = [request.form["mapping"] ?? ""] }
        let outcome = try await request.run(RehearseImport.self, input)
        return .redirect(to: request.link("/admin/imports/\(outcome.subject.id)"))
    }

    /// Whether the content, whatever the file is called, can be a list.
    private static func isList(_ data: Data) -> Bool {
        switch recognisedType(of: data) {
        case .text, .json, .xlsx: true
        default: false
        }
    }

    // MARK: The page

    private func list(_ request: WebRequest, faults: InputFaults) async throws -> WebResponse {
        let t = request.t
        let before = request.query["before"]
        let jobs = try await request.site.database.read {
            try ListedJob.newest(Imports.kinds, before: before, limit: NewestFirst<ListedJob>.limit, in: $0)
        }
        let table = NewestFirst<ListedJob>(
            caption: t("Imports"),
            columns: [
                .init(t("File")), .init(t("What it holds")), .init(t("When")), .init(t("State")), .init(t("Progress")),
            ],
            nothing: EmptyState(t("Nothing was brought in from a file yet.")), key: \.id
        ) { job in
            let order = ImportOrder(job.input)
            return [
                "<a href=\(address: request.link("/admin/imports/\(job.id)"))>\(job.importTitle(t))</a>",
                order.map { HTML(text: t(catalogue.title(ofImport: $0.kind))) }, HTML(text: t.dateTime(job.createdAt)),
                job.badge(t), ProgressBar(t("Progress"), done: job.done, total: job.total).html(t),
            ]
        }
        return request.adminPage(
            .imports,
            lead: t("A file is first read on trial. You see what would be taken and what not, and then decide.")
        ) {
            """
            <section class="panel"><h2>\(t("Read a file on trial"))</h2>\(form(request, faults))</section>\
            \(table.html(jobs, request))
            """
        }
    }

    private func form(_ request: WebRequest, _ faults: InputFaults) -> HTML {
        let t = request.t
        let kinds =
            catalogue.imports.map { Choice($0.plural, t(catalogue.title(ofImport: $0.plural))) }
            + [Choice(ImportOrder.operations, t(catalogue.title(ofImport: ImportOrder.operations)))]
        let mappings = request.site.installation.mappings.map { Choice($0, $0) }
        func error(_ name: String) -> String? { faults.fields[name].map { t($0) } }
        let form = Form(
            action: request.link("/admin/imports"), token: request.formToken, carriesFiles: true,
            content: """
                \(FormField(
                    "file", label: t("File"), control: .file(accepted: [".csv", ".json", ".jsonl", ".xlsx"]),
                    hint: t("CSV, JSON or XLSX, at most 50 MB. The first row of a table names its columns."),
                    error: error("file")), t)\
                \(FormField(
                    "kind", label: t("What it holds"), control: .select(kinds),
                    value: request.form["kind"] ?? "", error: error("kind")), t)\
                \(FormField(
                    "mapping", label: t("Mapping of the list"), control: .select(mappings, prompt: t("none")),
                    value: request.form["mapping"] ?? "",
                    hint: t("Only for lists of funded projects: it says what the columns of an authority’s list mean."),
                    error: error("mapping"), isRequired: false), t)\
                \(Button.submit(t("Read it on trial")), t)
                """)
        let summary = ErrorSummary(
            faults.general.map { (field: nil, message: t($0)) }
                + faults.fields.sorted { $0.key < $1.key }.map { (field: $0.key, message: t($0.value)) })
        return "\(summary, t)\(form, t)"
    }
}

extension CatalogueService {
    /// How files of a kind come in, by what `FactsImport.plural` says.
    func importing(_ kind: String) -> (any FactsImport.Type)? { imports.first { $0.plural == kind } }

    /// What a file of a kind holds, for people.
    func title(ofImport kind: String) -> Message {
        if kind == ImportOrder.operations { return "Lists of funded projects" }
        guard let action = importing(kind) else { return Message(verbatim: kind) }
        return (action as? any EntryImport.Type).flatMap { self.kind(named: $0.kind)?.plural } ?? action.title
    }
}

extension ListedJob {
    /// The name of the file that an import reads.
    func importTitle(_ t: Localiser) -> String {
        guard let order = ImportOrder(input) else { return id }
        return Imports.isRehearsal(kind) ? t("\(order.name) (on trial)") : order.name
    }
}
