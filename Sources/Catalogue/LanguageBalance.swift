public import CrossLingualSearch

/// Keeps one language from filling the first page: each further hit in a language that was already shown counts a
/// little less, so that the best answers of the other languages come into sight. The likeness that is shown stays the
/// engine's own.
enum LanguageBalance {
    /// What is left of a hit's weight for each earlier hit in its language: with this value the first ten hold up to ten
    /// languages where each has something that answers, while a clearly better second hit still comes first.
    static let decay = 0.6
    /// How many candidates are looked at for each one that is shown.
    static let candidatesPerHit = 4

    /// The first `limit` hits in balanced order.
    /// - Complexity: the number of candidates times `limit`.
    static func order(_ found: [RankedDocument], limit: Int) -> [RankedDocument] {
        var rest = found
        var shown: [String: Double] = [:]
        var ordered: [RankedDocument] = []
        while ordered.count < limit, !rest.isEmpty {
            let weights = rest.map { $0.score * (shown[$0.language] ?? 1) }
            let best = weights.indices.max { (weights[$0], -$0) < (weights[$1], -$1) } ?? 0
            let hit = rest.remove(at: best)
            shown[hit.language, default: 1] *= decay
            ordered.append(hit)
        }
        return ordered
    }
}

extension CatalogueService {
    /// What answers a text, in all languages, in balanced order.
    /// - Parameter kinds: the kinds to look among, nil for all.
    public func match(_ text: String, language: String?, kinds: Set<String>?, limit: Int) -> Answer {
        let isShort = text.split(whereSeparator: \.isWhitespace).count <= 3
        let query = SearchQuery(
            text, language: language, kinds: kinds, limit: limit * LanguageBalance.candidatesPerHit,
            mode: isShort ? .keywords : .need)
        return search.search(query) { LanguageBalance.order($0, limit: limit) }
    }
}
