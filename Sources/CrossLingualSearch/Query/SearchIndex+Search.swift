extension SearchIndex {
    /// Documents that answer the query, best first, with reasons.
    public func search(_ query: SearchQuery) -> Answer { search(query) { $0 } }

    /// Documents that answer the query, with reasons, as far as `choose` keeps them and in the order it gives them:
    /// reasons cost more than the search, so what is not shown should not get any.
    ///
    /// - Parameter choose: gets the documents that the query finds, best first.
    public func search(_ query: SearchQuery, choosing choose: ([RankedDocument]) -> [RankedDocument]) -> Answer {
        let search = run(query)
        let explanation = Explanation(plan: search.plan, rarity: search.resolved.rarity)
        let hits = choose(search.documents).map { document in
            let segment = search.state.segments[document.place.segment].segment
            return explanation.hit(document, in: segment, with: search.reader)
        }
        let language = search.plan.tongue == .other ? query.language ?? "und" : search.plan.tongue.code
        return Answer(
            hits: hits, fits: (hits.first?.score ?? 0) >= Ranking.fitThreshold, language: language,
            unknownWords: search.plan.unknownWords,
            concepts: search.plan.concepts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key))
    }

    /// Documents that answer the query, best first, without reasons, which cost more than the search.
    public func ranking(_ query: SearchQuery) -> [RankedDocument] { run(query).documents }

    /// A query carried out, but for the explanation.
    private struct Search {
        let state: IndexState
        let reader: TextReader
        let plan: QueryPlan
        let resolved: ResolvedPlan
        let documents: [RankedDocument]
    }

    private func run(_ query: SearchQuery) -> Search {
        let state = state
        let reader = reader(of: state)
        let guess = LanguageGuess(state: state, lexicon: lexicon)
        let tongue =
            query.language.map(Tongue.init(code:)) ?? guess.language(of: query.text, with: reader.analyser) ?? .other
        let planner = QueryPlanner(state: state, lexicon: lexicon, detector: detector, translations: translations)
        let plan = planner.plan(query, in: tongue, with: reader)
        let resolved = ResolvedPlan(plan, state: state)
        let documents = best(resolved, for: query, in: state).map { candidate in
            let segment = state.segments[candidate.segment].segment
            return RankedDocument(
                id: segment.id(of: candidate.document), kind: segment.kind(of: candidate.document),
                language: segment.language(ofRow: segment.rows(of: candidate.document).lowerBound),
                score: min(1, Double(candidate.points) / resolved.fullPoints),
                concepts: plan.concepts(sharedWith: candidate.document, in: segment),
                place: (candidate.segment, candidate.document))
        }
        return Search(state: state, reader: reader, plan: plan, resolved: resolved, documents: documents)
    }

    /// How many characters of a body say what it is about: the cost grows with each word, the likeness hardly.
    private static let telling = 80

    /// Documents whose texts are most like the given one, in any language, best first; empty for an unknown identifier.
    ///
    /// Compares by title and beginning.
    public func similar(to id: String, kinds: Set<String>? = nil, limit: Int = 10) -> [RankedDocument] {
        let state = state
        for live in state.segments {
            guard let document = live.segment.document(withID: id), live.isLive(document) else { continue }
            let row = live.segment.rows(of: document).lowerBound
            let text = live.segment.title(ofRow: row) + "\n" + live.segment.body(ofRow: row).prefix(Self.telling)
            return ranking(
                SearchQuery(
                    text, language: live.segment.language(ofRow: row), kinds: kinds, limit: limit,
                    allows: { $0 != id }))
        }
        return []
    }

    /// The best candidates that pass the query's filters.
    private func best(_ plan: ResolvedPlan, for query: SearchQuery, in state: IndexState) -> [Candidate] {
        guard query.limit > 0 else { return [] }
        var found = BestCandidates(limit: query.limit, segments: state.segments)
        for (number, live) in state.segments.enumerated() {
            let segment = live.segment
            let kinds = segment.content.names.map { query.kinds?.contains($0) ?? true }
            SegmentWalk.offer(plan.parts[number], of: plan, in: live, number: number, to: &found) { document in
                kinds[Int(segment.content.kinds[document])] && segment.has(query.tags, document: document)
                    && query.allows?(segment.id(of: document)) ?? true
            }
        }
        return found.sorted
    }
}

/// A document that answers a query, without reasons.
public struct RankedDocument: Sendable {
    public let id: String
    /// As ``SearchDocument/kind``.
    public let kind: String
    /// Language of the document's original.
    public let language: String
    /// As ``Hit/score``.
    public let score: Double
    /// The concepts of the query that the document is about too, strongest first.
    public let concepts: [String]
    /// Where it is in the state that was searched.
    let place: (segment: Int, document: Int)
}
