import Catalogue
import Database
import Languages
import Platform

/// What somebody writes about an idea.
struct IdeaText: EntryText {
    static let kind = "idea"
    static let title = Field.text("title", label: "The idea in one sentence")
    static let story = Field.text("story", label: "How would it work?", maximum: 8_000, lines: 5)
    static let fields: [any InputField] = [title, story, Wording.language]

    private let input: Input
    let language: Language
    var headline: String { input[Self.title] }

    init(_ input: Input, in context: ActionContext) throws {
        self.input = input
        language = Wording.language(input[Wording.language], of: input[Self.title], input[Self.story], in: context)
    }

    func apply(to idea: inout Entry) {
        idea.title = Wording.changed(idea.title, to: input[Self.title], in: language) ?? idea.title
        idea.story = Wording.changed(idea.story, to: input[Self.story], in: language)
        idea.language = language
    }

    func writeDetails(of idea: Entry, in transaction: Transaction) throws {
        try transaction.run("INSERT INTO idea (entry) VALUES (\(idea.id)) ON CONFLICT (entry) DO NOTHING")
    }
}

/// Propose an answer to a need.
enum VoiceIdea: Action {
    static let name = "ideas.voice"
    static let summary: Message = "Propose an idea that answers a need"
    static let fields: [any InputField] = [Target.entry] + IdeaText.fields
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try context.requirePerson()
        let need = try Target.find("need", input, in: context)
        guard need.visibility == .everybody else { throw NotFound() }
        let transaction = context.transaction
        let idea = try IdeaText(input, in: context).insert(.everybody, in: context) {
            $0.topics = need.topics
            $0.year = Int(context.now.iso.prefix(4))
        }
        try transaction.run("UPDATE idea SET need = \(need.id) WHERE entry = \(idea.id)")
        try Entries.link(idea.id, .answers, need.id, in: transaction)
        for subject in [need.subject, idea.subject] {
            try Follows.follow(subject, person: person, now: context.now, in: transaction)
        }
        context.changed(need.subject)
        return Outcome(idea.subject)
    }
}

/// Change what an idea says.
enum EditIdea: EditEntry {
    typealias Text = IdeaText
    static let name = "ideas.edit"
    static let summary: Message = "Change what an idea says"
}
