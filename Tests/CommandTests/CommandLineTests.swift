import Exchange
import Foundation
import TestSupport
import Testing

/// The commands keep what commands.md promises to other people's scripts.
@Suite(.serialized) struct CommandLineTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func matchAnswersAnArrayOfTheAgreedShape() throws {
        try withFolder { folder in
            let run = try Program.run(
                [
                    "match", "tyhjät liiketilat keskustassa", "--language", "fi", "--kind", "need,practice", "--limit",
                    "5",
                    "--json", "--demo", "--data", folder,
                ])
            #expect(run.status == 0, "\(run.errors)")
            let items = try #require(try JSONValue(parsing: run.output).array)
            #expect((1...5).contains(items.count))
            for item in items {
                #expect(item.object?.names == ["id", "kind", "title", "language", "score", "because"])
                for reason in item["because"]?.array ?? [] {
                    #expect(reason.object?.names == ["query", "found", "via"])
                }
            }
        }
    }

    @Test(arguments: [
        (["match", "x", "--kind", "nonsense"], 1 as Int32, "nonsense"), (["match", "x", "--language", "qq"], 2, "qq"),
        (["match", "x", "--limit", "0"], 2, "--limit"), (["nonsense"], 2, "nonsense"),
        (["database", "restore"], 2, "file"),
        (["database", "restore", "/nowhere/x.gz"], 1, "/nowhere/x.gz"),
        (["account", "reset", "nobody@example.org"], 1, "nobody"),
        (["search", "evaluate", "--documents", "/nowhere/d", "--queries", "q", "--judgements", "j"], 1, "/nowhere/d"),
    ])
    func aMistakeIsNamedAndEndsWithItsStatus(_ arguments: [String], _ status: Int32, _ named: String) throws {
        try withFolder { folder in
            let takesData = arguments.count > 1 && arguments[0] != "search"
            let run = try Program.run(arguments + (takesData ? ["--data", folder] : []))
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains(named), "\(run.errors)")
            #expect(!run.errors.contains("Fatal error") && run.output.isEmpty)
        }
    }

    @Test func aLineOfTheWrongShapeIsNamed() throws {
        try withFolder { folder in
            try "id\tlang\tset\ttext\nd1\ten\tone\n".write(toFile: folder + "/d", atomically: true, encoding: .utf8)
            try "id\tlang\tset\ttext\n".write(toFile: folder + "/q", atomically: true, encoding: .utf8)
            let run = try Program.run(
                [
                    "search", "evaluate", "--documents", folder + "/d", "--queries", folder + "/q", "--judgements",
                    folder + "/q",
                ])
            #expect(run.status == 1 && run.errors.contains("line 2 of the documents"), "\(run.errors)")
        }
    }

    @Test func withoutItsShareFolderTheProgramSaysWhatToDo() throws {
        try withFolder { folder in
            let run = try Program.run(
                ["serve", "--port", "0", "--data", folder], environment: ["INNOCITIES_SHARE": "/nowhere"])
            #expect(run.status == 1 && run.errors.contains("INNOCITIES_SHARE"), "\(run.errors)")
        }
    }

    @Test func everyCommandHasHelpWithAnExample() throws {
        for command in [
            ["serve"], ["match"], ["database", "migrate"], ["database", "check"], ["database", "backup"],
            ["database", "restore"], ["database", "reindex"], ["account", "create"], ["account", "roles"],
            ["account", "reset"], ["search", "evaluate"],
        ] {
            let run = try Program.run(command + ["--help"])
            #expect(run.status == 0 && run.output.contains("Example: innocities \(command.joined(separator: " "))"))
        }
    }

    @Test func theServerStopsWhenItIsAskedTo() throws {
        try withFolder { folder in
            let status = try ServerProcess(["--data", folder]).stop()
            #expect(status == 0)
        }
    }
}
