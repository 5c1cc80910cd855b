import Exchange
import Foundation
import Testing

@Suite struct ExchangeCommandTests {
    private static func check(_ content: String, ending: String) throws -> (status: Int32, document: JSONValue) {
        let file = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(content.utf8).write(to: file)
        let run = try Program.run(["exchange", "check", file.path, "--json"])
        return (run.status, try JSONValue(parsing: run.output.utf8))
    }

    @Test func aSoundProjectIsToldWithWhatItHolds() throws {
        let study = Program.root.appending(path: "share/examples/study.qdpx").path
        let run = try Program.run(["exchange", "check", study, "--json"])
        let document = try JSONValue(parsing: run.output.utf8)
        #expect(run.status == 0)
        #expect(document["holds"]?["codings"] == 11)
        #expect(document["faults"]?.array?.isEmpty == true)
    }

    @Test(arguments: [
        ("qdc", "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes/></CodeBook>", "Codes is empty"),
        ("qdc", "<!DOCTYPE a><CodeBook/>", "document type"), ("qdpx", "hello", "neither"),
        ("ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "PRODID"),
        ("geojson", "{\"type\":\"Point\",\"coordinates\":[200,0]}", "swapped"), ("csv", "a,b\n1\n", "cells"),
        ("csv", "a,a\n1,2\n", "Two columns"), ("json", "[{\"a\":1},2]", "no object"), ("json", "[", "too early"),
        ("xlsx", "PK", "no ZIP"), ("bin", "\u{1}", "known here"),
        ("pb", "META\nkey;value\nbudget;-5\nvote_type;approval\n", "negative"),
    ])
    func everyFormatTellsItsFaults(ending: String, content: String, sentence: String) throws {
        let (status, document) = try Self.check(content, ending: ending)
        #expect(status == 1)
        let sentences = document["faults"]?.array?.compactMap { $0["sentence"]?.string } ?? []
        #expect(sentences.contains { $0.contains(sentence) }, "\(sentences)")
    }

    @Test func aSoundElectionIsToldWithWhatItHolds() throws {
        let election = Program.root.appending(path: "share/examples/selection.pb").path
        let run = try Program.run(["exchange", "check", election, "--json"])
        let document = try JSONValue(parsing: run.output.utf8)
        #expect(run.status == 0, "\(document.text())")
        #expect((document["holds"]?["projects"]?.integer ?? 0) > 1)
    }

    @Test(arguments: [("csv", "a,b\n1,2\n"), ("json", "[{\"a\":1}]"), ("jsonl", "{\"a\":1}\n{\"a\":2}\n")])
    func soundListsHaveNoFault(ending: String, content: String) throws {
        let (status, document) = try Self.check(content, ending: ending)
        #expect(status == 0)
        #expect(document["faults"]?.array?.isEmpty == true)
    }

    @Test func tablesOfAProjectAreWrittenAsTextAndAsAWorkbook() throws {
        let study = Program.root.appending(path: "share/examples/study.qdpx").path
        let text = try Program.run(["exchange", "crosstab", study]).output
        let file = FileManager.default.temporaryDirectory.appending(path: "crosstab-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Program.run(["exchange", "crosstab", study, "--output", file.path]).status == 0)
        let rows = try XLSXReader(Data(contentsOf: file)).rows().map { $0.cells.map(\.shown) }
        #expect(rows == (try CSVReader.rows(of: text.utf8).map(\.fields)))
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        let run = try Program.run(["exchange", "check", "nowhere.qdpx"])
        #expect(run.status == 1)
        #expect(run.errors.contains("nowhere.qdpx"))
    }
}
