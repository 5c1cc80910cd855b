import Foundation
import Testing

/// The example in the help of each command works as it stands, on the demonstration data set.
@Suite struct HelpExamplesTests {
    /// Not run here: the server never ends by itself (every browser test starts it with this very line), packing the
    /// dictionaries takes a minute (`scripts/build` does it before any test), and so does making the space of vectors
    /// (`VectorTests` do it with a small encoder).
    private static let runElsewhere = ["serve", "lexicon", "search space"]

    @Test func everyExampleInTheHelpWorks() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "h-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "share"), withDestinationURL: Program.root.appending(path: "share"))

        let examples = try Self.examples(of: []).filter { example in
            !Self.runElsewhere.contains { example.joined(separator: " ").hasPrefix($0) }
        }
        #expect(examples.count >= 12)
        for arguments in examples.sorted(by: { Self.order($0) < Self.order($1) }) {
            let run = try Program.run(arguments, in: folder)
            #expect(run.status == 0, "innocities \(arguments.joined(separator: " ")): \(run.errors)")
        }
    }

    /// What others need comes first: the demonstration data set, the account that gets a role, the backup.
    private static func order(_ arguments: [String]) -> Int {
        let first = [["match"], ["account", "create"], ["database", "backup"]]
        return first.firstIndex { arguments.starts(with: $0) } ?? first.count
    }

    /// The arguments of the example of a command and of all commands below it.
    private static func examples(of command: [String]) throws -> [[String]] {
        let help = try Program.run(command + ["--help"]).output
        let below = try subcommands(in: help).flatMap { try examples(of: command + [$0]) }
        guard let start = help.range(of: "Example: innocities ") else {
            #expect(!below.isEmpty, "\(command.joined(separator: " ")) has no example")
            return below
        }
        let example = help[start.upperBound...].components(separatedBy: "\n\n")[0]
        return below + [words(example)]
    }

    private static func subcommands(in help: String) -> [String] {
        guard let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { return [] }
        return list.components(separatedBy: "\n\n")[0].split(separator: "\n").compactMap { line in
            line.prefixMatch(of: /\x20{2}([\w-]+)/).map { String($0.output.1) }
        }
    }

    /// Splits as a shell does, as far as the examples need it: at spaces outside of double quotes.
    private static func words(_ line: String) -> [String] {
        line.matches(of: /"([^"]*)"|[^\s"]+/).map { String($0.output.1 ?? $0.output.0) }
    }
}
