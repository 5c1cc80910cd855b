import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Start a network: administrators any, coordinators working groups of the networks they run.
enum StartNetwork: Action {
    static let title = Field.text("title", label: "Name")
    static let language = Field.language(label: "Language of the name and the text")
    static let story = Field.optionalText("story", label: "What it is for", maximum: 5_000, lines: 6)
    static let kind = Field<NetworkKind>.choice("kind", label: "Kind", labels: { $0.label })
    static let country = Field.optionalText("country", label: "Country", hint: "Two letters, such as SE", maximum: 2)
    static let parent = Field.optionalText(
        "parent", label: "Part of the network", hint: "The last part of its page's address; working groups need one")

    static let name = "networks.start"
    static let summary: Message = "Start a network or a working group"
    static let fields: [any InputField] = [title, language, story, kind, country, parent]
    static let policy = Policy("administrators; coordinators start working groups of their network") {
        viewer, input, transaction in
        if viewer.isAdministrator { return true }
        guard input[kind] == .workingGroup, let key = input[parent],
            let id = try NetworkFields.identifier(key, transaction)
        else { return false }
        return viewer.holds(.coordinator, in: Scope(.network, id))
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        var entry = Entry(
            id: newIdentifier(at: context.now), kind: "network",
            slug: try Entries.freeSlug(for: input[title], kind: "network", in: transaction),
            title: LocalizedText(input[title], in: input[language]),
            story: input[story].map { LocalizedText($0, in: input[language]) }, language: input[language],
            now: context.now)
        entry.country = try country(input)
        entry.author = context.viewer.person
        try Entries.insert(entry, in: context)
        try transaction.run("INSERT INTO network (entry, kind) VALUES (\(entry.id), \(input[kind]))")
        if let key = input[parent] {
            guard let id = try NetworkFields.identifier(key, transaction) else {
                throw InputFaults.at(parent, "There is nothing of this name. Please look it up in its list first.")
            }
            try Entries.link(entry.id, .partOf, id, in: transaction)
        }
        if let person = context.viewer.person {
            try RoleGrants.give(
                NetworkRole.coordinator.grant(in: entry.id), to: person, by: person, now: context.now, in: transaction)
        }
        return Outcome(entry.subject)
    }

    private static func country(_ input: Input) throws -> String? {
        guard let code = input[country]?.uppercased() else { return nil }
        guard code.count == 2, code.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            throw InputFaults.at(country, "Please write the two letters of the country, such as SE.")
        }
        return code
    }
}

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
