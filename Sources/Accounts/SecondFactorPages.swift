import Database
import Languages
import Platform
import Web

/// Setting a second factor up, and taking it away.
enum SecondFactorPages {
    private static let endFields: [any InputField] = [AccountFields.code]
    private static let beginFields: [any InputField] = [AccountFields.confirmationCode, AccountFields.presentPassword]

    static var routes: [Route] {
        Route.account("/account/second-factor", beginFields, access: .signedIn, page: page, perform: confirm)
            + Route.account(
                "/account/second-factor/end", endFields, access: .signedIn,
                page: { request, form in
                    var form = form
                    form.submit = "Take the second factor away"
                    form.style = .danger
                    return AccountPages.page(request, request.t("Second factor")) { form.html }
                },
                perform: end)
            + Route.account(
                "/account/recovery-codes", endFields, access: .signedIn,
                page: { request, form in
                    var form = form
                    form.submit = "Make new recovery codes"
                    return AccountPages.page(request, request.t("Recovery codes")) { form.html }
                },
                perform: renew)
    }

    @Sendable private static func page(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        let t = request.t
        let account = try await AccountPages.account(request)
        let person = account.person
        if account.hasSecondFactor {
            let left = try await request.site.database.read { transaction in
                try SecondFactor.recoveryCodesLeft(of: person, in: transaction)
            }
            return AccountPages.page(request, t("Second factor")) {
                """
                <p>\(t("Signing in asks for a code of your authenticator app."))</p>\
                <p>\(t.count(left, one: "\(left) recovery code is left.", other: "\(left) recovery codes are left."))</p>\
                <div class="actions">\
                \(Button.link(t("Make new recovery codes"), to: request.link("/account/recovery-codes")), t)\
                \(Button.link(t("Take the second factor away"), to: request.link("/account/second-factor/end"), style: .quiet), t)\
                </div>
                """
            }
        }
        let (secret, address) = try await request.site.database.write { transaction in
            (try SecondFactor.begin(for: person, in: transaction), try People.address(of: person, in: transaction))
        }
        let password = OneTimePassword(secret: secret)
        let code = QRCode(
            password.address(issuer: request.site.settings.current.name, account: address ?? account.name))
        var form = form
        form.submit = "Confirm"
        return AccountPages.page(request, t("Second factor")) {
            """
            <p>\(t("Read this picture with an authenticator app on your phone, then write the code that the app shows."))</p>\
            \(code.map { drawing($0, t) })\
            <p>\(t("Or type this into the app:")) <code>\(password.secretText)</code></p>\(form.html)
            """
        }
    }

    private static func drawing(_ code: QRCode, _ t: Localiser) -> HTML {
        let side = code.size + 8
        return """
            <svg class="qr" role="img" aria-label=\(attribute: t("QR code for your authenticator app")) \
            viewBox="0 0 \(side) \(side)" width="232" height="232" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path fill="#000" d=\(attribute: code.path)/></svg>
            """
    }

    @Sendable private static func confirm(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let account = try await request.requireFresh(input[AccountFields.presentPassword])
        let person = account.person
        let (code, browser, session) = (input[AccountFields.confirmationCode], request.browser, request.sessionID ?? "")
        try request.count(against: request.site.limits.signInsByAccount, key: "code:" + person)
        let made = try await request.site.runner.run(deed: "accounts.add-second-factor", as: request.viewer) {
            context -> (codes: [String], session: String)? in
            let transaction = context.transaction
            guard let codes = try SecondFactor.confirm(code, for: person, now: context.now, in: transaction),
                let fresh = try Sessions.rotate(session, browser: browser, now: context.now, in: transaction)
            else { return nil }
            context.changed(Subject("person", person), announce: false)
            return (codes, fresh)
        }
        guard let made else { throw wrongCode }
        return request.beginning(session: made.session, shown(made.codes, request))
    }

    @Sendable private static func end(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let done = try await checked(input, request, deed: "accounts.end-second-factor") { context, person in
            try SecondFactor.end(of: person, in: context.transaction)
            return []
        }
        return request.beginning(session: done.session, request.done("/account/security", saying: .removed))
    }

    @Sendable private static func renew(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        let done = try await checked(input, request, deed: "accounts.renew-recovery-codes") { context, person in
            try SecondFactor.makeRecoveryCodes(for: person, in: context.transaction)
        }
        var answer = shown(done.codes, request)
        answer.status = 200
        return request.beginning(session: done.session, answer)
    }

    /// A deed that asks for a code first; the session is renewed with it.
    private static func checked(
        _ input: Input, _ request: WebRequest, deed: String,
        _ body: @escaping @Sendable (ActionContext, String) throws -> [String]
    ) async throws -> (codes: [String], session: String) {
        let person = try request.person()
        let (code, browser, session) = (input[AccountFields.code], request.browser, request.sessionID ?? "")
        try request.count(against: request.site.limits.signInsByAccount, key: "code:" + person)
        let done = try await request.site.runner.run(deed: deed, as: request.viewer) {
            context -> (codes: [String], session: String)? in
            let transaction = context.transaction
            guard try SecondFactor.verify(code, of: person, now: context.now, in: transaction) else { return nil }
            let codes = try body(context, person)
            context.changed(Subject("person", person), announce: false)
            return try Sessions.rotate(session, browser: browser, now: context.now, in: transaction).map { (codes, $0) }
        }
        guard let done else { throw wrongCode }
        return done
    }

    private static var wrongCode: InputFaults {
        .at(
            AccountFields.code, "This code is not right, or was used already. Wait for the next one and try again.")
    }

    private static func shown(_ codes: [String], _ request: WebRequest) -> WebResponse {
        let t = request.t
        return request.accountPage(
            t("Recovery codes"),
            lead: t("They are shown only now. Print them or write them down: each lets you in once without your phone.")
        ) {
            """
            <ul class="stack">\(each: codes, { "<li><code>\($0)</code></li>" })</ul>\
            \(Button.link(t("I have kept them"), to: request.link("/account/security"), style: .primary), t)
            """
        }
    }
}
