import Catalogue
import Database
import Languages
import Platform
import Web

/// What somebody wrote here, and what only its author does with it: taking back, publishing again, erasing.
struct OwnEntries: Sendable {
    let catalogue: CatalogueService

    var routes: [Route] {
        [.page("/my/needs", access: .signedIn) { try await list($0) }]
            + verbs(TakeBackNeed.self, DiscardNeed.self) + verbs(TakeBackPractice.self, DiscardPractice.self)
            + verbs(TakeBackIdea.self, DiscardIdea.self) + publishing(PublishPractice.self)
            + publishing(PublishIdea.self)
    }

    @Sendable private static func entry(_ request: WebRequest) -> [String: String] {
        ["entry": request.parameter("entry")]
    }

    private func verbs(_ takeBack: any TakeBack.Type, _ discard: any Discard.Type) -> [Route] {
        guard let kind = catalogue.kind(named: takeBack.kind) else { return [] }
        return [
            .button("/\(kind.path)/{entry}/take-back", takeBack, fixed: Self.entry) { request, _ in
                request.done("/my/needs", saying: .removed)
            }
        ]
            + Route.form(
                "/\(kind.path)/{entry}/discard", discard, fixed: Self.entry,
                page: { try await confirmation($0, $1, kind) },
                done: { request, _ in request.done("/my/needs", saying: .removed) })
    }

    private func publishing(_ publish: any Publish.Type) -> [Route] {
        guard let kind = catalogue.kind(named: publish.kind) else { return [] }
        return [
            .button("/\(kind.path)/{entry}/publish", publish, fixed: Self.entry) { request, outcome in
                request.done(try await catalogue.path(to: outcome.subject, request), saying: .published)
            }
        ]
    }

    private func confirmation(
        _ request: WebRequest, _ empty: ActionForm, _ kind: CatalogueKind
    ) async throws -> WebResponse {
        let t = request.t
        let slug = request.parameter("entry")
        let draft = try await request.site.database.read { [viewer = request.viewer] transaction in
            try Entries.find(slug, kind: kind.name, as: viewer, in: transaction)
        }
        guard draft.visibility == .draft, request.viewer.isAuthor(of: draft) else { throw AccessDenied.forbidden }
        var form = empty
        form.submit = "Erase it for good"
        form.style = .danger
        let title = t("Erase this draft?")
        let lead: HTML = """
            <p>\(t("The text goes from here and from the log of changes. Nobody can bring it back."))</p>
            """
        return request.page(title: title, request.details(below: "My needs and ideas", at: "/my/needs", title)) {
            "\(Heading(title, lead: lead), t)<p><strong>\(draft.title(t).unmarked)</strong></p>\(form.html)"
        }
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let listed = try await request.site.database.read { [viewer = request.viewer] transaction in
            let ids = try transaction.all(
                """
                SELECT id FROM entry WHERE author = \(viewer.person) AND kind IN ('need', 'idea', 'practice')
                ORDER BY updated_at DESC, id DESC LIMIT 200
                """
            ).map { try $0["id"] as String }
            return try EntryLists.entries(ids, as: viewer, in: transaction)
        }
        let title = t("My needs and ideas")
        let drafts = listed.filter { $0.entry.visibility == .draft }
        let published = listed.filter { $0.entry.visibility == .everybody }
        func cards(_ shown: [EntryLists.Listed], _ heading: String) -> HTML {
            guard !shown.isEmpty else { return .empty }
            let cards = shown.map { $0.card(request, catalogue, showsKind: true) }
            return "<section><h2>\(heading)</h2>\(CardGrid(cards, label: heading), t)</section>"
        }
        let start = Button.link(t("Voice a need"), to: request.link("/needs/new"), style: .primary).html(t)
        let empty = EmptyState(t("You have not written anything here yet."), actions: nil)
        return request.page(title: title, request.details(below: "Needs", at: "/needs", title)) {
            """
            \(Heading(title, actions: start), t)\(if: drafts.isEmpty && published.isEmpty, "\(empty, t)")\
            \(cards(drafts, t("Drafts, which only you see")))\(cards(published, t("Published")))
            """
        }
    }
}

/// The buttons beside the title of an entry for those who may change it.
struct TendingActions {
    let request: WebRequest
    let entry: Entry
    /// The part of the address of its kind, such as `needs`.
    let path: String
    /// Whether the viewer may change it and take it back.
    let mayTend: Bool

    private var t: Localiser { request.t }

    func link(_ text: String, _ verb: String, _ style: Button.Style = .secondary) -> HTML {
        Button.link(text, to: request.link("/\(path)/\(entry.slug)/\(verb)"), style: style).html(t)
    }

    func button(_ text: String, _ verb: String, _ style: Button.Style = .quiet) -> HTML {
        request.button(text, to: "/\(path)/\(entry.slug)/\(verb)", style: style)
    }

    /// What one does with something published.
    var ofPublished: HTML {
        mayTend ? "\(link(t("Edit"), "edit", .quiet))\(button(t("Take back"), "take-back"))" : .empty
    }

    /// What its author does with a draft; `publish` leads to publishing it.
    func ofDraft(_ publish: HTML) -> HTML {
        guard entry.visibility == .draft, request.viewer.isAuthor(of: entry) else { return .empty }
        return "\(publish)\(link(t("Edit"), "edit"))\(link(t("Erase"), "discard", .quiet))"
    }
}
