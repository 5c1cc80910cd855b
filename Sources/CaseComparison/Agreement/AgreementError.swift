/// Why ratings or passages cannot be compared.
public enum AgreementError: Error, Sendable, Hashable, CustomStringConvertible {
    case tooFewCoders(count: Int)
    case duplicateCoder(String)
    case duplicateUnit(String)
    /// A row has more or fewer ratings than there are coders.
    case ratingCount(unit: String, expected: Int, found: Int)
    /// The level asks for a number.
    case notANumber(unit: String, coder: String, value: String, level: MeasurementLevel)
    /// Proportions need numbers from zero on.
    case negative(unit: String, coder: String, value: Double)
    /// The value is not in the order that was given.
    case notInOrder(unit: String, coder: String, value: String)
    /// The order names a value twice.
    case repeatedInOrder(String)
    case tooManyUnits(limit: Int)
    case unknownDocument(String)
    case unknownCoder(String)
    case duplicateDocument(String)
    /// A passage is outside of its document, or its end lies before its start.
    case passageOutside(document: String, coder: String, start: Int, end: Int, length: Int)

    /// The fault and its mend, in English.
    public var description: String {
        switch self {
        case .tooFewCoders(let count):
            "Agreement needs the ratings of two coders at least, and there are \(count). Give each coder a column."
        case .duplicateCoder(let name): "Two coders are named \(name). Give each a name of its own."
        case .duplicateUnit(let name): "Two units are named \(name). Give each a name of its own."
        case .ratingCount(let unit, let expected, let found):
            "The unit \(unit) has \(found) ratings, but there are \(expected) coders. Leave a missing rating empty."
        case .notANumber(let unit, let coder, let value, let level):
            "The rating \u{201C}\(value)\u{201D} of \(unit) by \(coder) is no number, which the \(level.rawValue) level"
                + " asks for. Leave a missing rating empty, or choose the nominal level."
        case .negative(let unit, let coder, let value):
            "The rating \(value) of \(unit) by \(coder) is below zero, which the ratio level does not allow. Choose the"
                + " interval level."
        case .notInOrder(let unit, let coder, let value):
            "The rating \u{201C}\(value)\u{201D} of \(unit) by \(coder) is not in the order given. Add it there."
        case .repeatedInOrder(let value): "The order names \u{201C}\(value)\u{201D} twice. Name each value once."
        case .tooManyUnits(let limit): "There are more than \(limit) units. Split the table."
        case .unknownDocument(let name): "A passage is in the document \(name), which is not listed."
        case .unknownCoder(let name): "A passage is by \(name), who is not among the coders."
        case .duplicateDocument(let name): "Two documents are named \(name). Give each a name of its own."
        case .passageOutside(let document, let coder, let start, let end, let length):
            "The passage \(start) to \(end) by \(coder) is not within \(document), which has \(length) characters."
        }
    }
}
