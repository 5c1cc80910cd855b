import Database
import Exchange
import Foundation
import Languages
import Platform
import Web

/// Taking everything along, and having everything erased.
enum DataPages {
    private static let isSure = Field.checkbox("is_sure", label: "Yes, erase my account. This cannot be undone.")
    private static let withdraws = Field.checkbox(
        "withdraws", label: "Take back what I published as well",
        hint: "Otherwise it stays, without your name.")
    private static let fields: [any InputField] = [withdraws, isSure, AccountFields.presentPassword]

    static var routes: [Route] {
        Route.account(
            "/account/data", fields, access: .signedIn,
            page: { request, form in
                var form = form
                form.submit = "Erase my account"
                form.style = .danger
                let t = request.t
                return AccountPages.page(request, t("Your data")) {
                    """
                    <section><h2>\(t("Take everything with you"))</h2>\
                    <p>\(t("All that is kept of you, table by table, as a ZIP file of JSON documents."))</p>\
                    \(Button.link(t("Download"), to: request.link("/account/export")), t)</section>\
                    <section><h2>\(t("Erase my account"))</h2>\(form.html)</section>
                    """
                }
            },
            perform: erase) + [.page("/account/export", access: .signedIn, export)]
    }

    @Sendable private static func export(_ request: WebRequest) async throws -> WebResponse {
        let person = try request.person()
        let inventory = PersonalInventory(request.site.installation.personalData)
        let documents = try await request.site.database.read { transaction in
            try inventory.export(of: person, in: transaction).map { ($0.table, $0.rows.data(.indented)) }
        }
        var archive = Data()
        let writer = ZIPWriter(modified: request.now.date) { archive.append($0) }
        for (position, (table, document)) in documents.enumerated() {
            // Two rooms may each keep something of a person in one table.
            let number = documents[..<position].count { $0.0 == table }
            try writer.add(number == 0 ? "\(table).json" : "\(table)-\(number + 1).json", document)
        }
        try writer.finish()
        return WebResponse(
            headers: [
                ("content-type", "application/zip"), ("cache-control", "no-store"),
                ("content-disposition", "attachment; filename=\"account.zip\""),
            ], body: .data(archive))
    }

    @Sendable private static func erase(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        guard input[isSure] else { throw InputFaults.at(isSure, "Please tick this box if you want it.") }
        let account = try await request.requireFresh(input[AccountFields.presentPassword])
        let (person, withdraws) = (account.person, input[withdraws])
        let inventory = PersonalInventory(request.site.installation.personalData)
        try await request.site.runner.run(deed: "accounts.erase", as: request.viewer) { context in
            try Erasure.run(person, inventory: inventory, withdrawing: withdraws, in: context)
        }
        return request.endingSession(request.done("/", saying: .erased))
    }
}

/// The erasure of a person, with what search, feeds and caches must hear of it.
enum Erasure {
    /// - Throws: `InputFaults` for the only administrator, who would leave the installation to nobody.
    static func run(
        _ person: String, inventory: PersonalInventory, withdrawing: Bool, in context: ActionContext
    ) throws {
        let transaction = context.transaction
        let written = try transaction.all("SELECT id, kind FROM entry WHERE author = \(person)")
        let subjects = try written.map { Subject(try $0["kind"], try $0["id"]) }
        try Administrators.keepingOne(changing: person, now: context.now, in: transaction) {
            try inventory.erase(person, withdrawing: withdrawing, now: context.now, in: transaction)
        }
        for subject in subjects { context.changed(subject) }
        context.changed(Subject("person", person), announce: false)
    }
}
