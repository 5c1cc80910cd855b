import Catalogue
import Database
import Languages
import Platform
import Web

/// Pages on which officers tell of practices and of adoptions.
struct PracticeForms: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        practiceRoutes + adoptionRoutes
    }

    private var practiceRoutes: [Route] {
        Route.form(
            "/practices/new", RegisterPractice.self, initial: { Self.ownCity($0) },
            page: { request, form in
                guard request.viewer.actsForSomeCity else { throw AccessDenied.forbidden }
                return try await page(request, form, title: "Register a practice", submit: "Publish the practice")
            },
            done: { try await back($0, $1, .published) })
            + Route.form(
                "/practices/{entry}/edit", EditPractice.self, fixed: Self.entry, initial: { try await values(of: $0) },
                page: { try await page($0, $1, title: "Change the practice", submit: "Save") },
                done: { try await back($0, $1, .saved) })
            + Route.form(
                "/practices/{entry}/grade", GradePractice.self, fixed: Self.entry,
                page: { request, form in
                    try await requireGrading(request)
                    return try await page(request, form, title: "Grade the evidence", submit: "Save")
                },
                done: { try await back($0, $1, .saved) })
    }

    private var adoptionRoutes: [Route] {
        Route.form(
            "/practices/{entry}/adopt", RecordAdoption.self, fixed: Self.entry, initial: { Self.ownCity($0) },
            page: { request, form in
                guard request.viewer.actsForSomeCity else { throw AccessDenied.forbidden }
                return try await page(request, form, title: "Our city adopted this", submit: "Publish the adoption")
            },
            done: { try await back($0, $1, .published) })
            + Route.form(
                "/practices/{entry}/adoptions/{adoption}", EditAdoption.self, fixed: Self.adoption,
                initial: { try await adoptionValues(of: $0) },
                page: { try await page($0, $1, title: "Change the adoption", submit: "Save") },
                done: { try await back($0, $1, .saved) })
            + [
                .button(
                    "/practices/{entry}/adoptions/{adoption}/withdraw", WithdrawAdoption.self, fixed: Self.adoption,
                    done: { try await back($0, $1, .removed) })
            ]
    }

    @Sendable private static func entry(_ request: WebRequest) -> [String: String] {
        ["entry": request.parameter("entry")]
    }

    @Sendable private static func adoption(_ request: WebRequest) -> [String: String] {
        ["adoption": request.parameter("adoption")]
    }

    private static func ownCity(_ request: WebRequest) -> RawInput {
        let own = request.viewer.scopes(of: .city, as: .officer)
        return own.count == 1 ? ["city": own] : [:]
    }

    private func back(_ request: WebRequest, _ outcome: Outcome, _ said: WebRequest.Said) async throws -> WebResponse {
        request.done(try await catalogue.path(to: outcome.subject, request), saying: said)
    }

    private func page(
        _ request: WebRequest, _ empty: ActionForm, title: Message, submit: Message
    ) async throws -> WebResponse {
        let t = request.t
        let offered = Offered(request: request, catalogue: catalogue)
        var form = empty
        form.submit = submit
        form.options = [
            "city": try await offered.ownCities(), "topics": offered.topics, "need": try await needs(request),
            "taken_from": try await sources(request),
        ]
        let name = t(title)
        return request.page(title: name, request.details(below: "Practices", at: "/practices", name)) {
            "\(Heading(name), t)\(form.html)"
        }
    }

    /// The published needs of the viewer's cities, own and joined. One statement.
    private func needs(_ request: WebRequest) async throws -> [FieldOption] {
        let own = request.viewer.scopes(of: .city, as: .officer)
        let all: SQL = request.viewer.isAdministrator ? "1 = 1" : "1 = 0"
        let rows = try await request.site.database.read { transaction in
            try transaction.all(
                """
                SELECT e.id, e.title FROM entry e WHERE e.kind = 'need' AND e.visibility = 'public'
                  AND (\(sql: all) OR e.city IN \(list: own)
                       OR e.id IN (SELECT need FROM need_join WHERE city IN \(list: own)))
                ORDER BY e.updated_at DESC, e.id DESC LIMIT 200
                """)
        }
        let language = request.t.language
        return try [FieldOption("", "Not stated")]
            + rows.map { row in
                let title = try LocalizedText(json: try row["title"]).reading(for: language).text
                return FieldOption(try row["id"], Message("\(title)"))
            }
    }

    /// The other adoptions of the practice, from which this one may have been taken over. Three statements.
    private func sources(_ request: WebRequest) async throws -> [FieldOption] {
        let (slug, own) = (request.parameter("entry"), request.parameter("adoption"))
        guard !slug.isEmpty else { return [] }
        let adoptions = try await request.site.database.read { [viewer = request.viewer] transaction in
            let practice = try Entries.find(slug, kind: "practice", as: viewer, in: transaction)
            return try AdoptionRow.of(practice.id, as: viewer, in: transaction)
        }
        let language = request.t.language
        return [FieldOption("", "From the practice itself")]
            + adoptions.filter { $0.id != own }.map {
                FieldOption($0.id, Message("\($0.city.reading(for: language).text), \(plain: $0.year)"))
            }
    }

    private func requireGrading(_ request: WebRequest) async throws {
        let slug = request.parameter("entry")
        let isAllowed = try await request.site.database.read { [viewer = request.viewer] transaction in
            try viewer.mayGrade(
                try Entries.find(slug, kind: "practice", as: viewer, in: transaction), in: transaction)
        }
        guard isAllowed else { throw AccessDenied.forbidden }
    }

    private func values(of request: WebRequest) async throws -> RawInput {
        let (practice, row) = try await request.tended("practice")
        let result: String? = try row?["result_reported"] as String?? ?? nil
        var values: RawInput = [
            "title": [practice.title.reading(for: practice.language).text],
            "story": [practice.story?.reading(for: practice.language).text ?? ""], "city": [practice.city ?? ""],
            "language": [practice.language.rawValue], "topics": practice.topics,
            "goals": practice.goals.map(String.init), "year": [practice.year.map(String.init) ?? ""],
            "sector": [practice.sector?.rawValue ?? ""], "source": [practice.source ?? ""],
        ]
        values["result_reported"] = try result.map {
            [try LocalizedText(json: $0).reading(for: practice.language).text]
        }
        values["organisation_stated"] = try (row?["organisation_stated"] as String?? ?? nil).map { [$0] }
        return values
    }

    private func adoptionValues(of request: WebRequest) async throws -> RawInput {
        let id = request.parameter("adoption")
        let row = try await request.site.database.read { transaction in
            try transaction.first("SELECT * FROM adoption WHERE id = \(id) AND withdrawn_at IS NULL")
        }
        guard let row else { throw NotFound() }
        guard request.viewer.isOfficer(of: try row["city"]) else { throw AccessDenied.forbidden }
        let language = Language(tag: try row["language"]) ?? .en
        var values: RawInput = ["year": [String(try row["year"] as Int)], "language": [language.rawValue]]
        for name in ["outcome", "again", "evidence", "source", "need", "taken_from"] {
            values[name] = try (row[name] as String?).map { [$0] }
        }
        for name in ["kept", "changed", "dropped", "result"] {
            values[name] = try (row[name] as String?).map { [try LocalizedText(json: $0).reading(for: language).text] }
        }
        values["currency"] = try (row["cost_currency"] as String?).map { [$0] }
        values["cost"] = try (row["cost_minor_units"] as Int?).map { [Amount.text($0)] }
        return values
    }
}
