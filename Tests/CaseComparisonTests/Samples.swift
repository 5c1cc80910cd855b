import CaseComparison
import SeededRandom

/// Invented tables: memberships in hundredths, never 0.5.
enum Samples {
    static func table(cases: Int, conditions: Int, seed: UInt64, isCrisp: Bool = false) throws -> CaseTable {
        var generator = SeededGenerator(seed: seed)
        func column(_ name: String) -> CaseTable.Column {
            CaseTable.Column(
                name: name,
                cells: (0..<cases).map { _ in
                    let hundredth = generator.below(101)
                    let number = isCrisp ? Double(hundredth & 1) : Double(hundredth == 50 ? 51 : hundredth) / 100
                    return .number(number)
                })
        }
        let names = (0..<conditions).map(name(of:))
        return try CaseTable(cases: (0..<cases).map { "case \($0)" }, columns: names.map(column) + [column("Y")])
    }

    static func study(cases: Int, conditions: Int, seed: UInt64, isCrisp: Bool = false) throws -> Study {
        try Study(
            table(cases: cases, conditions: conditions, seed: seed, isCrisp: isCrisp), outcome: "Y",
            conditions: (0..<conditions).map(name(of:)))
    }

    /// A, B, C … A1, B1 …
    static func name(of condition: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWX")
        return String(letters[condition % letters.count])
            + (condition < letters.count ? "" : "\(condition / letters.count)")
    }

    static func figures(_ count: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed &+ 1_000)
        return (0..<count).map { _ in Double(generator.below(1_000)) / 10 }
    }
}
