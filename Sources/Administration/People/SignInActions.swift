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
