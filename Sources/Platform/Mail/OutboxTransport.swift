public import Foundation

/// How mail leaves, as the operator names it: `smtp://user@host:port`, `smtps://…`, `sendmail`,
/// `sendmail:PROGRAM`, or a folder.
public enum OutboxTransport {
    /// What was named cannot be understood.
    public struct Unknown: Error, CustomStringConvertible {
        let text: String
        public var description: String {
            "\"\(text)\" is no way for mail. Use smtp://user@host:port, smtps://user@host:port, sendmail, sendmail:PROGRAM, or folder:DIR."
        }
    }

    /// The transport for a description. The password of a mail server comes from the environment, never from the
    /// command line, where every user of the machine could read it.
    public static func make(
        _ text: String?, folder: URL, password: String?
    ) throws -> any MailTransport {
        guard let text, text != "folder" else { return try FolderTransport(folder: folder) }
        if text == "sendmail" { return SendmailTransport() }
        if let program = text.after("sendmail:") { return SendmailTransport(program: URL(filePath: program)) }
        if let folder = text.after("folder:") { return try FolderTransport(folder: URL(filePath: folder)) }
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, let scheme = parts.scheme
        else { throw Unknown(text: text) }
        let isLocal = ["localhost", "127.0.0.1", "::1"].contains(host)
        let security: SMTPServer.Security
        switch scheme {
        case "smtps": security = .implicitTLS
        // A server on the same machine needs no encryption unless a password is to be sent to it.
        case "smtp": security = isLocal && parts.user == nil ? .none : .startTLS
        default: throw Unknown(text: text)
        }
        let credentials = parts.user.map { SMTPServer.Credentials(user: $0, password: password ?? "") }
        let port = parts.port ?? (scheme == "smtps" ? 465 : isLocal ? 25 : 587)
        return try SMTPTransport(
            server: SMTPServer(host: host, port: port, security: security, credentials: credentials))
    }
}

extension String {
    /// What follows a prefix, nil when the text does not begin with it.
    fileprivate func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
