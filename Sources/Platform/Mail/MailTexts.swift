import Foundation
public import Languages

/// The words of every mail that the product sends, in the language of whoever gets it, and the addresses in it.
public struct MailTexts: Sendable {
    private let t: Localiser
    private let brand: String

    /// - Parameters:
    ///   - t: the language of whoever gets the mail.
    ///   - brand: what the installation is called.
    public init(_ t: Localiser, brand: String) {
        self.t = t
        self.brand = brand
    }

    /// A mail whose heart is a link that works once.
    public enum Link: Sendable {
        /// Somebody asked to be signed in.
        case signIn(token: String, next: String)
        /// Whoever runs the installation lets somebody in.
        case letIn(token: String)
        /// Somebody wanted an account who has one.
        case alreadyJoined(token: String, next: String)
        /// What was written in the form becomes an account.
        case join(token: String)
        /// An address becomes the person's own.
        case confirmAddress(token: String)
        /// Somebody is invited to a network.
        case invitation(token: String, network: String, inviter: String)
    }

    /// A mail with a link; no longer sent when the link's time is over.
    public func mail(_ link: Link, to recipient: String, person: String? = nil, now: Instant) -> Outbox.Mail {
        Outbox.Mail(
            to: recipient, person: person, subject: subject(of: link),
            body: paragraphs(lead(of: link), address(of: link), ending(of: link)),
            endsAt: now.adding(.milliseconds(link.purpose.lifetime)))
    }

    /// Tells somebody that their account was changed, in case it was somebody else.
    public func accountChanged(_ what: Message, to recipient: String, person: String) -> Outbox.Mail {
        Outbox.Mail(
            to: recipient, person: person, subject: t("Your account at \(brand) was changed"),
            body: paragraphs(
                t(what),
                t("If this was not you, sign in by a mail link, set a new password and end all other sessions."),
                address("/account")))
    }

    /// News of one thing that somebody follows.
    public struct News: Sendable {
        /// What became of it, in sentences of the reader's language.
        public let sentences: [String]
        /// The path of its page, without the language.
        public let path: String

        public init(_ sentences: [String], path: String) {
            self.sentences = sentences
            self.path = path
        }
    }

    /// Tells somebody what became of what they follow.
    /// - Parameters:
    ///   - unsubscribing: the token that ends such mails without signing in.
    ///   - eventKey: names the news, so that they are told once.
    public func news(
        _ news: [News], to recipient: String, person: String, unsubscribing token: String, eventKey: String
    ) -> Outbox.Mail {
        let only = news.count == 1 && news[0].sentences.count == 1 ? news[0].sentences[0] : nil
        let items = news.map { ($0.sentences + [address($0.path)]).joined(separator: "\n") }
        let ending = [
            t("You get this because of what you follow. How often such mails come is up to you:"),
            address("/account/notifications"), t("Get no such mails any more:"),
            address("/unsubscribe", [("token", token)]),
        ]
        return Outbox.Mail(
            to: recipient, person: person, subject: only ?? t("News of what you follow at \(brand)"),
            // Mail programs know these two hyphens and a blank, and set apart what follows.
            body: items.joined(separator: "\n\n") + "\n\n-- \n" + ending.joined(separator: "\n") + "\n",
            unsubscribe: "\(Outbox.site)/unsubscribe?token=\(Self.encoded(token))", eventKey: eventKey)
    }

    private func subject(of link: Link) -> String {
        switch link {
        case .signIn, .letIn: t("Sign in to \(brand)")
        case .alreadyJoined: t("You have an account at \(brand)")
        case .join: t("Confirm your account at \(brand)")
        case .confirmAddress: t("Confirm your mail address at \(brand)")
        case .invitation(_, let network, _): t("Invitation to \(network)")
        }
    }

    private func lead(of link: Link) -> String {
        switch link {
        case .signIn: t("This link signs you in. It works once, for 15 minutes:")
        case .letIn:
            t("Whoever runs \(brand) sends you this link. It signs you in; it works once, for a day:")
        case .alreadyJoined:
            t(
                "Somebody, probably you, wanted to make an account with this address. There is one already. This link signs you in. It works once, for 15 minutes:"
            )
        case .join: t("This link makes your account. It works once, for a day:")
        case .confirmAddress:
            t("This link makes this mail address the one of your account. It works once, for a day:")
        case .invitation(_, let network, let inviter):
            t("\(inviter) invites you to “\(network)” at \(brand). This link works once, for 14 days:")
        }
    }

    private func ending(of link: Link) -> String {
        switch link {
        case .invitation: t("If you do not want to take part, you need not do anything.")
        default: t("If you did not ask for it, you can ignore this mail: nothing happens without the link.")
        }
    }

    private func address(of link: Link) -> String {
        switch link {
        case .signIn(let token, let next), .alreadyJoined(let token, let next):
            address("/sign-in/link", (next == "/" ? [] : [("next", next)]) + [("token", token)])
        case .letIn(let token): address("/sign-in/link", [("token", token)])
        case .join(let token): address("/join/confirm", [("token", token)])
        case .confirmAddress(let token): address("/confirm-address", [("token", token)])
        case .invitation(let token, _, _): address("/invitations/\(token)")
        }
    }

    /// The address of a page, to be filled in with where the site is when the mail leaves.
    private func address(_ path: String, _ values: [(name: String, value: String)] = []) -> String {
        let query = values.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
        return "\(Outbox.site)/\(t.language.rawValue)\(path)" + (query.isEmpty ? "" : "?" + query)
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .urlUnreserved) ?? ""
    }

    private func paragraphs(_ texts: String...) -> String { texts.joined(separator: "\n\n") + "\n" }
}

extension MailTexts.Link {
    /// What the link's token can be used for.
    var purpose: OneTimeTokens.Purpose {
        switch self {
        case .signIn, .alreadyJoined: .signIn
        case .letIn: .letIn
        case .join: .join
        case .confirmAddress: .confirmAddress
        case .invitation: .invitation
        }
    }
}

extension CharacterSet {
    /// What stands as it is in every part of an address (RFC 3986).
    fileprivate static let urlUnreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
