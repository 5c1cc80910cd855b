import ArgumentParser
import CrossLingualSearch
import Foundation

/// Building the dictionaries that bridge the languages.
struct Lexicon: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prepare the dictionaries.", subcommands: [Build.self])

    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack extracted dictionaries into one file that the program maps into memory.",
            discussion: "Example: innocities lexicon build local/lexicon.tsv local/lexicon.bin")

        @Argument(help: "The table that scripts/build-lexicon extracted.") var table: String
        @Argument(help: "The file to write.") var file: String

        func run() throws {
            let summary = try CrossLingualSearch.Lexicon.build(from: URL(filePath: table), to: URL(filePath: file))
            print("\(summary.words) words, \(summary.translations) translations, \(summary.dictionaries) dictionaries")
        }
    }
}
