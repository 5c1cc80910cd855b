extension SearchIndex {
    /// Documents that answer the query, best first, with reasons.
    public func search(_ query: SearchQuery) -> Answer {
        let search = run(query)
        let explanation = Explanation(plan: search.plan, rarity: search.rarity)
        let hits = search.chosen.map { candidate in
            explanation.hit(candidate, in: search.state.segments[candidate.segment].segment, with: search.reader)
        }
        let language = search.plan.tongue == .other ? query.language ?? "und" : search.plan.tongue.code
        return Answer(
            hits: hits, fits: (hits.first?.score ?? 0) >= Ranking.fitThreshold, language: language,
            unknownWords: search.plan.unknownWords,
            concepts: search.plan.concepts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key))
    }

    /// Identifiers and scores alone, best first: for lists that show no reasons, which cost more than the search.
    public func ranking(_ query: SearchQuery) -> [(id: String, score: Double)] {
        let search = run(query)
        return search.chosen.map { candidate in
            let segment = search.state.segments[candidate.segment].segment
            return (segment.id(of: candidate.document), Double(candidate.score))
        }
    }

    /// A query carried out, but for the explanation.
    private struct Search {
        let state: IndexState
        let reader: TextReader
        let plan: QueryPlan
        let rarity: [Double]
        let chosen: [Candidate]
    }

    private func run(_ query: SearchQuery) -> Search {
        let state = state
        let reader = reader(of: state)
        let guess = LanguageGuess(state: state, lexicon: lexicon)
        let tongue =
            query.language.map(Tongue.init(code:)) ?? guess.language(of: query.text, with: reader.analyser) ?? .other
        let planner = QueryPlanner(state: state, lexicon: lexicon, detector: detector, tongues: Self.tongues(of: state))
        let plan = planner.plan(query, in: tongue, with: reader)
        let (candidates, rarity) = Scorer(state: state).candidates(for: plan)
        let chosen = best(candidates, for: query, in: state)
        return Search(state: state, reader: reader, plan: plan, rarity: rarity, chosen: chosen)
    }

    /// How many characters of a body say what it is about: the cost grows with each word, the likeness hardly.
    private static let telling = 80

    /// Documents whose texts are most like the given one, in any language; empty for an unknown identifier.
    ///
    /// Compares by title and beginning.
    public func similar(to id: String, kinds: Set<String>? = nil, limit: Int = 10) -> [Hit] {
        let state = state
        for live in state.segments {
            guard let document = live.segment.document(withID: id), live.isLive(document) else { continue }
            let row = live.segment.rows(of: document).lowerBound
            let text = live.segment.title(ofRow: row) + "\n" + live.segment.body(ofRow: row).prefix(Self.telling)
            let query = SearchQuery(
                text, language: live.segment.language(ofRow: row), kinds: kinds, limit: limit, allows: { $0 != id })
            return search(query).hits
        }
        return []
    }

    /// Languages of the documents, in the order of their codes' numbers.
    private static func tongues(of state: IndexState) -> [Tongue] {
        var found: Set<Tongue> = []
        for live in state.segments {
            let content = live.segment.content
            var occurs = [Bool](repeating: false, count: content.names.count)
            for language in content.rowLanguages { occurs[Int(language)] = true }
            for (name, occurs) in zip(content.names, occurs) where occurs { found.insert(Tongue(code: name)) }
        }
        return found.sorted { $0.rawValue < $1.rawValue }
    }

    /// The best candidates that pass the query's filters.
    private func best(_ candidates: [Candidate], for query: SearchQuery, in state: IndexState) -> [Candidate] {
        guard query.limit > 0 else { return [] }
        func id(_ candidate: Candidate) -> String {
            state.segments[candidate.segment].segment.id(of: candidate.document)
        }
        let kinds = state.segments.map { live in
            live.segment.content.names.map { query.kinds?.contains($0) ?? true }
        }
        let wanted = candidates.filter { candidate in
            let segment = state.segments[candidate.segment].segment
            return kinds[candidate.segment][Int(segment.content.kinds[candidate.document])]
                && segment.has(query.tags, document: candidate.document)
        }
        var pool = TopCandidates.top(max(200, query.limit * 4), of: wanted)
        while true {
            let ordered = pool.sorted { a, b in a.score != b.score ? a.score > b.score : id(a) < id(b) }
            var chosen: [Candidate] = []
            for candidate in ordered where query.allows?(id(candidate)) ?? true {
                chosen.append(candidate)
                if chosen.count == query.limit { return chosen }
            }
            if pool.count == wanted.count { return chosen }
            pool = wanted
        }
    }
}

/// Selects the highest scores without sorting everything.
enum TopCandidates {
    /// The `count` highest and all that equal the last of them, in no order.
    static func top(_ count: Int, of candidates: [Candidate]) -> [Candidate] {
        guard candidates.count > count else { return candidates }
        var heap: [Float] = []
        heap.reserveCapacity(count)
        for candidate in candidates {
            if heap.count < count {
                heap.append(candidate.score)
                if heap.count == count { heap.sort() }
            } else if candidate.score > heap[0] {
                replaceLeast(in: &heap, by: candidate.score)
            }
        }
        let least = heap[0]
        return candidates.filter { $0.score >= least }
    }

    /// Sifts a new score down from the root of a heap with the least on top.
    private static func replaceLeast(in heap: inout [Float], by score: Float) {
        var place = 0
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < score else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = score
    }
}
