import Exchange
import Foundation
import Testing

/// `innocities opinion-map`, as its contract says.
@Suite struct OpinionMapTests {
    private static let example = Program.root.appending(path: "share/examples/conversation").path

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "m-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func document(_ arguments: [String]) throws -> JSONValue {
        let run = try Program.run(["opinion-map"] + arguments + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        return try JSONValue(parsing: run.output)
    }

    @Test(arguments: ["robust", "compatible"]) func theDocumentHasTheFieldsOfTheContract(mode: String) throws {
        let document = try Self.document([Self.example, "--mode", mode])
        let fields = [
            "mode", "participants", "statements", "votes", "k", "stability", "groups", "consensus", "coordinates",
            "statementsInfo", "priorities", "seconds", "inputHash",
        ]
        for field in fields { #expect(document[field] != nil, "\(field)") }
        #expect(document["mode"]?.string == mode)
        #expect(document["participants"]?.integer == 48)
        for field in ["id", "size", "members", "representative"] {
            #expect(document["groups"]?.array?.first?[field] != nil, "\(field)")
        }
    }

    @Test func linesInAnyOrderGiveTheSameBytes() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var lines: [String] = []
        for person in 0..<40 {
            for statement in 0..<9 where (person + statement) % 7 != 0 {
                lines.append("p\(person),s\(statement),\((person * statement + person / 20) % 3 - 1)")
            }
        }
        var texts: [String] = []
        for order in [lines, lines.reversed(), lines.sorted()] {
            let file = folder.appending(path: "votes.csv")
            try Data((["participant,statement,vote"] + order).joined(separator: "\n").utf8).write(to: file)
            var object = try #require(try Self.document([file.path]).object)
            // How long it took, and the hash of the bytes, are all that may differ.
            object["seconds"] = nil
            object["inputHash"] = nil
            texts.append(JSONValue.object(object).text())
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0] == texts[2])
    }

    @Test func anExportThatWasWrittenGivesTheSameMap() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try Self.document([Self.example, "--export", folder.path])
        let second = try Self.document([folder.path])
        for field in ["groups", "coordinates", "statementsInfo", "priorities"] {
            #expect(first[field] == second[field], "\(field)")
        }
    }

    @Test(
        arguments: [
            ("participant,statement,vote\na,1,2\n", "line 2, column vote: \"2\" is no vote"),
            ("participant,statement\na,1\n", "there is no column vote"),
            ("participant,statement,vote\na,1\n", "line 2: 2 fields"),
            ("participant,statement,vote\n,1,1\n", "is no identifier"),
            ("participant,statement,vote,time\na,1,1,\n", "is no time"),
            ("", "is empty"),
        ])
    func badVotesAreRefusedWithTheirPlace(content: String, message: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "votes.csv")
        try Data(content.utf8).write(to: file)
        let run = try Program.run(["opinion-map", file.path])
        #expect(run.status == 1)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func tooFewVotesIsAnAnswer() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "votes.csv")
        try Data("participant,statement,vote\na,1,1\na,1,-1\n".utf8).write(to: file)
        let document = try Self.document([file.path])
        #expect(document["outcome"]?.string == "tooFewVotes")
        #expect(document["k"] == .null)
        #expect(document["votes"]?.integer == 1)
    }

    @Test func aComparisonNeedsAStoredResult() throws {
        #expect(try Program.run(["opinion-map", Self.example, "--compare"]).status == 2)
        #expect(try Program.run(["opinion-map", Self.example, "--mode", "compatible", "--compare"]).status == 1)
    }

    private static let production = Program.root.appending(path: "../shared/data/decision/polis-production")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: production.path)))
    func productionResultsAreReproduced() throws {
        for name in ["25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"] {
            let folder = Self.production.appending(path: name).path
            let document = try Self.document([folder, "--mode", "compatible", "--compare"])
            for list in ["k", "groups", "representative", "consensus"] {
                #expect(document["equal"]?[list]?.bool == true, "\(name) \(list)")
            }
            for (kind, difference) in document["maxDifference"]?.object ?? [:] {
                #expect((difference.number ?? 1) <= 1e-9, "\(name) \(kind)")
            }
        }
    }
}
