import Database
import Languages
import Platform

/// The language that a person writes in: as chosen, or else noticed from the text.
enum Wording {
    static let language = Field.optionalChoice(
        "language", label: "Language of the text", hint: "Leave it out and it is noticed from the text.",
        options: Language.allCases.map { FieldOption($0.rawValue, Message("\($0.ownName)")) })

    static let topics = Field<[String]>(
        "topics", label: "Topics", required: false, control: .choices([]), schema: FieldSchema(.array)
    ) { raw throws(FieldFault) in
        let chosen = raw.filter { !$0.isEmpty }
        let isPlain = chosen.allSatisfy { topic in
            topic.count <= 60 && topic.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        }
        guard isPlain else { throw FieldFault("Please choose only values in the list.") }
        guard chosen.count <= 10 else { throw FieldFault("Please choose at most ten topics.") }
        return chosen.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The chosen language, or the one noticed, or that of whoever acts.
    static func language(_ chosen: String?, of texts: String?..., in context: ActionContext) -> Language {
        chosen.flatMap(Language.init(rawValue:))
            ?? guessLanguage(of: texts.compactMap { $0 }.joined(separator: "\n"))?.language ?? context.language
    }

    /// A text as somebody changed it. What stays word for word keeps its translations; what changes loses them, for
    /// they no longer say the same.
    static func changed(_ before: LocalizedText?, to text: String?, in language: Language) -> LocalizedText? {
        guard let text else { return nil }
        if let before, before[language]?.text == text { return before }
        return LocalizedText(text, in: language)
    }

    /// The same for a text that a column holds as JSON.
    static func changed(_ row: Row?, _ column: String, to text: String?, in language: Language) throws -> String? {
        let stored: String? = try row?[column] as String?? ?? nil
        return changed(try stored.map { try LocalizedText(json: $0) }, to: text, in: language)?.json
    }
}
