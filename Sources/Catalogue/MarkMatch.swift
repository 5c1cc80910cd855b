import Database
public import Languages
public import Platform

/// Say of a hit whether it was useful for a need: the product's measure of itself, and what ranking can learn from.
public enum MarkMatch: Action {
    static let text = Field.text("text", label: "The need as it was written", maximum: 4_000)
    static let language = Field.language(label: "Language")
    static let entry = Field.hidden("entry", label: "Identifier of the entry")
    static let useful = Field.checkbox("useful", label: "Useful")

    public static let name = "catalogue.mark-match"
    public static let summary: Message = "Mark what was found for a need as useful or not"
    public static let fields: [any InputField] = [text, language, entry, useful]
    public static let policy = Policy.anyone

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let entry = try Entries.find(input[Self.entry], as: context.viewer, in: context.transaction)
        let id = newIdentifier(at: context.now)
        try context.transaction.run(
            """
            INSERT INTO match_mark (id, text, language, entry, is_useful, person, at)
            VALUES (\(id), \(input[text]), \(input[language].rawValue), \(entry.id), \(input[useful]),
                    \(context.viewer.person), \(context.now.milliseconds))
            """)
        return Outcome(Subject("match-mark", id))
    }
}
