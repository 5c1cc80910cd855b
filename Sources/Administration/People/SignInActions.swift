import Database
import Exchange
import Languages
import Platform

/// Keeps somebody from signing in, and ends what they have open.
enum BlockSignIn: Action {
    static let name = "people.block-sign-in"
    static let summary: Message = "Keep a person from signing in"
    static let policy = Policy.administrator
    static let fields: [any InputField] = [AdminFields.person, AdminFields.reason]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let (person, transaction) = (input[AdminFields.person], context.transaction)
        guard try PeopleList.person(person, in: transaction) != nil else { throw NotFound() }
        guard person != context.viewer.person else {
            throw InputFaults(general: ["You cannot block yourself."])
        }
        try Administrators.keepingOne(changing: person, now: context.now, in: transaction) {
            try transaction.run(
                """
                INSERT INTO sign_in_block (person, reason, blocked_by, at)
                VALUES (\(person), \(input[AdminFields.reason]), \(context.viewer.person), \(context.now.milliseconds))
                ON CONFLICT (person) DO UPDATE SET reason = excluded.reason
                """)
        }
        try transaction.run("DELETE FROM session WHERE person = \(person)")
        context.changed(Subject("person", person), after: ["sign_in": "blocked"], announce: false)
        return Outcome(Subject("person", person))
    }
}

/// Lets somebody sign in again.
enum UnblockSignIn: Action {
    static let name = "people.unblock-sign-in"
    static let summary: Message = "Let a person sign in again"
    static let policy = Policy.administrator
    static let fields: [any InputField] = [AdminFields.person]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = input[AdminFields.person]
        let count = try context.transaction.run("DELETE FROM sign_in_block WHERE person = \(person)")
        guard count > 0 else { throw NotFound() }
        context.changed(
            Subject("person", person), before: ["sign_in": "blocked"], after: ["sign_in": "open"], announce: false)
        return Outcome(Subject("person", person))
    }
}

/// Signs somebody out everywhere.
enum EndSessions: Action {
    static let name = "people.end-sessions"
    static let summary: Message = "Sign a person out everywhere"
    static let policy = Policy.administrator
    static let fields: [any InputField] = [AdminFields.person]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = input[AdminFields.person]
        guard try PeopleList.person(person, in: context.transaction) != nil else { throw NotFound() }
        let ended = try context.transaction.run("DELETE FROM session WHERE person = \(person)")
        context.changed(Subject("person", person), after: ["sessions_ended": .integer(ended)], announce: false)
        return Outcome(Subject("person", person))
    }
}

/// Mails somebody a link that signs them in, as when they have lost their way in or were given an account.
enum MailSignInLink: Action {
    static let name = "people.mail-sign-in-link"
    static let summary: Message = "Mail a person a link that signs them in"
    static let policy = Policy.administrator
    static let fields: [any InputField] = [AdminFields.person]
    /// How many such links one person gets in an hour at most.
    static let mostInAnHour = 4

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let (person, transaction) = (input[AdminFields.person], context.transaction)
        guard let known = try PeopleList.person(person, in: transaction), known.erasedAt == nil,
            let account = try People.account(person: person, in: transaction)
        else { throw NotFound() }
        guard known.blockReason == nil else {
            throw InputFaults(general: ["This person is kept from signing in. Please let them sign in again first."])
        }
        guard let address = try People.address(of: person, in: transaction) else {
            throw InputFaults(general: ["This person has no mail address that was confirmed."])
        }
        let subject = Subject("person", person)
        guard try recent(subject, in: context) < mostInAnHour else {
            throw InputFaults(general: ["This person was sent several links in the last hour. Please wait a little."])
        }
        let token = try OneTimeTokens.make(.letIn, person: person, now: context.now, in: transaction)
        try Outbox.enqueue(
            context.mails(in: account.language).mail(
                .letIn(token: token), to: address, person: person, now: context.now),
            now: context.now, in: transaction)
        context.changed(subject, after: ["sign_in": "link mailed"], announce: false)
        return Outcome(subject)
    }

    private static func recent(_ subject: Subject, in context: ActionContext) throws -> Int {
        try context.transaction.first(
            """
            SELECT COUNT(*) AS count FROM audit WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id)
              AND action = \(name) AND at > \(context.now.milliseconds - 3_600_000)
            """)?["count"] ?? 0
    }
}
