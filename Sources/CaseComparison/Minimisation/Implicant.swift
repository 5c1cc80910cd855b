/// A conjunction over a property space: some conditions fixed to a level, the others free. Also called a cube.
struct Implicant: Hashable, Sendable {
    /// The conditions that are fixed.
    let conditions: UInt64
    /// Their levels, packed; zero elsewhere.
    let levels: UInt64

    /// A combination reduced to some of its conditions.
    init(_ cell: UInt64, conditions: UInt64, in space: PropertySpace) {
        self.conditions = conditions
        levels = cell & space.fields(of: conditions)
    }

    init(conditions: UInt64, levels: UInt64) {
        self.conditions = conditions
        self.levels = levels
    }

    init(_ term: Term, in space: PropertySpace) {
        var conditions: UInt64 = 0
        var levels: UInt64 = 0
        for literal in term.literals {
            conditions |= 1 << UInt64(literal.condition)
            levels |= space.packed(literal.level, of: literal.condition)
        }
        self.init(conditions: conditions, levels: levels)
    }

    func term(in space: PropertySpace) -> Term {
        Term(conditions.bits.map { Literal(condition: $0, level: space.level(of: $0, in: levels)) })
    }

    /// Whether a combination satisfies it.
    @inline(__always) func covers(_ cell: UInt64, in space: PropertySpace) -> Bool {
        cell & space.fields(of: conditions) == levels
    }

    /// Whether every combination of the other satisfies this one: all its literals are among the other's.
    func contains(_ other: Implicant, in space: PropertySpace) -> Bool {
        conditions & ~other.conditions == 0 && other.levels & space.fields(of: conditions) == levels
    }

    /// The combinations that satisfy both; nil when there is none.
    func intersection(_ other: Implicant, in space: PropertySpace) -> Implicant? {
        let shared = space.fields(of: conditions & other.conditions)
        guard levels & shared == other.levels & shared else { return nil }
        return Implicant(conditions: conditions | other.conditions, levels: levels | other.levels)
    }

    /// Fewer literals first, then by the first condition in which they differ, presence before absence.
    static func order(_ first: Implicant, _ second: Implicant, in space: PropertySpace) -> Bool {
        let counts = (first.conditions.nonzeroBitCount, second.conditions.nonzeroBitCount)
        if counts.0 != counts.1 { return counts.0 < counts.1 }
        for condition in 0..<space.count {
            let bit: UInt64 = 1 << UInt64(condition)
            switch (first.conditions & bit != 0, second.conditions & bit != 0) {
            case (true, false): return true
            case (false, true): return false
            case (false, false): continue
            case (true, true):
                let levels = (
                    space.level(of: condition, in: first.levels), space.level(of: condition, in: second.levels)
                )
                if levels.0 != levels.1 { return levels.0 > levels.1 }
            }
        }
        return false
    }
}
