import Catalogue
import Database
import Languages
import Platform

/// A verb that needs no more than the entry it is about.
protocol EntryVerb: Action {
    /// The kind of entry, as the catalogue names it.
    static var kind: String { get }
}

extension EntryVerb {
    static var fields: [any InputField] { [Target.entry] }
}

/// Take back what was published: it becomes a draft of whoever wrote it.
protocol TakeBack: EntryVerb {}

extension TakeBack {
    static var policy: Policy { Target.tending(kind) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find(kind, input, in: context)
        var entry = before
        // Entries without an author here have nobody whose draft they could be.
        entry.visibility = before.author == nil ? .hidden : .draft
        if entry.visibility != before.visibility { try Entries.update(entry, from: before, in: context) }
        return Outcome(entry.subject)
    }
}

/// Show a draft to everybody as it is.
protocol Publish: EntryVerb {}

extension Publish {
    static var policy: Policy { Target.writing(kind) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find(kind, input, in: context)
        guard before.visibility == .draft else { return Outcome(before.subject) }
        var entry = before
        entry.visibility = .everybody
        try Entries.update(entry, from: before, in: context)
        return Outcome(entry.subject)
    }
}

/// Erase a draft for good, with what the audit log tells of it. Nothing is left but the count.
protocol Discard: EntryVerb {}

extension Discard {
    static var policy: Policy { Target.writing(kind) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let entry = try Target.find(kind, input, in: context)
        guard entry.visibility == .draft else {
            throw InputFaults(general: ["Please take it back first; only a draft can be erased."])
        }
        for statement in NeedsPersonalData.erasing("id = \(entry.id)") { try context.transaction.run(statement) }
        context.changed(entry.subject)
        return Outcome(entry.subject)
    }
}

enum TakeBackNeed: TakeBack {
    static let kind = "need"
    static let name = "needs.take-back"
    static let summary: Message = "Take a need back, so that only its author sees it"
}

enum DiscardNeed: Discard {
    static let kind = "need"
    static let name = "needs.discard"
    static let summary: Message = "Erase the draft of a need for good"
}

enum TakeBackPractice: TakeBack {
    static let kind = "practice"
    static let name = "practices.take-back"
    static let summary: Message = "Take a practice back, so that only its author sees it"
}

enum PublishPractice: Publish {
    static let kind = "practice"
    static let name = "practices.publish"
    static let summary: Message = "Publish a practice that was taken back"
}

enum DiscardPractice: Discard {
    static let kind = "practice"
    static let name = "practices.discard"
    static let summary: Message = "Erase the draft of a practice for good"
}

enum TakeBackIdea: TakeBack {
    static let kind = "idea"
    static let name = "ideas.take-back"
    static let summary: Message = "Take an idea back, so that only its author sees it"
}

enum PublishIdea: Publish {
    static let kind = "idea"
    static let name = "ideas.publish"
    static let summary: Message = "Publish an idea that was taken back"
}

enum DiscardIdea: Discard {
    static let kind = "idea"
    static let name = "ideas.discard"
    static let summary: Message = "Erase the draft of an idea for good"
}
