public import CrossLingualSearch

extension CatalogueService {
    /// What can answer a need.
    public static let answering: Set<String> = ["practice", "place", "project", "organisation"]

    /// What answers a text, in all languages, in balanced order; page, API and command line ask here.
    /// - Parameter kinds: the kinds to look among, nil for all that can answer a need.
    public func match(_ text: String, language: String?, kinds: Set<String>? = nil, limit: Int) -> Answer {
        let isShort = text.split(whereSeparator: \.isWhitespace).count <= 3
        let query = SearchQuery(
            text, language: language, kinds: kinds ?? Self.answering, limit: limit * LanguageBalance.candidatesPerHit,
            mode: isShort ? .keywords : .need)
        let answer = search.search(query) { LanguageBalance.order($0, limit: limit) }
        return Answer(
            hits: answer.hits, fits: Fit.holds(answer.hits), language: answer.language,
            unknownWords: answer.unknownWords, concepts: answer.concepts)
    }
}

/// Whether anything that was found fits a need, or a page must say that nothing does.
///
/// The score alone separates weakly: one word that happens to be shared gives a short text a high one. So a middling score
/// counts only together with a shared concept or with several words. Set on the demonstration data: of 20 texts about
/// other things (a cat, a cake, a football club) none fits, of its own 67 needs 9 of 10 do by their titles and 8 of 10
/// by their stories.
enum Fit {
    /// The score above which a hit fits whatever it shares.
    private static let sure = 0.3
    private static let middling = 0.15
    private static let severalWords = 3
    /// How many of the best hits are asked.
    private static let asked = 3

    static func holds(_ hits: [Hit]) -> Bool {
        hits.sorted { $0.score > $1.score }.prefix(asked).contains { hit in
            hit.score >= sure || hit.score >= middling && (!hit.concepts.isEmpty || words(of: hit) >= severalWords)
        }
    }

    private static func words(of hit: Hit) -> Int {
        hit.because.count { if case .concept = $0.via { false } else { true } }
    }
}
