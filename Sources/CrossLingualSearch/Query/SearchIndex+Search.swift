extension SearchIndex {
    /// Documents that answer the query, best first, with reasons.
    public func search(_ query: SearchQuery) -> Answer { search(query) { $0 } }

    /// Documents that answer the query, with reasons, as far as `choose` keeps them and in the order it gives them:
    /// reasons cost more than the search, so what is not shown should not get any.
    ///
    /// - Parameter choose: gets the documents that the query finds, best first.
    public func search(_ query: SearchQuery, choosing choose: ([RankedDocument]) -> [RankedDocument]) -> Answer {
        let search = run(query)
        let explanation = Explanation(
            plan: search.plan, rarity: search.resolved.rarity, meaning: search.meaning,
            means: search.state.surroundings.means)
        let hits = choose(search.documents).map { document in
            explanation.hit(document, in: search.state.segments[document.place.segment], with: search.reader)
        }
        let language = search.plan.tongue == .other ? query.language ?? "und" : search.plan.tongue.code
        return Answer(
            hits: hits, fits: Fit.holds(hits, comparesMeaning: search.meaning != nil),
            comparesMeaning: search.meaning != nil, language: language, unknownWords: search.plan.unknownWords,
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
        /// What the query means, of length 1; nil when words alone are compared.
        let meaning: [Float]?
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
        let meaning = state.comparesMeaning ? space?.vector(of: query.text, as: .query, in: tongue)?.unit : nil
        let judgements = meaning.map { meaning in experience.withLock { $0 }.judgements(for: meaning) } ?? [:]
        let documents = ranked(resolved, meaning, judgements, for: query, state).map { candidate, score in
            let segment = state.segments[candidate.segment].segment
            let id = segment.id(of: candidate.document)
            return RankedDocument(
                id: id, kind: segment.kind(of: candidate.document),
                language: segment.language(ofRow: segment.rows(of: candidate.document).lowerBound), score: score,
                concepts: plan.concepts(sharedWith: candidate.document, in: segment),
                judgement: judgements[id], place: (candidate.segment, candidate.document))
        }
        return Search(
            state: state, reader: reader, plan: plan, resolved: resolved, meaning: meaning, documents: documents)
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

    /// The best documents with their scores: by words alone, or by words and meaning together.
    private func ranked(
        _ plan: ResolvedPlan, _ meaning: [Float]?, _ judgements: [String: Judgement], for query: SearchQuery,
        _ state: IndexState
    ) -> [(Candidate, Double)] {
        guard query.limit > 0 else { return [] }
        guard let meaning else {
            return best(plan, for: query, limit: query.limit, in: state).map {
                ($0, min(1, Double($0.points) / plan.fullPoints))
            }
        }
        let words = best(plan, for: query, limit: max(query.limit, Ranking.candidatesByWords), in: state)
        var nearness = Nearness(of: meaning, in: state)
        for candidate in words {
            let share = Float(min(1, Double(candidate.points) / plan.fullPoints))
            nearness.add(Ranking.wordsWeight * share, segment: candidate.segment, document: candidate.document)
        }
        for (id, judgement) in judgements {
            for (number, live) in state.segments.enumerated() {
                guard let document = live.segment.document(withID: id), live.isLive(document) else { continue }
                nearness.add(judgement.gain, segment: number, document: document)
            }
        }
        return best(nearness, for: query, in: state).map { ($0, max(0, min(1, FusedPoints.score(of: $0.points)))) }
    }

    /// The best candidates by words that pass the query's filters.
    private func best(_ plan: ResolvedPlan, for query: SearchQuery, limit: Int, in state: IndexState) -> [Candidate] {
        var found = BestCandidates(limit: limit, segments: state.segments)
        for (number, live) in state.segments.enumerated() {
            let passes = query.filter(of: live.segment)
            SegmentWalk.offer(plan.parts[number], of: plan, in: live, number: number, to: &found, where: passes)
        }
        return found.sorted
    }

    /// The best candidates by words and meaning that pass the query's filters.
    private func best(_ nearness: Nearness, for query: SearchQuery, in state: IndexState) -> [Candidate] {
        var found = BestCandidates(limit: query.limit, segments: state.segments)
        for (number, live) in state.segments.enumerated() {
            let passes = query.filter(of: live.segment)
            for (document, value) in nearness.values[number].enumerated() where value >= Ranking.leastNearness {
                let points = FusedPoints.points(of: value)
                guard points >= found.threshold, live.isLive(document), passes(document) else { continue }
                found.offer(Candidate(segment: number, document: document, points: points))
            }
        }
        return found.sorted
    }
}

/// Scores as whole numbers that can be compared: 1 for a score of -1, the most for a score of 3.
private enum FusedPoints {
    private static let unit: Float = 5e8

    static func points(of score: Float) -> Int32 { 1 + Int32((max(-1, min(3, score)) + 1) * unit) }

    static func score(of points: Int32) -> Double { Double(points - 1) / Double(unit) - 1 }
}

extension SearchQuery {
    /// Whether a document of the segment has what the query's filters ask for.
    fileprivate func filter(of segment: Segment) -> (Int) -> Bool {
        let wanted = segment.content.names.map { kinds?.contains($0) ?? true }
        return { document in
            wanted[Int(segment.content.kinds[document])] && segment.has(tags, document: document)
                && allows?(segment.id(of: document)) ?? true
        }
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
    /// How people marked it for like queries; nil when nobody did.
    public let judgement: Judgement?
    /// Where it is in the state that was searched.
    let place: (segment: Int, document: Int)
}
