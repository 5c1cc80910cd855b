import Foundation
import Testing

@testable import Languages

/// The files in share/messages; `scripts/messages check` says whether they are complete.
@Suite struct ShippedMessagesTests {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let directory = root.appending(path: "share/messages")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: directory.path), "there is no share/messages here"))
    func everyFileCanBeRead() throws {
        let catalogues = try Catalogues(directory: Self.directory)
        for language in Language.allCases where language != .en {
            let file = Self.directory.appending(path: "\(language.rawValue).po")
            #expect(FileManager.default.fileExists(atPath: file.path), "\(language.rawValue).po is missing")
            let entries = try MessageFile(String(contentsOf: file, encoding: .utf8), name: file.path).entries
            let translated = entries.dropFirst().filter { entry in entry.translations.allSatisfy { !$0.isEmpty } }
            #expect(catalogues.translationCount(in: language) == translated.count)
        }
    }

    /// What the extractor writes is what `Message` looks up.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: directory.path), "there is no share/messages here"))
    func theTemplateHoldsWellFormedKeys() throws {
        let file = Self.directory.appending(path: "messages.pot")
        for entry in try MessageFile(String(contentsOf: file, encoding: .utf8), name: file.path).entries.dropFirst() {
            let id = try #require(entry.id)
            let places = Template(id).places
            #expect(places == Set(1...max(places.count, 1)).intersection(places), "\(id)")
            let pieces = Template(id).pieces.map { piece in
                switch piece {
                case .text(let text): Template.escaped(text)
                case .place(let number): "{\(number)}"
                }
            }
            #expect(pieces.joined() == id, "a brace in it is neither doubled nor part of a place")
        }
    }
}
