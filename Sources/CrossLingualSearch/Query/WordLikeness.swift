/// Whether a word of a query and a word of a text mean the same by the model, for one search.
///
/// The model knows words that no dictionary has, and it also takes words for alike that only look alike or go together
/// ("bank" and "account"). So it is heard where dictionaries are silent or unsure, not where they disagree. Measured on
/// needs and practices in twelve languages (`Benchmarks/search`), each pair judged by hand.
final class WordLikeness {
    private let vectors: WordVectors
    private let translator: Translator
    /// The query's language.
    private let asked: Tongue
    /// Words that may still be encoded, in some 6 ms: a search takes no longer than that. Most were read beforehand
    /// (``SearchIndex/readWords(ofTexts:)``), and what is missing comes with the next searches.
    private var room = 8

    /// Words are suggested from here on: of 138 such pairs 87 in 100 were right, and 6 more nearly.
    private static let leastSuggested: Float = 0.58
    /// What a dictionary seldom says is believed from here on: of 65 such pairs 78 in 100 were right, and 19 more nearly.
    private static let leastConfirmed: Float = 0.3

    init(vectors: WordVectors, translator: Translator, asked: Tongue) {
        self.vectors = vectors
        self.translator = translator
        self.asked = asked
    }

    /// Those of the pairs, each a word of the query and one of a text as written, that mean the same by the model; not
    /// among them is one of which it cannot say.
    func confirmed(_ pairs: [Evidence]) -> Set<Evidence> {
        let words = pairs.flatMap { pair in
            let tongue = Tongue(code: pair.foundLanguage)
            return [
                WordVectors.Word(text: Self.lowercase(pair.queryWord, asked), tongue: asked),
                WordVectors.Word(text: Self.lowercase(pair.foundWord, tongue), tongue: tongue),
            ]
        }
        let read = vectors.vectors(of: words, room: &room)
        let confirmed = pairs.indices.filter { number in
            guard let one = read[2 * number], let other = read[2 * number + 1] else { return false }
            return one.product(with: other) >= Self.leastConfirmed
        }
        return Set(confirmed.map { pairs[$0] })
    }

    /// A word of the query or of a text.
    struct Word {
        /// Lowercase and composed.
        let text: String
        let key: String
    }

    /// Words of the query, and words of a text in another language.
    struct Comparison {
        let asked: [Word]
        let found: [Word]
        let tongue: Tongue
    }

    /// For each comparison the pairs of words that mean the same although no dictionary knows one of them in the other's
    /// language, by their places; each is to the other the nearest of all.
    ///
    /// Where dictionaries know both words but not the pair, the model is wrong more often than right.
    func pairs(in comparisons: [Comparison]) -> [[(asked: Int, found: Int)]] {
        let known = comparisons.map { self.known(in: $0) }
        let words = zip(comparisons, known).flatMap { compared(in: $0, $1) }
        var rest = vectors.vectors(of: words, room: &room)[...]
        return zip(comparisons, known).map { comparison, known in
            let rows = rest.prefix(comparison.asked.count)
            let columns = rest.dropFirst(comparison.asked.count).prefix(comparison.found.count)
            rest = rest.dropFirst(comparison.asked.count + comparison.found.count)
            let likeness = rows.map { row in
                columns.map { column in
                    guard let row, let column else { return -Float.infinity }
                    return row.product(with: column)
                }
            }
            return likeness.enumerated().compactMap { row, likely in
                guard let column = likely.indices.max(by: { likely[$0] < likely[$1] }),
                    likely[column] >= Self.leastSuggested, !known.asked[row] || !known.found[column],
                    likeness.allSatisfy({ $0[column] <= likely[column] })
                else { return nil }
                return (row, column)
            }
        }
    }

    /// For each word whether dictionaries lead from it into the language of the others. Within one language, and where one
    /// is not known, nothing is to be suggested: all count as known, and no dictionary is asked.
    private func known(in comparison: Comparison) -> (asked: [Bool], found: [Bool]) {
        let tongue = comparison.tongue
        guard tongue != asked, asked != .other, tongue != .other else {
            return (comparison.asked.map { _ in true }, comparison.found.map { _ in true })
        }
        return (
            comparison.asked.map { translator.leads(from: $0.key, in: asked, to: tongue) },
            comparison.found.map { translator.leads(from: $0.key, in: tongue, to: asked) }
        )
    }

    /// The words to compare, first those of the query; nil for one that cannot be in a pair: where all words of one side
    /// are known, those known on the other side are none.
    private func compared(in comparison: Comparison, _ known: (asked: [Bool], found: [Bool])) -> [WordVectors.Word?] {
        let allAsked = !known.asked.contains(false)
        let allFound = !known.found.contains(false)
        let words = zip(comparison.asked, known.asked).map { word, isKnown in
            isKnown && allFound ? nil : WordVectors.Word(text: word.text, tongue: asked)
        }
        let others = zip(comparison.found, known.found).map { word, isKnown in
            isKnown && allAsked ? nil : WordVectors.Word(text: word.text, tongue: comparison.tongue)
        }
        return words + others
    }

    private static func lowercase(_ text: String, _ tongue: Tongue) -> String {
        Tokeniser.tokens(of: text, in: tongue).map(\.word).joined(separator: " ")
    }
}
