import CaseComparison
import SeededRandom

/// Invented tables in the shapes whose times with R are known.
struct RandomTable {
    let conditions: Int
    let rows: Int
    let seed: UInt64

    /// A shape with the stored times of R's QCA in seconds, versions 3.23 and 3.25.1.
    struct Timed {
        let conditions: Int
        let rows: Int
        let stored: String

        /// The outcome follows a hidden formula of three terms, with one row in ten turned over.
        func table(seed: UInt64) -> RandomTable {
            RandomTable(conditions: conditions, rows: rows, seed: seed)
        }
    }

    static let timed = [
        Timed(conditions: 8, rows: 32, stored: "0.69"), Timed(conditions: 10, rows: 40, stored: "1.14 / 1.13"),
        Timed(conditions: 11, rows: 40, stored: "4.08"), Timed(conditions: 12, rows: 60, stored: "1.12 / 1.52"),
        Timed(conditions: 14, rows: 60, stored: "11.2 / > 400"), Timed(conditions: 15, rows: 60, stored: "4.59 / 7.32"),
        Timed(conditions: 16, rows: 60, stored: "3.66 / 71.9"),
    ]

    /// Cases each in a combination of its own, as members or not, or with degrees on the same sides of 0.5.
    func study(isFuzzy: Bool = false) throws -> Study {
        var generator = SeededGenerator(seed: seed)
        let formula = (0..<3).map { _ in
            (0..<3).map { _ in (generator.below(conditions), generator.below(2)) }
        }
        var seen: Set<Int> = []
        var cells: [[Int]] = []
        while cells.count < rows {
            let number = generator.below(1 << conditions)
            guard seen.insert(number).inserted else { continue }
            let levels = (0..<conditions).map { number >> $0 & 1 }
            let holds = formula.contains { term in term.allSatisfy { levels[$0.0] == $0.1 } }
            cells.append(levels + [(generator.below(10) == 0) != holds ? 1 : 0])
        }
        let degrees = cells.map { levels in
            levels.map { level in
                let doubt = isFuzzy ? Double(generator.below(30)) / 100 : 0
                return level == 1 ? 1 - doubt : doubt
            }
        }
        return try Self.study(degrees, conditions)
    }

    static func fuzzyStudy(cases: Int, conditions: Int, seed: UInt64) throws -> Study {
        var generator = SeededGenerator(seed: seed)
        let cells = (0..<cases).map { _ in
            (0...conditions).map { _ in
                let hundredth = generator.below(101)
                return Double(hundredth == 50 ? 51 : hundredth) / 100
            }
        }
        return try study(cells, conditions)
    }

    private static func study(_ cells: [[Double]], _ conditions: Int) throws -> Study {
        let names = (0..<conditions).map { "C\($0)" }
        let columns = (names + ["Y"]).enumerated().map { index, name in
            CaseTable.Column(name: name, cells: cells.map { .number($0[index]) })
        }
        return try Study(
            CaseTable(cases: cells.indices.map { "case \($0)" }, columns: columns), outcome: "Y", conditions: names)
    }
}
