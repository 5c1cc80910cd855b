import Crypto
public import Foundation
public import Languages

/// A plain-text mail to one recipient. Bulk mail is many of these, so that nobody sees who else got it.
public struct MailMessage: Sendable, Hashable {
    public let to: MailAddress
    public let from: MailAddress
    public let subject: String
    /// The text; lines end as they like.
    public let text: String
    public let date: Instant
    /// The `Message-ID` without its angle brackets. The same message sent again keeps it, so that a mail sent twice by
    /// a retried job is recognised.
    public let identifier: String
    /// An https address that ends the subscription by one POST (RFC 8058), for mail that people subscribed to.
    public let unsubscribe: URL?

    /// - Parameters:
    ///   - identifier: the part before the @ of the `Message-ID`: ASCII letters, digits, `.`, `-` and `_`; random when
    ///     nil. The sender's domain is appended.
    /// - Throws: `MailError.invalidHeader` when a text holds line breaks or control characters.
    public init(
        to: MailAddress, from: MailAddress, subject: String, text: String, date: Instant = .now,
        identifier: String? = nil, unsubscribe: URL? = nil
    ) throws {
        try MailHeader.check(subject, in: "subject")
        let identifier = identifier ?? SecretBytes.random(count: 16).map { String($0, radix: 36) }.joined()
        guard !identifier.isEmpty, identifier.utf8.allSatisfy(MailHeader.isIdentifier) else {
            throw MailError.invalidHeader("identifier")
        }
        if let unsubscribe {
            let text = unsubscribe.absoluteString
            guard unsubscribe.scheme == "https" || unsubscribe.scheme == "http",
                text.utf8.allSatisfy({
                    (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
                })
            else { throw MailError.invalidHeader("unsubscribe address") }
        }
        self.to = to
        self.from = from
        self.subject = subject
        self.text = text
        self.date = date
        self.identifier = identifier + "@" + from.domain
        self.unsubscribe = unsubscribe
    }

    /// Whether the message can only travel by SMTPUTF8.
    public var needsUnicode: Bool { to.needsUnicode || from.needsUnicode }

    /// The message by RFC 5322 and MIME: ASCII but for non-ASCII addresses, lines of at most 78 characters ended by
    /// CR LF, the text in UTF-8 as quoted-printable.
    public var bytes: Data {
        var lines = [
            "Date: " + MailHeader.date(date),
            MailHeader.address("From", from),
            MailHeader.address("To", to),
            MailHeader.unstructured("Subject", subject),
            "Message-ID: <\(identifier)>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            // So that holiday notices are not sent back (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe {
            lines.append("List-Unsubscribe: <\(unsubscribe.absoluteString)>")
            if unsubscribe.scheme == "https" { lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click") }
        }
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n" + QuotedPrintable.encode(text)).utf8)
    }
}
