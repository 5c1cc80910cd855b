import CaseComparison
import Exchange
import Foundation
import SeededRandom

/// Measures the comparison of cases and prints a table, the stored times of R's QCA beside it.
///
/// Usage: CaseSpeed [FOLDER], the folder with `data` and `baselines.json` of published studies.
@main enum CaseSpeed {
    static func main() throws {
        let folder = CommandLine.arguments.dropFirst().first.map { URL(filePath: $0) }
        write("task".padded(64), "here ms".padded(10), "goal ms".padded(9), "R 3.23 / 3.25.1, s")
        for shape in RandomTable.timed { try measure(shape) }
        try row("20 conditions, 60 fuzzy cases: complete analysis", goal: 1_000) {
            let study = try RandomTable.fuzzyStudy(cases: 60, conditions: 20, seed: 2)
            var options = Comparison.Options()
            options.expectations = study.conditions.prefix(4).map(\.name)
            let comparison = try Comparison(study, options)
            return comparison.solutions.prefix(2).map {
                let terms = $0.models.first?.terms.count ?? 0
                return "\($0.kind.rawValue) \($0.isCountExact ? "" : "≥")\($0.count) models of \(terms)"
            }.joined(separator: ", ")
        }
        for seed in 0..<3 {
            try row("the same with a hidden formula, seed \(seed)", goal: 1_000) {
                let study = try RandomTable(conditions: 20, rows: 60, seed: UInt64(seed)).study(isFuzzy: true)
                var options = Comparison.Options()
                options.expectations = study.conditions.prefix(4).map(\.name)
                let comparison = try Comparison(study, options)
                return comparison.solutions.prefix(2).map {
                    "\($0.kind.rawValue) \($0.isCountExact ? "" : "≥")\($0.count)"
                }.joined(separator: ", ") + ", solutions \(comparison.solutions.count)"
            }
        }
        try row("20 conditions, 200 rows: prime implicants and models", goal: 5_000) {
            let study = try RandomTable(conditions: 20, rows: 200, seed: 4).study()
            return try solve(study)
        }
        try row("10,000 re-runs on 10 cases, 6 conditions", goal: 2_000) { try reruns() }
        if let folder { try published(folder) }
    }

    /// At once, so that a slow row shows which one it is.
    private static func write(_ parts: String...) {
        FileHandle.standardOutput.write(Data((parts.joined(separator: " ") + "\n").utf8))
    }

    private static func measure(_ shape: RandomTable.Timed) throws {
        let studies = try (0..<5).map { try shape.table(seed: UInt64($0)).study() }
        var slowest = 0.0
        var models: [String] = []
        for study in studies {
            let clock = ContinuousClock()
            var count = ""
            let time = try clock.measure { count = try modelCount(study) }
            models.append(count)
            slowest = max(slowest, time.milliseconds)
        }
        let goal = shape.conditions == 16 ? "50" : ""
        write(
            "parsimonious, \(shape.conditions) conditions, \(shape.rows) rows, slowest of 5".padded(64),
            slowest.written.padded(10), goal.padded(9), shape.stored, " models \(models)")
    }

    private static func row(_ name: String, goal: Int, stored: String = "", _ work: () throws -> String) throws {
        var note = ""
        let time = try ContinuousClock().measure { note = try work() }
        write(name.padded(64), time.milliseconds.written.padded(10), "\(goal)".padded(9), stored, " ", note)
    }

    private static func modelCount(_ study: Study) throws -> String {
        var options = Comparison.Options()
        options.solutions = [.parsimonious]
        options.thresholds.inclusion = 1
        let solution = try Comparison(study, options).solutions[0]
        return (solution.isCountExact ? "" : "≥") + "\(solution.count)"
    }

    private static func solve(_ study: Study) throws -> String { "models \(try modelCount(study))" }

    /// Leave-one-out over a thousand tables: every trial is a truth table with its parsimonious models.
    private static func reruns() throws -> String {
        var same = 0
        for seed in 0..<1_000 {
            let study = try RandomTable.fuzzyStudy(cases: 10, conditions: 6, seed: UInt64(seed))
            var options = Comparison.Options()
            options.solutions = [.parsimonious]
            let comparison = try Comparison(study, options)
            same += try LeaveOneOut(.parsimonious, of: comparison).trials.count(where: \.isSame)
        }
        return "\(same) of 10,000 the same"
    }

    private static func published(_ folder: URL) throws {
        func study(_ name: String, _ outcome: String, _ conditions: String) throws -> Study {
            let rows = try CSVReader.rows(of: try Data(contentsOf: folder.appending(path: "data/\(name).csv")))
            let table = try CaseTable(heading: rows[0].fields, rows: rows.dropFirst().map { ($0.line, $0.fields) })
            return try Study(
                table, outcome: outcome, conditions: conditions.split(separator: ",").map(String.init),
                incomplete: .leaveOut)
        }
        let vink = try study("CVF", "PROTEST", "DEMOC,ETHFRACT,GEOCON,POLDIS,NATPRIDE")
        try row("29 cases, 5 fuzzy conditions: all three solutions", goal: 10, stored: "0.21 + 0.20 + 1.60") {
            var options = Comparison.Options()
            options.expectations = vink.conditions.map(\.name)
            return "solutions \(try Comparison(vink, options).solutions.count)"
        }
        let transport = try study("d.SA", "ACC", "FED,FIN,URB,GER,HIS,COO,PRO,DIS,EXP")
        try row("transport study, 9 conditions, 779 models", goal: 50, stored: "3.42") { try solve(transport) }
        try row("1,000 cases, 8 fuzzy conditions", goal: 200, stored: "12.2") {
            let study = try RandomTable.fuzzyStudy(cases: 1_000, conditions: 8, seed: 6)
            return try solve(study)
        }
    }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}

extension Double {
    fileprivate var written: String { String((self * 10).rounded() / 10) }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
