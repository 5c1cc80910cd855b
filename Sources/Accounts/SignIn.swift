import Database
import Languages
import Platform
import Web

/// Signing in by password, and the page with all ways in; signing out.
enum SignIn {
    static let fields: [any InputField] = [AccountFields.address, AccountFields.password]

    static var routes: [Route] {
        Route.account("/sign-in", fields, carried: ["next"], page: page, perform: perform) + [
            .post("/sign-out") { request in
                if let id = request.sessionID {
                    try await request.site.database.write { transaction in
                        try transaction.run("DELETE FROM session WHERE id = \(id)")
                    }
                }
                return request.endingSession(request.done("/", saying: .signedOut))
            }
        ]
    }

    @Sendable private static func page(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        if request.viewer.isSignedIn { return .redirect(to: request.link(request.next)) }
        if request.personAwaitingSecondFactor != nil {
            return .redirect(to: QueryString([.init("next", request.next)]).address(request.link("/sign-in/code")))
        }
        let t = request.t
        var password = form
        password.submit = "Sign in"
        var link = ActionForm([AccountFields.address], request, to: "/sign-in/mail")
        link.fixed = ["next": request.next]
        link.submit = "Send me a link"
        link.identifier = "link"
        link.style = .secondary
        link.identifier = "link"
        let people = request.site.isDemonstration ? try await DemoPeople.buttons(request) : .empty
        let isOpen = request.site.settings.current.isOpenToAll
        return request.accountPage(t("Sign in")) {
            """
            \(people)<div class="columns columns-even"><section><h2>\(t("With a password"))</h2>\(password.html)</section>\
            <section><h2>\(t("By mail, without a password"))</h2>\
            <p>\(t("You get a link that signs you in. It works once, for 15 minutes."))</p>\
            \(link.html)</section></div>\
            \(if: isOpen, "<p>\(t("No account yet?")) <a href=\(address: request.link("/join"))>\(t("Make an account"))</a></p>")
            """
        }
    }

    @Sendable private static func perform(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let address = input[AccountFields.address]
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        try request.count(against: request.site.limits.signInsByAccount, key: address)
        let account = try await request.site.database.read { try People.account(address: address, in: $0) }
        let password = input[AccountFields.password]
        guard try await request.verify(password, stored: account?.passwordHash), let account else {
            throw InputFaults(general: ["The mail address or the password is not right."])
        }
        let fresh = try await renewed(password, account, request)
        let entry = try await enter(account, request, rehashed: fresh)
        request.site.limits.signInsByAccount.reset(address)
        return entry
    }

    /// A new hash when the stored one was made at another cost.
    private static func renewed(
        _ password: String, _ account: People.Account, _ request: WebRequest
    ) async throws -> String? {
        guard let stored = account.passwordHash, request.site.passwords.needsRehash(stored) else { return nil }
        return try? await request.site.passwords.hash(password)
    }

    /// Begins a session for somebody who showed who they are, in place of the one the browser had.
    static func enter(
        _ account: People.Account, _ request: WebRequest, rehashed: String? = nil
    ) async throws -> WebResponse {
        let (now, browser, old) = (request.now, request.browser, request.sessionID)
        let session = try await request.site.database.write { transaction in
            if let rehashed {
                try transaction.run(
                    """
                    UPDATE credential SET password_hash = \(rehashed)
                    WHERE person = \(account.person) AND password_hash = \(account.passwordHash)
                    """)
            }
            if let old { try transaction.run("DELETE FROM session WHERE id = \(old)") }
            return try Sessions.begin(
                for: account.person, awaitsSecondFactor: account.hasSecondFactor, browser: browser, now: now,
                in: transaction)
        }
        return request.beginning(session: session, onward(account, request))
    }

    static func onward(_ account: People.Account, _ request: WebRequest) -> WebResponse {
        let language =
            request.site.settings.current.languages.contains(account.language)
            ? account.language : request.t.language
        let root = "/\(language.rawValue)"
        guard account.hasSecondFactor else { return .redirect(to: root + request.next) }
        return .redirect(to: QueryString([.init("next", request.next)]).address(root + "/sign-in/code"))
    }
}
