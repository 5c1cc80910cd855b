import Catalogue
import Database
import Languages
import Platform

/// Write a need down without showing it to anybody yet.
enum DraftNeed: Action {
    static let name = "needs.draft"
    static let summary: Message = "Write a need as a draft that only you see"
    static let fields = NeedText.fields
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        _ = try context.requirePerson()
        let draft = try NeedText(input, in: context).insert(.draft, in: context) { $0.state = .voiced }
        return Outcome(draft.subject)
    }
}

/// Change what a need says, draft or published.
enum EditNeed: EditEntry {
    typealias Text = NeedText
    static let name = "needs.edit"
    static let summary: Message = "Change what a need says"
}

/// Show a need to everybody.
enum PublishNeed: Action {
    static let name = "needs.publish"
    static let summary: Message = "Publish a need"
    static let fields: [any InputField] = [Target.entry, Wording.language, Wording.topics]
    static let policy = Target.tending("need")

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find("need", input, in: context)
        guard before.visibility != .everybody else { return Outcome(before.subject) }
        var need = before
        if let language = input[Wording.language].flatMap(Language.init(rawValue:)), language != need.language {
            need = try rewritten(need, in: language, context)
        }
        need.topics = input[Wording.topics]
        need.visibility = .everybody
        need.year = need.year ?? Int(context.now.iso.prefix(4))
        try Entries.update(need, from: before, in: context)
        if let person = need.author {
            try Follows.follow(need.subject, person: person, now: context.now, in: context.transaction)
        }
        let steps = try context.transaction.all("SELECT 1 AS one FROM need_state WHERE need = \(need.id) LIMIT 1")
        if steps.isEmpty { try NeedStates.keep(.voiced, of: need.id, in: context) }
        return Outcome(need.subject)
    }

    /// The same words, said to be in another language.
    private static func rewritten(_ need: Entry, in language: Language, _ context: ActionContext) throws -> Entry {
        func moved(_ text: LocalizedText?) -> LocalizedText? {
            text?[need.language].map { LocalizedText($0.text, in: language) } ?? text
        }
        let row = try context.transaction.first("SELECT tried, stake FROM need WHERE entry = \(need.id)")
        let tried = moved(try (row?["tried"] as String??)?.map { try LocalizedText(json: $0) })
        let stake = moved(try (row?["stake"] as String??)?.map { try LocalizedText(json: $0) })
        try context.transaction.run(
            "UPDATE need SET tried = \(tried?.json), stake = \(stake?.json) WHERE entry = \(need.id)")
        var moving = need
        moving.title = moved(need.title) ?? need.title
        moving.story = moved(need.story)
        moving.language = language
        return moving
    }
}

/// Say that a need is understood.
enum UnderstandNeed: EntryVerb {
    static let kind = "need"
    static let name = "needs.understand"
    static let summary: Message = "Say that a need is understood"
    static let policy = Target.policy(
        "officers of its city, coordinators of a network or programme that it belongs to, and administrators", "need"
    ) { try $0.mayUnderstand($1, in: $2) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let need = try Target.find("need", input, in: context)
        guard need.visibility == .everybody else { throw NotFound() }
        let known = try context.transaction.first(
            "SELECT 1 AS one FROM need_state WHERE need = \(need.id) AND state = 'understood'")
        if known == nil { try NeedStates.settle(need, after: .understood, in: context) }
        return Outcome(need.subject)
    }
}

/// Say which practice, idea or adoption answered a need.
enum AnswerNeed: Action {
    static let answer = Field.text("answer", label: "What answered the need?")
    static let name = "needs.answer"
    static let summary: Message = "Choose what answered a need: a practice, an idea or an adoption"
    static let fields: [any InputField] = [Target.entry, answer]
    static let policy = Target.answering

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let need = try Target.find("need", input, in: context)
        guard need.visibility == .everybody else { throw NotFound() }
        let adoption = try context.transaction.first(
            "SELECT practice FROM adoption WHERE id = \(input[answer]) AND withdrawn_at IS NULL")
        let key: String = try adoption?["practice"] ?? input[answer]
        let chosen: Entry
        do { chosen = try Entries.find(key, as: context.viewer, in: context.transaction) } catch is NotFound {
            throw InputFaults.at(answer, "Please choose one of the values in the list.")
        }
        guard ["practice", "idea"].contains(chosen.kind), chosen.visibility == .everybody else {
            throw InputFaults.at(answer, "Please choose a practice, an idea or an adoption.")
        }
        try context.transaction.run(
            "INSERT INTO need (entry) VALUES (\(need.id)) ON CONFLICT (entry) DO NOTHING")
        try context.transaction.run(
            """
            UPDATE need SET answer = \(chosen.id), answer_adoption = \(adoption == nil ? nil : input[answer])
            WHERE entry = \(need.id)
            """)
        try Entries.link(chosen.id, .answers, need.id, in: context.transaction)
        try NeedStates.settle(need, in: context)
        context.changed(chosen.subject)
        return Outcome(need.subject)
    }
}

/// Say that a need has no answer after all.
enum ReopenNeed: EntryVerb {
    static let kind = "need"
    static let name = "needs.reopen"
    static let summary: Message = "Say that a need is not answered after all"
    static let policy = Target.answering

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let need = try Target.find("need", input, in: context)
        try context.transaction.run(
            "UPDATE need SET answer = NULL, answer_adoption = NULL WHERE entry = \(need.id)")
        try NeedStates.settle(need, in: context)
        return Outcome(need.subject)
    }
}
