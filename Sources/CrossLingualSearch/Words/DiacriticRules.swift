/// Which letters of a language bear a mark that somebody left out: "tyhjia tiloja" stands for "tyhjiä tiloja".
///
/// A decision list (Yarowsky, "Decision lists for lexical ambiguity resolution", 1994): what a letter should be is decided
/// by the longest surroundings for which there is a rule, at last the whole word. Surroundings contain each other, so only
/// rules that say otherwise than all shorter ones are needed, about twelve thousand for a language.
enum DiacriticRules {
    /// Letters before and after that a rule looks at, each containing the one before.
    static let reaches: [(before: Int, after: Int)] = [
        (0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 5),
        (Tokeniser.longestWord, Tokeniser.longestWord),
    ]

    /// The letter without its mark, "ł" and "ø" too; other letters as they are, also those that fold into two.
    static func base(of letter: UInt16) -> UInt16 {
        guard letter >= 0x80, let scalar = Unicode.Scalar(letter) else { return letter }
        let folded = Folding.folded(String(scalar)).unicodeScalars
        return folded.count == 1 ? folded.first.map { UInt16(clamping: $0.value) } ?? letter : letter
    }

    /// Names a letter in its surroundings (FNV-1a).
    /// - Parameters:
    ///   - letters: of a word, without marks.
    ///   - reach: a place in ``reaches``.
    static func key(_ letters: ArraySlice<UInt16>, at place: Int, reach: Int, _ tongue: Tongue) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ value: UInt16) { hash = (hash ^ UInt64(value)) &* 0x100_0000_01B3 }
        func take(_ count: Int, towards step: Int) {
            for distance in stride(from: 1, through: count, by: 1) {
                let neighbour = place + step * distance
                guard letters.indices.contains(neighbour) else { return take(0) }
                take(letters[neighbour])
            }
        }
        take(UInt16(tongue.rawValue) << 8 | UInt16(reach))
        take(letters[place])
        take(reaches[reach].before, towards: -1)
        take(1)
        take(reaches[reach].after, towards: 1)
        return hash
    }
}

extension Lexicon {
    /// The text with the marks that its letters lack; as it is when it has any, for then nobody left them out.
    func withDiacritics(_ text: String, in tongue: Tongue) -> String {
        guard rules > 0, tongue != .english, tongue != .other,
            !text.decomposedStringWithCanonicalMapping.unicodeScalars.contains(where: Folding.isMark)
        else { return text }
        var result = String.UnicodeScalarView()
        var word: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if Tokeniser.isWordScalar(scalar) {
                word.append(scalar)
            } else {
                result.append(contentsOf: withDiacritics(word, in: tongue))
                word.removeAll(keepingCapacity: true)
                result.append(scalar)
            }
        }
        result.append(contentsOf: withDiacritics(word, in: tongue))
        return String(result)
    }

    private func withDiacritics(_ word: [Unicode.Scalar], in tongue: Tongue) -> [Unicode.Scalar] {
        guard word.count <= Tokeniser.longestWord else { return word }
        let letters = word.map { scalar in
            let lowercase = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
            return DiacriticRules.base(of: UInt16(clamping: lowercase.value))
        }
        return word.indices.map { place in
            let written = word[place]
            guard written.isASCII, written.properties.isAlphabetic else { return written }
            let letter = letter(letters[...], at: place, in: tongue).flatMap { Unicode.Scalar($0) }
            guard written.properties.isUppercase else { return letter ?? written }
            if tongue == .turkish, written == "I", letter != "ı" { return "İ" }
            return letter?.properties.uppercaseMapping.unicodeScalars.first ?? written
        }
    }

    /// What the rule with the longest surroundings says; nil when none says anything.
    private func letter(_ letters: ArraySlice<UInt16>, at place: Int, in tongue: Tongue) -> UInt16? {
        for reach in DiacriticRules.reaches.indices.reversed() {
            let key = DiacriticRules.key(letters, at: place, reach: reach, tongue)
            if let letter = letter(ofRule: key) { return letter }
        }
        return nil
    }
}

/// Learns ``DiacriticRules`` from words as they should be written.
struct DiacriticTraining {
    /// How often a word was seen, by tongue.
    private var words: [[String: Float]] = Array(repeating: [:], count: LexiconFormat.tongues)

