public import Database
public import Languages
public import Platform

/// Who follows what.
public enum Follows {
    public static func isFollowing(_ subject: Subject, viewer: Viewer, in transaction: Transaction) throws -> Bool {
        guard let person = viewer.person else { return false }
        return try transaction.first(
            """
            SELECT 1 AS one FROM follow
            WHERE person = \(person) AND subject_kind = \(subject.kind) AND subject_id = \(subject.id)
            """) != nil
    }

    /// Makes a person follow a thing; twice is like once.
    public static func follow(_ subject: Subject, person: String, now: Instant, in transaction: Transaction) throws {
        try transaction.run(
            """
            INSERT INTO follow (person, subject_kind, subject_id, since)
            VALUES (\(person), \(subject.kind), \(subject.id), \(now.milliseconds))
            ON CONFLICT (person, subject_kind, subject_id) DO NOTHING
            """)
    }
}

/// The fields that name a thing.
enum SubjectFields {
    static let kind = Field.hidden("kind", label: "Kind")
    static let id = Field.hidden("id", label: "Identifier")
}

/// Follow a thing: be told when something becomes of it.
public enum Follow: Action {
    public static let name = "catalogue.follow"
    public static let summary: Message = "Follow an entry and be told by mail when something becomes of it"
    public static let fields: [any InputField] = [SubjectFields.kind, SubjectFields.id]
    public static let policy = Policy.signedIn

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let entry = try Entries.find(
            input[SubjectFields.id], kind: input[SubjectFields.kind], as: context.viewer, in: context.transaction)
        try Follows.follow(
            entry.subject, person: try context.requirePerson(), now: context.now, in: context.transaction)
        return Outcome(entry.subject)
    }
}

/// No longer follow a thing.
public enum Unfollow: Action {
    public static let name = "catalogue.unfollow"
    public static let summary: Message = "Stop following an entry"
    public static let fields: [any InputField] = [SubjectFields.kind, SubjectFields.id]
    public static let policy = Policy.signedIn

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try context.requirePerson()
        let subject = Subject(input[SubjectFields.kind], input[SubjectFields.id])
        try context.transaction.run(
            """
            DELETE FROM follow
            WHERE person = \(person) AND subject_kind = \(subject.kind) AND subject_id = \(subject.id)
            """)
        return Outcome(subject)
    }
}
