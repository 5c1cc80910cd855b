import Catalogue
import Database
import Languages
import Platform

/// What somebody writes about an entry of one kind: how the fields of a form become the entry and its details.
protocol EntryText {
    /// The kind of entry, as the catalogue names it.
    static var kind: String { get }
    static var fields: [any InputField] { get }
    /// The title as written, and the language of the text.
    var headline: String { get }
    var language: Language { get }

    init(_ input: Input, in context: ActionContext) throws
    /// Puts the text into the entry.
    func apply(to entry: inout Entry)
    /// Writes what only this kind has.
    func writeDetails(of entry: Entry, in transaction: Transaction) throws
    /// - Throws: what forbids whoever acts to turn the one entry into the other.
    func check(_ entry: Entry, from before: Entry, in context: ActionContext) throws
}

extension EntryText {
    func check(_ entry: Entry, from before: Entry, in context: ActionContext) throws {}

    /// Writes a new entry with its details; whoever acts is its author.
    func insert(
        _ visibility: Entry.Visibility, in context: ActionContext, _ complete: (inout Entry) -> Void
    ) throws -> Entry {
        var entry = Entry(
            id: newIdentifier(at: context.now), kind: Self.kind, slug: try freeSlug(in: context.transaction),
            title: LocalizedText(headline, in: language), language: language, visibility: visibility,
            now: context.now)
        entry.author = context.viewer.person
        apply(to: &entry)
        complete(&entry)
        try Entries.insert(entry, in: context)
        try writeDetails(of: entry, in: context.transaction)
        return entry
    }

    /// Pages of the room stand at addresses such as `/needs/new`, which no entry may hide.
    private func freeSlug(in transaction: Transaction) throws -> String {
        let slug = try Entries.freeSlug(for: headline, kind: Self.kind, in: transaction)
        return slug == "new" ? try Entries.freeSlug(for: "\(Self.kind) new", kind: Self.kind, in: transaction) : slug
    }
}

/// Change what an entry says, draft or published.
protocol EditEntry: Action {
    associatedtype Text: EntryText
}

extension EditEntry {
    static var fields: [any InputField] { [Target.entry] + Text.fields }
    static var policy: Policy { Target.tending(Text.kind) }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Target.find(Text.kind, input, in: context)
        let text = try Text(input, in: context)
        var entry = before
        text.apply(to: &entry)
        try text.check(entry, from: before, in: context)
        try text.writeDetails(of: entry, in: context.transaction)
        try Entries.update(entry, from: before, in: context)
        return Outcome(entry.subject)
    }
}
