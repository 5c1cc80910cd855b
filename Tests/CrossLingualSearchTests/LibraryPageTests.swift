import CrossLingualSearch
import Foundation
import Testing

/// What docs/search-library.md shows, from outside the library.
@Suite struct LibraryPageTests {
    private static let page = URL(filePath: #filePath).appending(path: "../../../docs/search-library.md").standardized
    private static let table = "fi\ten\ttyhjä\tvacant\tTest fin-eng\nfi\ten\trakennus\tbuilding\tTest fin-eng\n"

    @Test func theWayThroughTheLibraryWorks() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "library-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.table.utf8).write(to: folder.appending(path: "table.tsv"))
        try Lexicon.build(from: folder.appending(path: "table.tsv"), to: folder.appending(path: "lexicon.bin"))

        let index = SearchIndex(
            lexicon: try Lexicon(contentsOf: folder.appending(path: "lexicon.bin")),
            concepts: [Concept(id: "vacant", labels: ["en": ["vacant buildings"], "fi": ["tyhjät rakennukset"]])])
        index.update([
            SearchDocument(
                id: "mill", kind: "practice", language: "en", title: "A mill for everybody",
                body: "Vacant buildings by the river became workshops.", tags: ["country": ["FI"]])
        ])
        let answer = index.search(SearchQuery("Keskustassa on tyhjiä rakennuksia", language: "fi", limit: 10))
        for hit in answer.hits { print(hit.id, hit.score, hit.because, hit.passage?.text ?? "") }
        try index.save(to: folder.appending(path: "search.snapshot"))

        #expect(answer.hits.map(\.id) == ["mill"])
        #expect(answer.hits.first?.concepts == ["vacant"])
        #expect(answer.hits.first?.because.contains { $0.queryWord == "tyhjiä" && $0.foundWord == "Vacant" } == true)
    }

    @Test func thePageShowsWhatIsTestedHere() throws {
        let lines = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let blocks = page.components(separatedBy: "```swift\n").dropFirst()
        #expect(blocks.count == 1)
        for block in blocks {
            let shown = block.components(separatedBy: "```")[0].split(separator: "\n").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(lines.indices.contains { lines[$0...].starts(with: shown) })
        }
    }
}
