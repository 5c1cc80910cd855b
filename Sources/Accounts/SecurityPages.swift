import Database
import Languages
import Platform
import Web

/// How a person signs in: password, mail address, second factor, and where they are signed in.
enum SecurityPages {
    private static let passwordFields: [any InputField] = [AccountFields.presentPassword, AccountFields.newPassword]
    private static let addressFields: [any InputField] = [AccountFields.address, AccountFields.presentPassword]

    static var routes: [Route] {
        [.page("/account/security", access: .signedIn, overview)]
            + Route.account(
                "/account/password", passwordFields, access: .signedIn,
                page: { request, form in AccountPages.page(request, request.t("Change your password")) { form.html } },
                perform: changePassword)
            + Route.account(
                "/account/address", addressFields, access: .signedIn,
                page: { request, form in
                    var form = form
                    form.submit = "Send me a link"
                    return AccountPages.page(request, request.t("Change your mail address")) { form.html }
                },
                perform: askForAddress)
            + [
                .page("/confirm-address") { request in
                    let t = request.t
                    return request.accountPage(t("Confirm your mail address")) {
                        request.button(
                            t("Confirm"), to: "/confirm-address", [("token", request.query["token"] ?? "")],
                            style: .primary)
                    }
                },
                .post("/confirm-address", confirmAddress),
                .post("/account/sessions/end", access: .signedIn, endSession),
            ]
    }

    @Sendable private static func overview(_ request: WebRequest) async throws -> WebResponse {
        let (person, now) = (try request.person(), request.now)
        let account = try await AccountPages.account(request)
        let found = try await request.site.database.read { transaction in
            (
                address: try People.address(of: person, in: transaction),
                sessions: try Sessions.list(of: person, now: now, in: transaction)
            )
        }
        let t = request.t
        func way(_ title: String, _ text: String?, _ path: String, _ verb: String) -> Fact {
            Fact(title, markup: "\(text ?? t("none")) · <a href=\(address: request.link(path))>\(verb)</a>")
        }
        let facts = [
            way(t("Mail address"), found.address, "/account/address", t("Change")),
            way(
                t("Password"), account.passwordHash == nil ? nil : t("set"), "/account/password", t("Change")),
            way(
                t("Second factor"), account.hasSecondFactor ? t("set") : nil, "/account/second-factor", t("Change")),
        ]
        return AccountPages.page(request, t("Signing in")) {
            "\(DefinitionList(facts), t)\(sessions(found.sessions, request))"
        }
    }

    private static func sessions(_ sessions: [Sessions.Listed], _ request: WebRequest) -> HTML {
        let t = request.t
        let rows: [[HTML?]] = sessions.map { session in
            let isOwn = session.id == request.sessionID
            let end: HTML =
                isOwn
                ? "\(t("this browser"))"
                : request.button(
                    t("End", context: "button"), to: "/account/sessions/end", [("session", session.id)], style: .quiet)
            return [
                "\(session.browser.isEmpty ? t("unknown browser") : String(session.browser.prefix(80)))",
                "\(t.relative(session.seenAt, to: request.now))", end,
            ]
        }
        let table = DataTable(
            caption: t("Where you are signed in"),
            columns: [.init(t("Browser")), .init(t("Last seen")), .init(t("End the session"))], rows: rows)
        return """
            \(table, t)\(if: sessions.count > 1, request.button(t("End all others"), to: "/account/sessions/end"))
            """
    }

    @Sendable private static func endSession(_ request: WebRequest) async throws -> WebResponse {
        let (person, own, named) = (try request.person(), request.sessionID, request.form["session"])
        try await request.site.database.write { transaction in
            if let named {
                try Sessions.end(named, of: person, in: transaction)
            } else {
                try Sessions.endAll(of: person, but: own, in: transaction)
            }
        }
        return request.done("/account/security", saying: .removed)
    }

    @Sendable private static func changePassword(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let account = try await request.requireFresh(input[AccountFields.presentPassword])
        let person = account.person
        let address = try await request.site.database.read { try People.address(of: person, in: $0) }
        let hash = try await request.hash(
            input[AccountFields.newPassword], address: address ?? "", name: account.name)
        let (browser, mails) = (request.browser, request.site.mails(in: account.language))
        let session = try await request.site.runner.run(deed: "accounts.set-password", as: request.viewer) { context in
            let transaction = context.transaction
            try transaction.run("UPDATE credential SET password_hash = \(hash) WHERE person = \(person)")
            try OneTimeTokens.endAll(of: person, in: transaction)
            try Sessions.endAll(of: person, in: transaction)
            context.changed(Subject("person", person), announce: false)
            if let address {
                try Outbox.enqueue(
                    mails.accountChanged(
                        Message("Your password was changed. You were signed out everywhere else."), to: address,
                        person: person),
                    now: context.now, in: transaction)
            }
            return try Sessions.begin(
                for: person, awaitsSecondFactor: false, browser: browser, now: context.now, in: transaction)
        }
        return request.beginning(session: session, request.done("/account/security", saying: .saved))
    }

    /// The answer is the same whether or not somebody else has the address.
    @Sendable private static func askForAddress(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let account = try await request.requireFresh(input[AccountFields.presentPassword])
        let address = input[AccountFields.address]
        try request.count(against: request.site.limits.mailsByPeer, key: request.peer)
        try request.count(against: request.site.limits.mailsByAddress, key: address)
        let (now, person, mails) = (request.now, account.person, request.site.mails(in: account.language))
        try await request.site.database.write { transaction in
            let taken = try transaction.first("SELECT 1 AS one FROM email_address WHERE address = \(address)") != nil
            let token = try OneTimeTokens.make(
                .confirmAddress, person: person, payload: address, now: now, in: transaction)
            try Outbox.enqueue(
                mails.mail(.confirmAddress(token: token), to: address, person: person, now: now), now: now,
                isVoid: taken, in: transaction)
        }
        return .redirect(to: request.link("/sign-in/sent"))
    }

    @Sendable private static func confirmAddress(_ request: WebRequest) async throws -> WebResponse {
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        let (token, site) = (request.form["token"] ?? "", request.site)
        let isDone = try await site.runner.run(deed: "accounts.set-address", as: request.viewer) { context in
            let transaction = context.transaction
            guard
                let content = try OneTimeTokens.use(token, for: .confirmAddress, now: context.now, in: transaction),
                let account = try content.person.flatMap({ try People.account(person: $0, in: transaction) }),
                try transaction.first("SELECT 1 AS one FROM email_address WHERE address = \(content.payload)") == nil
            else { return false }
            if let old = try People.address(of: account.person, in: transaction) {
                try Outbox.enqueue(
                    site.mails(in: account.language).accountChanged(
                        Message("Its mail address was changed. Mails go to the new address from now on."), to: old,
                        person: account.person),
                    now: context.now, in: transaction)
            }
            try transaction.run("DELETE FROM email_address WHERE person = \(account.person)")
            try transaction.run(
                """
                INSERT INTO email_address (address, person, confirmed_at)
                VALUES (\(content.payload), \(account.person), \(context.now.milliseconds))
                """)
            context.changed(Subject("person", account.person), announce: false)
            return true
        }
        return isDone ? request.done("/account/security", saying: .saved) : request.spentLink()
    }
}
