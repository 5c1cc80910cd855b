import Foundation
import Testing

@testable import CrossLingualSearch

struct CompletionTests {
    let index = SearchIndex(concepts: TestLexicon.concepts)

    init() {
        index.update([
            TestLexicon.practice("garden", "en", "Community garden", "Neighbours grow vegetables."),
            TestLexicon.practice("energy", "en", "Community energy in small towns"),
            TestLexicon.practice("art", "en", "Art in the community"),
            TestLexicon.practice("łódź", "pl", "Ogród społeczny w Łodzi"),
            TestLexicon.practice("vacant", "en", "Doors open", concepts: ["vacant-buildings"]),
            SearchDocument(
                id: "two", kind: "need", language: "fi", title: "Yhteisötalo", body: "",
                texts: [("en", "Community house", "")]),
        ])
    }

    private func texts(_ typed: String, _ language: String? = "en", kinds: Set<String>? = nil) -> [String] {
        index.completions(of: typed, language: language, kinds: kinds).map(\.text)
    }

    @Test func theLastWordIsUnfinishedAndTheOthersAreWhole() {
        #expect(texts("community ga") == ["Community garden"])
        #expect(texts("commun garden").isEmpty)
        #expect(texts("garden community") == ["Community garden"])
    }

    @Test func whatBeginsSoComesFirstThenWhatIsShorter() {
        #expect(
            texts("commu") == [
                "Community garden", "Community house", "Community energy in small towns", "Art in the community",
            ])
    }

    @Test func caseAndAccentsDoNotMatter() {
        #expect(texts("LODZ", "pl") == ["Ogród społeczny w Łodzi"])
        #expect(texts("spolecz") == ["Ogród społeczny w Łodzi"])
    }

    @Test func oneSlipIsForgivenInLongWordsOnly() {
        #expect(texts("comunity gar") == ["Community garden"])
        #expect(texts("gardn") == ["Community garden"])
        #expect(texts("art in teh com").isEmpty)
    }

    @Test func aWordThatIsThereIsNotReadAsAnother() {
        index.update([TestLexicon.practice("guard", "en", "Guarden")])
        #expect(texts("guarde") == ["Guarden"])
    }

    @Test func textsInTheReadersLanguageComeFirst() {
        index.update([TestLexicon.practice("fi", "fi", "Avoin ja yhteinen community")])
        #expect(texts("commu", "fi").first == "Avoin ja yhteinen community")
        #expect(texts("yhteis").first == "Yhteisötalo")
    }

    @Test func wordsOfTwoTitlesAreNotJoined() {
        #expect(texts("yhteisötalo community").isEmpty)
    }

    @Test func labelsOfConceptsThatSomethingIsAboutAreTold() throws {
        let found = try #require(index.completions(of: "puste", language: "pl").first)
        #expect(found == Completion(text: "Puste budynki", language: "pl", subject: .concept("vacant-buildings")))
        #expect(texts("food").isEmpty)
        #expect(texts("vacant", kinds: ["need"]).isEmpty)
    }

    @Test func onlyWhatMayBeShownIsTold() {
        func shown(_ typed: String, except hidden: Set<String>) -> [String] {
            index.completions(of: typed, language: "en", limit: 1) { !hidden.contains($0) }.map(\.text)
        }
        #expect(shown("commu", except: ["garden"]) == ["Community house"])
        #expect(shown("vacant", except: ["vacant"]).isEmpty)
        index.remove(["garden"])
        #expect(!texts("commu").contains("Community garden"))
    }

    @Test func onlyWantedKindsAreTold() {
        #expect(texts("commu", kinds: ["need"]) == ["Community house"])
        #expect(index.completions(of: "yhteis").map(\.subject) == [.document(id: "two", kind: "need")])
    }

    @Test func ofEqualTextsOneIsTold() {
        index.update([TestLexicon.practice("other", "en", "Community garden")])
        #expect(texts("community g") == ["Community garden"])
    }

    @Test func nothingTypedHasNoCompletion() {
        #expect(texts("").isEmpty)
        #expect(texts(" –\" ").isEmpty)
        #expect(index.completions(of: "commu", limit: 0).isEmpty)
        #expect(texts(String(repeating: "community ", count: 30)).isEmpty)
    }

    @Test func mergedAndStoredTitlesStillComplete() throws {
        for number in 0..<40 { index.update([TestLexicon.practice("row\(number)", "en", "Row \(number)")]) }
        let file = FileManager.default.temporaryDirectory.appending(path: "titles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try index.save(to: file)
        let loaded = try SearchIndex.load(from: file, concepts: TestLexicon.concepts)
        for typed in ["commu", "row 3", "comunity ho", "tomma"] {
            #expect(loaded.completions(of: typed) == index.completions(of: typed))
            #expect(!index.completions(of: typed).isEmpty)
        }
    }
}
