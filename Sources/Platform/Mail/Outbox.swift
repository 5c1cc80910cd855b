public import Database
public import Languages

/// Mail on its way out: a table, written in the same transaction as what it tells of, so that no mail is sent for what
/// never happened and none is lost for what did.
public enum Outbox {
    /// A mail to write. Addresses of pages stand in `body` as `{site}/en/…`; the delivery fills in where the site is.
    public struct Mail: Sendable {
        public var recipient: String
        public var person: String?
        public var subject: String
        public var body: String
        /// The address of the page that ends such mails, beginning with `{site}`, for mail people subscribed to.
        public var unsubscribe: String?
        /// Names the event, so that one event makes one mail however often it is told.
        public var eventKey: String?
        /// When the links in it end: it is not sent after that, and its text is kept no longer.
        public var endsAt: Instant?

        public init(
            to recipient: String, person: String? = nil, subject: String, body: String, unsubscribe: String? = nil,
            eventKey: String? = nil, endsAt: Instant? = nil
        ) {
            self.recipient = recipient
            self.person = person
            self.subject = subject
            self.body = body
            self.unsubscribe = unsubscribe
            self.eventKey = eventKey
            self.endsAt = endsAt
        }
    }

    /// Where a mail stands.
    public enum State: String, Sendable, CaseIterable {
        case queued, sending, sent, failed
        /// Written only so that an unknown address costs the same work as a known one; never sent.
        case void
    }

    /// Stands for the site's address in the text of a mail.
    public static let site = "{site}"

    /// Writes a mail into the table; one with an event key that is there already changes nothing.
    /// - Parameter isVoid: writes a row that is never sent; see `State.void`.
    public static func enqueue(_ mail: Mail, now: Instant, isVoid: Bool = false, in transaction: Transaction) throws {
        let state: State = isVoid ? .void : .queued
        try transaction.run(
            """
            INSERT INTO mail (id, recipient, person, subject, body, unsubscribe, state, attempts, send_at, event_key,
                              ends_at)
            VALUES (\(newIdentifier(at: now)), \(isVoid ? "" : mail.recipient), \(mail.person), \(mail.subject),
                    \(isVoid ? "" : mail.body), \(mail.unsubscribe), \(state.rawValue), 0, \(now.milliseconds),
                    \(mail.eventKey), \(mail.endsAt?.milliseconds))
            ON CONFLICT (event_key) DO NOTHING
            """)
    }

    /// Sends a mail again that was given up, its attempts counted anew.
    /// - Returns: false when it did not fail, or when its text is gone because its link is over.
    public static func retry(_ id: String, now: Instant, in transaction: Transaction) throws -> Bool {
        try transaction.run(
            """
            UPDATE mail SET state = 'queued', attempts = 0, send_at = \(now.milliseconds)
            WHERE id = \(id) AND state = 'failed' AND body <> ''
              AND (ends_at IS NULL OR ends_at > \(now.milliseconds))
            """) == 1
    }
}
