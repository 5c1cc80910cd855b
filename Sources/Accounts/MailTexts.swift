import Languages
import Platform
import Web

/// The texts of the mails about accounts, in the language of whoever gets them.
enum MailTexts {
    /// The address of a page, to be filled in with where the site is when the mail leaves.
    static func link(_ path: String, _ values: [String: String], _ t: Localiser) -> String {
        let query = QueryString(values.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
        return query.address("\(Outbox.site)/\(t.language.rawValue)\(path)")
    }

    static func signIn(
        _ link: String, to address: String, person: String?, brand: String, _ t: Localiser
    ) -> Outbox.Mail {
        Outbox.Mail(
            to: address, person: person, subject: t("Sign in to \(brand)"),
            body: paragraphs(
                t("This link signs you in. It works once, for 15 minutes:"), link,
                t("If you did not ask for it, you can ignore this mail: nothing happens without the link.")))
    }

    static func join(_ link: String, to address: String, brand: String, _ t: Localiser) -> Outbox.Mail {
        Outbox.Mail(
            to: address, subject: t("Confirm your account at \(brand)"),
            body: paragraphs(
                t("This link makes your account. It works once, for a day:"), link,
                t("If you did not ask for it, you can ignore this mail: nothing happens without the link.")))
    }

    static func alreadyJoined(
        _ link: String, to address: String, person: String, brand: String, _ t: Localiser
    ) -> Outbox.Mail {
        Outbox.Mail(
            to: address, person: person, subject: t("You have an account at \(brand)"),
            body: paragraphs(
                t(
                    "Somebody, probably you, wanted to make an account with this address. There is one already. This link signs you in. It works once, for 15 minutes:"
                ),
                link, t("If you did not ask for it, you can ignore this mail: nothing happens without the link.")))
    }

    static func confirmAddress(
        _ link: String, to address: String, person: String, brand: String, _ t: Localiser
    ) -> Outbox.Mail {
        Outbox.Mail(
            to: address, person: person, subject: t("Confirm your mail address at \(brand)"),
            body: paragraphs(
                t("This link makes this mail address the one of your account. It works once, for a day:"), link,
                t("If you did not ask for it, you can ignore this mail: nothing happens without the link.")))
    }

    static func changed(
        _ what: String, to address: String, person: String, brand: String, _ t: Localiser
    ) -> Outbox.Mail {
        Outbox.Mail(
            to: address, person: person, subject: t("Your account at \(brand) was changed"),
            body: paragraphs(
                what, t("If this was not you, sign in by a mail link, set a new password and end all other sessions."),
                link("/account", [:], t)))
    }

    static func paragraphs(_ texts: String...) -> String { texts.joined(separator: "\n\n") + "\n" }
}
