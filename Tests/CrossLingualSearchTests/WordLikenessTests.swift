import Foundation
import Testing

@testable import CrossLingualSearch

@Suite struct WordLikenessTests {
    private let vectors: WordVectors

    init() throws { vectors = WordVectors(space: try VectorTests.space()) }

    private func likeness(_ lexicon: Lexicon? = nil, asked: Tongue = .finnish) -> WordLikeness {
        let translator = Translator(lexicon: lexicon, state: IndexState(), cache: TranslationCache())
        return WordLikeness(vectors: vectors, translator: translator, asked: asked)
    }

    private func words(_ texts: String..., in tongue: Tongue = .finnish) -> [WordLikeness.Word] {
        let analyser = Analyser()
        return texts.map { WordLikeness.Word(text: $0, key: analyser.stem(of: $0, in: tongue).key) }
    }

    private func pairs(
        _ likeness: WordLikeness, _ asked: [WordLikeness.Word], _ found: [WordLikeness.Word],
        in tongue: Tongue = .polish
    ) -> [(asked: Int, found: Int)] {
        likeness.pairs(in: [WordLikeness.Comparison(asked: asked, found: found, tongue: tongue)])[0]
    }

    @Test func eachWordIsPairedWithTheOneItIsNearestTo() {
        let pairs = pairs(likeness(), words("house", "bicycle"), words("bicycle", "empty", "house"))
        #expect(pairs.map(\.asked) == [0, 1])
        #expect(pairs.map(\.found) == [2, 0])
    }

    @Test func wordsThatDictionariesKnowAndDoNotLinkAreNotPaired() throws {
        let lexicon = try TestLexicon.make()
        let (asked, found) = (words("rakennus"), words("rakennus", in: .polish))
        #expect(pairs(likeness(lexicon), asked, found).count == 1, "no dictionary knows the second")
        let known = words("budynek", in: .polish)[0].key
        let linked = [WordLikeness.Word(text: "rakennus", key: known)]
        #expect(pairs(likeness(lexicon), asked, linked).isEmpty)
        #expect(pairs(likeness(), asked, linked).count == 1, "without dictionaries")
    }

    @Test func wordsOfOneLanguageOrAnUnknownOneAreNotPaired() {
        #expect(pairs(likeness(), words("house"), words("house"), in: .finnish).isEmpty)
        #expect(pairs(likeness(), words("house"), words("house"), in: .other).isEmpty)
        #expect(pairs(likeness(asked: .other), words("house"), words("house")).isEmpty)
    }

    @Test func aComparisonFindsTheSameBesideOthers() {
        let one = WordLikeness.Comparison(asked: words("house", "empty"), found: words("empty"), tongue: .polish)
        let other = WordLikeness.Comparison(asked: words("bicycle"), found: words("house", "bicycle"), tongue: .swedish)
        let both = likeness().pairs(in: [one, other])
        #expect(both[0].map(\.asked) == [1] && both[0].map(\.found) == [0])
        #expect(both[1].map(\.asked) == [0] && both[1].map(\.found) == [1])
    }

    @Test func aSearchEncodesFewWordsAndTheNextOneGoesOn() {
        let letters = "abcdefghijklmnopqrstuvwxyz".map { WordLikeness.Word(text: "house\($0)", key: "") }
        let counts = (0..<7).map { _ in pairs(likeness(), letters, letters).count }
        #expect(counts[0] == 0, "there is no room for the words of the text")
        #expect(counts == counts.sorted())
        #expect(counts[6] > 20, "all 52 words are encoded by now")
    }
}

/// With the encoder that `scripts/setup` installs.
@Suite struct WordPairTests {
    /// "School" is the only way from Finnish to Polish, and one in four of its translations is right.
    private static let table = """
        fi\ten\tkoulu\tschool\tTest fin-eng
        pl\ten\tszkoła\tschool\tTest pol-eng
        pl\ten\tmost\tschool\tTest pol-eng
        pl\ten\tnoc\tschool\tTest pol-eng
        pl\ten\tsala\tschool\tTest pol-eng
        """

    /// The only hit in an index of one text; nil where the encoder is absent.
    private func hit(_ query: String, _ language: String, in text: String, _ textLanguage: String) throws -> Hit? {
        let root = EncoderReferenceTests.root
        let weights = root.appending(path: "local/encoder.bin")
        guard FileManager.default.fileExists(atPath: weights.path) else {
            print("local/encoder.bin is absent: pairs of words were not tested with it")
            return nil
        }
        let space = try VectorSpace(
            encoder: MultilingualEncoder(contentsOf: weights),
            contentsOf: root.appending(path: "share/vector-space.bin"))
        let lexicon = try Lexicon(data: Lexicon.packed(table: Data(Self.table.utf8)).0, name: "test")
        let index = SearchIndex(lexicon: lexicon, space: space)
        index.update([SearchDocument(id: "one", kind: "practice", language: textLanguage, title: "", body: text)])
        while index.encode(atMost: 10) > 0 {}
        return index.search(SearchQuery(query, language: language)).hits.first
    }

    @Test func aPairThatOnlyTheModelKnowsIsToldAsSuch() throws {
        let text = "Gönüllüler çocukları okula yürütür."
        guard let hit = try hit("Lapset kulkevat yksin", "fi", in: text, "tr") else { return }
        let suggested = hit.because.filter { $0.via == .meaning }
        #expect(suggested.map(\.queryWord) == ["Lapset"])
        #expect(suggested.map(\.foundWord) == ["çocukları"])
        #expect(hit.passage?.segments.filter(\.isHighlighted).map(\.text) == ["çocukları"])
    }

    @Test func whatADictionarySeldomSaysIsToldWhereTheModelConfirmsIt() throws {
        guard let right = try hit("Koulu on kaukana", "fi", in: "Szkoła jest zamknięta.", "pl") else { return }
        #expect(right.because.map(\.via) == [.dictionary(name: "Test pol-eng", through: "en")])
        let wrong = try hit("Koulu on kaukana", "fi", in: "Most prowadzi na wyspę.", "pl")
        #expect(wrong?.because.isEmpty == true)
        #expect(wrong?.passage?.highlights.isEmpty == true)
    }
}
