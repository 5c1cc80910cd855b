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

    /// Whether the model agrees that a word of the query and one of a text, as written, mean the same; false when it
    /// cannot say.
    func confirms(_ word: String, _ other: String, in tongue: Tongue) -> Bool {
        let both = vectors.vectors(
            of: [
                WordVectors.Word(text: Self.lowercase(word, asked), tongue: asked),
                WordVectors.Word(text: Self.lowercase(other, tongue), tongue: tongue),
            ], room: &room)
        guard let one = both[0], let other = both[1] else { return false }
        return one.product(with: other) >= Self.leastConfirmed
    }

    /// A word of the query or of a text.
    struct Word {
        /// Lowercase and composed.
        let text: String
        let key: String
    }

    /// Pairs of words that mean the same although no dictionary knows one of them in the other's language, by their
    /// places; each is to the other the nearest of all.
    ///
    /// Where dictionaries know both words but not the pair, the model is wrong more often than right.
    func pairs(_ words: [Word], _ others: [Word], in tongue: Tongue) -> [(word: Int, other: Int)] {
        guard tongue != asked, asked != .other, tongue != .other else { return [] }
        let isKnown = words.map { translator.leads(from: $0.key, in: asked, to: tongue) }
        let areKnown = others.map { translator.leads(from: $0.key, in: tongue, to: asked) }
        guard isKnown.contains(false) || areKnown.contains(false) else { return [] }
        // Where all words of one side are known, those known on the other side cannot be in a pair.
        let compared =
            words.indices.map {
                isKnown[$0] && !areKnown.contains(false) ? nil : WordVectors.Word(text: words[$0].text, tongue: asked)
            }
            + others.indices.map {
                areKnown[$0] && !isKnown.contains(false) ? nil : WordVectors.Word(text: others[$0].text, tongue: tongue)
            }
        let read = vectors.vectors(of: compared, room: &room)
        let (rows, columns) = (read.prefix(words.count), read.dropFirst(words.count))
        let likeness = rows.map { row in
            columns.map { column in
                guard let row, let column else { return -Float.infinity }
                return row.product(with: column)
            }
        }
        return rows.indices.compactMap { row in
            guard let column = others.indices.max(by: { likeness[row][$0] < likeness[row][$1] }),
                likeness[row][column] >= Self.leastSuggested, !isKnown[row] || !areKnown[column],
                rows.indices.allSatisfy({ likeness[$0][column] <= likeness[row][column] })
            else { return nil }
            return (row, column)
        }
    }

    private static func lowercase(_ text: String, _ tongue: Tongue) -> String {
        Tokeniser.tokens(of: text, in: tongue).map(\.word).joined(separator: " ")
    }
}
