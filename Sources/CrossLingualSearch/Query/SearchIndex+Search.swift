import Foundation
import Synchronization

extension SearchIndex {
    /// Documents that answer the query, best first, with reasons.
    public func search(_ query: SearchQuery) -> Answer { search(query) { $0 } }

    /// Documents that answer the query, with reasons, as far as `choose` keeps them and in the order it gives them:
    /// reasons cost more than the search, so what is not shown should not get any.
    ///
    /// - Parameter choose: gets the documents that the query finds, best first.
    public func search(_ query: SearchQuery, choosing choose: ([RankedDocument]) -> [RankedDocument]) -> Answer {
        let search = run(query)
        let reader = reader(of: search.state)
        let explanation = Explanation(
            plan: search.plan, rarity: search.resolved.rarity, meaning: search.meaning,
            means: search.state.surroundings.means, likeness: likeness(for: search))
        let hits = explanation.hits(choose(search.documents), in: search.state.segments, with: reader)
        let language = search.plan.tongue == .other ? query.language ?? "und" : search.plan.tongue.code
        return Answer(
            hits: hits, fits: Fit.holds(hits, comparesMeaning: search.meaning != nil),
            comparesMeaning: search.state.comparesMeaning, language: language, unknownWords: search.plan.unknownWords,
            concepts: search.plan.concepts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key))
    }

    /// What tells whether words mean the same, where texts are compared by meaning.
    private func likeness(for search: Search) -> WordLikeness? {
        guard search.meaning != nil else { return nil }
        let translator = Translator(lexicon: lexicon, state: search.state, cache: translations)
        return wordVectors.map { WordLikeness(vectors: $0, translator: translator, asked: search.plan.tongue) }
    }

    /// Documents that answer the query, best first, without reasons, which cost more than the search.
    public func ranking(_ query: SearchQuery) -> [RankedDocument] { run(query).documents }

    /// The identifiers of the documents that answer the query, best first: for lists of all that was found, where what
    /// ``RankedDocument`` tells would cost more than finding it.
    public func identifiers(_ query: SearchQuery) -> [String] {
        let search = run(query)
        return search.found.map { candidate, _ in
            search.state.segments[candidate.segment].segment.id(of: candidate.document)
        }
    }

    /// A query carried out, but for the explanation.
    private struct Search {
        let state: IndexState
        let plan: QueryPlan
        let resolved: ResolvedPlan
        /// What the query means, of length 1; nil when words alone are compared.
        let meaning: [Float]?
        let judgements: [String: Judgement]
        /// Best first, with their scores.
        let found: [(Candidate, Double)]

        var documents: [RankedDocument] {
            found.map { candidate, score in
                let segment = state.segments[candidate.segment].segment
                let id = segment.id(of: candidate.document)
                return RankedDocument(
                    id: id, kind: segment.kind(of: candidate.document),
                    language: segment.language(ofRow: segment.rows(of: candidate.document).lowerBound), score: score,
                    concepts: plan.concepts(sharedWith: candidate.document, in: segment),
                    judgement: judgements[id], place: (candidate.segment, candidate.document))
            }
        }
    }

    /// How the index reads keywords: which of them are marks, and which only look like it.
    public func reading(of keywords: String) -> ExpertQuery { ExpertQuery(keywords, fields: state.fields) }

    /// - Parameter known: what the query means, of length 1, where that need not be read.
    private func run(_ query: SearchQuery, meaning known: [Float]? = nil) -> Search {
        let state = state
        let analyser = Analyser()
        var (query, conditions) = (query, QueryConditions())
        if query.mode == .keywords {
            let expert = ExpertQuery(query.text, fields: state.fields)
            query.text = expert.text
            conditions = QueryConditions(expert.conditions, tongues: state.tongues, analyser: analyser)
        }
        let guess = LanguageGuess(state: state, lexicon: lexicon)
        let tongue = query.language.map(Tongue.init(code:)) ?? guess.language(of: query.text, with: analyser) ?? .other
        if let lexicon { query.text = lexicon.withDiacritics(query.text, in: tongue) }
        let filter = QueryFilter(query: query, conditions: conditions)
        let comparesMeaning = state.comparesMeaning && !filter.isAll
        let isRead = comparesMeaning && known == nil
        let readings = isRead ? space?.readings(of: filter.query.text, as: .query, in: tongue) ?? [] : []
        let (words, vectors) = Self.together({ self.words(filter, in: tongue, state) }, and: readings) { [space] in
            space?.vector(of: $0)
        }
        let meaning = comparesMeaning ? known ?? VectorSpace.sum(of: vectors, readings)?.unit : nil
        let nearness = meaning.map { Nearness(of: $0, in: state) }
        let judgements = meaning.map { meaning in experience.withLock { $0 }.judgements(for: meaning) } ?? [:]
        let found = ranked(words.best, nearness, judgements, of: words.resolved, filter, state)
        return Search(
            state: state, plan: words.plan, resolved: words.resolved, meaning: meaning, judgements: judgements,
            found: found)
    }

    /// What a query finds by its words.
    private struct Words {
        let plan: QueryPlan
        let resolved: ResolvedPlan
        let best: [Candidate]
    }

    private func words(_ filter: QueryFilter, in tongue: Tongue, _ state: IndexState) -> Words {
        let planner = QueryPlanner(state: state, lexicon: lexicon, detector: detector, translations: translations)
        var plan = planner.plan(filter.query, in: tongue, with: reader(of: state))
        plan.groups += filter.conditions.groups
        let resolved = ResolvedPlan(plan, state: state)
        return Words(plan: plan, resolved: resolved, best: filter.isAll ? [] : best(resolved, filter, in: state))
    }

    /// Does one thing beside others: reading a need takes as long as finding its words.
    private static func together<One: Sendable, Item: Sendable, Other: Sendable>(
        _ one: @Sendable () -> One, and items: [Item], _ other: @Sendable (Item) -> Other
    ) -> (One, [Other]) {
        let first = Mutex<One?>(nil)
        let others = Mutex([Other?](repeating: nil, count: items.count))
        DispatchQueue.concurrentPerform(iterations: 1 + items.count) { job in
            if job == 0 {
                let result = one()
                first.withLock { $0 = result }
            } else {
                let result = other(items[job - 1])
                others.withLock { $0[job - 1] = result }
            }
        }
        guard let one = first.withLock({ $0 }) else {
            preconditionFailure("concurrentPerform returns when all are done")
        }
        return (one, others.withLock { $0.compactMap { $0 } })
    }

    /// How many characters of a body say what it is about: the cost grows with each word, the likeness hardly.
    private static let telling = 80

    /// Documents whose texts are most like the given one, in any language, best first; empty for an unknown identifier.
    ///
    /// Compares the words of its title and beginning, and the meaning of its first passage, which is read once only.
    public func similar(to id: String, kinds: Set<String>? = nil, limit: Int = 10) -> [RankedDocument] {
        let state = state
        guard let place = state.place(of: id) else { return [] }
        let segment = state.segments[place.segment].segment
        let row = segment.rows(of: place.document).lowerBound
        let text = segment.title(ofRow: row) + "\n" + segment.body(ofRow: row).prefix(Self.telling)
        let query = SearchQuery(
            text, language: segment.language(ofRow: row), kinds: kinds, limit: limit, allows: { $0 != id })
        let meaning = state.comparesMeaning ? state.direction(ofRow: row, in: place.segment) : nil
        return run(query, meaning: meaning).documents
    }

    /// The best documents with their scores: by words alone, or by words and meaning together.
    private func ranked(
        _ words: [Candidate], _ nearness: Nearness?, _ judgements: [String: Judgement], of plan: ResolvedPlan,
        _ filter: QueryFilter, _ state: IndexState
    ) -> [(Candidate, Double)] {
        guard filter.query.limit > 0 else { return [] }
        if filter.isAll { return all(filter, in: state).map { ($0, 1) } }
        guard var nearness else {
            return words.prefix(filter.query.limit).map { ($0, min(1, Double($0.points) / plan.fullPoints)) }
        }
        var answering = [Set<Int>](repeating: [], count: state.segments.count)
        for candidate in words {
            answering[candidate.segment].insert(candidate.document)
            let share = Float(min(1, Double(candidate.points) / plan.fullPoints))
            nearness.add(Ranking.wordsWeight * share, segment: candidate.segment, document: candidate.document)
        }
        for (id, judgement) in judgements {
            guard let place = state.place(of: id) else { continue }
            nearness.add(judgement.gain, segment: place.segment, document: place.document)
        }
        return best(nearness, answering, filter, in: state).map {
            ($0, max(0, min(1, FusedPoints.score(of: $0.points))))
        }
    }

    /// The best candidates by words that pass the filter.
    private func best(_ plan: ResolvedPlan, _ filter: QueryFilter, in state: IndexState) -> [Candidate] {
        let wanted = filter.query.limit
        guard wanted > 0 else { return [] }
        let limit = state.comparesMeaning ? max(wanted, Ranking.candidatesByWords) : wanted
        var found = BestCandidates(limit: limit, segments: state.segments)
        for (number, live) in state.segments.enumerated() {
            let passes = filter.passes(in: live.segment)
            SegmentWalk.offer(plan.parts[number], of: plan, in: live, number: number, to: &found, where: passes)
        }
        return found.sorted
    }

    /// The best candidates by words and meaning that pass the filter. Keywords find what answers by its words or is near
    /// enough; a need ranks everything.
    private func best(
        _ nearness: Nearness, _ answering: [Set<Int>], _ filter: QueryFilter, in state: IndexState
    ) -> [Candidate] {
        let least = filter.query.mode == .keywords ? Ranking.leastNearness : -.infinity
        var found = BestCandidates(limit: filter.query.limit, segments: state.segments)
        var lowest = -Float.infinity
        for (number, live) in state.segments.enumerated() {
            let passes = filter.passes(in: live.segment)
            for (document, value) in nearness.values[number].enumerated() where value >= lowest {
                let points = FusedPoints.points(of: value)
                guard points >= found.threshold, value >= least || answering[number].contains(document),
                    live.isLive(document), passes(document)
                else { continue }
                found.offer(Candidate(segment: number, document: document, points: points))
                lowest = FusedPoints.lowest(found.threshold)
            }
        }
        return found.sorted
    }

    /// The first candidates that pass the filter, by identifier.
    private func all(_ filter: QueryFilter, in state: IndexState) -> [Candidate] {
        var found = BestCandidates(limit: filter.query.limit, segments: state.segments)
        for (number, live) in state.segments.enumerated() {
            let passes = filter.passes(in: live.segment)
            for document in 0..<live.segment.documentCount where live.isLive(document) && passes(document) {
                found.offer(Candidate(segment: number, document: document, points: 1))
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

    /// A score below this one has fewer points: told in one comparison, where a million scores are looked at.
    static func lowest(_ points: Int32) -> Float { points > 1 ? Float(score(of: points)) - rounding : -.infinity }

    /// More than sums of single precision lose.
    private static let rounding: Float = 1e-5
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
