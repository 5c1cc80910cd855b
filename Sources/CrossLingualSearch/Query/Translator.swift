import Foundation

/// What a word is in other languages, directly or through English, with a weight for how sure that is.
struct Translator {
    let lexicon: Lexicon?
    /// Languages wanted.
    let tongues: [Tongue]

    private struct Candidate {
        let tongue: Tongue
        var weight: Double
        let dictionary: Int
        let through: Tongue?
    }

    /// The word itself and its translations; of each language the surest.
    func members(for key: String, in tongue: Tongue) -> [QueryPlan.Member] {
        var members = [
            QueryPlan.Member(tongue: tongue, keys: Self.keys(key), weight: 1, link: .own)
        ]
        guard let lexicon, let term = lexicon.term(key, tongue) else { return members }
        var candidates: [Int: Candidate] = [:]
        let direct = lexicon.translations(ofTerm: term)
        addDirect(direct, from: tongue, lexicon, to: &candidates)
        for bridge in Ranking.bridges(for: tongue) {
            addPivots(direct, from: tongue, over: bridge, lexicon, to: &candidates)
        }
        candidates[term] = nil
        let byTongue = Dictionary(grouping: candidates, by: \.value.tongue)
        for other in tongues {
            let best = (byTongue[other] ?? [])
                .sorted { ($0.value.weight, $1.key) > ($1.value.weight, $0.key) }
                .prefix(Ranking.mostTranslations)
            for (target, candidate) in best {
                let name = lexicon.dictionaries[candidate.dictionary]
                members.append(
                    QueryPlan.Member(
                        tongue: other, keys: Self.keys(lexicon.key(ofTerm: target)), weight: candidate.weight,
                        link: .dictionary(name: name, through: candidate.through)))
            }
        }
        return members
    }

    private static func keys(_ key: String) -> [String] { key.split(separator: " ").map(String.init) }

    /// A translation is surer when more dictionaries give it than its rivals, and when it means little else: "place"
    /// translates a hundred Finnish words and says little about any of them.
    private func addDirect(
        _ direct: [Lexicon.Translation], from tongue: Tongue, _ lexicon: Lexicon, to candidates: inout [Int: Candidate]
    ) {
        var most: [Tongue: Int] = [:]
        for translation in direct { most[translation.tongue] = max(most[translation.tongue] ?? 1, translation.support) }
        for translation in direct where tongues.contains(translation.tongue) {
            let share = Double(translation.support) / Double(most[translation.tongue] ?? 1)
            let meanings = lexicon.support(ofTerm: translation.term, in: tongue)
            let exclusive = Double(translation.support) / Double(max(translation.support, meanings))
            let weight = pow(share, Ranking.sharePower) * pow(exclusive, Ranking.exclusivePower)
            candidates[translation.term] = Candidate(
                tongue: translation.tongue, weight: max(Ranking.leastSupport, weight),
                dictionary: translation.dictionary, through: nil)
        }
    }

    /// Words with a translation into the bridging language in common. Those reached by many of its words are surer.
    private func addPivots(
        _ direct: [Lexicon.Translation], from tongue: Tongue, over bridge: Tongue, _ lexicon: Lexicon,
        to candidates: inout [Int: Candidate]
    ) {
        let pivots = direct.filter { $0.tongue == bridge }.sorted {
            ($0.support, $1.term) > ($1.support, $0.term)
        }.prefix(Ranking.mostPivots)
        guard !pivots.isEmpty else { return }
        let total = pivots.reduce(0) { $0 + Double($1.support) }
        var paths: [Int: Candidate] = [:]
        for pivot in pivots {
            let onward = lexicon.translations(ofTerm: pivot.term)
            var totals: [Tongue: Double] = [:]
            for translation in onward { totals[translation.tongue, default: 0] += Double(translation.support) }
            for translation in onward where translation.tongue != bridge {
                let chance =
                    Double(pivot.support) / total * Double(translation.support) / (totals[translation.tongue] ?? 1)
                paths[
                    translation.term,
                    default: Candidate(
                        tongue: translation.tongue, weight: 0, dictionary: translation.dictionary,
                        through: bridge)
                ].weight += chance
            }
        }
        for (target, path) in paths {
            let scale = path.tongue == tongue ? Ranking.synonymWeight : Ranking.pivotWeight
            let weight = scale * path.weight.squareRoot()
            guard weight >= Ranking.leastPivotWeight else { continue }
            if let known = candidates[target], known.weight >= weight { continue }
            candidates[target] = Candidate(
                tongue: path.tongue, weight: weight, dictionary: path.dictionary, through: path.through)
        }
    }
}
