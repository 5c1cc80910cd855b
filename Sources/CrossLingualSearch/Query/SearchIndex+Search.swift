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
        let hits = choose(search.documents).map { document in
            explanation.hit(document, in: search.state.segments[document.place.segment], with: reader)
        }
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
        // Reading the need takes as long as finding its words, so the two go on side by side.
        let readWords: @Sendable () -> (QueryPlan, ResolvedPlan, [Candidate]) = { [self] in
            let planner = QueryPlanner(state: state, lexicon: lexicon, detector: detector, translations: translations)
            var plan = planner.plan(filter.query, in: tongue, with: reader(of: state))
            plan.groups += filter.conditions.groups
            let resolved = ResolvedPlan(plan, state: state)
            return (plan, resolved, filter.isAll ? [] : best(resolved, filter, in: state))
        }
        let readMeaning: @Sendable () -> ([Float], Nearness)? = { [space] in
            let meaning = known ?? space?.vector(of: filter.query.text, as: .query, in: tongue)?.unit
            return meaning.map { ($0, Nearness(of: $0, in: state)) }
        }
        let ((plan, resolved, byWords), near) =
            state.comparesMeaning && !filter.isAll ? Self.together(readWords, and: readMeaning) : (readWords(), nil)
        let judgements = near.map { near in experience.withLock { $0 }.judgements(for: near.0) } ?? [:]
        let found = ranked(byWords, near?.1, judgements, of: resolved, filter, state)
        return Search(
            state: state, plan: plan, resolved: resolved, meaning: near?.0, judgements: judgements, found: found)
    }

    /// Does two things at once, where there are two processors.
    private static func together<One: Sendable, Other: Sendable>(
        _ one: @Sendable () -> One, and other: @Sendable () -> Other
    ) -> (One, Other) {
        let first = Mutex<One?>(nil)
        let second = Mutex<Other?>(nil)
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            if half == 0 {
                let result = one()
                first.withLock { $0 = result }
            } else {
                let result = other()
                second.withLock { $0 = result }
            }
        }
        guard let one = first.withLock({ $0 }), let other = second.withLock({ $0 }) else {
            preconditionFailure("concurrentPerform returns when both are done")
        }
        return (one, other)
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
        for (number, live) in state.segments.enumerated() {
            let passes = filter.passes(in: live.segment)
            for (document, value) in nearness.values[number].enumerated() {
                let points = FusedPoints.points(of: value)
                guard points >= found.threshold, value >= least || answering[number].contains(document),
                    live.isLive(document), passes(document)
                else { continue }
                found.offer(Candidate(segment: number, document: document, points: points))
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
