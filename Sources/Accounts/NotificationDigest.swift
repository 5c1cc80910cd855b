import Catalogue
import Database
import Foundation
import Languages
import Platform
import Web

/// Writes the mails that tell people what became of what they follow, as often as they want them: grouped by thing, in
/// their language. What they may not see now is left out.
struct NotificationDigest: Sendable {
    private static let day = 24 * 3_600_000
    /// The most news that one mail tells; what is left comes with the next.
    private static let longest = 100

    let site: Site
    let catalogue: CatalogueService

    /// Writes the mails that are due.
    func write(now: Instant) async throws {
        let due = now.milliseconds - Self.day
        let isReal: SQL = site.isDemonstration ? "1 = 1" : "NOT p.is_invented"
        let isDue: SQL = "(p.notified = 'at-once' OR p.digest_at IS NULL OR p.digest_at <= \(due))"
        let people = try await site.database.read { transaction in
            try transaction.all(
                """
                SELECT p.id AS person, MAX(CASE WHEN \(sql: isDue) THEN 1 ELSE 0 END) AS is_due
                FROM notification n JOIN person p ON p.id = n.person
                WHERE n.mailed_at IS NULL AND n.read_at IS NULL AND p.erased_at IS NULL AND p.notified <> 'never'
                  AND \(sql: isReal)
                  AND (n.is_direct = \(true) OR \(sql: isDue))
                  AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person = p.id)
                GROUP BY p.id ORDER BY p.id LIMIT 500
                """
            ).map { (person: try $0["person"] as String, isDue: try $0["is_due"] as Int == 1) }
        }
        for (person, isDue) in people { try await write(to: person, isDue: isDue, now: now) }
    }

    private func write(to person: String, isDue: Bool, now: Instant) async throws {
        try await site.database.write { transaction in
            let told = try Notifications.unmailed(
                of: person, onlyDirect: !isDue, limit: Self.longest, in: transaction)
            guard let last = told.last, let account = try People.account(person: person, in: transaction) else {
                return
            }
            let news = try news(told, to: account, now: now, in: transaction)
            if !news.isEmpty, let address = try People.address(of: person, in: transaction) {
                let token = site.signer.sign(
                    person, purpose: .unsubscribe, expires: now.adding(.seconds(365 * 86_400)))
                try Outbox.enqueue(
                    site.mails(in: account.language).news(
                        news, to: address, person: person, unsubscribing: token, eventKey: "digest:\(last.id)"),
                    now: now, in: transaction)
            }
            try transaction.run(
                "UPDATE notification SET mailed_at = \(now.milliseconds) WHERE id IN \(list: told.map(\.id))")
            if isDue, !news.isEmpty {
                try transaction.run("UPDATE person SET digest_at = \(now.milliseconds) WHERE id = \(person)")
            }
        }
    }

    /// What is to be told, one item for each thing that the person may see now. Three statements.
    private func news(
        _ told: [Notifications.Notification], to account: People.Account, now: Instant, in transaction: Transaction
    ) throws -> [MailTexts.News] {
        let t = site.catalogues.localiser(account.language)
        let viewer = Viewer(
            person: account.person, name: account.name,
            grants: try RoleGrants.current(of: account.person, now: now, in: transaction), door: .program)
        var order: [String] = []
        var grouped: [String: [Notifications.Notification]] = [:]
        for notification in told {
            if grouped[notification.subject.id] == nil { order.append(notification.subject.id) }
            grouped[notification.subject.id, default: []].append(notification)
        }
        return try EntryLists.entries(order, as: viewer, in: transaction).map { listed in
            let title = listed.entry.title(t).text
            var sentences: [String] = []
            for notification in grouped[listed.entry.id] ?? [] {
                let sentence = NotificationTexts.sentence(notification, title, t)
                if !sentences.contains(sentence) { sentences.append(sentence) }
            }
            return MailTexts.News(sentences, path: catalogue.path(to: listed.entry))
        }
    }
}

extension Site {
    /// The texts of mails in the language of whoever gets them.
    func mails(in language: Language) -> MailTexts {
        MailTexts(catalogues.localiser(language), brand: settings.current.name)
    }
}

extension TokenSigner.Purpose {
    /// Ending the mails about what somebody follows, without signing in.
    static let unsubscribe = Self("unsubscribe")
}
