import Database
import Languages
import Platform
import Web

/// Signing in by a link that is mailed.
enum SignInByMail {
    static var routes: [Route] {
        Route.account(
            "/sign-in/mail", [AccountFields.address], carried: ["next"],
            page: { request, form in
                var form = form
                form.submit = "Send me a link"
                return request.accountPage(request.t("By mail, without a password")) { form.html }
            },
            perform: send) + [
                .page("/sign-in/sent") { request in
                    let t = request.t
                    return request.accountPage(t("Look into your mailbox")) {
                        "<p>\(t("If there is something to send to this address, a mail is on its way. It may take a minute."))</p>"
                    }
                },
                .page("/sign-in/link") { request in
                    let t = request.t
                    return request.accountPage(t("Sign in")) {
                        request.button(
                            t("Sign in"), to: "/sign-in/link",
                            [("token", request.query["token"] ?? ""), ("next", request.next)], style: .primary)
                    }
                },
                .post("/sign-in/link", use),
            ]
    }

    /// Writes the same rows whether or not the address has an account, so that neither answer nor work tells.
    @Sendable private static func send(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let address = input[AccountFields.address]
        try request.count(against: request.site.limits.mailsByPeer, key: request.peer)
        try request.count(against: request.site.limits.mailsByAddress, key: address)
        let (now, next, site, language) = (request.now, request.next, request.site, request.t.language)
        try await site.database.write { transaction in
            let account = try People.account(address: address, in: transaction)
            let token = try OneTimeTokens.make(.signIn, person: account?.person, now: now, in: transaction)
            let mail = site.mails(in: account?.language ?? language).mail(
                .signIn(token: token, next: next), to: address, person: account?.person, now: now)
            try Outbox.enqueue(mail, now: now, isVoid: account == nil, in: transaction)
        }
        return .redirect(to: request.link("/sign-in/sent"))
    }

    @Sendable private static func use(_ request: WebRequest) async throws -> WebResponse {
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        let (token, now, browser) = (request.form["token"] ?? "", request.now, request.browser)
        let old = request.sessionID
        let found = try await request.site.database.write { transaction -> (String, People.Account)? in
            guard let person = try OneTimeTokens.use(token, for: .signIn, now: now, in: transaction)?.person,
                let account = try People.account(person: person, in: transaction)
            else { return nil }
            if let old { try transaction.run("DELETE FROM session WHERE id = \(old)") }
            let session = try Sessions.begin(
                for: person, awaitsSecondFactor: account.hasSecondFactor, browser: browser, now: now, in: transaction)
            return (session, account)
        }
        guard let (session, account) = found else { return request.spentLink() }
        return request.beginning(session: session, SignIn.onward(account, request))
    }
}

extension WebRequest {
    /// The answer to a link that was used, is over, or was never made.
    func spentLink() -> WebResponse {
        var response = accountPage(t("This link does not work any more")) {
            """
            <p>\(t("It was used already, its time is over, or part of it is missing."))</p>\
            <p><a href=\(address: link("/sign-in"))>\(t("Ask for a new one"))</a></p>
            """
        }
        response.status = 410
        return response
    }
}
