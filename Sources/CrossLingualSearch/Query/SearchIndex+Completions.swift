/// What typed words may become: a title, or a label of a concept.
public struct Completion: Sendable, Hashable {
    /// What has the text for its title or label.
    public enum Subject: Sendable, Hashable {
        case document(id: String, kind: String)
        /// The concept with this identifier.
        case concept(String)
    }

    /// As the authors wrote it.
    public let text: String
    /// Language of the text.
    public let language: String
    public let subject: Subject
}

extension SearchIndex {
    /// Titles and labels of concepts that have all the words typed so far, of which the last may be unfinished.
    ///
    /// Case and accents do not matter. A word of five letters or more that no title and no label has is read as the
    /// commonest that is one letter away. Texts in the reader's language come first, then those that begin with what was
    /// typed, then the shorter ones. Of equal texts one is told.
    ///
    /// - Parameters:
    ///   - typed: beginning of a query; without a word, or with more than ``mostTypedWords``, nothing completes it.
    ///   - language: language of the reader.
    ///   - kinds: kinds of documents wanted; nil means all.
    ///   - allows: whether a document may be shown, by its identifier. A concept is told when a wanted document that may
    ///     be shown is about it.
    /// - Complexity: linear in the title words that begin with what was typed, some ns for each, and in the documents, of
    ///   which each costs a byte. Bodies are not read.
    public func completions(
        of typed: String, language: String? = nil, kinds: Set<String>? = nil, limit: Int = 8,
        allows: (@Sendable (_ id: String) -> Bool)? = nil
    ) -> [Completion] {
        let tongue = language.map(Tongue.init(code:)) ?? .other
        let words = Title(typed, in: tongue).words
        guard limit > 0, !words.isEmpty, words.count <= Self.mostTypedWords else { return [] }
        let filter = QueryFilter(query: SearchQuery("", kinds: kinds, limit: limit, allows: allows))
        let search = CompletionSearch(state: state, labels: labels, tongue: tongue, filter: filter)
        return search.completions(of: words)
    }

    /// Longer texts are described needs, not something to complete.
    public static let mostTypedWords = 12
}

/// Completes words from the titles of one state and the labels of the concepts.
private struct CompletionSearch {
    /// Those of the state, then the labels.
    private let segments: [LiveSegment]
    private var labels: Int { segments.count - 1 }
    private let tongue: Tongue
    private let filter: QueryFilter

    /// How many candidates are read for each completion: some have the words in two titles or the same text as another.
    private static let candidatesPerCompletion = 4
    private static let ownLanguage: Int32 = 256

    init(state: IndexState, labels: LiveSegment, tongue: Tongue, filter: QueryFilter) {
        segments = state.segments + [labels]
        self.tongue = tongue
        self.filter = filter
    }

    func completions(of typed: [String]) -> [Completion] {
        let words = typed.enumerated().map { place, word in
            let isLast = place == typed.count - 1
            let isKnown = { (word: String) in segments.reduce(0) { $0 + $1.segment.titles(word, isLast).count } }
            return isKnown(word) > 0 ? word : Spelling(isKnown: isKnown).correction(of: word) ?? word
        }
        var best = BestCandidates(limit: filter.query.limit * Self.candidatesPerCompletion, segments: segments)
        for number in segments.indices { offer(words, number, to: &best) }
        var seen: Set<String> = []
        return best.sorted.compactMap { text(of: $0, words) }.sorted { $0.precedes($1) }.map(\.completion)
            .filter { seen.insert($0.text).inserted }.prefix(filter.query.limit).map(\.self)
    }

    /// Offers the documents of a segment that have all the words, the more prominent the first of them the better.
    private func offer(_ words: [String], _ number: Int, to best: inout BestCandidates) {
        let live = segments[number]
        let content = live.segment.content
        let isWanted = number == labels ? conceptFilter : filter.passes(in: live.segment)
        var met = [UInt8](repeating: 0, count: content.documentCount)
        var prominence = met
        for (place, word) in words.enumerated() {
            for posting in live.segment.titles(word, place == words.count - 1) {
                let document = Int(content.postingDocuments[posting])
                if met[document] == place { met[document] += 1 }
                guard place == 0 else { continue }
                prominence[document] = max(prominence[document], Impact(packed: content.impacts[posting]).prominence)
            }
        }
        for document in met.indices where met[document] == words.count && live.isLive(document) {
            let isOwn = live.segment.rows(of: document).contains { live.segment.tongue(ofRow: $0) == tongue }
            let points = 1 + Int32(prominence[document]) + (isOwn ? Self.ownLanguage : 0)
            guard points >= best.threshold, isWanted(document) else { continue }
            best.offer(Candidate(segment: number, document: document, points: points))
        }
    }

    /// Whether there is something to be found about a concept.
    private func conceptFilter(_ concept: Int) -> Bool {
        let id = segments[labels].segment.id(of: concept)
        return segments[..<labels].contains { live in
            guard let term = live.segment.term(id, .concept) else { return false }
            let isWanted = filter.passes(in: live.segment)
            return live.segment.postings(ofTerm: term).contains { posting in
                let document = Int(live.segment.content.postingDocuments[posting])
                return live.isLive(document) && isWanted(document)
            }
        }
    }

    /// A title that answers, and what it is ordered by.
    private struct Found {
        let completion: Completion
        let isOwn: Bool
        let begins: Bool
        let length: Int

        func precedes(_ other: Found) -> Bool {
            if isOwn != other.isOwn { return isOwn }
            if begins != other.begins { return begins }
            return (length, completion.text) < (other.length, other.completion.text)
        }
    }

    /// The title of a candidate that answers best; nil when no title of it has all the words.
    private func text(of candidate: Candidate, _ words: [String]) -> Found? {
        let segment = segments[candidate.segment].segment
        let id = segment.id(of: candidate.document)
        let subject: Completion.Subject =
            candidate.segment == labels
            ? .concept(id) : .document(id: id, kind: segment.kind(of: candidate.document))
        let found = segment.rows(of: candidate.document).compactMap { row -> Found? in
            let text = segment.title(ofRow: row)
            let own = segment.tongue(ofRow: row)
            let title = Title(text, in: own)
            guard title.answers(words) else { return nil }
            return Found(
                completion: Completion(text: text, language: segment.language(ofRow: row), subject: subject),
                isOwn: own == tongue, begins: title.begins(with: words), length: title.words.count)
        }
        return found.min { $0.precedes($1) }
    }
}

extension Segment {
    /// Postings of the title words that a typed one may stand for.
    fileprivate func titles(_ word: String, _ isUnfinished: Bool) -> Range<Int> {
        if isUnfinished { return postings(ofTerms: terms(withPrefix: word, .title)) }
        return term(word, .title).map { postings(ofTerm: $0) } ?? 0..<0
    }
}
