import CrossLingualSearch
import Exchange
import Languages
import Platform
import Web

/// What somebody who types may mean: titles that the viewer may see, and concepts that something is about.
struct Suggestions: Sendable {
    private static let most = 8
    private static let longestText = 400
    let catalogue: CatalogueService

    /// `GET /api/v1/suggest?q=…&language=…&kind=…`: `{items: [{text, language, kind, id}]}`, where `concept` is a kind.
    ///
    /// One statement; none where only concepts were found.
    func answer(_ request: WebRequest) async throws -> WebResponse {
        let kinds = try catalogue.kinds(asked: request)
        let language = request.query["language"] ?? request.t.language.rawValue
        let typed = String((request.query["q"] ?? "").prefix(Self.longestText))
        let found = catalogue.search.completions(of: typed, language: language, kinds: kinds, limit: Self.most)
        let ids = found.compactMap { completion -> String? in
            if case .document(let id, _) = completion.subject { id } else { nil }
        }
        let visible = try await request.site.database.read { [viewer = request.viewer] transaction in
            try EntryLists.visible(ids, to: viewer, in: transaction)
        }
        return .json(["items": .array(found.compactMap { Self.item($0, visible) })])
    }

    private static func item(_ completion: Completion, _ visible: Set<String>) -> JSONValue? {
        let (kind, id) =
            switch completion.subject {
            case .document(let id, let kind): (kind, id)
            case .concept(let id): ("concept", id)
            }
        guard kind == "concept" || visible.contains(id) else { return nil }
        return [
            "text": .string(completion.text), "language": .string(completion.language), "kind": .string(kind),
            "id": .string(id),
        ]
    }
}
