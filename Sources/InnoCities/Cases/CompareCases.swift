import ArgumentParser
import CaseComparison
import Exchange
import Foundation
import Languages

/// Compares cases by their conditions, from a table to a record that anyone can run again.
struct CompareCases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare-cases",
        abstract: "Find which conditions go with an outcome (qualitative comparative analysis).",
        discussion: """
            The file is a table of cases with memberships: 0 or 1, from 0 to 1, or levels 0, 1, 2. It is a CSV or a \
            workbook (.xlsx), of which the first sheet is read.
            --repeat runs a record again and says whether the result is the same.
            Example: innocities compare-cases share/examples/ten-invented-places.csv --outcome INNOVATION \
            --conditions TRUST,OPENNESS,BOTTOM_UP --expect TRUST,OPENNESS,BOTTOM_UP --robustness
            """)

    @Argument(help: ArgumentHelp("The table of cases.", valueName: "FILE")) var file: String?
    @OptionGroup var options: CaseOptions
    @Option(help: ArgumentHelp("Write data, settings, results and their hash here.", valueName: "FILE")) var record:
        String?
    @Option(
        name: .customLong("repeat"), help: ArgumentHelp("Run a record again instead of a table.", valueName: "FILE"))
    var repeated: String?
    @Option(help: ArgumentHelp("Write pictures, each with its table, into this folder.", valueName: "DIR")) var svg:
        String?
    @Option(
        help: ArgumentHelp(
            "Write cases, truth table, necessity and solutions into this folder, as CSV and XLSX.", valueName: "DIR"))
    var tables: String?
    @Option(help: ArgumentHelp("Write a script that repeats the analysis with R.", valueName: "FILE")) var rScript:
        String?
    @OptionGroup var language: ReadingLanguage
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        guard (file == nil) != (repeated == nil) else {
            throw ValidationError("Name a table of cases, or a record with --repeat.")
        }
        guard repeated != nil || options.outcome != nil && options.conditions != nil else {
            throw ValidationError("Say --outcome and --conditions.")
        }
    }

    func run() throws {
        let t = try language.localiser()
        let start = ContinuousClock.now
        if let repeated { return try runAgain(repeated, t, start) }
        let table = try CaseTableFile(file ?? "")
        for note in table.notes { CommandEnd.standardError(note) }
        let run = try table.naming { try CaseRun(table.table(caseColumn: options.cases), options.settings()) }
        if let record { try NamedFile.write(ComparisonRecord(run, file: table.name).data, to: record) }
        try writeBeside(run, t)
        show(run, inputHash: table.hash, t, start)
    }

    private func runAgain(_ path: String, _ t: Localiser, _ start: ContinuousClock.Instant) throws {
        let content = try NamedFile.data(path)
        let name = URL(filePath: path).lastPathComponent
        let record = try ComparisonRecord(reading: content, name: name)
        let run = try record.run(name: name)
        try writeBeside(run, t)
        if json { show(run, inputHash: InputHash.of(content), t, start) }
        switch record.repetition(run, of: content) {
        case .same(let hash): if !json { print(t("The same, to the last byte (\(hash)).")) }
        case .different(let differences):
            throw CommandFault("The result is not the same:\n" + differences.joined(separator: "\n"))
        }
    }

    /// Pictures, tables and the script, where they are asked for.
    private func writeBeside(_ run: CaseRun, _ t: Localiser) throws {
        if let rScript { try NamedFile.write(Data(run.comparison.rScript.utf8), to: rScript) }
        if let svg {
            try Self.makeFolder(svg)
            for (name, picture) in Self.pictures(of: run, t) {
                try NamedFile.write(Data(picture.svg.utf8), to: "\(svg)/\(name).svg")
                try NamedFile.write(CSVWriter.text(of: picture.table), to: "\(svg)/\(name).csv")
            }
        }
        guard let tables else { return }
        try Self.makeFolder(tables)
        for table in ComparisonTables(run, t).all {
            for kind in ["csv", "xlsx"] {
                try TableOutput.write(
                    table.header, table.rows, sheet: table.name, to: "\(tables)/\(table.name).\(kind)")
            }
        }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(at: URL(filePath: path), withIntermediateDirectories: true)
        } catch { throw CommandFault("The folder \(path) cannot be made.") }
    }

    /// The truth table, and fit and cases for the first model of each solution.
    private static func pictures(of run: CaseRun, _ t: Localiser) -> [(name: String, picture: Picture)] {
        let (comparison, study) = (run.comparison, run.comparison.study)
        let words = ComparisonWords(study, t)
        let table = comparison.truthTablePicture(words.truthTable)
        var pictures = [(table.name, table)]
        var seen: Set<Solution.Kind> = []
        for solution in comparison.solutions where seen.insert(solution.kind).inserted {
            guard let model = solution.models.first else { continue }
            let terms = model.terms.map(\.term)
            let formula = study.expression(of: terms)
            let fit = comparison.fitPicture(of: model, words.fit(formula))
            let cases = comparison.scatterPicture(of: terms, words.scatter(formula))
            pictures += [
                ("\(solution.kind.rawValue)-\(fit.name)", fit), ("\(solution.kind.rawValue)-\(cases.name)", cases),
            ]
        }
        return pictures
    }

    private func show(_ run: CaseRun, inputHash: String, _ t: Localiser, _ start: ContinuousClock.Instant) {
        guard json else {
            for sentences in ComparisonSentences(run).all { print(t.paragraph(sentences)) }
            return
        }
        var document = ComparisonDocument(run, t).members
        document["inputHash"] = .string(inputHash)
        document["engineVersion"] = .string(Comparison.engineVersion)
        document["seconds"] = .number((ContinuousClock.now - start) / .seconds(1))
        print(JSONValue.object(document).text())
    }
}
