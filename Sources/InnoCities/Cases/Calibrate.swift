import ArgumentParser
import CaseComparison
import Exchange
import Foundation
import Languages

/// Turns a column of raw figures into memberships.
struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn raw figures into memberships from 0 to 1.",
        discussion: """
            The table, a CSV or a workbook (.xlsx), is printed as CSV with the column calibrated; --as keeps the raw \
            column and adds a new one. Cases that come to lie at exactly 0.5 are named on standard error.
            Example: innocities calibrate share/examples/ten-invented-places-raw.csv --column visits --exclusion 20 \
            --crossover 60 --inclusion 150
            """)

    @Argument(help: ArgumentHelp("The table of cases.", valueName: "FILE")) var file: String
    @Option(help: ArgumentHelp("The column.", valueName: "X")) var column: String
    @Option(help: ArgumentHelp("Fully out.", valueName: "a")) var exclusion: Double?
    @Option(help: ArgumentHelp("Neither in nor out.", valueName: "b")) var crossover: Double?
    @Option(help: ArgumentHelp("Fully in.", valueName: "c")) var inclusion: Double?
    @Option(help: ArgumentHelp("direct, linear, s-shaped, levels, indirect or relative.", valueName: "M"))
    var method = "direct"
    @Option(help: ArgumentHelp("Thresholds or six anchors, with commas between them.", valueName: "1,2,…"))
    var anchors: String?
    @Option(help: ArgumentHelp("Membership of the inclusion anchor in the direct method.", valueName: "d"))
    var degree = 0.95
    @Option(
        help: ArgumentHelp(
            "Log odds of the inclusion anchor, in place of --degree; Ragin's scale is 3.", valueName: "l"))
    var logOdds: Double?
    @Option(
        help: ArgumentHelp("A scale of words in place of anchors: none=0,little=0.33,much=0.67,full=1.", valueName: "S")
    )
    var scale: String?
    @Option(name: .customLong("as"), help: ArgumentHelp("The name of a new column.", valueName: "NAME")) var newName:
        String?
    @Option(help: ArgumentHelp("The column with the names of the cases.", valueName: "COLUMN")) var cases: String?

    @OptionGroup var language: ReadingLanguage

    func validate() throws {
        guard CaseSettings.Calibrated.methods.contains(method) else {
            throw ValidationError("--method must be one of \(CaseSettings.Calibrated.methods.joined(separator: ", ")).")
        }
        let named = [exclusion, crossover, inclusion]
        guard anchors == nil || named.allSatisfy({ $0 == nil }) else {
            throw ValidationError("Say either --anchors or --exclusion, --crossover and --inclusion.")
        }
        guard anchors != nil || scale != nil || method == "relative" || named.allSatisfy({ $0 != nil }) else {
            throw ValidationError("Say --exclusion, --crossover and --inclusion, or --anchors.")
        }
    }

    func run() throws {
        let t = try language.localiser()
        let file = try CaseTableFile(file)
        for note in file.notes { CommandEnd.standardError(note) }
        let (names, memberships) = try file.naming {
            let table = try file.table(caseColumn: cases)
            if let scale {
                return (table.cases, try Self.scale(scale).memberships(of: table.column(column), in: table))
            }
            let values = try table.numbers(of: column)
            return (table.cases, try rule().calibration().memberships(of: values, column: column))
        }
        for (name, membership) in zip(names, memberships) where membership == 0.5 {
            CommandEnd.standardError(t(ComparisonSentences.undecided(name, [newName ?? column])))
        }
        guard let place = file.heading.firstIndex(of: column) else {
            throw CommandFault("\(file.name): there is no column \(column).")
        }
        if let newName, file.heading.contains(newName) {
            throw CommandFault("\(file.name): there is a column \(newName) already.")
        }
        var rows = [newName.map { file.heading + [$0] } ?? file.heading]
        for (row, membership) in zip(file.rows, memberships) {
            let text = membership == membership.rounded() ? "\(Int(membership))" : "\(membership)"
            var fields = row.fields
            if newName == nil { fields[place] = text } else { fields.append(text) }
            rows.append(fields)
        }
        FileHandle.standardOutput.write(CSVWriter.text(of: rows))
    }

    private static func scale(_ text: String) throws -> QualitativeScale {
        try QualitativeScale(
            text.split(separator: ",").map { part in
                guard let equals = part.lastIndex(of: "="), let membership = Double(part[part.index(after: equals)...])
                else { throw CommandFault("--scale: “\(part)” must be a word and its membership, as in little=0.33.") }
                return QualitativeScale.Step(part[..<equals].trimmingCharacters(in: .whitespaces), membership)
            })
    }

    private func rule() throws -> CaseSettings.Calibrated {
        let values = try anchors.map { text in
            try text.split(separator: ",").map { part in
                guard let value = Double(part.trimmingCharacters(in: .whitespaces)) else {
                    throw CommandFault("--anchors: “\(part)” is not a number.")
                }
                return value
            }
        }
        var rule = CaseSettings.Calibrated(
            column: column, method: method,
            anchors: (values ?? [exclusion, crossover, inclusion].compactMap { $0 }).map { Calibration.Anchor($0) })
        (rule.degree, rule.logOdds) = (degree, logOdds)
        return rule
    }
}
