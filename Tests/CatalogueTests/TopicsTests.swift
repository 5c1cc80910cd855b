import Exchange
import Foundation
import Languages
import Testing

@testable import Catalogue

/// The lists of topics and concepts: what is shipped, what is refused, what is published.
@Suite struct TopicsTests {
    private static let share = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../share").standardizedFileURL

    private static func shipped() throws -> Topics {
        try Topics(
            contentsOf: share.appending(path: "topics.jsonl"), narrower: share.appending(path: "concepts.csv"))
    }

    @Test func twoHundredConceptsAreNamedInAllTwelveLanguagesBelowTheThirtyTopics() throws {
        let topics = try Self.shipped()
        #expect(topics.all.count == 30)
        #expect((200...300).contains(topics.narrower.count))
        #expect(Set(topics.narrower.map(\.topic)) == Set(topics.all.map(\.id)))
        for concept in topics.narrower { #expect(concept.names.count == Language.allCases.count, "\(concept.id)") }
        #expect(topics.concepts.count == topics.all.count + topics.narrower.count)
    }

    @Test func aConceptIsReadInTheReadersLanguageAndFiledUnderItsTopic() throws {
        let topics = try Self.shipped()
        #expect(topics.topic(of: "library-of-things")?.id == "circular-economy")
        #expect(topics.topic(of: "circular-economy")?.id == "circular-economy")
        #expect(topics.topic(of: "unheard-of") == nil)
        #expect(topics.label("library-of-things", Catalogues.english.localiser(.fi)) == "tavaralainaamo")
        #expect(topics.label("unheard-of", Catalogues.english.localiser(.fi)) == "unheard-of")
    }

    @Test(arguments: [
        ("key,topic\n", 1, "header"), ("HEADER\na,youth,4,x\n", 2, "cells"),
        ("HEADER\na,nonsense,4NAMES\n", 2, "nonsense"),
        ("HEADER\na,youth,4NAMES\na,youth,4NAMES\n", 3, "repeats"), ("HEADER\na,youth,18NAMES\n", 2, "goals"),
        ("HEADER\na,youth,4,x,x,x,x,x,x,x,x,x,x,x,\n", 2, "no name in tr"),
    ])
    func aLineThatIsNoConceptIsNamed(_ text: String, _ line: Int, _ problem: String) throws {
        let header = "key,topic,goals," + Language.allCases.map(\.rawValue).joined(separator: ",")
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.replacing("HEADER", with: header).replacing("NAMES", with: String(repeating: ",x", count: 12))
            .write(to: file, atomically: true, encoding: .utf8)
        let fault = #expect(throws: TopicsFault.self) {
            try Topics(contentsOf: Self.share.appending(path: "topics.jsonl"), narrower: file)
        }
        #expect(fault?.description.contains("line \(line): ") == true && fault?.description.contains(problem) == true)
    }

    @Test func theListIsPublishedAsSKOSWithNamesParentsAndGoals() throws {
        let document = try Self.shipped().skos(base: "https://innocities.example")
        let graph = try #require(document["@graph"]?.array)
        let concept = try #require(graph.first { $0["id"]?.string?.hasSuffix("#library-of-things") == true })
        #expect(concept["prefLabel"]?["sv"]?.string == "verktygsbibliotek")
        #expect(concept["altLabel"]?["sv"]?.array?.contains("låna verktyg") == true)
        #expect(concept["broader"]?.string == "https://innocities.example/concepts.jsonld#circular-economy")
        #expect(concept["relatedMatch"]?.array == ["http://metadata.un.org/sdg/12"])
        let ids = graph.compactMap { $0["id"]?.string }
        #expect(Set(ids).count == graph.count)
        for parent in graph.compactMap({ $0["broader"]?.string }) { #expect(ids.contains(parent)) }
    }
}
