public import Foundation

/// A mail server to hand mail to, and how to talk to it.
public struct SMTPServer: Sendable, Hashable {
    /// How the connection is protected.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// Not at all: for a server on the same machine.
        case none
        /// It begins in the clear and must change over before anything is said (port 587 or 25).
        case startTLS
        /// From the first byte (port 465).
        case implicitTLS
    }

    /// A user name and password; only ever sent over an encrypted connection.
    public struct Credentials: Sendable, Hashable {
        public let user: String
        public let password: String

        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    public let host: String
    public let port: Int
    public let security: Security
    public let credentials: Credentials?
    /// How this machine names itself in EHLO; some servers want a name that resolves.
    public let clientName: String
    /// A PEM file of certificate authorities to trust instead of the system's.
    public let certificateAuthorities: URL?
    /// How long one message may take in all.
    public let timeout: Duration

    /// - Parameter clientName: ASCII without blanks; anything else becomes `localhost`.
    public init(
        host: String, port: Int, security: Security, credentials: Credentials? = nil,
        clientName: String = "localhost", certificateAuthorities: URL? = nil, timeout: Duration = .seconds(60)
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.clientName = DomainName.isHostName(clientName) ? clientName : "localhost"
        self.certificateAuthorities = certificateAuthorities
        self.timeout = timeout
    }
}
