import Foundation
import SeededRandom
import Testing

@testable import CrossLingualSearch

struct SearchTests {
    let index: SearchIndex

    init() throws {
        index = SearchIndex(lexicon: try TestLexicon.make(), concepts: TestLexicon.concepts)
        index.update(
            [
                TestLexicon.practice("pl", "pl", "Puste budynki", "Miasto otwiera puste budynki dla mieszkańców."),
                TestLexicon.practice("sv", "sv", "Tomma byggnader", "Kommunen lånar ut tomma byggnader."),
                TestLexicon.practice("fi", "fi", "Leikkipuisto", "Lapset leikkivät uudessa leikkipuistossa."),
                TestLexicon.practice("en", "en", "Bicycle repair", "Volunteers repair bicycles on Saturdays."),
                TestLexicon.practice("plan", "en", "A plan", "Nothing else.", concepts: ["food"]),
            ], position: 7)
    }

    private func evidence(_ text: String, _ language: String, _ id: String) -> [Evidence.Via] {
        let answer = index.search(SearchQuery(text, language: language))
        return answer.hits.first { $0.id == id }?.because.map(\.via) ?? []
    }

    @Test func aFinnishNeedFindsPolishAndSwedishPractices() {
        let answer = index.search(SearchQuery("Keskustassa on tyhjiä rakennuksia", language: "fi"))
        #expect(Set(answer.hits.prefix(2).map(\.id)) == ["pl", "sv"])
        #expect(answer.fits)
        #expect(answer.concepts == ["vacant-buildings"])
    }

    @Test func theSameWordIsEvidence() {
        #expect(evidence("repair", "en", "en").contains(.same))
    }

    @Test func anotherFormIsEvidence() {
        #expect(evidence("volunteer", "en", "en") == [.stem])
    }

    @Test func aPartOfACompoundIsEvidence() {
        let found = evidence("puistot", "fi", "fi")
        #expect(found.contains { if case .compound = $0 { true } else { false } })
    }

    @Test func directDictionariesAreNamed() {
        #expect(evidence("rakennus", "fi", "pl").contains(.dictionary(name: "Test fin-pol", through: nil)))
    }

    @Test func dictionariesThroughEnglishAreNamed() {
        #expect(evidence("pyörä", "fi", "en").contains(.dictionary(name: "Test fin-eng", through: nil)))
        #expect(evidence("tyhjä", "fi", "pl").contains(.dictionary(name: "Test pol-eng", through: "en")))
    }

    @Test func conceptsAreEvidence() {
        #expect(evidence("tomma byggnader", "sv", "pl").contains(.concept("vacant-buildings")))
        #expect(evidence("ruoka", "fi", "plan") == [.concept("food")])
    }

    @Test func aSlipOfThePenIsForgiven() {
        let answer = index.search(SearchQuery("bicylces", language: "en", mode: .keywords))
        #expect(answer.hits.first?.id == "en")
        #expect(answer.hits.first?.because.first?.via == .spelling(readAs: "bicycl"))
    }

    @Test func theLastKeywordMayBeUnfinished() {
        #expect(index.search(SearchQuery("volu", language: "en", mode: .keywords)).hits.map(\.id) == ["en"])
        #expect(index.search(SearchQuery("volu", language: "en", mode: .need)).hits.isEmpty)
    }

    @Test func evidenceQuotesBothTextsAsWritten() throws {
        let hit = try #require(index.search(SearchQuery("RAKENNUKSIA", language: "fi")).hits.first { $0.id == "pl" })
        let found = try #require(hit.because.first)
        #expect(found.queryWord == "RAKENNUKSIA")
        #expect(found.foundWord == "budynki")
        #expect(found.foundLanguage == "pl")
    }

    @Test func thePassageIsTheSentenceThatAnswers() throws {
        index.update([
            TestLexicon.practice(
                "long", "en", "News", "Rain fell. Nobody came. Then vacant rooms were opened! The end.")
        ])
        let hit = try #require(index.search(SearchQuery("vacant", language: "en")).hits.first { $0.id == "long" })
        let passage = try #require(hit.passage)
        #expect(passage.text == "Then vacant rooms were opened!")
        #expect(passage.segments.map(\.text).joined() == passage.text)
        #expect(passage.segments.filter(\.isHighlighted).map(\.text) == ["vacant"])
    }

    @Test func unknownWordsAreNamed() {
        let answer = index.search(SearchQuery("vacant xqzvw", language: "en"))
        #expect(answer.unknownWords == ["xqzvw"])
    }

    @Test func nothingFitsAnUnrelatedNeed() {
        let answer = index.search(SearchQuery("xqzvw brzdmk", language: "en"))
        #expect(answer.hits.isEmpty)
        #expect(!answer.fits)
    }

    @Test func theLanguageIsGuessed() {
        #expect(index.search(SearchQuery("tyhjä rakennus on täällä")).language == "fi")
        #expect(index.search(SearchQuery("budynek jest pusty")).language == "pl")
    }

    @Test func kindsTagsAndPermissionFilter() {
        index.update([
            SearchDocument(
                id: "need", kind: "need", language: "en", title: "Vacant building", body: "", tags: ["country": ["FI"]])
        ])
        #expect(index.search(SearchQuery("vacant", language: "en", kinds: ["need"])).hits.map(\.id) == ["need"])
        let inFinland = SearchQuery("vacant building", language: "en", tags: ["country": ["FI", "SE"]])
        #expect(index.search(inFinland).hits.map(\.id) == ["need"])
        let hidden = SearchQuery("vacant building", language: "en", limit: 1, allows: { $0 != "need" })
        #expect(index.search(hidden).hits.map(\.id) != ["need"])
        #expect(index.search(hidden).hits.count == 1)
    }

