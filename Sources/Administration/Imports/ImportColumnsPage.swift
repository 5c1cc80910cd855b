import Catalogue
import Exchange
import Foundation
import Languages
import Platform
import Web

/// What the columns of an uploaded table mean: guessed from their names, and said by a person where that is not enough.
struct ImportColumnsPage: Sendable {
    static let path = "/admin/imports/columns"

    let catalogue: CatalogueService

    var routes: [Route] {
        [
            .page(Self.path, access: .administrator) { request in
                let upload = try await upload(request.query, request)
                return page(upload, upload.guess, [], request)
            },
            .post(Self.path, access: .administrator, take),
        ]
    }

    /// The uploaded table, with what it is to become.
    private struct Upload {
        let digest: String
        let name: String
        let kind: String
        let language: Language
        let columns: [ImportColumn]
        let table: ImportTable

        var guess: ImportMapping { ImportMapping(guessing: table.header, for: columns, language: language) }
    }

    private func upload(_ sent: QueryString, _ request: WebRequest) async throws -> Upload {
        let kind = sent["kind"] ?? ""
        guard let digest = sent["file"].flatMap(FileDigest.init(hexadecimal:)), let action = catalogue.importing(kind),
            let files = request.site.installation.files, try await files.contains(digest),
            let table = try ImportTable(try await files.data(digest))
        else { throw NotFound() }
        return Upload(
            digest: digest.hexadecimal, name: String((sent["name"] ?? "").prefix(200)), kind: kind,
            language: sent["language"].flatMap(Language.init(rawValue:)) ?? request.t.language,
            columns: action.columns, table: table)
    }

    @Sendable private func take(_ request: WebRequest) async throws -> WebResponse {
        let upload = try await upload(request.form, request)
        var mapping = ImportMapping(language: upload.language)
        for (position, column) in upload.table.header.enumerated() {
            let member = request.form[Self.field(position)] ?? ""
            if !member.isEmpty { mapping.members[column] = member }
        }
        let faults = mapping.faults(for: upload.columns)
        guard faults.isEmpty else {
            var response = page(upload, mapping, faults, request)
            response.status = 422
            return response
        }
        let columns = String(decoding: try JSONEncoder().encode(mapping), as: UTF8.self)
        let outcome = try await request.run(
            RehearseImport.self,
            ["file": [upload.digest], "name": [upload.name], "kind": [upload.kind], "columns": [columns]])
        return .redirect(to: request.link("/admin/imports/\(outcome.subject.id)"))
    }

    private static func field(_ position: Int) -> String { "column-\(position + 1)" }

    private func page(
        _ upload: Upload, _ mapping: ImportMapping, _ faults: [Message], _ request: WebRequest
    ) -> WebResponse {
        let t = request.t
        let languages = Language.allCases.filter(\.isOfInterface).map { Choice($0.rawValue, $0.ownName) }
        let hasWords = upload.columns.contains { $0.shape.isWords }
        let language = FormField(
            "language", label: t("Language of the texts"), control: .select(languages),
            value: mapping.language.rawValue,
            hint: t("For rows that name no language of their own."))
        let form = Form(
            action: request.link(Self.path), token: request.formToken,
            hidden: [("file", upload.digest), ("name", upload.name), ("kind", upload.kind)],
            content: """
                \(if: hasWords, language.html(t))\
                \(each: Array(upload.table.header.enumerated()), { field($0.offset, $0.element, upload, mapping, t) })\
                \(Button.submit(t("Read it on trial")), t)
                """)
        let summary = ErrorSummary(faults.map { (field: nil, message: t($0)) })
        return request.adminPage(
            .imports, title: t("What its columns mean"),
            lead: t("\(upload.name): say for each column what it is, or leave it out.")
        ) { "\(summary, t)\(form, t)" }
    }

    private func field(
        _ position: Int, _ header: String, _ upload: Upload, _ mapping: ImportMapping, _ t: Localiser
    ) -> HTML {
        let member = mapping.members[header] ?? ""
        var choices = upload.columns.map { Choice($0.name, t($0.label)) }
        if let (column, language) = ImportMapping.translated(member, of: upload.columns) {
            choices.insert(Choice(member, t("\(column.label) (\(language))")), at: 0)
        }
        let examples = upload.table.examples(of: header).map { String($0.prefix(60)) }
        return FormField(
            Self.field(position), label: header, control: .select(choices, prompt: t("leave it out")), value: member,
            hint: examples.isEmpty ? t("Empty in every row.") : t.list(examples.map { "“\($0)”" }), isRequired: false
        ).html(t)
    }
}
