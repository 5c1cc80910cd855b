import Foundation

/// Cuts compounds into known words: "leikkipuistossa" into the stems of "leikki" and "puistossa".
///
/// One algorithm for Swedish, Norwegian, German, Dutch and Hungarian, and for Finnish words that ``FinnishDictionary``
/// does not know, after Koehn and Knight ("Empirical methods for compound splitting", EACL 2003): among the ways to cover
/// the word with known words, allowing the language's linking letters in between, the fewest parts win, then the
/// commonest.
struct CompoundSplitter {
    /// How common a stem is: number of translations and documents, 0 when unknown.
    let frequency: (String, Tongue) -> Int

    private struct Split {
        var parts: [String]
        var score: Double
        /// Letters of the shortest part.
        var shortest: Int
    }

    /// Shorter words are not cut.
    static let shortestWord = 7
    private static let shortestPart = 3
    private static let shortestLastPart = 4
    /// Words that are known themselves are cut only where no part can be mistaken for an ending.
    private static let shortestPartOfKnownWord = 5
    /// Words as common as this are not cut at all.
    private static let familiar = 12
    private static let mostParts = 4
    /// Stems of derivational endings, which are words by accident.
    private static let endings: Set<String> = [
        "ung", "nad", "het", "heit", "keit", "schaft", "ing", "ning", "ent", "lich", "isch", "jat", "jen", "inen",
        "lis",
    ]

    /// Stems of the parts in order; empty when the word is no compound of known words.
    func parts(of word: String, in tongue: Tongue, with analyser: Analyser) -> [String] {
        guard tongue.compounds else { return [] }
        if tongue == .finnish, let known = FinnishDictionary.shared?.word(word) {
            guard known.parts.count > 1, frequency(analyser.stem(of: word, in: tongue).key, tongue) < Self.familiar
            else {
                return []
            }
            return known.parts.map { analyser.stem(of: $0, in: tongue).key }
        }
        let letters = Array(word)
        guard letters.count >= Self.shortestWord, letters.count <= 40 else { return [] }
        var known: [Int: Split?] = [:]
        let whole = analyser.stem(of: word, in: tongue).key
        let best = cover(letters[...], tongue, analyser, partsLeft: Self.mostParts, &known)
        guard let best, best.parts.count > 1 else { return [] }
        let familiarity = frequency(whole, tongue)
        if familiarity >= Self.familiar { return [] }
        if familiarity > 0, best.shortest < Self.shortestPartOfKnownWord { return [] }
        return best.parts
    }

    /// The best way to cover the letters, which may be one known word.
    private func cover(
        _ letters: ArraySlice<Character>, _ tongue: Tongue, _ analyser: Analyser, partsLeft: Int,
        _ known: inout [Int: Split?]
    ) -> Split? {
        if let memo = known[letters.startIndex] { return memo }
        var best: Split?
        if letters.count < letters.endIndex, let last = score(of: letters, isLast: true, tongue, analyser) {
            best = last
        }
        if partsLeft > 1, letters.count >= 2 * Self.shortestPart {
            for cut in (letters.startIndex + Self.shortestPart)...(letters.endIndex - Self.shortestPart) {
                guard let first = head(letters[letters.startIndex..<cut], tongue, analyser) else { continue }
                guard let rest = cover(letters[cut...], tongue, analyser, partsLeft: partsLeft - 1, &known) else {
                    continue
                }
                let split = Split(
                    parts: first.parts + rest.parts, score: first.score + rest.score,
                    shortest: min(first.shortest, rest.shortest))
                if split.score > best?.score ?? -.infinity { best = split }
            }
        }
        known[letters.startIndex] = .some(best)
        return best
    }

    /// A part that another follows: a known word, perhaps with linking letters.
    private func head(_ letters: ArraySlice<Character>, _ tongue: Tongue, _ analyser: Analyser) -> Split? {
        var best = score(of: letters, isLast: false, tongue, analyser)
        for link in Self.links[tongue] ?? [] where letters.count - link.count >= Self.shortestPart {
            guard letters.suffix(link.count).elementsEqual(link) else { continue }
            let bare = letters.dropLast(link.count)
            if let linked = score(of: bare, isLast: false, tongue, analyser),
                linked.score - 0.5 > best?.score ?? -.infinity
            {
                best = Split(parts: linked.parts, score: linked.score - 0.5, shortest: linked.shortest)
            }
        }
        return best
    }

    /// Every part costs, common and long parts cost less; short rare ones are not believed.
    private func score(
        of letters: ArraySlice<Character>, isLast: Bool, _ tongue: Tongue, _ analyser: Analyser
    ) -> Split? {
        guard letters.count >= (isLast ? Self.shortestLastPart : Self.shortestPart) else { return nil }
        let stem = analyser.stem(ofPart: String(letters), in: tongue)
        guard stem.key.utf8.count >= (isLast ? 3 : 2), !(isLast && Self.endings.contains(stem.key)) else { return nil }
        let count = frequency(stem.key, tongue)
        let needed = letters.count <= 3 ? 12 : letters.count == 4 ? 4 : 1
        guard count >= needed else { return nil }
        return Split(parts: [stem.key], score: log(Double(count) + 1) - 9, shortest: letters.count)
    }

    private static let links: [Tongue: [[Character]]] = [
        .swedish: ["s", "e", "o", "u", "a"].map(Array.init),
        .norwegian: ["s", "e"].map(Array.init),
        .german: ["s", "es", "n", "en", "er", "e"].map(Array.init),
        .dutch: ["s", "en", "e", "n"].map(Array.init),
        .finnish: ["n", "s"].map(Array.init),
    ]
}
