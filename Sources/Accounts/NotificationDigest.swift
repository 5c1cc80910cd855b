import Catalogue
import Database
import Foundation
import Languages
import Platform
import Web

/// Writes the mails that tell people what became of what they follow: once a day at most, grouped by thing; at once
/// for answers to what they did themselves. What they may no longer see is left out.
struct NotificationDigest: Sendable {
    private static let interval = 24 * 3_600_000

    let site: Site
    let catalogue: CatalogueService

    /// Writes the mails that are due.
    func write(now: Instant) async throws {
        let due = now.milliseconds - Self.interval
        let people = try await site.database.read { transaction in
            try transaction.all(
                """
                SELECT p.id AS person, MAX(CASE WHEN p.digest_at IS NULL OR p.digest_at <= \(due) THEN 1 ELSE 0 END) AS is_due
                FROM notification n JOIN person p ON p.id = n.person
                WHERE n.mailed_at IS NULL AND n.read_at IS NULL AND p.erased_at IS NULL AND p.notified <> 'never'
                  AND (n.is_direct = \(true) OR p.digest_at IS NULL OR p.digest_at <= \(due))
                GROUP BY p.id LIMIT 500
                """
            ).map { (person: try $0["person"] as String, isDue: try $0["is_due"] as Int == 1) }
        }
        for (person, isDue) in people { try await write(to: person, isDue: isDue, now: now) }
    }

    private func write(to person: String, isDue: Bool, now: Instant) async throws {
        let (catalogues, brand, signer) = (site.catalogues, site.settings.current.name, site.signer)
        try await site.database.write { [catalogue] transaction in
            let news = try Notifications.unmailed(of: person, onlyDirect: !isDue, limit: 100, in: transaction)
            guard let last = news.last, let account = try People.account(person: person, in: transaction) else {
                return
            }
            let t = catalogues.localiser(account.language)
            let viewer = Viewer(
                person: person, name: account.name,
                grants: try RoleGrants.current(of: person, now: now, in: transaction), door: .program)
            let body = try Self.body(news, as: viewer, catalogue, t, in: transaction)
            if !body.isEmpty, let address = try People.address(of: person, in: transaction) {
                let end = now.adding(.seconds(365 * 86_400))
                let token = signer.sign(person, purpose: .unsubscribe, expires: end)
                let query = QueryString([.init("token", token)])
                let page = query.address("\(Outbox.site)/\(t.language.rawValue)/unsubscribe")
                let foot = t("You get this because you follow these. Get no such mails any more:")
                try Outbox.enqueue(
                    Outbox.Mail(
                        to: address, person: person, subject: t("News of what you follow at \(brand)"),
                        body: body + "\n--\n\(foot)\n\(page)\n",
                        unsubscribe: query.address("\(Outbox.site)/unsubscribe"),
                        eventKey: "digest:\(last.id)"),
                    now: now, in: transaction)
            }
            try transaction.run(
                "UPDATE notification SET mailed_at = \(now.milliseconds) WHERE id IN \(list: news.map(\.id))")
            if isDue { try transaction.run("UPDATE person SET digest_at = \(now.milliseconds) WHERE id = \(person)") }
        }
    }

    /// One paragraph for each thing: its sentences, then where it is.
    private static func body(
        _ news: [Notifications.Notification], as viewer: Viewer, _ catalogue: CatalogueService, _ t: Localiser,
        in transaction: Transaction
    ) throws -> String {
        var order: [Subject] = []
        var grouped: [Subject: [Notifications.Notification]] = [:]
        for notification in news {
            if grouped[notification.subject] == nil { order.append(notification.subject) }
            grouped[notification.subject, default: []].append(notification)
        }
        var paragraphs: [String] = []
        for subject in order {
            guard let entry = try visible(subject, to: viewer, in: transaction) else { continue }
            let title = entry.title(t).text
            var sentences: [String] = []
            for notification in grouped[subject] ?? [] {
                let sentence = NotificationTexts.sentence(notification.action, title, t)
                if !sentences.contains(sentence) { sentences.append(sentence) }
            }
            let link = "\(Outbox.site)/\(t.language.rawValue)\(catalogue.path(to: entry))"
            paragraphs.append((sentences + [link]).joined(separator: "\n") + "\n")
        }
        return paragraphs.joined(separator: "\n")
    }

    /// The entry, if this person may see it now.
    static func visible(_ subject: Subject, to viewer: Viewer, in transaction: Transaction) throws -> Entry? {
        do { return try Entries.find(subject.id, kind: subject.kind, as: viewer, in: transaction) } catch is NotFound {
            return nil
        }
    }
}

extension TokenSigner.Purpose {
    /// Ending the mails about what somebody follows, without signing in.
    static let unsubscribe = Self("unsubscribe")
}
