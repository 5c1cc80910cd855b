public import CrossLingualSearch
public import Exchange
public import Languages
import Platform
import Web

/// The reading half of the API: lists, entries and matching, each under the viewer's scope.
struct CatalogueAPI: Sendable {
    private static let mostPerPage = 200
    let catalogue: CatalogueService

    /// `GET /api/v1/practices?topic=…&limit=…&cursor=…`
    func list(_ kind: CatalogueKind, _ request: WebRequest) async throws -> WebResponse {
        let filter: CatalogueFilter
        do { filter = try CatalogueFilter(request.query) } catch let unknown as UnknownFilter {
            throw InputFaults(fields: [unknown.name: "There is no filter of this name."])
        }
        let limit = try Self.limit(request, standard: 50)
        let selection = catalogue.selection(kind, filter, language: request.t.language)
        let cursor = request.query["cursor"].map { QueryString([.init("after", $0)]) } ?? QueryString()
        let window = PageWindow(selection, cursor, size: limit)
        let shown = window.ids
        let items = try await request.site.database.read { [viewer = request.viewer] transaction in
            let listed = try EntryLists.entries(shown, as: viewer, in: transaction)
            return try EntryDocuments.read(listed, kind.details, as: viewer, in: transaction)
        }
        var document: JSONObject = [
            "items": .array(items), "total": .integer(selection.total),
            "counts": Self.counts(selection), "computed_at": .string(catalogue.index.changedAt.iso),
        ]
        document["next"] = window.next.map(JSONValue.string)
        return .json(.object(document))
    }

    /// `GET /api/v1/practices/{entry}`, by identifier or by slug.
    func entry(_ kind: CatalogueKind, _ request: WebRequest) async throws -> WebResponse {
        let key = request.parameter("entry")
        let (document, ties) = try await request.site.database.read { [viewer = request.viewer] transaction in
            let entry = try Entries.find(key, kind: kind.name, as: viewer, in: transaction)
            let listed = try EntryLists.entries([entry.id], as: viewer, in: transaction)
            return (
                try EntryDocuments.read(listed, kind.details, as: viewer, in: transaction).first,
                try EntryLists.ties(of: entry.id, as: viewer, in: transaction)
            )
        }
        var record = document?.object ?? [:]
        record["links"] = .array(
            ties.map { tie in
                [
                    "relation": .string(tie.relation.rawValue), "outward": .bool(tie.isOutward),
                    "kind": .string(tie.other.kind), "id": .string(tie.other.id), "slug": .string(tie.other.slug),
                    "title": tie.other.title.document,
                ]
            })
        return .json(.object(record))
    }

    /// `GET /api/v1/match?text=…&language=…&kind=…&limit=…`
    func match(_ request: WebRequest) async throws -> WebResponse {
        guard let text = request.query["text"], !text.isEmpty else {
            throw InputFaults(fields: ["text": "Please write what is looked for."])
        }
        let answer = catalogue.match(
            String(text.prefix(4_000)), language: request.query["language"], kinds: try catalogue.kinds(asked: request),
            limit: try Self.limit(request, standard: 20))
        let listed = try await request.site.database.read { [viewer = request.viewer] transaction in
            try EntryLists.entries(answer.hits.map(\.id), as: viewer, in: transaction)
        }
        return .json(MatchDocument(answer, listed, language: request.t.language).json)
    }

    private static func limit(_ request: WebRequest, standard: Int) throws -> Int {
        guard let text = request.query["limit"] else { return standard }
        guard let limit = Int(text), (1...mostPerPage).contains(limit) else {
            throw InputFaults(fields: ["limit": "Please write a number from 1 to \(mostPerPage)."])
        }
        return limit
    }

    private static func counts(_ selection: CatalogueIndex.Selection) -> JSONValue {
        var counts = JSONObject()
        for facet in Facet.allCases {
            guard let values = selection.counts[facet] else { continue }
            var tally = JSONObject()
            for (value, count) in values.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                tally[value] = .integer(count)
            }
            counts[facet.rawValue] = .object(tally)
        }
        return .object(counts)
    }
}

extension CatalogueService {
    /// The kinds that a question names, nil when it names none.
    /// - Throws: `InputFaults` for one that is not there.
    func kinds(asked request: WebRequest) throws -> Set<String>? {
        let kinds = request.query.all("kind").flatMap { $0.split(separator: ",").map(String.init) }
        for name in kinds where kind(named: name) == nil {
            throw InputFaults(fields: ["kind": "There is no kind named \(name)."])
        }
        return kinds.isEmpty ? nil : Set(kinds)
    }
}

/// What was found for a need, as the API and the command line answer it:
/// `{fits, compares_meaning, language, items: [{id, kind, title, language, score, because: [{query, found, via}]}]}`.
public struct MatchDocument {
    private let answer: Answer
    private let listed: [EntryLists.Listed]
    private let language: Language

    public init(_ answer: Answer, _ listed: [EntryLists.Listed], language: Language) {
        self.answer = answer
        self.listed = listed
        self.language = language
    }

    /// The hits alone, best first.
    public var items: [JSONValue] {
        let entries = Dictionary(listed.map { ($0.entry.id, $0.entry) }) { first, _ in first }
        return answer.hits.compactMap { hit in entries[hit.id].map { item(hit, $0) } }
    }

    public var json: JSONValue {
        [
            "fits": .bool(answer.fits), "compares_meaning": .bool(answer.comparesMeaning),
            "language": .string(answer.language),
            "unknown_words": .array(answer.unknownWords.map(JSONValue.string)), "items": .array(items),
        ]
    }

    private func item(_ hit: Hit, _ entry: Entry) -> JSONValue {
        var item: JSONObject = [
            "id": .string(hit.id), "kind": .string(hit.kind), "slug": .string(entry.slug),
            "title": .string(entry.title.reading(for: language).text), "language": .string(hit.language),
            "score": .number(hit.score),
            "because": .array(
                hit.because.map { evidence in
                    [
                        "query": .string(evidence.queryWord), "found": .string(evidence.foundWord),
                        "via": .string(Self.via(evidence.via)),
                    ]
                }),
            "concepts": .array(hit.concepts.map(JSONValue.string)),
        ]
        item["passage"] = hit.passage.map { .string($0.text) }
        item["marks"] = hit.judgement.map { ["useful": .integer($0.useful), "not_useful": .integer($0.notUseful)] }
        return .object(item)
    }

    private static func via(_ via: Evidence.Via) -> String {
        switch via {
        case .same: "same"
        case .stem: "stem"
        case .compound(let part): "compound:\(part)"
        case .dictionary(let name, nil): "dictionary:\(name)"
        case .dictionary(let name, let through?): "dictionary:\(name):\(through)"
        case .concept(let id): "concept:\(id)"
        case .spelling(let readAs): "spelling:\(readAs)"
        case .meaning: "meaning"
        }
    }
}
