import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Invite somebody to a network by mail. Inviting the same address again sends a new link and ends the one before.
enum InviteMember: Action {
    static let email = Field.email(label: "Mail address")
    static let language = Field<Language>.language(
        label: "Language of the mail", hint: "Somebody who has an account gets it in their own language.")
    /// How many invitations a network sends in a day at most, so that nobody floods strangers in its name.
    static let mostInADay = 200

    static let name = "networks.invite"
    static let summary: Message = "Invite somebody to a network by mail"
    static let fields: [any InputField] = [NetworkFields.network, email, NetworkFields.role, language]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let (address, role, transaction) = (input[email], input[NetworkFields.role], context.transaction)
        try requireFew(network.id, in: context)
        try Invitation.end(to: address, network: network.id, in: transaction)
        try Invitation.forget(of: network.id, now: context.now, in: transaction)
        let token = try OneTimeTokens.make(.invitation, person: nil, now: context.now, in: transaction)
        try transaction.run(
            """
            INSERT INTO network_invitation (id, digest, network, role, recipient, invited_by, at, ends_at)
            VALUES (\(newIdentifier(at: context.now)), \(OneTimeTokens.digest(of: token)), \(network.id),
                    \(role.rawValue), \(address), \(context.viewer.person), \(context.now.milliseconds),
                    \(context.now.milliseconds + OneTimeTokens.Purpose.invitation.lifetime))
            """)
        let account = try People.account(address: address, in: transaction)
        let language = account?.language ?? input[language]
        try Outbox.enqueue(
            context.mails(in: language).mail(
                .invitation(
                    token: token, network: network.title.reading(for: language).text, inviter: context.viewer.name),
                to: address, person: account?.person, now: context.now),
            now: context.now, in: transaction)
        context.changed(network.subject, after: ["invited_as": .string(role.rawValue)], announce: false)
        return Outcome(network.subject)
    }

    private static func requireFew(_ network: String, in context: ActionContext) throws {
        let yesterday = context.now.milliseconds - 86_400_000
        let count: Int =
            try context.transaction.first(
                "SELECT COUNT(*) AS count FROM network_invitation WHERE network = \(network) AND at > \(yesterday)")?[
                "count"] ?? 0
        guard count < mostInADay else {
            throw InputFaults(
                general: ["This network has sent \(mostInADay) invitations since yesterday. Please go on tomorrow."])
        }
    }
}

/// Take an invitation back that was not accepted yet: its link works no longer.
enum WithdrawInvitation: Action {
    static let invitation = Field.hidden("invitation", label: "Invitation")

    static let name = "networks.withdraw-invitation"
    static let summary: Message = "Take back an invitation to a network"
    static let fields: [any InputField] = [NetworkFields.network, invitation]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let waiting = try Invitation.Waiting.list(of: network.id, in: context.transaction)
        guard let found = waiting.first(where: { $0.id == input[invitation] }) else { throw NotFound() }
        try Invitation.end(to: found.recipient, network: network.id, in: context.transaction)
        context.changed(network.subject, before: ["invited_as": .string(found.role.rawValue)], announce: false)
        return Outcome(network.subject)
    }
}

/// Accept an invitation: become a member of the network in the role it names. Accepting again changes nothing.
enum AcceptInvitation: Action {
    static let token = Field<String>(
        "token", label: "Invitation", required: true, secret: true, control: .hidden,
        schema: FieldSchema(.string, maximumLength: 200)
    ) { raw throws(FieldFault) in String((raw.first ?? "").prefix(200)) }
    static let sharesMail = Field.checkbox(
        "shares_mail", label: "Coordinators of the network may see my mail address",
        hint: "It then also stands in their list of members.")

    static let name = "networks.accept-invitation"
    static let summary: Message = "Accept an invitation to a network"
    static let fields: [any InputField] = [token, sharesMail]
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try context.requirePerson()
        let (now, transaction) = (context.now, context.transaction)
        let found = try Invitation.find(input[token], now: now, for: person, in: transaction)
        let invitation: Invitation
        switch found {
        case .success(let value): invitation = value
        case .failure(let error): throw InputFaults(general: [error.refusal.message])
        }
        guard !invitation.isAccepted else { return Outcome(invitation.network.subject) }
        guard try OneTimeTokens.use(input[token], for: .invitation, now: now, in: transaction) != nil else {
            throw InputFaults(general: [Invitation.Refusal.used.message])
        }
        // From here on the person is known, and the address is nobody's business any more.
        try transaction.run(
            """
            UPDATE network_invitation SET accepted_by = \(person), recipient = '' WHERE id = \(invitation.id)
            """)
        try Membership.add(
            person, to: invitation.network.id, as: invitation.role, sharesMail: input[sharesMail], in: context)
        context.changed(invitation.network.subject, after: ["joined_as": .string(invitation.role.rawValue)])
        return Outcome(invitation.network.subject)
    }
}
