import Foundation
public import Platform

extension WebRequest {
    /// The session that the cookie names, whether or not it still awaits the second factor.
    public var sessionID: String? { session?.id }

    /// The person whose session awaits the second factor and can do nothing else; nil for everybody else.
    public var personAwaitingSecondFactor: String? {
        session.flatMap { $0.awaitsSecondFactor ? $0.person : nil }
    }

    /// What the browser calls itself, for the list of sessions.
    public var browser: String { header("user-agent") ?? "" }

    /// The answer with the cookie of a session that was begun.
    public func beginning(session token: String, _ response: WebResponse) -> WebResponse {
        response.setting(site.sessionCookie(token))
    }

    /// The answer that takes the session's cookie away.
    public func endingSession(_ response: WebResponse) -> WebResponse {
        response.setting(site.sessionCookie(nil))
    }

    /// Counts the request against a limit.
    /// - Throws: `TooMany` when there were too many.
    public func count(against limiter: RateLimiter, key: String) throws {
        if case .refused(let seconds) = limiter.take(from: key, at: now) { throw TooMany(seconds) }
    }

    /// An address of this site, without the language, that somebody was on the way to; anything else is the first page.
    ///
    /// Two slashes or a backslash would lead to another host.
    public static func local(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"), next.utf8.count <= 1000,
            next.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return "/" }
        return next
    }
}

extension Site {
    /// The `__Host-` prefix binds the cookie to this host and to https; without https, browsers would refuse it.
    var sessionCookieName: String { isSecure ? "__Host-session" : "session" }

    private var isSecure: Bool { origin?.hasPrefix("https:") == true }

    /// The cookie that begins or ends a session.
    func sessionCookie(_ token: String?) -> Cookie {
        Cookie(
            name: sessionCookieName, value: token ?? "", maximumAge: token == nil ? 0 : 14 * 86_400,
            isSecure: isSecure)
    }
}
