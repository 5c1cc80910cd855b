import ArgumentParser
import Languages

/// The language in which a command writes what it found; faults stay English.
struct ReadingLanguage: ParsableArguments {
    @Option(
        name: .customLong("language"),
        help: ArgumentHelp("The language of sentences and headings: \(Self.known).", valueName: "xx"))
    var tag = Language.en.rawValue

    private static var known: String { Language.allCases.map(\.rawValue).joined(separator: ", ") }

    func validate() throws {
        guard Language(rawValue: tag) == nil else { return }
        throw ValidationError("--language \(tag) is not one of \(Self.known).")
    }

    /// What writes for the reader. English needs no file.
    /// - Throws: when the messages of the language cannot be found or read.
    func localiser() throws -> Localiser {
        guard let language = Language(rawValue: tag), language != .en else { return Catalogues.english.localiser(.en) }
        let folder = try ShareFolder.find().file("messages")
        return try Catalogues(directory: folder, languages: [language]).localiser(language)
    }
}
