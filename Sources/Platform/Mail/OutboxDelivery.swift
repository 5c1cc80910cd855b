public import Database
import Foundation
public import Languages
public import Logging

/// Takes mails from the outbox to a transport, one by one, on any number of nodes at once.
///
/// Each mail is sent at least once: a node that dies between handing a mail over and noting that leaves it to be sent
/// again when its lease ends. Both copies carry the same `Message-ID`, by which mail programs show them as one.
public struct OutboxDelivery: Sendable {
    /// How long a node may be busy with a mail before another takes it, in milliseconds.
    private static let lease = 180_000
    /// After as many refusals for now, a mail is given up: the last waits are about a day in all.
    static let attempts = 12

    private let database: Database
    private let transport: any MailTransport
    private let sender: MailAddress
    private let site: String
    private let logger: Logger

    /// - Parameter site: what links in mails begin with, such as `https://innocities.example`.
    public init(
        database: Database, transport: any MailTransport, sender: MailAddress, site: String, logger: Logger
    ) {
        self.database = database
        self.transport = transport
        self.sender = sender
        self.site = site
        self.logger = logger
    }

    /// Sends the mail that is due first.
    /// - Returns: false when none is due.
    @discardableResult
    public func deliverOne(now: Instant) async throws -> Bool {
        guard let mail = try await claim(now) else { return false }
        guard !mail.isOver(at: now) else {
            try await failed(mail, mail.reason ?? "it waited longer than its link works", isFinal: true, now)
            return true
        }
        do {
            try await transport.send(try message(mail, now))
            try await sent(mail, now)
        } catch let error as MailError {
            try await failed(mail, error.description, isFinal: !error.isTemporary, now)
        } catch is CancellationError {
            try await failed(mail, "the program stopped", isFinal: false, now)
            throw CancellationError()
        } catch {
            try await failed(mail, "\(error)", isFinal: false, now)
        }
        return true
    }

    /// Takes away what is needed no longer: mails that were never to be sent, the texts of given up ones whose link is
    /// over, and after 30 days whatever was sent or given up.
    public func sweep(now: Instant) async throws {
        let old = now.milliseconds - 30 * 86_400_000
        try await database.write { transaction in
            try transaction.run(
                "DELETE FROM mail WHERE state = 'void' OR (state IN ('sent', 'failed') AND send_at < \(old))")
            try transaction.run(
                "UPDATE mail SET body = '' WHERE state = 'failed' AND ends_at <= \(now.milliseconds)")
        }
    }

    private struct Claimed: Sendable {
        let id: String
        let recipient: String
        let subject: String
        let body: String
        let unsubscribe: String?
        let attempts: Int
        /// Why it was not sent the last time.
        let reason: String?
        let endsAt: Int?

        func isOver(at moment: Instant) -> Bool { endsAt.map { $0 <= moment.milliseconds } ?? false }
    }

    private func claim(_ now: Instant) async throws -> Claimed? {
        try await database.write { transaction in
            let row = try transaction.first(
                """
                UPDATE mail SET state = 'sending', attempts = attempts + 1, send_at = \(now.milliseconds + Self.lease)
                WHERE id = (
                    SELECT id FROM mail WHERE state IN ('queued', 'sending') AND send_at <= \(now.milliseconds)
                    ORDER BY send_at, id LIMIT 1 \(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED")
                )
                RETURNING id, recipient, subject, body, unsubscribe, attempts, reason, ends_at
                """)
            return try row.map {
                Claimed(
                    id: try $0["id"], recipient: try $0["recipient"], subject: try $0["subject"], body: try $0["body"],
                    unsubscribe: try $0["unsubscribe"], attempts: try $0["attempts"], reason: try $0["reason"],
                    endsAt: try $0["ends_at"])
            }
        }
    }

    private func message(_ mail: Claimed, _ now: Instant) throws -> MailMessage {
        func placed(_ text: String) -> String { text.replacingOccurrences(of: Outbox.site, with: site) }
        return try MailMessage(
            to: MailAddress(mail.recipient), from: sender, subject: mail.subject, text: placed(mail.body), date: now,
            identifier: mail.id, unsubscribe: mail.unsubscribe.flatMap { URL(string: placed($0)) })
    }

    /// What was sent keeps no text: it may hold a link that works, and is nobody's business any more.
    private func sent(_ mail: Claimed, _ now: Instant) async throws {
        try await database.write { transaction in
            try transaction.run(
                """
                UPDATE mail SET state = 'sent', sent_at = \(now.milliseconds), reason = NULL, body = '', unsubscribe = NULL
                WHERE id = \(mail.id)
                """)
        }
        logger.info("mail sent", metadata: ["mail": "\(mail.id)"])
    }

    private func failed(_ mail: Claimed, _ reason: String, isFinal: Bool, _ now: Instant) async throws {
        let next = now.adding(.milliseconds(Self.wait(after: mail.attempts)))
        let isGivenUp = isFinal || mail.attempts >= Self.attempts || mail.isOver(at: next)
        let state: Outbox.State = isGivenUp ? .failed : .queued
        let body = mail.isOver(at: now) ? "" : mail.body
        try await database.write { transaction in
            try transaction.run(
                """
                UPDATE mail SET state = \(state.rawValue), reason = \(reason), body = \(body),
                    send_at = \(isGivenUp ? now.milliseconds : next.milliseconds)
                WHERE id = \(mail.id)
                """)
        }
        logger.warning("mail not sent", metadata: ["mail": "\(mail.id)", "attempt": "\(mail.attempts)"])
    }

    /// One minute, then twice as long each time, at most four hours; in milliseconds.
    static func wait(after attempts: Int) -> Int { min(60_000 << min(max(0, attempts - 1), 10), 4 * 3_600_000) }
}
