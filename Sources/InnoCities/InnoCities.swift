import ArgumentParser
import Web

/// The program: a server, a command line and its engines.
@main
struct InnoCities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "innocities",
        abstract: "A network of cities runs its social-innovation programme on this.",
        discussion: "Example: innocities serve --demo --port 8080",
        version: Installation.version,
        subcommands: [
            Serve.self, Import.self, Export.self, Match.self, DatabaseCommand.self, Account.self, Search.self,
            Describe.self, Lexicon.self, Select.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch { CommandEnd.exit(error) }
    }
}
