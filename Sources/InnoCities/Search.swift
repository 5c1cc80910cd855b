import ArgumentParser
import Catalogue
import CrossLingualSearch
import Exchange
import Foundation
import Languages

/// The search engine by itself, without server or database.
struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the search engine.", subcommands: [Evaluate.self, Space.self])

    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure a ranking against judgements.",
            discussion: """
                Documents and queries are tab-separated: id, lang, set, text, with a header. Judgements are
                tab-separated: query, 0, document, grade, without one.
                Example: innocities search evaluate --documents share/examples/documents.tsv \
                --queries share/examples/queries.tsv --judgements share/examples/judgements.tsv --json
                """)

        @Option(help: ArgumentHelp("The documents.", valueName: "F")) var documents: String
        @Option(help: ArgumentHelp("The queries.", valueName: "F")) var queries: String
        @Option(help: ArgumentHelp("The judgements.", valueName: "F")) var judgements: String
        @Option(
            name: .customLong("run"),
            help: ArgumentHelp("Write the ranking here, as TREC programs read it.", valueName: "F"))
        var runFile: String?
        @Flag(help: "Print one JSON document.") var json = false

        func run() throws {
            let share = try ShareFolder.find()
            let evaluation = try Evaluation(
                documents: try NamedFile.text(documents), queries: try NamedFile.text(queries),
                judgements: try NamedFile.text(judgements),
                lexicon: try share.lexicon(),
                concepts: try share.topics().concepts, space: try share.vectorSpace())
            if let runFile {
                try NamedFile.write(Data(evaluation.run.utf8), to: runFile)
            }
            if json { print(Self.document(evaluation).text()) } else { Self.show(evaluation) }
        }

        private static func figures(_ figures: Evaluation.Figures) -> JSONValue {
            [
                "ndcg10": .number(figures.ndcg10), "recall10": .number(figures.recall10),
                "mrr10": .number(figures.mrr10), "queries": .integer(figures.queries),
            ]
        }

        private static func document(_ evaluation: Evaluation) -> JSONValue {
            func table(_ part: [String: Evaluation.Figures]) -> JSONValue {
                var object = JSONObject()
                for (name, value) in part.sorted(by: { $0.key < $1.key }) { object[name] = figures(value) }
                return .object(object)
            }
            return [
                "overall": figures(evaluation.overall), "pairs": table(evaluation.pairs),
                "sets": table(evaluation.sets), "documents": .integer(evaluation.documents),
                "queries": .integer(evaluation.queries), "indexSeconds": .number(evaluation.indexSeconds),
                "indexBytes": .integer(evaluation.indexBytes), "p50ms": .number(evaluation.p50ms),
                "p99ms": .number(evaluation.p99ms),
            ]
        }

        private static func show(_ evaluation: Evaluation) {
            func line(_ name: String, _ figures: Evaluation.Figures) -> String {
                "\(name)\tnDCG@10 \(rounded(figures.ndcg10))\trecall@10 \(rounded(figures.recall10))"
                    + "\tMRR@10 \(rounded(figures.mrr10))\t\(figures.queries) queries"
            }
            print(line("all", evaluation.overall))
            for (name, figures) in evaluation.pairs.sorted(by: { $0.key < $1.key }) { print(line(name, figures)) }
            print("\(rounded(evaluation.p50ms)) ms median, \(rounded(evaluation.p99ms)) ms at the 99th percentile")
        }

        private static func rounded(_ number: Double) -> String { String((number * 1_000).rounded() / 1_000) }
    }

    struct Space: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the space in which texts of all languages are compared, from texts in all of them.",
            discussion: """
                The folder holds practices.csv, needs.csv and keywords.csv with a column for each of the twelve languages, and
                themes.csv with columns for some of them. The concepts below the topics are themes too.
                Example: innocities search space Benchmarks/search share/vector-space.bin
                """)

        @Argument(help: "The folder of the texts.") var folder: String
        @Argument(help: "The file to write.") var file: String

        func run() throws {
            let share = try ShareFolder.find()
            guard let weights = share.encoder else {
                throw CommandFault("The encoder is not there. Run scripts/install-encoder.")
            }
            var maker = VectorSpaceMaker(encoder: try MultilingualEncoder(contentsOf: weights))
            for (name, role) in [
                ("practices", .passage), ("needs", .query), ("keywords", .query),
            ] as [(String, MultilingualEncoder.Role)] {
                for translations in try Self.texts("\(folder)/\(name).csv") { maker.add(translations, as: role) }
            }
            for list in [share.file("concepts.csv").path, "\(folder)/themes.csv"] {
                for names in try Self.texts(list) { maker.addTheme(names) }
            }
            try maker.write(to: URL(filePath: file))
        }

        private static func texts(_ file: String) throws -> [[String: String]] {
            let rows = try CSVReader.rows(of: try NamedFile.text(file).utf8)
            guard let first = rows.first else { return [] }
            let header = try CSVHeader(first)
            return try rows.dropFirst().map { row in
                try header.record(of: row).values.filter { Language(rawValue: $0.key) != nil }
            }
        }
    }
}
