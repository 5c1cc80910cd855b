import Database
import Languages
public import Platform
public import Web

extension Capability {
    /// The catalogue itself: first page, lists, entries, matching, comparing, following, open data.
    public static var catalogue: Capability {
        var capability = Capability()
        capability.migrations = CatalogueSchema.migrations
        capability.actions = [Follow.self, Unfollow.self, MarkMatch.self]
        capability.routes = { catalogue in
            catalogue.kinds.flatMap { kindRoutes($0, catalogue) } + commonRoutes(catalogue)
        }
        capability.personalData = [
            PersonalData(
                "follow", purpose: "What you follow",
                export: { "SELECT subject_kind, subject_id, since FROM follow WHERE person = \($0)" },
                erase: { ["DELETE FROM follow WHERE person = \($0)"] }),
            PersonalData(
                "match_mark", purpose: "Needs you searched for and what you marked as useful",
                export: { "SELECT text, language, entry, is_useful, at FROM match_mark WHERE person = \($0)" },
                erase: { ["UPDATE match_mark SET person = NULL, text = '' WHERE person = \($0)"] }),
            writtenEntries,
        ]
        return capability
    }

    /// Entries that a person wrote: drafts go with them, what was published loses their name or is taken back.
    private static let writtenEntries = PersonalData(
        "entry", purpose: "What you wrote and published",
        export: {
            """
            SELECT kind, slug, title, story, language, visibility, source, note, created_at, updated_at FROM entry
            WHERE author = \($0)
            """
        },
        erase: {
            Entries.erasing("author = \($0) AND visibility = 'draft'")
                + ["UPDATE entry SET author = NULL WHERE author = \($0)"]
        },
        withdraw: { Entries.erasing("author = \($0)") })

    private static func kindRoutes(_ kind: CatalogueKind, _ catalogue: CatalogueService) -> [Route] {
        let api = CatalogueAPI(catalogue: catalogue)
        var routes: [Route] = [
            .page("/\(kind.path)") { try await ListPage(catalogue: catalogue, kind: kind).answer($0) },
            .page("/\(kind.path)/{entry}") { try await EntryPage(catalogue: catalogue, kind: kind).answer($0) },
            Route(.get, "/api/v1/\(kind.path)", place: .api) { try await api.list(kind, $0) },
            Route(.get, "/api/v1/\(kind.path)/{entry}", place: .api) { try await api.entry(kind, $0) },
        ]
        for format in CatalogueExport.Format.allCases {
            routes.append(
                .page("/\(kind.path).\(format.rawValue)") { request in
                    try download(kind, format, catalogue, request)
                })
        }
        return routes
    }

    private static func download(
        _ kind: CatalogueKind, _ format: CatalogueExport.Format, _ catalogue: CatalogueService, _ request: WebRequest
    ) throws -> WebResponse {
        let filter: CatalogueFilter
        do { filter = try CatalogueFilter(request.query) } catch let unknown as UnknownFilter {
            throw InputFaults(general: ["There is no filter named \(unknown.name) here."])
        }
        let ids = catalogue.selection(kind, filter, language: request.t.language).ids
        let export = CatalogueExport(
            kind, ids, format: format, database: request.site.database, viewer: request.viewer,
            language: request.t.language)
        return .download(name: "\(kind.path).\(format.rawValue)", type: format.mediaType) { try await export.next() }
    }

    private static func commonRoutes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/") { HomePage(catalogue: catalogue).answer($0) },
            .page("/match") { try await MatchPage(catalogue: catalogue).answer($0) },
            .page("/match/results") { try await MatchPage(catalogue: catalogue).answer($0) },
            .page("/compare") { try await ComparePage(catalogue: catalogue).answer($0) },
            Route(.get, "/api/v1/match", place: .api) { try await CatalogueAPI(catalogue: catalogue).match($0) },
            .page("/catalogue/suggest") { try await Suggestions(catalogue: catalogue).answer($0) },
            Route(.get, "/api/v1/suggest", place: .api) { try await Suggestions(catalogue: catalogue).answer($0) },
            Route(.get, "/concepts.jsonld", place: .plain) { request in
                .json(catalogue.topics.skos(base: request.site.mailOrigin), type: Topics.skosMediaType)
            },
            .button(
                "/match/mark", MarkMatch.self, access: .anyone, fixed: { _ in [:] },
                done: { request, _ in request.done(back(request), saying: .thanks) }),
            .button("/follow", Follow.self, fixed: { _ in [:] }) { request, outcome in
                try await entryPage(outcome.subject, .following, catalogue, request)
            },
            .button("/unfollow", Unfollow.self, fixed: { _ in [:] }) { request, outcome in
                try await entryPage(outcome.subject, .notFollowing, catalogue, request)
            },
        ]
    }

    /// The page that a visitor marked a hit on, as the form says; only ever a page of results.
    private static func back(_ request: WebRequest) -> String {
        let text = request.form["text"] ?? ""
        return QueryString([.init("text", text), .init("language", request.form["language"] ?? "")]).address("/match")
    }

    private static func entryPage(
        _ subject: Subject, _ said: WebRequest.Said, _ catalogue: CatalogueService, _ request: WebRequest
    ) async throws -> WebResponse {
        let path = try await catalogue.path(to: subject, request)
        return request.done(path, saying: said)
    }
}

extension CatalogueService {
    /// The address of an entry that an action was about, without the language. One statement.
    public func path(to subject: Subject, _ request: WebRequest) async throws -> String {
        let entry = try await request.site.database.read { [viewer = request.viewer] transaction in
            try Entries.find(subject.id, kind: subject.kind, as: viewer, in: transaction)
        }
        return path(to: entry)
    }
}
