import Catalogue
import Database
import Languages
import Platform

/// Edit the page of a city or an organisation, by those who act for it.
enum EditProfile: Action {
    static let entry = Field.hidden("entry", label: "Page")
    static let kind = Field<Profile>.choice("kind", label: "Kind", labels: { $0.label })
    static let language = Field.language(label: "Language of the text")
    static let story = Field.optionalText(
        "story", label: "Story", hint: "What readers should know. Please name no people.", maximum: 10_000, lines: 10)
    static let website = Field.address("website", label: "Website")
    static let contactPage = Field.address(
        "contact_page", label: "Contact page", hint: "A page of yours, rather than the address of a person")

    /// What has a profile that its officers edit.
    enum Profile: String, Sendable, CaseIterable {
        case city, organisation
        var label: Message { self == .city ? "City" : "Organisation" }
        var scope: ScopeKind { self == .city ? .city : .organisation }
    }

    static let name = "networks.edit-profile"
    static let summary: Message = "Edit the page of a city or an organisation"
    static let fields: [any InputField] = [entry, kind, language, story, website, contactPage]
    static let policy = Policy("officers of the city or organisation") { viewer, input, transaction in
        let row = try transaction.first(
            """
            SELECT id FROM entry WHERE kind = \(input[kind].rawValue)
              AND (id = \(input[entry]) OR slug = \(input[entry]))
            """)
        guard let id: String = try row?["id"] else { return viewer.isAdministrator }
        return viewer.holds(.officer, in: Scope(input[kind].scope, id))
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Entries.find(
            input[entry], kind: input[kind].rawValue, as: context.viewer, in: context.transaction)
        var after = before
        if let text = input[story] {
            var story = before.story ?? LocalizedText(text, in: input[language])
            story.set(text, in: input[language])
            after.story = story
        } else if let story = before.story {
            // Emptying the text takes away this language's; the others stay.
            let rest = story.versions.filter { $0.language != input[language] }
            after.story = LocalizedText(rest)
        }
        after.updatedAt = context.now
        try Entries.update(after, from: before, in: context)
        let table: SQL = input[kind] == .city ? "city" : "organisation"
        try context.transaction.run(
            """
            INSERT INTO \(sql: table) (entry, website, contact_page)
            VALUES (\(after.id), \(input[website]), \(input[contactPage]))
            ON CONFLICT (entry) DO UPDATE SET website = excluded.website, contact_page = excluded.contact_page
            """)
        return Outcome(after.subject)
    }
}