    /// A word in a running text says as much as two dictionaries.
    private static let runningWeight: Float = 2
    /// Rarer marks of a letter are those of foreign words.
    private static let leastShare: Float = 0.0005
    /// Of the surroundings that a rule may be made of, short of a whole word.
    private static let leastWeight: Float = 3

    /// Adds the words of a dictionary's entry, each of which counts once.
    mutating func add(entry: String, in tongue: Tongue) {
        forEachWord(of: entry, in: tongue) { words, word in words[word] = words[word] ?? 1 }
    }

    /// Adds the words of a text.
    mutating func add(text: String, in tongue: Tongue) {
        forEachWord(of: text, in: tongue) { words, word in words[word, default: 0] += Self.runningWeight }
    }

    private mutating func forEachWord(
        of text: String, in tongue: Tongue, _ body: (_ words: inout [String: Float], String) -> Void
    ) {
        guard Int(tongue.rawValue) < words.count, tongue != .english else { return }
        for token in Tokeniser.tokens(of: text, in: tongue) { body(&words[Int(tongue.rawValue)], token.word) }
    }

    /// The rules of all languages by ascending key.
    /// - Complexity: a sort of all letters for each reach.
    func rules() -> [(key: UInt64, letter: UInt16)] {
        Tongue.analysed.flatMap { rules(of: words[Int($0.rawValue)], $0) }.sorted { $0.key < $1.key }
    }

    /// A letter of a word that may bear a mark.
    private struct Place {
        let word: Range<Int>
        let place: Int
        /// As it should be written.
        let letter: UInt16
        let weight: Float
        /// What the rules so far say.
        var decision: UInt16
    }

    private func rules(of words: [String: Float], _ tongue: Tongue) -> [(key: UInt64, letter: UInt16)] {
        var letters: [UInt16] = []
        var places: [Place] = []
        for (word, weight) in words.sorted(by: { $0.key < $1.key }) {
            let written = word.unicodeScalars.map { UInt16(clamping: $0.value) }
            let range = letters.count..<(letters.count + written.count)
            letters += written.map(DiacriticRules.base)
            places += zip(range, written).map { place, letter in
                Place(word: range, place: place, letter: letter, weight: weight, decision: letters[place])
            }
        }
        let usual = usualLetters(places, letters)
        places.removeAll { usual[letters[$0.place]]?.contains($0.letter) != true }
        var rules: [(key: UInt64, letter: UInt16)] = []
        for reach in DiacriticRules.reaches.indices {
            let isWord = reach == DiacriticRules.reaches.count - 1
            let keyed = places.indices.map { index in
                let place = places[index]
                return (DiacriticRules.key(letters[place.word], at: place.place, reach: reach, tongue), index)
            }.sorted { $0 < $1 }
            var first = 0
            while first < keyed.count {
                let key = keyed[first].0
                let end = keyed[first...].firstIndex { $0.0 != key } ?? keyed.count
                let group = keyed[first..<end].map(\.1)
                first = end
                let decision = places[group[0]].decision
                guard let letter = best(group.map { places[$0] }, isWord: isWord), letter != decision else { continue }
                rules.append((key, letter))
                for index in group { places[index].decision = letter }
            }
        }
        return rules
    }

    /// The letters as which a base letter is written often enough, where these are not itself alone.
    private func usualLetters(_ places: [Place], _ letters: [UInt16]) -> [UInt16: Set<UInt16>] {
        var weights: [UInt16: [UInt16: Float]] = [:]
        for place in places { weights[letters[place.place], default: [:]][place.letter, default: 0] += place.weight }
        return weights.mapValues { written in
            let sum = written.values.reduce(0, +)
            return Set(written.filter { $0.value >= Self.leastShare * sum }.keys)
        }.filter { $0.value != [$0.key] }
    }

    /// The letter that stands most often in these places; nil when there are too few.
    private func best(_ places: [Place], isWord: Bool) -> UInt16? {
        var weights: [UInt16: Float] = [:]
        for place in places {
            // A frequent word tells more of itself than of others.
            weights[place.letter, default: 0] += isWord ? place.weight : 1 + min(place.weight, 20).squareRoot()
        }
        guard isWord || weights.values.reduce(0, +) >= Self.leastWeight else { return nil }
        return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
