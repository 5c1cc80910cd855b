import SeededRandom
import Testing

@testable import CrossLingualSearch

struct ExpertQueryTests {
    private static let fields: Set = ["title", "kind", "country"]

    private func parsed(_ query: String) -> ExpertQuery { ExpertQuery(query, fields: Self.fields) }

    private func words(
        _ text: String, isPhrase: Bool = false, inTitle: Bool = false, isExcluded: Bool = false
    ) -> ExpertQuery.Condition {
        .init(subject: .words(text, isPhrase: isPhrase, inTitle: inTitle), isExcluded: isExcluded)
    }

    private func field(_ name: String, _ value: String, isExcluded: Bool = false) -> ExpertQuery.Condition {
        .init(subject: .field(name: name, value: value), isExcluded: isExcluded)
    }

    @Test func marksAreTakenOutOfTheWords() {
        let query = parsed("young \"social innovation\" title:park -car kind:need -country:FI people")
        #expect(
            query.conditions == [
                words("social innovation", isPhrase: true), words("park", inTitle: true),
                words("car", isExcluded: true), field("kind", "need"), field("country", "FI", isExcluded: true),
            ])
        #expect(query.text == "young social innovation park people")
        #expect(query.words == "young people")
    }

    @Test func fieldsMayBeQuotedAndExcluded() {
        #expect(parsed("title:\"old mill\"").conditions == [words("old mill", isPhrase: true, inTitle: true)])
        #expect(
            parsed("-title:\"old mill\" -\"a mill\"").conditions == [
                words("old mill", isPhrase: true, inTitle: true, isExcluded: true),
                words("a mill", isPhrase: true, isExcluded: true),
            ])
        #expect(parsed("Kind:\"need\"").conditions == [field("kind", "need")])
    }

    @Test func quotesOfAllLanguagesAreRead() {
        for query in ["“old mill”", "„old mill”", "„old mill“", "«old mill»", "”old mill”"] {
            #expect(parsed(query).conditions == [words("old mill", isPhrase: true)])
        }
    }

    @Test(arguments: [
        "a plain text, nothing else", "an \"open quote", "city:Lyon", "http://example.org", "well-being co-op",
        "a - b", "-", "--", "\"\"", "\" \"", "title:", "title: park", "-title:", "kind:\"", "5\" pipe", "kind:?", "",
        "  ",
    ])
    func whatIsNoMarkIsAWord(_ query: String) {
        #expect(parsed(query).conditions.isEmpty)
        #expect(parsed(query).text == query)
        #expect(parsed(query).words == query)
    }

    @Test func tooManyMarksAreWords() {
        let query = parsed((1...40).map { "-w\($0)" }.joined(separator: " "))
        #expect(query.conditions.count == ExpertQuery.mostConditions)
        #expect(query.text.hasPrefix("-w17 -w18"))
    }

    /// Texts of these pieces in any order.
    private func texts(_ pieces: [String], _ count: Int) -> [String] {
        var chance = SeededGenerator(seed: 1)
        return (0..<count).map { _ in
            (0..<Int.random(in: 0...12, using: &chance)).compactMap { _ in pieces.randomElement(using: &chance) }
                .joined()
        }
    }

    @Test func everyTextCanBeReadAndSearched() {
        let index = SearchIndex()
        index.update([
            SearchDocument(id: "1", kind: "need", language: "en", title: "a b", body: "c", tags: ["country": ["FI"]])
        ])
        let pieces = [
            "\"", "“", "»", "-", ":", " ", "\t", "\r\n", "a", "b", "é", "e\u{301}", "ł", "👩‍🌾", "title:", "kind:",
            "country:", "\u{1F}", "\u{0}", "need", "'", "\u{301}", "漢字",
        ]
        for (number, query) in texts(pieces, 3_000).enumerated() {
            let read = index.reading(of: query)
            #expect(read.conditions.count <= ExpertQuery.mostConditions)
            if read.conditions.isEmpty { #expect(read.text == query && read.words == query) }
            guard number < 100 else { continue }
            #expect(index.ranking(SearchQuery(query, language: "en", mode: .keywords)).count <= 1)
        }
    }

    @Test func aTextWithoutMarksIsLeftAsItIs() {
        let pieces = ["word", "å", "co-op", "5-7", " ", "\n", ", ", ". ", " – ", "'s", "http://a.b", "10:30", "- "]
        for query in texts(pieces, 1_000) where query.first != "-" && !query.contains(" -") && !query.contains("\n-") {
            #expect(parsed(query).conditions.isEmpty)
            #expect(parsed(query).text == query)
        }
    }
}

struct ExpertSearchTests {
    let index: SearchIndex

