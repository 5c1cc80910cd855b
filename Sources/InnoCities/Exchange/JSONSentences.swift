import Exchange

/// Faults of JSON, in plain words.
enum JSONSentences {
    static func text(_ error: JSONError) -> String { "line \(error.line), column \(error.column): \(sentence(error))" }

    static func sentence(_ error: JSONError) -> String {
        switch error.reason {
        case .unexpectedEnd: "The text ends too early."
        case .unexpectedCharacter: "This character cannot stand here."
        case .trailingText: "Something follows the value."
        case .unescapedControlCharacter: "A control character stands in a text without an escape."
        case .invalidEscape: "There is no such escape."
        case .loneSurrogate: "Half of a surrogate pair stands alone."
        case .invalidUTF8: "The bytes are not UTF-8."
        case .invalidNumber: "The number is not written as JSON writes it."
        case .numberOutOfRange: "The number is too large."
        case .duplicateName(let name): "The object has two members named “\(name.prefix(80))”."
        case .tooDeep(let limit): "More than \(limit) lists and objects stand in one another."
        case .tooLarge(let limit): "The text is longer than \(limit) bytes."
        case .tooManyValues(let limit): "The text holds more than \(limit) values."
        }
    }
}
