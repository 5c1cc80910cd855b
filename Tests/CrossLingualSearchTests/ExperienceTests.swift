import Foundation
import Testing

@testable import CrossLingualSearch

@Suite struct ExperienceTests {
    private let index: SearchIndex
    private let query = SearchQuery("empty house", language: "en", limit: 40)

    init() throws {
        index = SearchIndex(space: try VectorTests.space())
        index.update(
            (0..<40).map { number in
                let letters = String(number, radix: 26).map { String(UnicodeScalar(97 + Int(String($0), radix: 26)!)!) }
                return SearchDocument(
                    id: "d\(number)", kind: "practice", language: "en", title: letters.joined(separator: " "), body: "")
            })
        while index.encode(atMost: 100) > 0 {}
    }

    private func mark(_ document: String, _ isUseful: Bool, by author: String, text: String = "empty house") -> Mark {
        Mark(text: text, language: "en", document: document, isUseful: isUseful, author: author)
    }

    private func place(of document: String) -> Int? { index.ranking(query).firstIndex { $0.id == document } }

    @Test func whatPeopleFoundUsefulForALikeTextComesUp() throws {
        let middle = index.ranking(query)[20]
        index.learn(from: ["anna", "ben", "cem"].map { mark(middle.id, true, by: $0) })
        let now = try #require(index.ranking(query).first { $0.id == middle.id })
        #expect(now.score > middle.score && place(of: middle.id)! < 20)
        #expect(now.judgement?.useful == 3 && now.judgement?.notUseful == 0)
        #expect(index.search(query).hits.first { $0.id == middle.id }?.judgement == now.judgement)
    }

    @Test func whatTheyDidNotFindUsefulGoesDown() {
        let middle = index.ranking(query)[20].id
        index.learn(from: ["anna", "ben", "cem"].map { mark(middle, false, by: $0) })
        #expect(place(of: middle)! > 20)
    }

    @Test func onePersonCountsOnceAndTheLastWordCounts() {
        let document = index.ranking(query)[20].id
        index.learn(from: [mark(document, true, by: "anna")])
        let once = index.ranking(query).first { $0.id == document }?.judgement
        index.learn(from: (0..<9).map { _ in mark(document, true, by: "anna") })
        #expect(index.ranking(query).first { $0.id == document }?.judgement == once)
        index.learn(from: [mark(document, true, by: "anna"), mark(document, false, by: "anna")])
        #expect(index.ranking(query).first { $0.id == document }?.judgement?.notUseful == 1)
    }

    @Test func aCrowdMovesAHitOnlySoFar() throws {
        let last = try #require(index.ranking(query).last)
        index.learn(from: (0..<1_000).map { mark(last.id, true, by: "author \($0)") })
        let moved = try #require(index.ranking(query).first { $0.id == last.id })
        #expect(abs(moved.judgement!.gain - 0.12) < 1e-6)
    }

    @Test func marksForOtherTextsDoNotCount() {
        let before = index.ranking(query).map(\.id)
        index.learn(from: [
            mark(before[20], true, by: "anna", text: "q z x w v k j"), mark(before[20], true, by: "ben", text: ""),
        ])
        let likeness = index.ranking(query).first { $0.id == before[20] }?.judgement
        #expect(likeness == nil)
        #expect(index.ranking(query).map(\.id) == before)
    }

    @Test func whatIsForgottenChangesNothingMore() {
        let before = index.ranking(query).map(\.id)
        index.learn(from: [mark(before[20], true, by: "anna")])
        index.learn(from: [])
        #expect(index.ranking(query).map(\.id) == before)
    }

    @Test func marksOnWhatIsGoneAreHarmless() {
        index.learn(from: [mark("absent", true, by: "anna"), mark("d1", true, by: "anna")])
        index.remove(["d1"])
        #expect(!index.ranking(query).map(\.id).contains("d1"))
    }

    @Test func withoutAVectorSpaceNothingIsLearnt() {
        let index = SearchIndex()
        index.update([SearchDocument(id: "a", kind: "practice", language: "en", title: "empty house", body: "")])
        index.learn(from: [mark("a", true, by: "anna")])
        #expect(index.search(query).hits.map(\.judgement) == [nil])
    }
}
