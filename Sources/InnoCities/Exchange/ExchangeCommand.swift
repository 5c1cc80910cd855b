import ArgumentParser
import Exchange
import Foundation

/// Files that are exchanged with other programs.
struct ExchangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Look into files that are exchanged with other programs.",
        subcommands: [Check.self, Codings.self, Crosstab.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a file holds, and every fault in it.",
            discussion: """
                Projects and codebooks of coding tools (.qdpx, .qde, .qdc), elections (.pb), calendars (.ics), maps \
                (.geojson), and lists (.csv, .json, .xlsx). Ends with status 1 when the file cannot be read or \
                something in it would be lost.
                Example: innocities exchange check share/examples/study.qdpx --json
                """)

        @Argument(help: "The file.") var file: String
        @Option(help: ArgumentHelp("Which project file to read in a package that holds several.", valueName: "NAME"))
        var part: String?
        @Flag(help: "Print one JSON document.") var json = false

        func run() throws {
            let report = FileReport.check(try NamedFile.data(file), named: file, part: part)
            print(json ? report.document.text() : report.text)
            if report.isFaulty { throw ExitCode(1) }
        }
    }

    struct Codings: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the codings of a project as a table.",
            discussion: """
                One row for each code that somebody gave a passage. `innocities agreement` reads the table.
                Example: innocities exchange codings share/examples/study.qdpx --output codings.csv
                """)

        @OptionGroup var options: TableOptions

        func run() throws {
            let project = try options.project()
            try options.write(REFITables.codingHeader, REFITables.codingRows(of: project), sheet: "Codings")
        }
    }

    struct Crosstab: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the codings of each code in each case.",
            discussion: """
                Codes in rows, cases in columns, and a column for sources that belong to no case.
                Example: innocities exchange crosstab share/examples/study.qdpx
                """)

        @OptionGroup var options: TableOptions

        func run() throws {
            let (header, rows) = REFITables.crosstab(of: try options.project())
            try options.write(header, rows, sheet: "Crosstab")
        }
    }

    /// What the tables of a project have in common.
    struct TableOptions: ParsableArguments {
        @Argument(help: "The project.") var file: String
        @Option(
            help: ArgumentHelp(
                "Write here; a name that ends in .xlsx makes a workbook, any other a CSV.", valueName: "FILE"))
        var output: String?
        @Option(help: ArgumentHelp("Which project file to read in a package that holds several.", valueName: "NAME"))
        var part: String?

        func project() throws -> REFIProject {
            let data = try NamedFile.data(file)
            do {
                let reading = try REFIReader.project(from: data, projectFile: part, files: .texts)
                for notice in reading.notices where notice.effect != .noticed {
                    CommandEnd.standardError(REFISentences.text(notice))
                }
                return reading.value.project
            } catch let error as REFIError { throw CommandFault("\(file): \(REFISentences.text(error))") }
        }

        func write(_ header: [String], _ rows: [[XLSXCell]], sheet: String) throws {
            try TableOutput.write(header, rows, sheet: sheet, to: output)
        }
    }
}
