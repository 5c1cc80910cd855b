import Foundation
import Synchronization

/// What a word is in other languages, directly or through English, with a weight for how sure that is.
struct Translator {
    let lexicon: Lexicon?
    let state: IndexState
    let cache: TranslationCache
    /// Languages wanted.
    let tongues: Set<Tongue>

    init(lexicon: Lexicon?, state: IndexState, cache: TranslationCache) {
        self.lexicon = lexicon
        self.state = state
        self.cache = cache
        tongues = Set(state.tongues)
    }

    /// The members of a word's group.
    struct Translated {
        /// The word itself, and those of its translations that occur in the index.
        var members: [QueryPlan.Member]
        /// Languages that dictionaries lead to, and the word's own.
        var covered: Set<Tongue>
        /// Whether a dictionary knows the word in any of the languages.
        var isTranslated: Bool
    }

    func translated(_ key: String, in tongue: Tongue) -> Translated {
        let own = QueryPlan.Member(tongue: tongue, keys: Self.keys(key), weight: 1, link: .own)
        var result = Translated(members: [own], covered: [tongue], isTranslated: false)
        guard let lexicon, let term = lexicon.term(key, tongue) else { return result }
        for translation in translations(of: term, tongue, lexicon) where tongues.contains(translation.tongue) {
            result.covered.insert(translation.tongue)
            result.isTranslated = true
            guard let keys = occurringKeys(ofTerm: Int(translation.term), translation.tongue, lexicon) else { continue }
            let name = lexicon.dictionaries[Int(translation.dictionary)]
            result.members.append(
                QueryPlan.Member(
                    tongue: translation.tongue, keys: keys, weight: Double(translation.weight),
                    link: .dictionary(name: name, through: translation.through)))
        }
        return result
    }

    /// Whether dictionaries lead from the word to any word of the other language.
    func leads(from key: String, in tongue: Tongue, to other: Tongue) -> Bool {
        guard let lexicon, let term = lexicon.term(key, tongue) else { return false }
        return translations(of: term, tongue, lexicon).contains { $0.tongue == other }
    }

    private func translations(of term: Int, _ tongue: Tongue, _ lexicon: Lexicon) -> [Translation] {
        cache.translations(of: term) { LexiconWalk(lexicon: lexicon, term: term, tongue: tongue).translations() }
    }

    /// The stems of a term when the index may have them together; most translations of a word are in no text.
    private func occurringKeys(ofTerm term: Int, _ tongue: Tongue, _ lexicon: Lexicon) -> [String]? {
        lexicon.withKey(ofTerm: term) { bytes in
            if !bytes.contains(UInt8(ascii: " ")) {
                let occurs = state.segments.contains { $0.segment.term(bytes, tongue) != nil }
                return occurs ? [String(decoding: bytes, as: UTF8.self)] : nil
            }
            let keys = Self.keys(String(decoding: bytes, as: UTF8.self))
            let occur = state.segments.contains { live in
                keys.allSatisfy { live.segment.term($0, tongue) != nil }
            }
            return occur ? keys : nil
        }
    }

    private static func keys(_ key: String) -> [String] { key.split(separator: " ").map(String.init) }
}

/// One translation of a word, small enough to remember many.
struct Translation: Sendable {
    /// Number of the term in the lexicon.
    let term: UInt32
    let weight: Float
    let tongue: Tongue
    let dictionary: UInt8
    /// The language of the word in between, if any.
    let through: Tongue?
}

/// Translations already found, shared by all operations of an index: finding them reads some thousand entries.
final class TranslationCache: Sendable {
    private let known = Mutex<[Int: [Translation]]>([:])
    /// Words kept, at some 2 KB each; then the cache starts anew.
    private static let limit = 5_000

    func translations(of term: Int, otherwise find: () -> [Translation]) -> [Translation] {
        if let translations = known.withLock({ $0[term] }) { return translations }
        let translations = find()
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[term] = translations
        }
        return translations
    }
}

/// Follows a word through the dictionaries.
private struct LexiconWalk {
    let lexicon: Lexicon
    let term: Int
    let tongue: Tongue

