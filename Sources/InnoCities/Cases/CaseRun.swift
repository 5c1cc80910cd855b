import CaseComparison
import Exchange
import Foundation

/// A comparison with everything around it, from a table and settings alone: the same for the command line and a record.
struct CaseRun {
    let table: CaseTable
    let settings: CaseSettings
    let comparison: Comparison
    let cleanliness: RandomCleanliness
    /// Ranges and leave-one-out for each kind of solution; empty unless robustness is asked for.
    private(set) var robustness: [(kind: Solution.Kind, ranges: [StableRange], trials: LeaveOneOut)] = []
    /// The fit by clusters of the first model of each solution.
    private(set) var clusters: [(kind: Solution.Kind, formula: String, fit: ClusterFit)] = []
    /// How far the first model of each solution agrees with the formulas that it is held against.
    private(set) var agreement: [(kind: Solution.Kind, formula: String, fit: RobustnessFit)] = []

    init(_ raw: CaseTable, _ settings: CaseSettings) throws {
        self.settings = settings
        let used = try Self.used(raw, settings)
        table = used
        var calibrated = used
        for column in settings.calibrated {
            let values = try column.calibration().memberships(
                of: used.numbers(of: column.column), column: column.column)
            calibrated = try calibrated.replacing(.init(name: column.column, cells: values.map { .number($0) }))
        }
        let study = try Study(
            calibrated, outcome: settings.outcome, conditions: settings.conditions, incomplete: settings.incomplete)
        comparison = try Comparison(study, settings.options)
        cleanliness = RandomCleanliness(
            study, draws: settings.draws, seed: UInt64(bitPattern: Int64(settings.seed)))
        if settings.robustness { robustness = try findRobustness() }
        if !settings.tests.isEmpty { agreement = try findAgreement() }
        if let name = settings.clusters { clusters = try findClusters(name) }
    }

    /// Only the columns that the comparison needs: nothing else of the file gets into a record.
    private static func used(_ table: CaseTable, _ settings: CaseSettings) throws -> CaseTable {
        let outcome = try Study.Outcome(settings.outcome, in: table)
        var names: [String] = []
        for name in settings.conditions + [outcome.column] + settings.calibrated.map(\.column)
            + [settings.clusters, settings.units].compactMap({ $0 }) where !names.contains(name)
        {
            names.append(name)
        }
        var columns: [CaseTable.Column] = []
        for name in names { columns.append(try table.column(name)) }
        return try CaseTable(cases: table.cases, columns: columns, lines: table.lines)
    }

    private func findRobustness() throws -> [(kind: Solution.Kind, ranges: [StableRange], trials: LeaveOneOut)] {
        try settings.options.solutions.sorted { $0.rawValue < $1.rawValue }.map { kind in
            var ranges = try StableRange.cutOffs(kind, of: comparison)
            for column in settings.calibrated where column.method != "relative" {
                let kept = try cells(of: column.column).compactMap { cell in
                    if case .number(let number) = cell { number } else { nil }
                }
                ranges += try StableRange.anchors(
                    kind, of: comparison,
                    CalibratedColumn(column: column.column, values: kept, calibration: column.calibration()))
            }
            return (kind, ranges, try LeaveOneOut(kind, of: comparison))
        }
    }

    private func findAgreement() throws -> [(kind: Solution.Kind, formula: String, fit: RobustnessFit)] {
        let study = comparison.study
        var tests: [[Term]] = []
        for text in settings.tests { tests.append(try Expression(text, conditions: study.conditions).terms) }
        return comparison.solutions.compactMap { solution in
            guard let model = solution.models.first else { return nil }
            let terms = model.terms.map(\.term)
            return (solution.kind, study.expression(of: terms), RobustnessFit(terms, tests: tests, study))
        }
    }

    private func findClusters(_ name: String) throws -> [(kind: Solution.Kind, formula: String, fit: ClusterFit)] {
        func words(_ column: String) throws -> [String] {
            try cells(of: column).map { cell in
                switch cell {
                case .text(let text): text
                case .number(let number):
                    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
                case .missing: "(none)"
                }
            }
        }
        let groups = try words(name)
        let units = try settings.units.map(words) ?? []
        return comparison.solutions.compactMap { solution in
            guard let model = solution.models.first else { return nil }
            let terms = model.terms.map(\.term)
            return (
                solution.kind, comparison.study.expression(of: terms),
                ClusterFit(terms, comparison.study, clusters: groups, units: units)
            )
        }
    }

    /// The cells of a column for the cases that were compared.
    private func cells(of column: String) throws -> [CaseTable.Cell] {
        let places = Dictionary(uniqueKeysWithValues: table.cases.enumerated().map { ($1, $0) })
        let cells = try table.column(column).cells
        return comparison.study.cases.compactMap { places[$0].map { cells[$0] } }
    }
}
