import ArgumentParser
import Catalogue
import Exchange
import Foundation
import Web

/// What the program says of itself, for documents and tests that are checked against it.
struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the description of the API, the table of who may do what, or the list of the pages.",
        discussion: "Example: innocities describe access")

    enum Document: String, ExpressibleByArgument, CaseIterable { case api, access, pages }

    @Argument(help: "api, access or pages.") var document: Document

    func run() async throws {
        switch document {
        case .api: print(House.openAPI().json.text())
        case .access: print(AccessMatrix(House.actions).markdown, terminator: "")
        case .pages: print(try await pages().joined(separator: "\n"))
        }
    }

    /// The address of each page that is read, below the language. Rooms make their pages for a catalogue, so that an
    /// empty one is opened for them.
    private func pages() async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "innocities-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let house = try await House.open(
            .file(folder.appending(path: "empty.sqlite")), share: try .found(logger: .quiet), logger: .quiet)
        let pages = house.routes.filter { $0.method == .get && $0.place == .page }.map(\.path)
        await house.database.close()
        return pages.sorted()
    }
}
