import Catalogue
import Database
import Exchange
import Languages
import Platform

/// Invite somebody to a network by mail.
enum InviteMember: Action {
    static let purpose = "network-invitation"
    /// How long an invitation can be accepted, in milliseconds.
    static let duration = 14 * 86_400_000
    static let email = Field.email(label: "Mail address")

    static let name = "networks.invite"
    static let summary: Message = "Invite somebody to a network by mail"
    static let fields: [any InputField] = [NetworkFields.network, email, NetworkFields.role]
    static let policy = NetworkFields.coordinators

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let network = try NetworkFields.entry(input, in: context)
        let (token, digest) = Token.make()
        let payload: JSONValue = ["network": .string(network.id), "role": .string(input[NetworkFields.role].rawValue)]
        try context.transaction.run(
            """
            INSERT INTO one_time_token (digest, purpose, payload, expires_at)
            VALUES (\(digest.base64URL), \(purpose), \(payload.text()), \(context.now.milliseconds + duration))
            """)
        let title = network.title.reading(for: context.language).text
        let link = "\(Outbox.site)/\(context.language.rawValue)/invitations/\(token)"
        try Outbox.enqueue(
            Outbox.Mail(
                to: input[email], subject: "InnoCities: \(title)",
                body: """
                    \(context.viewer.name)

                    You are invited to the network \(title). This link can be used once, for 14 days:

                    \(link)

                    If you do not want to take part, you need not do anything.
                    """), now: context.now, in: context.transaction)
        context.changed(
            Subject("network", network.id), after: ["invited_as": .string(input[NetworkFields.role].rawValue)],
            announce: false)
        return Outcome(network.subject)
    }
}

/// An invitation as its link names it.
struct Invitation: Sendable {
    /// Why a link is no invitation now.
    enum Refusal: Sendable, Hashable {
        /// Made up, or made for something else.
        case unknown
        case used
        case expired

        var message: Message {
            switch self {
            case .unknown: "This is not an invitation to a network. Please check that the whole link was copied."
            case .used: "This invitation has been used already. Please ask the coordinator for a new one."
            case .expired: "This invitation is older than 14 days. Please ask the coordinator for a new one."
            }
        }
    }

    let network: Entry
    let role: NetworkRole
    let digest: String
    /// Who used it, if anybody did.
    let usedBy: String?

    /// The invitation behind a token, or why there is none. Three statements at most.
    static func find(
        _ token: String, now: Instant, for person: String?, in transaction: Transaction
    ) throws -> Result<Invitation, RefusalError> {
        let digest = Token.digest(of: token).base64URL
        guard
            let row = try transaction.first(
                "SELECT * FROM one_time_token WHERE digest = \(digest) AND purpose = \(InviteMember.purpose)"),
            let payload = JSONColumn.value(try row["payload"]), let key = payload["network"]?.string,
            let role = payload["role"]?.string.flatMap(NetworkRole.init(rawValue:)),
            let network = try? Entries.find(key, kind: "network", as: .program, in: transaction)
        else { return .failure(RefusalError(.unknown)) }
        let usedBy: String? = try row["person"]
        if try (row["used_at"] as Int?) != nil, usedBy == nil || usedBy != person {
            return .failure(RefusalError(.used))
        }
        if try (row["expires_at"] as Int) <= now.milliseconds { return .failure(RefusalError(.expired)) }
        return .success(Invitation(network: network, role: role, digest: digest, usedBy: usedBy))
    }

    /// A refusal, thrown.
    struct RefusalError: Error {
        let refusal: Refusal
        init(_ refusal: Refusal) { self.refusal = refusal }
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
        let found = try Invitation.find(input[token], now: context.now, for: person, in: context.transaction)
        let invitation: Invitation
        switch found {
        case .success(let value): invitation = value
        case .failure(let error): throw InputFaults(general: [error.refusal.message])
        }
        guard invitation.usedBy == nil else { return Outcome(invitation.network.subject) }
        let taken = try context.transaction.run(
            """
            UPDATE one_time_token SET used_at = \(context.now.milliseconds), person = \(person)
            WHERE digest = \(invitation.digest) AND used_at IS NULL
            """)
        guard taken == 1 else { throw InputFaults(general: [Invitation.Refusal.used.message]) }
        try Membership.add(
            person, to: invitation.network.id, as: invitation.role, sharesMail: input[sharesMail], in: context)
        context.changed(invitation.network.subject, after: ["joined_as": .string(invitation.role.rawValue)])
        return Outcome(invitation.network.subject)
    }
}