    /// Of each language the surest, ordered by language.
    func translations() -> [Translation] {
        let direct = lexicon.translations(ofTerm: term)
        var candidates = self.direct(direct)
        for bridge in Ranking.bridges(for: tongue) { candidates += pivots(direct, over: bridge) }
        // Of one term the surest; of equally sure ones the one found first.
        let ordered = candidates.enumerated().sorted {
            ($0.element.term, $1.element.weight, $0.offset) < ($1.element.term, $0.element.weight, $1.offset)
        }
        var unique: [Translation] = []
        for (_, candidate) in ordered where Int(candidate.term) != term && candidate.term != unique.last?.term {
            unique.append(candidate)
        }
        unique.sort { ($0.tongue.rawValue, $1.weight, $0.term) < ($1.tongue.rawValue, $0.weight, $1.term) }
        var kept: [Translation] = []
        var ofTongue = 0
        for translation in unique {
            ofTongue = translation.tongue == kept.last?.tongue ? ofTongue + 1 : 1
            if ofTongue <= Ranking.mostTranslations { kept.append(translation) }
        }
        return kept
    }

    /// A translation is surer when more dictionaries give it than its rivals, and when it means little else: "place"
    /// translates a hundred Finnish words and says little about any of them.
    private func direct(_ direct: [Lexicon.Translation]) -> [Translation] {
        var most = [Int](repeating: 1, count: Tongue.allCases.count)
        for translation in direct {
            let slot = Int(translation.tongue.rawValue)
            most[slot] = max(most[slot], translation.support)
        }
        return direct.map { translation in
            let share = Double(translation.support) / Double(most[Int(translation.tongue.rawValue)])
            let meanings = lexicon.support(ofTerm: translation.term, in: tongue)
            let exclusive = Double(translation.support) / Double(max(translation.support, meanings))
            let weight = pow(share, Ranking.sharePower) * pow(exclusive, Ranking.exclusivePower)
            return Translation(
                term: UInt32(translation.term), weight: Float(max(Ranking.leastSupport, weight)),
                tongue: translation.tongue, dictionary: UInt8(truncatingIfNeeded: translation.dictionary),
                through: nil)
        }
    }

    /// A step from a bridging word to a word of a third language.
    private struct Path {
        let translation: Lexicon.Translation
        let order: Int
        let chance: Double
    }

    /// Words with a translation into the bridging language in common. Those reached by many of its words are surer.
    private func pivots(_ direct: [Lexicon.Translation], over bridge: Tongue) -> [Translation] {
        let pivots = direct.filter { $0.tongue == bridge }.sorted {
            ($0.support, $1.term) > ($1.support, $0.term)
        }.prefix(Ranking.mostPivots)
        let total = pivots.reduce(0) { $0 + Double($1.support) }
        var paths: [Path] = []
        for pivot in pivots {
            let onward = lexicon.translations(ofTerm: pivot.term)
            var totals = [Double](repeating: 0, count: Tongue.allCases.count)
            for translation in onward { totals[Int(translation.tongue.rawValue)] += Double(translation.support) }
            for translation in onward where translation.tongue != bridge {
                let share = Double(translation.support) / totals[Int(translation.tongue.rawValue)]
                paths.append(
                    Path(translation: translation, order: paths.count, chance: Double(pivot.support) / total * share))
            }
        }
        paths.sort { ($0.translation.term, $0.order) < ($1.translation.term, $1.order) }
        return paths.chunked(by: { $0.translation.term == $1.translation.term }).compactMap { paths in
            let first = paths[paths.startIndex].translation
            let scale = first.tongue == tongue ? Ranking.synonymWeight : Ranking.pivotWeight
            let weight = scale * paths.reduce(0) { $0 + $1.chance }.squareRoot()
            guard weight >= Ranking.leastPivotWeight else { return nil }
            return Translation(
                term: UInt32(first.term), weight: Float(weight), tongue: first.tongue,
                dictionary: UInt8(truncatingIfNeeded: first.dictionary), through: bridge)
        }
    }
}

extension Array {
    /// Runs of neighbours that belong together.
    fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var result: [ArraySlice<Element>] = []
        var start = 0
        for place in indices where place + 1 == count || !belong(self[place], self[place + 1]) {
            result.append(self[start...place])
            start = place + 1
        }
        return result
    }
}