    @Test func aWordInTwoLanguageVersionsCountsOnce() throws {
        let one = SearchIndex(lexicon: try TestLexicon.make())
        let two = SearchIndex(lexicon: try TestLexicon.make())
        one.update([TestLexicon.practice("a", "pl", "Puste budynki")])
        two.update([
            SearchDocument(
                id: "a", kind: "practice", language: "pl", title: "Puste budynki", body: "",
                texts: [("en", "Empty buildings", "")])
        ])
        let query = SearchQuery("tyhjä rakennus", language: "fi")
        let first = try #require(one.search(query).hits.first)
        let second = try #require(two.search(query).hits.first)
        #expect(abs(first.score - second.score) < 0.05)
    }

    @Test func similarDocumentsAreFoundInOtherLanguages() {
        #expect(index.similar(to: "pl", limit: 1).map(\.id) == ["sv"])
        #expect(index.similar(to: "absent").isEmpty)
    }

    @Test func withoutLexiconConceptsStillBridge() {
        let poor = SearchIndex(concepts: TestLexicon.concepts)
        poor.update([TestLexicon.practice("pl", "pl", "Pustostany w centrum")])
        #expect(poor.knowledge.lexicon == nil)
        #expect(poor.search(SearchQuery("vacant buildings", language: "en")).hits.map(\.id) == ["pl"])
        #expect(index.knowledge.lexicon?.names.contains("Test fin-pol") == true)
    }
}

struct IndexTests {
    @Test func removalIsImmediate() {
        let index = SearchIndex()
        index.update([TestLexicon.practice("a", "en", "Vacant rooms"), TestLexicon.practice("b", "en", "Vacant land")])
        index.remove(["a"], position: 3)
        #expect(index.search(SearchQuery("vacant", language: "en")).hits.map(\.id) == ["b"])
        #expect(index.count == 1)
        #expect(index.position == 3)
    }

    @Test func anUpdateReplaces() {
        let index = SearchIndex()
        index.update([TestLexicon.practice("a", "en", "Vacant rooms")])
        index.update([TestLexicon.practice("a", "en", "Bicycles")])
        #expect(index.search(SearchQuery("vacant", language: "en")).hits.isEmpty)
        #expect(index.search(SearchQuery("bicycle", language: "en")).hits.map(\.id) == ["a"])
        #expect(index.count == 1)
    }

    @Test func batchesAndOneByOneFindTheSame() {
        let seed: UInt64 = 20_261_121
        var random = SeededGenerator(seed: seed)
        let words = ["garden", "repair", "vacant", "school", "water", "street", "music", "winter", "market", "bridge"]
        let documents = (0..<300).map { number in
            let text = (0..<6).map { _ in words[random.below(10)] }.joined(separator: " ")
            return TestLexicon.practice("d\(number)", "en", text)
        }
        let removed = (0..<100).map { "d\($0 * 3)" }
        let whole = SearchIndex()
        whole.update(documents)
        whole.remove(removed)
        let pieces = SearchIndex()
        for document in documents { pieces.update([document]) }
        for id in removed { pieces.remove([id]) }
        for word in words {
            let query = SearchQuery(word, language: "en", limit: 500)
            let found = Set(whole.search(query).hits.map(\.id))
            #expect(found == Set(pieces.search(query).hits.map(\.id)), "seed \(seed), \(word)")
            let truth = documents.filter { $0.versions[0].title.contains(word) && !removed.contains($0.id) }
            #expect(found == Set(truth.map(\.id)), "seed \(seed), \(word)")
        }
    }

    @Test func searchGoesOnWhileABatchIsApplied() async {
        let index = SearchIndex()
        index.update([TestLexicon.practice("first", "en", "Vacant rooms")])
        await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for number in 0..<50 { index.update([TestLexicon.practice("n\(number)", "en", "Vacant \(number)")]) }
                return 1
            }
            for _ in 0..<4 {
                group.addTask { index.search(SearchQuery("vacant", language: "en", limit: 100)).hits.count }
            }
            for await found in group { #expect(found >= 1) }
        }
        #expect(index.search(SearchQuery("vacant", language: "en", limit: 100)).hits.count == 51)
    }

    @Test(arguments: [
        "👩‍👩‍👧‍👦 🏚️ 🇫🇮", "\0\0a\0b", "שלום עולם مرحبا", "\u{202E}evil\u{202D}", "e\u{301}\u{301}\u{301}\u{301}", "'’ʼ''", "-",
        "", "   ", "a", "İIıi", "漢字かな交じり文", "\u{FEFF}", "ß", "l'", "\u{1F}\u{1E}",
        String(repeating: "x", count: 100_000), String(repeating: "pusty budynek ", count: 80_000),
        String(repeating: "a'", count: 10_000),
    ])
    func hostileTextNeverCrashes(text: String) throws {
        let index = SearchIndex(lexicon: try TestLexicon.make(), concepts: TestLexicon.concepts)
        for language in ["en", "fi", "tr", "fr", "hu", "xx", ""] {
            index.update([
                SearchDocument(
                    id: "h" + language, kind: text, language: language, title: text, body: text + "\n" + text)
            ])
        }
        for mode in [SearchQuery.Mode.keywords, .need] {
            for language in [nil, "fi", "pl", "xx"] {
                let answer = index.search(SearchQuery(text, language: language, limit: 3, mode: mode))
                for hit in answer.hits {
                    if let passage = hit.passage {
                        #expect(passage.segments.map(\.text).joined() == passage.text)
                    }
                }
            }
        }
    }
}
