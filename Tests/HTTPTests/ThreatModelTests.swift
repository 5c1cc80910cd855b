import Foundation
import Testing

/// The threat model names a test for each way in, and each test that it names is there.
@Suite struct ThreatModelTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The rows of the table of ways, as their cells.
    private static func ways() throws -> [[String]] {
        let text = try String(contentsOf: root.appending(path: "docs/threat-model.md"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.prefixMatch(of: /\|\s*\d+\s*\|/) != nil }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// Names of tests by the names of their suites, as the sources declare them.
    private static func declared() throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let folder = root.appending(path: "Tests")
        let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in walk where file.pathExtension == "swift" {
            var suite: String?
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if let match = line.firstMatch(of: /@Suite.*struct (\w+)/) { suite = String(match.1) }
                if let suite, let match = line.firstMatch(of: /func (\w+)\(/) {
                    found[suite, default: []].insert(String(match.1))
                }
            }
        }
        return found
    }

    @Test func eachOfTheTwentyWaysHasATestThatExists() throws {
        let (ways, declared) = (try Self.ways(), try Self.declared())
        #expect(ways.compactMap { $0.first.flatMap { Int($0) } } == Array(1...20))
        for way in ways {
            let named = (way.last ?? "").matches(of: /`([^`]+)`/).map { String($0.1) }
            #expect(!named.isEmpty, "way \(way[0]) names no test")
            for name in named {
                let parts = name.split(separator: ".").map(String.init)
                let tests = try #require(declared[parts[0]], "way \(way[0]): there is no suite \(parts[0])")
                #expect(parts.count == 2 && tests.contains(parts[1]), "way \(way[0]): there is no test \(name)")
            }
        }
    }
}

/// What no person may be able to make the program do is not in its sources.
@Suite struct SourceTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func files() throws -> [(path: String, text: String)] {
        let walk = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var files: [(String, String)] = []
        for case let file as URL in walk where file.pathExtension == "swift" {
            let path = String(file.path.dropFirst(sources.path.count + 1))
            files.append((path, try String(contentsOf: file, encoding: .utf8)))
        }
        return files
    }

    /// Mail goes to the operator's own server, which the operator names; nothing else is ever connected to.
    @Test func nothingButMailLeavesThisMachine() throws {
        let connecting = try Self.files().filter {
            $0.text.contains(
                /URLSession|HTTPClient|AsyncHTTPClient|ClientBootstrap|NWConnection|Data\(contentsOf: URL\(string/)
        }
        #expect(connecting.map(\.path) == ["Platform/Mail/SMTPTransport.swift"])
    }

    /// Statements are literals; what is typed is bound.
    @Test func noStatementIsMadeFromAString() throws {
        for file in try Self.files() where !file.path.hasPrefix("Database/") {
            #expect(!file.text.contains("SQL(stringLiteral:"), "\(file.path)")
        }
    }

    /// No key, token or password is among the files that are shipped.
    @Test func noSecretIsAmongTheSources() throws {
        for file in try Self.files() {
            #expect(
                !file.text.contains(/BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}/), "\(file.path)")
        }
    }
}
