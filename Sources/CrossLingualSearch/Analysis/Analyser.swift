import CStemmer

/// What the index keeps of a word.
struct Stem: Hashable {
    /// Stemmed and folded; the spelling of keys in index and lexicon.
    let key: String
    let isStopWord: Bool
}

/// Turns words into stems. Holds Snowball's state and a cache, hence one per operation, never shared.
final class Analyser {
    private var stemmers: [OpaquePointer?]
    private var caches: [[String: Stem]]
    private let cacheLimit = 200_000

    init() {
        stemmers = Array(repeating: nil, count: Tongue.allCases.count)
        caches = Array(repeating: [:], count: Tongue.allCases.count)
    }

    deinit {
        for stemmer in stemmers { sb_stemmer_delete(stemmer) }
    }

    /// The words of a text with their stems; single letters and stop words stay in, marked as stop words.
    func words(of text: String, in tongue: Tongue) -> [(token: Token, stem: Stem)] {
        Tokeniser.tokens(of: text, in: tongue).map { ($0, stem(of: $0.word, in: tongue)) }
    }

    /// The stems of a phrase joined by spaces, without stop words unless there is nothing else; nil when it has no word
    /// or more than `longest`.
    func key(ofPhrase phrase: String, in tongue: Tongue, longest: Int = 3) -> String? {
        let stems = words(of: phrase, in: tongue).map(\.stem)
        let content = stems.filter { !$0.isStopWord }
        let kept = content.isEmpty ? stems : content
        guard !kept.isEmpty, kept.count <= longest else { return nil }
        return kept.count == 1 ? kept[0].key : kept.map(\.key).joined(separator: " ")
    }

    /// - Parameter word: lowercase and composed, as the tokeniser makes it.
    func stem(of word: String, in tongue: Tongue) -> Stem {
        let slot = Int(tongue.rawValue)
        if let known = caches[slot][word] { return known }
        let stem = Stem(key: key(of: word, in: tongue), isStopWord: StopWords.saysNothing(word, tongue))
        if caches[slot].count >= cacheLimit { caches[slot].removeAll(keepingCapacity: true) }
        caches[slot][word] = stem
        return stem
    }

    /// As ``stem(of:in:)`` for what may be a part of a compound: the hundred parts that are tried for a word are not asked
    /// of the Finnish dictionary, which knows the whole word or none of them helps.
    func stem(ofPart word: String, in tongue: Tongue) -> Stem {
        guard tongue == .finnish else { return stem(of: word, in: tongue) }
        return Stem(key: finnishKey(of: word), isStopWord: StopWords.saysNothing(word, tongue))
    }

    private func key(of word: String, in tongue: Tongue) -> String {
        switch tongue {
        case .polish: PolishStemmer.stem(word)
        case .czech: Folding.folded(CzechStemmer.stem(word))
        case .finnish: finnishKey(of: FinnishDictionary.shared?.word(word)?.base ?? word)
        case .other, .concept, .title: Folding.folded(word)
        case .hungarian: Self.withoutObjectEnding(Folding.folded(snowball(word, tongue)))
        case .swedish, .norwegian: Self.levelled(Folding.folded(snowball(word, tongue)))
        default: Folding.folded(snowball(word, tongue))
        }
    }

    private func finnishKey(of word: String) -> String {
        FinnishForms.unified(stem: Folding.folded(snowball(word, .finnish)), word: Folding.folded(word))
    }

    /// "epulet" as "epul": Snowball takes "épület" for an accusative but "épületek" not.
    private static func withoutObjectEnding(_ stem: String) -> String {
        guard stem.utf8.count > 5, ["et", "at", "ot"].contains(where: stem.hasSuffix) else { return stem }
        return String(stem.dropLast(2))
    }

    /// What Snowball leaves apart in Swedish and Norwegian: "tomm" becomes "tom", for a consonant doubles before an ending;
    /// "byggnad" "byggn" as in "byggnader"; "plats" "plat", for the last letter of "plats" is taken for a genitive.
    private static func levelled(_ stem: String) -> String {
        if stem.utf8.count > 6, stem.hasSuffix("nad") { return String(stem.dropLast(2)) }
        let end = Array(stem.utf8.suffix(2))
        guard stem.utf8.count > 3, end.count == 2 else { return stem }
        let isVowel = "aeiouy".utf8.contains(end[0])
        let isGenitive = end[1] == UInt8(ascii: "s") && !isVowel
        return end[0] == end[1] || isGenitive ? String(stem.dropLast()) : stem
    }

    private func snowball(_ word: String, _ tongue: Tongue) -> String {
        guard let stemmer = stemmer(for: tongue) else { return word }
        var word = word
        let stemmed = word.withUTF8 { bytes -> String? in
            guard let result = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else { return nil }
            let length = Int(sb_stemmer_length(stemmer))
            return String(decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
        }
        guard let stemmed, !stemmed.isEmpty else { return word }
        return stemmed
    }

    private func stemmer(for tongue: Tongue) -> OpaquePointer? {
        let slot = Int(tongue.rawValue)
        if let ready = stemmers[slot] { return ready }
        guard let algorithm = Self.algorithms[tongue] else { return nil }
        stemmers[slot] = sb_stemmer_new(algorithm, "UTF_8")
        return stemmers[slot]
    }

    private static let algorithms: [Tongue: String] = [
        .english: "english", .swedish: "swedish", .finnish: "finnish", .norwegian: "norwegian", .french: "french",
        .german: "german", .dutch: "dutch", .italian: "italian", .hungarian: "hungarian", .turkish: "turkish",
    ]
}
