import CrossLingualSearch

/// Keeps one language from filling the first page: each further hit in a language that was already shown counts a
/// little less, so that the best answers of the other languages come into sight. The likeness that is shown stays the
/// engine's own.
enum LanguageBalance {
    /// What is left of a hit's weight for each earlier hit in its language: with this value the first ten hold up to ten
    /// languages where each has something that answers, while a clearly better second hit still comes first.
    static let decay = 0.5
    /// A hit about a topic that the need names answers more of it than one that is like it in words and meaning alone.
    static let sharedConcept = 0.15
    /// How many candidates are looked at for each one that is shown.
    static let candidatesPerHit = 4

    /// A need asks for what was done about it: a practice. Where it could be done or who might help comes after.
    static func weight(ofKind kind: String) -> Double {
        switch kind {
        case "organisation": 0.5
        case "place", "project": 0.7
        default: 1
        }
    }

    /// How many hits are balanced together: within so many the best come first.
    static let page = 10

    /// The first `limit` hits in balanced order.
    /// - Complexity: the number of candidates times `limit`.
    static func order(_ found: [RankedDocument], limit: Int) -> [RankedDocument] {
        let chosen = balanced(found, limit: limit)
        return stride(from: 0, to: chosen.count, by: page).flatMap { start in
            chosen[start..<min(start + page, chosen.count)].enumerated()
                .sorted { (weight(of: $1.element), $0.offset) < (weight(of: $0.element), $1.offset) }
                .map(\.element)
        }
    }

    private static func weight(of hit: RankedDocument) -> Double {
        (hit.score + (hit.concepts.isEmpty ? 0 : sharedConcept)) * weight(ofKind: hit.kind)
    }

    private static func balanced(_ found: [RankedDocument], limit: Int) -> [RankedDocument] {
        var rest = found
        var shown: [String: Double] = [:]
        var ordered: [RankedDocument] = []
        while ordered.count < limit, !rest.isEmpty {
            let weights = rest.map { weight(of: $0) * (shown[$0.language] ?? 1) }
            let best = weights.indices.max { (weights[$0], -$0) < (weights[$1], -$1) } ?? 0
            let hit = rest.remove(at: best)
            shown[hit.language, default: 1] *= decay
            ordered.append(hit)
        }
        return ordered
    }
}
