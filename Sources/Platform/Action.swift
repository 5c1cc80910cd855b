public import Database
public import Exchange
public import Languages

/// The one place for a verb: its input, who may, its effect, and what is recorded and announced.
///
/// Page form, API route, command and import run the same action; there is no second way to write.
public protocol Action: Sendable {
    /// Its name for good: `needs.publish`. Part of the API's address and of the audit log.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: Message { get }
    static var fields: [any InputField] { get }
    static var policy: Policy { get }
    /// The effect, inside one transaction. Throws `InputFaults` for what the person can mend, `NotFound` for what is
    /// not there (for this viewer); whatever is thrown, nothing is written.
    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome
}

/// A thing that was acted upon.
public struct Subject: Sendable, Hashable, Codable {
    /// `need`, `practice`, `person` …
    public let kind: String
    public let id: String

    public init(_ kind: String, _ id: String) {
        self.kind = kind
        self.id = id
    }
}

/// What an action answers.
public struct Outcome: Sendable {
    public let subject: Subject
    /// Values shown once to whoever acted and kept nowhere, such as a new token.
    public let revealed: [String: String]

    public init(_ subject: Subject, revealing revealed: [String: String] = [:]) {
        self.subject = subject
        self.revealed = revealed
    }
}

/// What an action has at hand while it runs: the transaction, who acts and when; and the two things it owes,
/// telling what it changed and queueing what follows.
public final class ActionContext {
    public let transaction: Transaction
    public let viewer: Viewer
    public let now: Instant
    /// The language of whoever acts, for texts that are written on their behalf.
    public let language: Language
    private let catalogues: Catalogues
    private(set) var changes: [Change] = []

    init(transaction: Transaction, viewer: Viewer, now: Instant, language: Language, catalogues: Catalogues) {
        self.transaction = transaction
        self.viewer = viewer
        self.now = now
        self.language = language
        self.catalogues = catalogues
    }

    /// The texts of mails in the language of whoever gets them. One statement.
    public func mails(in language: Language) throws -> MailTexts {
        MailTexts(catalogues.localiser(language), brand: try Settings.read(in: transaction).name)
    }

    /// One change to one thing, as it goes to the audit log and to the change feed.
    struct Change {
        let subject: Subject
        let before: JSONValue?
        let after: JSONValue?
        let isAnnounced: Bool
    }

    /// Says that a thing was changed: it is written to the audit log with its state before and after, and announced on
    /// the change feed, which search, feeds, notifications and other nodes follow.
    public func changed(_ subject: Subject, before: JSONValue? = nil, after: JSONValue? = nil, announce: Bool = true) {
        changes.append(Change(subject: subject, before: before, after: after, isAnnounced: announce))
    }

    /// The person who acts.
    /// - Throws: `AccessDenied.signInNeeded` when nobody is signed in.
    public func requirePerson() throws -> String {
        guard let person = viewer.person else { throw AccessDenied.signInNeeded }
        return person
    }
}
