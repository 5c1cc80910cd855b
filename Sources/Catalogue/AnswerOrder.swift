import CrossLingualSearch

/// The order in which answers are shown. The likeness that is shown with them stays the engine's own.
///
/// Words favour the language of the question. So where words alone are compared, no language may fill the first page:
/// each further hit in one that was already shown counts a little less, and the best answers of the others come into
/// sight. Meanings favour no language.
enum AnswerOrder {
    /// What is left of a hit's weight for each earlier hit in its language: with this value the first ten hold up to ten
    /// languages where each has something that answers, while a clearly better second hit still comes first.
    static let decay = 0.5
    /// A hit about a topic that the need names answers more of it than one that shares words alone.
    static let sharedConcept = 1.5
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

    /// The first `limit` of what was found.
    /// - Parameter comparesMeaning: whether meanings were compared beside words.
    /// - Complexity: the number of candidates times `limit`.
    static func first(_ limit: Int, of found: [RankedDocument], comparesMeaning: Bool) -> [RankedDocument] {
        guard !comparesMeaning else {
            let weights = found.map { $0.score * weight(ofKind: $0.kind) }
            let places = found.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
            return places.prefix(limit).map { found[$0] }
        }
        var rest = found
        var shown: [String: Double] = [:]
        var ordered: [RankedDocument] = []
        while ordered.count < limit, !rest.isEmpty {
            let weights = rest.map { hit in
                hit.score * weight(ofKind: hit.kind) * (hit.concepts.isEmpty ? 1 : sharedConcept)
                    * (shown[hit.language] ?? 1)
            }
            let best = weights.indices.max { (weights[$0], -$0) < (weights[$1], -$1) } ?? 0
            let hit = rest.remove(at: best)
            shown[hit.language, default: 1] *= decay
            ordered.append(hit)
        }
        return ordered
    }
}
