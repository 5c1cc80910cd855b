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
        "parent", label: "Part of the network", hint: "Working groups need one.")

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
