import Catalogue
import Database
import Languages
import Platform

/// Propose an answer to a need.
enum VoiceIdea: Action {
    static let title = Field.text("title", label: "The idea in one sentence")
    static let story = Field.text("story", label: "How would it work?", maximum: 8_000, lines: 5)

    static let name = "ideas.voice"
    static let summary: Message = "Propose an idea that answers a need"
    static let fields: [any InputField] = [Target.entry, title, story, Wording.language]
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try context.requirePerson()
        let need = try Target.find("need", input, in: context)
        guard need.visibility == .everybody else { throw NotFound() }
        let transaction = context.transaction
        let language = Wording.language(input[Wording.language], of: input[title], input[story], in: context)
        var idea = Entry(
            id: newIdentifier(at: context.now), kind: "idea",
            slug: try Entries.freeSlug(for: input[title], kind: "idea", in: transaction),
            title: LocalizedText(input[title], in: language), story: LocalizedText(input[story], in: language),
            language: language, now: context.now)
        idea.author = person
        idea.topics = need.topics
        idea.year = Int(context.now.iso.prefix(4))
        try Entries.insert(idea, in: context)
        try transaction.run("INSERT INTO idea (entry, need) VALUES (\(idea.id), \(need.id))")
        try Entries.link(idea.id, .answers, need.id, in: transaction)
        for subject in [need.subject, idea.subject] {
            try Follows.follow(subject, person: person, now: context.now, in: transaction)
        }
        context.changed(need.subject)
        return Outcome(idea.subject)
    }
}

/// Take an idea back.
enum TakeBackIdea: Action {
    static let name = "ideas.take-back"
    static let summary: Message = "Take an idea back, so that only its author sees it"
    static let fields: [any InputField] = [Target.entry]
    static let policy = Target.policy("whoever voiced it, and administrators", "idea") {
        $0.isAuthor(of: $1) || $0.isAdministrator
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let idea = try TakeBackNeed.takenBack(try Target.find("idea", input, in: context), in: context)
        return Outcome(idea.subject)
    }
}
