import ArgumentParser
import CaseComparison
import Foundation

/// The options of `compare-cases` that settle what is compared and how.
struct CaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The outcome; ~O for its absence, O[2] for one of several levels.", valueName: "O"))
    var outcome: String?
    @Option(help: ArgumentHelp("The conditions, with commas between them.", valueName: "A,B,…")) var conditions: String?
    @Option(help: "Least inclusion of a row that shows the outcome.") var inclusion = 0.8
    @Option(help: "Rows between this and --inclusion count as contradictory.") var secondInclusion: Double?
    @Option(help: "Least number of cases of a row.") var frequency = 1
    @Option(help: "Least PRI of a row that shows the outcome.") var pri = 0.0
    @Option(help: ArgumentHelp("complex, parsimonious or intermediate; all when left out.", valueName: "S"))
    var solution: String?
    @Option(help: ArgumentHelp("What theory expects: A,~B, or A*~B for both at once.", valueName: "A,~B"))
    var expect: String?
    @Option(help: "Least consistency of what is necessary.") var necessityInclusion = 0.9
    @Option(help: "Least coverage of what is necessary.") var necessityCoverage = 0.6
    @Option(help: "Least relevance (RoN) of what is necessary.") var necessityRelevance = 0.5
    @Option(help: ArgumentHelp("A combination that cannot be assumed: A*~B. May be repeated.", valueName: "FORMULA"))
    var impossible: [String] = []
    @Option(
        help: ArgumentHelp("A necessary condition: assume nothing against it. May be repeated.", valueName: "FORMULA"))
    var necessary: [String] = []
    @Flag(help: "Assume nothing for the outcome and for its absence at once.") var noContradictoryAssumptions = false
    @Flag(help: "Do not count rows that pass for the outcome and for its absence.") var noSimultaneousSubsets = false
    @Flag(help: "Leave out terms that cover a part of what another covers. Hides models.") var rowDominance = false
    @Option(help: ArgumentHelp("Most models to list.", valueName: "n")) var models = 100_000
    @Option(help: ArgumentHelp("refuse or leave-out: cases with an empty cell.", valueName: "X"))
    var incomplete = "refuse"
    @Option(help: ArgumentHelp("The column with the names of the cases.", valueName: "COLUMN")) var cases: String?
    @Option(
        help: ArgumentHelp(
            "Calibrate a column first: COLUMN=exclusion,crossover,inclusion. May be repeated.", valueName: "C=1,2,3"))
    var calibrate: [String] = []
    @Option(help: ArgumentHelp("A CSV file of anchors: column,method,anchors,reason,passage.", valueName: "FILE"))
    var anchors: String?
    @Flag(help: "Find the ranges of cut-offs and anchors, and leave out one case at a time.") var robustness = false
    @Option(help: "How many random tables are drawn for the warning.") var draws = 20_000
    @Option(help: "The seed of the random tables.") var seed = 1
    @Option(help: ArgumentHelp("Fit by the groups in this column.", valueName: "COLUMN")) var clusters: String?
    @Option(help: ArgumentHelp("Fit by the units that occur in several groups.", valueName: "COLUMN")) var units:
        String?

    @Option(
        name: .customLong("against"),
        help: ArgumentHelp("Hold the solutions against this formula. May be repeated.", valueName: "FORMULA"))
    var tests: [String] = []

    func validate() throws {
        if let solution, Solution.Kind(rawValue: solution) == nil {
            throw ValidationError("--solution must be complex, parsimonious or intermediate, not \(solution).")
        }
        guard Study.Incomplete(rawValue: incomplete) != nil else {
            throw ValidationError("--incomplete must be refuse or leave-out, not \(incomplete).")
        }
        guard (1...10_000_000).contains(models) else { throw ValidationError("--models must be from 1 to 10000000.") }
        guard (1...10_000_000).contains(draws) else { throw ValidationError("--draws must be from 1 to 10000000.") }
    }

    func settings() throws -> CaseSettings {
        var settings = CaseSettings()
        settings.outcome = outcome ?? ""
        settings.conditions = Self.parts(conditions)
        settings.calibrated = try calibrate.map { try CaseSettings.Calibrated(argument: $0) }
        if let anchors { settings.calibrated += try AnchorFile.read(anchors) }
        settings.incomplete = Study.Incomplete(rawValue: incomplete) ?? .refuse
        settings.options.thresholds = Thresholds(
            inclusion: inclusion, secondInclusion: secondInclusion, frequency: frequency, pri: pri)
        settings.options.necessity = NecessitySearch.Thresholds(
            consistency: necessityInclusion, coverage: necessityCoverage, relevance: necessityRelevance)
        settings.solution = solution.flatMap(Solution.Kind.init)
        settings.options.expectations = Self.parts(expect)
        settings.options.untenable.impossible = impossible
        settings.options.untenable.necessary = necessary
        settings.options.untenable.contradictoryAssumptions = noContradictoryAssumptions
        settings.options.untenable.simultaneousSubsets = noSimultaneousSubsets
        settings.options.rowDominance = rowDominance
        settings.options.limits.models = models
        settings.robustness = robustness
        (settings.draws, settings.seed) = (draws, seed)
        (settings.clusters, settings.units, settings.tests) = (clusters, units, tests)
        settings.settle()
        return settings
    }

    /// Parts between commas; a comma inside brackets belongs to the levels of one condition.
    private static func parts(_ text: String?) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text ?? "" {
            if "[{".contains(character) { depth += 1 }
            if "]}".contains(character) { depth -= 1 }
            if character == ",", depth <= 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

/// Anchors with their reasons, as a team keeps them in a table of its own.
enum AnchorFile {
    /// Columns: `column`, `method`, `anchors` (parted by spaces or semicolons), `reason`, `passage`; the last two may
    /// be empty. A reason stands with every anchor of its column.
    static func read(_ path: String) throws -> [CaseSettings.Calibrated] {
        let file = try CaseTableFile(path)
        let needed = ["column", "method", "anchors"]
        guard needed.allSatisfy(file.heading.contains) else {
            throw CommandFault(
                "\(path): the heading must name column, method and anchors; reason and passage may follow.")
        }
        return try file.rows.map { row in
            guard row.fields.count == file.heading.count else {
                throw CommandFault(
                    "\(path), line \(row.line): \(row.fields.count) fields where the heading has \(file.heading.count)."
                )
            }
            let cells = Dictionary(zip(file.heading, row.fields)) { first, _ in first }
            func text(_ name: String) -> String? { cells[name].flatMap { $0.isEmpty ? nil : $0 } }
            let anchors = try (cells["anchors"] ?? "").split(whereSeparator: { " ;".contains($0) }).map { part in
                guard let value = Double(part), value.isFinite else {
                    throw CommandFault("\(path), line \(row.line): “\(part)” is not a number.")
                }
                return Calibration.Anchor(value, reason: text("reason"), passage: text("passage"))
            }
            let column = CaseSettings.Calibrated(
                column: cells["column"] ?? "", method: cells["method"] ?? "", anchors: anchors)
            _ = try column.calibration()
            return column
        }
    }
}
