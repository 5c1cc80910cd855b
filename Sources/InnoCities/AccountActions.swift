import Catalogue
import Database
import Languages
import Platform

/// Looking up whom a mail address belongs to.
enum AccountRow {
    static let email = Field.email(label: "Mail address")

    /// - Throws: `InputFaults` when nobody has the address.
    static func person(of address: String, in transaction: Transaction) throws -> String {
        guard let row = try transaction.first("SELECT person FROM email_address WHERE address = \(address)") else {
            throw InputFaults.at(email, "Nobody has the address \(address).")
        }
        return try row["person"]
    }

    /// The outcome that shows, once, a token that signs the person in, as the mailed links do.
    static func letIn(_ person: String, in context: ActionContext) throws -> Outcome {
        let token = try OneTimeTokens.make(.signIn, person: person, now: context.now, in: context.transaction)
        return Outcome(Subject("person", person), revealing: ["token": token])
    }
}

/// The console's own verb: a new account without a password.
enum CreateAccount: Action {
    static let email = AccountRow.email
    static let personName = Field.text("name", label: "Name", maximum: 100)
    static let language = Field.language(label: "Language")
    static let administrator = Field.checkbox("administrator", label: "Administrator")

    static let name = "console.create-account"
    static let summary: Message = "Create an account"
    static let fields: [any InputField] = [email, personName, language, administrator]
    static let policy = Policy.administrator

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        guard try transaction.first("SELECT 1 AS one FROM email_address WHERE address = \(input[email])") == nil else {
            throw InputFaults.at(email, "Somebody has this address already.")
        }
        let person = try People.make(
            .init(name: input[personName], language: input[language], address: input[email], isConfirmed: true),
            now: context.now, in: transaction)
        if input[administrator] {
            try RoleGrants.give(
                Grant(.administrator, in: .installation), to: person, by: nil, now: context.now, in: transaction)
        }
        context.changed(Subject("person", person), announce: false)
        return try AccountRow.letIn(person, in: context)
    }
}

/// The console's own verb: lets somebody in again who lost every way in.
enum ResetAccount: Action {
    static let name = "console.reset-account"
    static let summary: Message = "End a person's sessions and second factor"
    static let fields: [any InputField] = [AccountRow.email]
    static let policy = Policy.administrator

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        let person = try AccountRow.person(of: input[AccountRow.email], in: transaction)
        try Sessions.endAll(of: person, in: transaction)
        try OneTimeTokens.endAll(of: person, in: transaction)
        try transaction.run("DELETE FROM recovery_code WHERE person = \(person)")
        try transaction.run(
            """
            UPDATE credential SET password_hash = NULL, totp_secret = NULL, totp_confirmed_at = NULL,
                totp_last_step = NULL
            WHERE person = \(person)
            """)
        context.changed(Subject("person", person), announce: false)
        return try AccountRow.letIn(person, in: context)
    }
}

/// The console's own verb: gives or ends a role written as `officer@city/turku`.
enum ChangeRole: Action {
    static let role = Field.text("role", label: "Role")
    static let give = Field.checkbox("give", label: "Give it")

    static let name = "console.change-role"
    static let summary: Message = "Give or end a role"
    static let fields: [any InputField] = [AccountRow.email, role, give]
    static let policy = Policy.administrator

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try AccountRow.person(of: input[AccountRow.email], in: context.transaction)
        let grant = try grant(input[role], in: context.transaction)
        if input[give] {
            try RoleGrants.give(grant, to: person, by: nil, now: context.now, in: context.transaction)
        } else {
            try Administrators.keepingOne(changing: person, now: context.now, in: context.transaction) {
                try RoleGrants.end(grant, of: person, now: context.now, in: context.transaction)
            }
        }
        context.changed(Subject("person", person), announce: false)
        return Outcome(Subject("person", person))
    }

    private static func grant(_ text: String, in transaction: Transaction) throws -> Grant {
        let halves = text.split(separator: "@", maxSplits: 1).map(String.init)
        let place = halves.last?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
        guard halves.count == 2, let role = Role(rawValue: halves[0]), let first = place.first,
            let kind = ScopeKind(rawValue: first)
        else {
            throw InputFaults.at(Self.role, "Please write the role like officer@city/turku; \(text) is not one.")
        }
        guard kind != .installation else { return Grant(role, in: .installation) }
        guard place.count == 2 else {
            throw InputFaults.at(Self.role, "Please name the \(kind.rawValue) after a slash, as in \(text)/name.")
        }
        do {
            let entry = try Entries.find(place[1], kind: kind.rawValue, as: .program, in: transaction)
            return Grant(role, in: Scope(kind, entry.id))
        } catch is NotFound {
            throw InputFaults.at(Self.role, "There is no \(kind.rawValue) named \(place[1]).")
        }
    }
}