    init() throws {
        index = SearchIndex(lexicon: try TestLexicon.make(), concepts: TestLexicon.concepts)
        index.update([
            SearchDocument(
                id: "mill", kind: "practice", language: "en", title: "The old mill", body: "Parks were planted.",
                tags: ["country": ["FI"], "topic": ["food"]]),
            SearchDocument(
                id: "park", kind: "practice", language: "en", title: "A park", body: "The mill is old. An old mill.",
                tags: ["country": ["SE"]]),
            SearchDocument(
                id: "need", kind: "need", language: "en", title: "An old house", body: "By the mill, a park.",
                tags: ["country": ["FI"]]),
            SearchDocument(
                id: "fi", kind: "need", language: "fi", title: "Vanha mylly", body: "Puiston reunalla on mylly.",
                texts: [("sv", "En gammal kvarn", "Kvarnen står i Örebro.")]),
        ])
    }

    private func found(_ query: String, mode: SearchQuery.Mode = .keywords, kinds: Set<String>? = nil) -> Set<String> {
        Set(index.search(SearchQuery(query, language: "en", kinds: kinds, mode: mode)).hits.map(\.id))
    }

    @Test func aPhraseIsFoundInOrderInTitleOrText() {
        #expect(found("\"old mill\"") == ["mill", "park"])
        #expect(found("\"mill is old\"") == ["park"])
        #expect(found("\"OLD MÏLL\"") == ["mill", "park"])
    }

    @Test func aPhraseIsReadAsItIsWritten() {
        #expect(found("\"the-OLD, mill\"") == ["mill"])
        #expect(found("\"he old mill\"").isEmpty)
        #expect(found("\"old mil\"").isEmpty)
        index.update([
            TestLexicon.practice("tr", "tr", "IŞIKLI SOKAK"),
            TestLexicon.practice("fr", "fr", "L’eau claire de l'e\u{301}cole"),
        ])
        #expect(found("\"ışıklı sokak\"") == ["tr"])
        #expect(found("\"eau claire\"") == ["fr"])
        #expect(found("\"l'eau claire\"") == ["fr"])
        #expect(found("\"de l’école\"") == ["fr"])
    }

    @Test func aPhraseOfOneWordIsThatForm() {
        #expect(found("\"parks\"") == ["mill"])
        #expect(found("parks") == ["mill", "park", "need", "fi"])
    }

    @Test func aPhraseIsFoundInItsOwnLanguageWhateverIsAsked() {
        #expect(found("\"vanha mylly\"") == ["fi"])
        #expect(found("\"i orebro\"") == ["fi"])
        #expect(found("\"vanha kvarn\"").isEmpty)
    }

    @Test func titlesAreAskedByWordOrPhrase() {
        #expect(found("title:parks") == ["park"])
        #expect(found("title:\"old mill\"") == ["mill"])
        #expect(found("title:\"old park\"").isEmpty)
    }

    @Test func fieldsAreTheKindTheLanguageAndTheTags() {
        #expect(found("mill kind:need") == ["need"])
        #expect(found("mill country:fi") == ["mill", "need"])
        #expect(found("mill country:FI topic:food") == ["mill"])
        #expect(found("old language:fi").isEmpty)
        #expect(found("park language:FI") == ["fi"])
    }

    @Test func excludedWordsAreInNoFormOfIt() {
        #expect(found("mill -parks").isEmpty)
        #expect(found("mill -planted") == ["park", "need"])
        #expect(found("mill -\"old mill\"") == ["need"])
        #expect(found("mill -title:mill -kind:need") == ["park"])
    }

    @Test func conditionsAloneFindAllThatMeetThem() {
        let answer = index.search(SearchQuery("kind:need", mode: .keywords))
        #expect(answer.hits.map(\.id) == ["fi", "need"])
        #expect(answer.fits)
        #expect(found("-mill") == ["fi"])
        #expect(index.search(SearchQuery("kind:need", limit: 1, mode: .keywords)).hits.map(\.id) == ["fi"])
        #expect(found("country:FI", kinds: ["need"]) == ["need"])
    }

    @Test func anUnknownFieldIsAWord() {
        #expect(found("city:mill") == found("city mill"))
        #expect(index.reading(of: "country:FI").conditions.count == 1)
        #expect(SearchIndex().reading(of: "country:FI").conditions.isEmpty)
    }

    @Test func aDescribedNeedHasNoMarks() {
        #expect(found("old -mill", mode: .need) == found("old mill", mode: .need))
        #expect(found("\"old park\"", mode: .need) == ["mill", "park", "need", "fi"])
    }

    @Test func theWordsOfAPhraseAreEvidence() throws {
        let answer = index.search(SearchQuery("\"old mill\"", language: "en", mode: .keywords))
        let hit = try #require(answer.hits.first { $0.id == "park" })
        #expect(hit.because.allSatisfy { $0.via == .same })
        #expect(hit.passage?.segments.filter(\.isHighlighted).map(\.text) == ["mill", "old"])
        #expect(answer.unknownWords.isEmpty)
    }
}
