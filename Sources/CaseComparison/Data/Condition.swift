/// A condition as an analysis sees it.
public struct Condition: Sendable, Hashable {
    /// How its values are read.
    public enum Kind: Sendable, Hashable {
        /// Members or not: 0 or 1.
        case crisp
        /// Degrees of membership from 0 to 1.
        case fuzzy
        /// Levels 0, 1, 2 …
        case multiValue
    }

    public let name: String
    public let kind: Kind
    /// How many levels a literal can name; 2 for sets. Counted from the highest level in the data.
    public let levels: Int
    /// Some case has `-`: the condition does not apply to it (temporal comparison, Ragin and Strand 2008). No literal
    /// of the condition holds for such a case.
    public let isSometimesInapplicable: Bool
    /// All cases have the same value, so the condition can explain nothing.
    public let isConstant: Bool

    /// Levels in the truth table, with one for "does not apply".
    var cellLevels: Int { levels + (isSometimesInapplicable ? 1 : 0) }
}

/// A condition or an outcome in one of its values.
public struct Literal: Sendable, Hashable, Comparable {
    /// The place of the condition in the analysis.
    public let condition: Int
    /// For sets 1 is present and 0 absent; else the level.
    public let level: Int

    public init(condition: Int, level: Int) {
        self.condition = condition
        self.level = level
    }

    /// By condition, present before absent, then by level.
    public static func < (first: Literal, second: Literal) -> Bool {
        first.condition != second.condition ? first.condition < second.condition : first.level > second.level
    }
}

/// A conjunction of literals, at most one for each condition, in the order of the conditions.
public struct Term: Sendable, Hashable {
    public let literals: [Literal]

    public init(_ literals: some Sequence<Literal>) {
        self.literals = literals.sorted()
    }
}
