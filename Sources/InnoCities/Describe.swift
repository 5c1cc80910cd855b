import ArgumentParser
import Catalogue
import Exchange
import Web

/// What the program says of itself, for documents that are checked against it.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the description of the API or the table of who may do what.",
        discussion: "Example: innocities describe access")

    enum Document: String, ExpressibleByArgument, CaseIterable { case api, access }

    @Argument(help: "api or access.") var document: Document

    func run() throws {
        switch document {
        case .api: print(House.openAPI().json.text())
        case .access: print(AccessMatrix(House.actions).markdown, terminator: "")
        }
    }
}
