import ArgumentParser

/// The program: a server, a command line and its engines.
@main
struct InnoCities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "innocities",
        abstract: "A network of cities runs its social-innovation programme on this.",
        subcommands: [Serve.self, Import.self, Export.self, Lexicon.self])
}
