/// Formulas as people write them: `A*~B + C[1]`.
///
/// `*` joins literals, `+` conjunctions; `~` negates a set; `[1]` or `{1}` names a level, `[1,2]` either of two.
/// Spaces around signs do not matter, names may hold spaces.
public struct Expression: Sendable, Hashable {
    /// A condition and the levels of it that are meant.
    public struct Choice: Sendable, Hashable {
        public let condition: Int
        public let levels: Set<Int>
    }

    /// The conjunctions, in the order written.
    public let conjunctions: [[Choice]]

    static let operators: Set<Character> = ["*", "+", "~", "[", "]", "{", "}", ",", "="]

    /// A name that could not be told from a formula.
    static func holdsOperator(_ name: String) -> Bool { name.contains(where: operators.contains) || name.isEmpty }

    /// - Throws: `CaseTableError.unreadableExpression`.
    public init(_ text: String, conditions: [Condition]) throws(CaseTableError) {
        var conjunctions: [[Choice]] = []
        do throws(Fault) {
            guard !Substring(text).trimmed.isEmpty else { throw Fault(.empty) }
            for part in text.split(separator: "+", omittingEmptySubsequences: false) {
                conjunctions.append(try Self.conjunction(part, conditions))
            }
        } catch { throw .unreadableExpression(text, reason: error.reason) }
        self.conjunctions = conjunctions
    }

    /// The conjunctions with one level to a literal; a choice of levels gives several.
    public var terms: [Term] {
        conjunctions.flatMap { choices in
            choices.reduce([[Literal]()]) { terms, choice in
                terms.flatMap { term in
                    choice.levels.sorted().map { term + [Literal(condition: choice.condition, level: $0)] }
                }
            }.map(Term.init)
        }
    }

    private struct Fault: Error {
        let reason: ExpressionFault
        init(_ reason: ExpressionFault) { self.reason = reason }
    }

    private static func conjunction(_ text: Substring, _ conditions: [Condition]) throws(Fault) -> [Choice] {
        var choices: [Int: Set<Int>] = [:]
        for part in text.split(separator: "*", omittingEmptySubsequences: false) {
            let choice = try choice(part.trimmed, conditions)
            let levels = choices[choice.condition, default: choice.levels].intersection(choice.levels)
            guard !levels.isEmpty else { throw Fault(.contradiction(conditions[choice.condition].name)) }
            choices[choice.condition] = levels
        }
        return choices.sorted { $0.key < $1.key }.map { Choice(condition: $0.key, levels: $0.value) }
    }

    private static func choice(_ text: Substring, _ conditions: [Condition]) throws(Fault) -> Choice {
        var name = text
        guard let first = name.first else { throw Fault(.unexpected(String(text))) }
        let isNegated = first == "~"
        if isNegated { name = name.dropFirst().trimmed }
        var inside: Substring?
        if let last = name.last, last == "]" || last == "}", let open = name.firstIndex(where: { "[{".contains($0) }) {
            inside = name[name.index(after: open)...].dropLast()
            name = name[..<open].trimmed
        }
        guard let index = conditions.firstIndex(where: { $0.name == name }) else {
            throw Fault(.unknownName(String(name), known: conditions.map(\.name)))
        }
        let condition = conditions[index]
        if let inside {
            guard !isNegated else { throw Fault(.negatedLevel(condition.name)) }
            var levels: Set<Int> = []
            for part in inside.split(separator: ",", omittingEmptySubsequences: false) {
                guard let level = Int(part.trimmed), (0..<condition.levels).contains(level) else {
                    throw Fault(.unknownLevel(String(part), condition: condition.name))
                }
                levels.insert(level)
            }
            return Choice(condition: index, levels: levels)
        }
        guard condition.kind != .multiValue else { throw Fault(.levelNeeded(condition.name)) }
        return Choice(condition: index, levels: [isNegated ? 0 : 1])
    }
}

extension Study {
    /// A literal as formulas of this study write it.
    public func expression(of literal: Literal) -> String {
        let name = conditions[literal.condition].name
        return writesLevels ? "\(name)[\(literal.level)]" : literal.level == 1 ? name : "~" + name
    }

    /// A conjunction as formulas of this study write it; `1`, always true, when it has no literal.
    public func expression(of term: Term) -> String {
        term.literals.isEmpty ? "1" : term.literals.map(expression(of:)).joined(separator: "*")
    }

    /// A disjunction of conjunctions as formulas of this study write it; `0`, never true, when there is none.
    public func expression(of terms: [Term]) -> String {
        terms.isEmpty ? "0" : terms.map(expression(of:)).joined(separator: " + ")
    }
}
