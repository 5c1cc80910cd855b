import Database
import Languages
import Platform
import Web

/// The second step of signing in. A session that awaits it is nobody's everywhere else.
enum SecondFactorSignIn {
    static var routes: [Route] {
        Route.account(
            "/sign-in/code", [AccountFields.code], carried: ["next"],
            page: { request, form in
                guard request.personAwaitingSecondFactor != nil else { throw AccessDenied.signInNeeded }
                var form = form
                form.submit = "Sign in"
                return request.accountPage(request.t("Second step")) { form.html }
            },
            perform: perform)
    }

    @Sendable private static func perform(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        guard let person = request.personAwaitingSecondFactor, let session = request.sessionID else {
            throw AccessDenied.signInNeeded
        }
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        try request.count(against: request.site.limits.signInsByAccount, key: "code:" + person)
        let (now, browser, code) = (request.now, request.browser, input[AccountFields.code])
        let token = try await request.site.database.write { transaction -> String? in
            guard try SecondFactor.verify(code, of: person, now: now, in: transaction) else { return nil }
            return try Sessions.rotate(session, browser: browser, now: now, in: transaction)
        }
        guard let token else {
            throw InputFaults.at(
                AccountFields.code, "This code is not right, or was used already. Wait for the next one and try again.")
        }
        request.site.limits.signInsByAccount.reset("code:" + person)
        return request.beginning(session: token, .redirect(to: request.link(request.next)))
    }
}
