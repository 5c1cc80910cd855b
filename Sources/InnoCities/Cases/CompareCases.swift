import ArgumentParser
import CaseComparison
import Exchange
import Foundation

/// Compares cases by their conditions, from a table to a record that anyone can run again.
struct CompareCases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare-cases",
        abstract: "Find which conditions go with an outcome (qualitative comparative analysis).",
        discussion: """
            The file is a table of cases with memberships: 0 or 1, from 0 to 1, or levels 0, 1, 2.
            --repeat runs a record again and says whether the result is the same.
            Example: innocities compare-cases share/examples/ten-invented-places.csv --outcome INNOVATION \
            --conditions TRUST,OPENNESS,BOTTOM_UP --expect TRUST,OPENNESS,BOTTOM_UP --robustness
            """)

    @Argument(help: ArgumentHelp("The table of cases.", valueName: "FILE.csv")) var file: String?
    @OptionGroup var options: CaseOptions
    @Option(help: ArgumentHelp("Write data, settings, results and their hash here.", valueName: "FILE")) var record:
        String?
    @Option(
        name: .customLong("repeat"), help: ArgumentHelp("Run a record again instead of a table.", valueName: "FILE"))
    var repeated: String?
    @Option(help: ArgumentHelp("Write pictures, each with its table, into this folder.", valueName: "DIR")) var svg:
        String?
    @Option(help: ArgumentHelp("Write a script that repeats the analysis with R.", valueName: "FILE")) var rScript:
        String?
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
        let clock = ContinuousClock()
        let start = clock.now
        if let repeated { return try runAgain(repeated, start) }
        let table = try CaseTableFile(file ?? "")
        for note in table.notes { CommandEnd.standardError(note) }
        let run = try table.naming { try CaseRun(table.table(caseColumn: options.cases), options.settings()) }
        let record = self.record == nil ? nil : ComparisonRecord(run, file: table.name)
        if let record, let path = self.record { try NamedFile.write(record.data, to: path) }
        try writeBeside(run)
        show(run, inputHash: table.hash, start)
    }

    private func runAgain(_ path: String, _ start: ContinuousClock.Instant) throws {
        let content = try NamedFile.data(path)
        let (run, repetition) = try ComparisonRecord.repeating(
            content, name: URL(filePath: path).lastPathComponent)
        try writeBeside(run)
        if json { show(run, inputHash: InputHash.of(content), start) }
        switch repetition {
        case .same(let hash): if !json { print("The same, to the last byte (\(hash)).") }
        case .different(let differences):
            throw CommandFault("The result is not the same:\n" + differences.joined(separator: "\n"))
        }
    }

    /// Pictures and the script, where they are asked for.
    private func writeBeside(_ run: CaseRun) throws {
        if let rScript { try NamedFile.write(Data(run.comparison.rScript.utf8), to: rScript) }
        guard let svg else { return }
        do {
            try FileManager.default.createDirectory(at: URL(filePath: svg), withIntermediateDirectories: true)
        } catch { throw CommandFault("The folder \(svg) cannot be made.") }
        for (name, picture) in Self.pictures(of: run) {
            try NamedFile.write(Data(picture.svg.utf8), to: "\(svg)/\(name).svg")
            try NamedFile.write(CSVWriter.text(of: picture.table), to: "\(svg)/\(name).csv")
        }
    }

    /// The truth table, and fit and cases for the first model of each solution.
    private static func pictures(of run: CaseRun) -> [(name: String, picture: Picture)] {
        let (comparison, study) = (run.comparison, run.comparison.study)
        let table = comparison.truthTablePicture(ComparisonSentences.truthTable(study))
        var pictures = [(table.name, table)]
        var seen: Set<Solution.Kind> = []
        for solution in comparison.solutions where seen.insert(solution.kind).inserted {
            guard let model = solution.models.first else { continue }
            let terms = model.terms.map(\.term)
            let formula = study.expression(of: terms)
            let fit = comparison.fitPicture(of: model, ComparisonSentences.fit(formula, study))
            let cases = comparison.scatterPicture(of: terms, ComparisonSentences.scatter(formula, study))
            pictures += [
                ("\(solution.kind.rawValue)-\(fit.name)", fit), ("\(solution.kind.rawValue)-\(cases.name)", cases),
            ]
        }
        return pictures
    }

    private func show(_ run: CaseRun, inputHash: String, _ start: ContinuousClock.Instant) {
        guard json else {
            for sentence in ComparisonSentences(run).all { print(sentence) }
            return
        }
        var document = ComparisonDocument(run).members
        document["inputHash"] = .string(inputHash)
        document["engineVersion"] = .string(Comparison.engineVersion)
        let seconds = ContinuousClock.now - start
        document["seconds"] = .number(
            Double(seconds.components.seconds) + Double(seconds.components.attoseconds) * 1e-18)
        print(JSONValue.object(document).text())
    }
}
