/// What is wrong with a table or with what an analysis asks of it, with the place.
///
/// `description` is a plain English sentence that names the place and the mend; pages word it from the case.
public enum CaseTableError: Error, Sendable, Hashable {
    /// A cell: the line of the file, the name of the case, the column.
    public struct Place: Sendable, Hashable, CustomStringConvertible {
        public let line: Int
        public let name: String
        public let column: String

        public var description: String { "line \(line) (\(name)), column \(column)" }
    }

    case noCases
    case fieldCount(line: Int, found: Int, expected: Int)
    case unevenColumn(column: String, cells: Int, cases: Int)
    case namelessCase(line: Int, column: String)
    case duplicateCase(name: String, lines: [Int])
    case duplicateColumn(name: String)
    case unknownColumn(name: String, known: [String])
    /// Cells that the analysis needs and that are empty.
    case missing([Place])
    case notANumber(Place, text: String)
    /// A rating that the scale does not have.
    case notAStep(Place, text: String, steps: [String])
    /// A membership below 0 or above 1, or a level that is no whole number.
    case outsideRange(Place, value: Double)
    case tooManyLevels(column: String, limit: Int)
    /// More conditions than a truth table can have.
    case tooManyConditions(limit: Int)
    case noConditions
    case repeatedCondition(name: String)
    case outcomeIsCondition(name: String)
    /// A name with `*`, `+`, `~`, brackets or a comma could not be told from an operator in a formula.
    case nameWithOperator(column: String)
    case everyCaseLeftOut
    case unreadableExpression(String, reason: ExpressionFault)
    case unusableSetting(name: String, value: Double, lowest: Double, highest: Double)
    case anchorsOutOfOrder(column: String)
    case thresholdsOutsideRange(column: String, threshold: Double, lowest: Double, highest: Double)
    case wrongAnchorCount(column: String, found: Int, expected: String)
    case tooFewGroups(column: String)
}

/// What is wrong with a formula.
public enum ExpressionFault: Sendable, Hashable {
    case empty
    case unknownName(String, known: [String])
    case unknownLevel(String, condition: String)
    case negatedLevel(String)
    case levelNeeded(String)
    case contradiction(String)
    case notAConjunction
    case unexpected(String)
}

extension CaseTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noCases: "The table has no case. It needs a heading and at least one row below it."
        case .fieldCount(let line, let found, let expected):
            "Line \(line) has \(found) fields where the heading has \(expected)."
        case .unevenColumn(let column, let cells, let cases):
            "Column \(column) has \(cells) cells for \(cases) cases."
        case .namelessCase(let line, let column): "Line \(line): the case has no name in column \(column)."
        case .duplicateCase(let name, let lines):
            "The case \(name) occurs twice, on lines \(lines.map(String.init).joined(separator: " and ")). "
                + "Give each case a name of its own."
        case .duplicateColumn(let name): "Two columns are called \(name). Rename one of them."
        case .unknownColumn(let name, let known):
            "There is no column \(name). The columns are: \(known.joined(separator: ", "))."
        case .missing(let places): Self.sentence(ofMissing: places)
        case .notANumber(let place, let text):
            "\(place): “\(text)” is not a number." + (text.contains(",") ? " Write decimals with a point." : "")
        case .notAStep(let place, let text, let steps):
            "\(place): “\(text)” is no step of the scale. The steps are: \(steps.joined(separator: ", "))."
        case .outsideRange(let place, let value):
            "\(place): \(value) is neither a membership from 0 to 1 nor a whole number that counts a level from 0. "
                + "Calibrate the column first."
        case .tooManyLevels(let column, let limit):
            "Column \(column) counts more than \(limit) levels. Is it a raw figure? Calibrate it first."
        case .tooManyConditions(let limit):
            "The conditions have more combinations than can be numbered: \(limit) of two values are the most."
        case .noConditions: "There is no condition. Name at least one column."
        case .repeatedCondition(let name): "The condition \(name) is named twice."
        case .outcomeIsCondition(let name):
            "\(name) is the outcome and a condition at once. Take it out of one of them."
        case .nameWithOperator(let column):
            "The name of column \(column) holds a sign that formulas use (* + ~ [ ] { } , =). Rename the column."
        case .everyCaseLeftOut: "Every case has an empty cell, so none is left."
        case .unreadableExpression(let text, let reason): "“\(text)” \(Self.clause(of: reason))"
        case .unusableSetting(let name, let value, let lowest, let highest):
            "The \(name) is \(value); it must lie from \(lowest) to \(highest)."
        case .anchorsOutOfOrder(let column):
            "The anchors of \(column) must rise or fall: exclusion, crossover, inclusion, no two of them equal."
        case .thresholdsOutsideRange(let column, let threshold, let lowest, let highest):
            "The threshold \(threshold) of \(column) lies outside its values, which run from \(lowest) to \(highest)."
        case .wrongAnchorCount(let column, let found, let expected):
            "\(column) has \(found) anchors; \(expected) are needed."
        case .tooFewGroups(let column):
            "The thresholds of \(column) part its values into too few groups for the indirect method."
        }
    }

    private static func sentence(ofMissing places: [Place]) -> String {
        let shown = places.prefix(20).map(\.description).joined(separator: "; ")
        let more = places.count > 20 ? "; and \(places.count - 20) more" : ""
        return "Empty cells: \(shown)\(more). Nothing is filled in for them: "
            + "fill the cells from your material, or leave these cases out (--incomplete leave-out)."
    }

    private static func clause(of reason: ExpressionFault) -> String {
        switch reason {
        case .empty: "is empty."
        case .unknownName(let name, let known):
            "names \(name), which is no condition here. The conditions are: \(known.joined(separator: ", "))."
        case .unknownLevel(let level, let condition): "asks for level \(level), which \(condition) does not have."
        case .negatedLevel(let name): "negates a level of \(name). Name the levels that are meant instead."
        case .levelNeeded(let name): "must say which level of \(name) is meant, as in \(name)[1]."
        case .contradiction(let name): "asks \(name) to be present and absent at once."
        case .notAConjunction: "must be a single conjunction, without +."
        case .unexpected(let text): "cannot be read at “\(text)”. Write A*~B + C[1]."
        }
    }
}
