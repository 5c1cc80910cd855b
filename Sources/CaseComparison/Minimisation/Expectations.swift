/// What theory expects of the conditions: which of their values should go with the outcome.
///
/// A single expectation names one condition (`A`, `~B`, `C[1]`; several for one condition are alternatives), a
/// conjunctural one several at once (`~A*B`).
public struct Expectations: Sendable, Hashable {
    /// For each condition with a single expectation the levels that are expected.
    let single: [Int: Set<Int>]
    let conjunctural: [[Expression.Choice]]

    public var isEmpty: Bool { single.isEmpty && conjunctural.isEmpty }

    /// - Parameter texts: One expectation each. `A + ~B` counts as two.
    /// - Throws: `CaseTableError.unreadableExpression`.
    public init(_ texts: [String], conditions: [Condition]) throws(CaseTableError) {
        var single: [Int: Set<Int>] = [:]
        var conjunctural: [[Expression.Choice]] = []
        for text in texts {
            for conjunction in try Expression(text, conditions: conditions).conjunctions {
                if conjunction.count > 1 {
                    conjunctural.append(conjunction)
                } else {
                    for choice in conjunction { single[choice.condition, default: []].formUnion(choice.levels) }
                }
            }
        }
        self.single = single
        self.conjunctural = conjunctural
    }

    /// A complex term reduced towards a parsimonious one that contains it, as far as the expectations allow.
    ///
    /// A literal that the parsimonious term has not got is dropped when it contradicts a single expectation, or when
    /// it belongs to conditions of a conjunctural expectation that together contradict it; unless a single
    /// expectation asks for that very literal. Without an expectation it stays.
    ///
    /// Source: Ragin 2008, chapter 9; conjunctural expectations: A. Dușa, "QCA with R", 2019, chapter 8. Both kinds
    /// may be mixed.
    func reduce(_ complex: Implicant, towards parsimonious: Implicant, in space: PropertySpace) -> Implicant {
        let spare = complex.conditions & ~parsimonious.conditions
        func level(_ condition: Int) -> Int { space.level(of: condition, in: complex.levels) }
        var dropped: UInt64 = 0
        spare.forEachBit { condition in
            if let levels = single[condition], !levels.contains(level(condition)) { dropped |= 1 << UInt64(condition) }
        }
        for conjunction in conjunctural {
            let concerned = conjunction.filter { spare >> UInt64($0.condition) & 1 == 1 }
            guard concerned.contains(where: { !$0.levels.contains(level($0.condition)) }) else { continue }
            for choice in concerned where single[choice.condition]?.contains(level(choice.condition)) != true {
                dropped |= 1 << UInt64(choice.condition)
            }
        }
        return Implicant(complex.levels, conditions: complex.conditions & ~dropped, in: space)
    }
}
