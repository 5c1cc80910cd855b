import Database
import Exchange
import Languages
import Platform
import Web

/// Making an account: what was written waits behind a mailed link, so that nobody is made, and no address is taken,
/// before its owner said so.
enum Join {
    private static let fields: [any InputField] = [
        AccountFields.name, AccountFields.address, AccountFields.language, AccountFields.newPasswordOrNone,
    ]

    static var routes: [Route] {
        Route.account(
            "/join", fields, carried: ["next", "invitation"], initial: { ["language": [$0.t.language.rawValue]] },
            page: { request, form in
                try await requireOpen(request)
                var form = form
                form.submit = "Make an account"
                let t = request.t
                return request.accountPage(
                    t("Make an account"),
                    lead: t("To publish needs and ideas, to follow them and to be told what became of them.")
                ) { form.html }
            },
            perform: send) + [
                .page("/join/confirm") { request in
                    let t = request.t
                    return request.accountPage(t("Confirm your account")) {
                        request.button(
                            t("Make my account"), to: "/join/confirm", [("token", request.query["token"] ?? "")],
                            style: .primary)
                    }
                },
                .post("/join/confirm", confirm),
            ]
    }

    /// Where an installation is not open to all, an account is for those who were invited.
    private static func requireOpen(_ request: WebRequest) async throws {
        guard !request.site.settings.current.isOpenToAll else { return }
        let (token, now) = (request.form["invitation"] ?? request.query["invitation"] ?? "", request.now)
        let isInvited = try await request.site.database.read { transaction in
            try OneTimeTokens.isUsable(token, for: .invitation, now: now, in: transaction)
        }
        guard isInvited else { throw NotFound() }
    }

    @Sendable private static func send(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        try await requireOpen(request)
        let address = input[AccountFields.address]
        try request.count(against: request.site.limits.mailsByPeer, key: request.peer)
        try request.count(against: request.site.limits.mailsByAddress, key: address)
        var waiting: JSONObject = [
            "name": .string(input[AccountFields.name]), "address": .string(address),
            "language": .string(input[AccountFields.language].rawValue), "next": .string(request.next),
        ]
        if let password = input[AccountFields.newPasswordOrNone] {
            waiting["password"] = .string(
                try await request.hash(password, address: address, name: input[AccountFields.name]))
        }
        let payload = JSONValue.object(waiting).text()
        let (now, next, chosen, site) = (request.now, request.next, input[AccountFields.language], request.site)
        try await site.database.write { transaction in
            let account = try People.account(address: address, in: transaction)
            let token = try OneTimeTokens.make(
                account == nil ? .join : .signIn, person: account?.person, payload: account == nil ? payload : "",
                now: now, in: transaction)
            let mail = site.mails(in: account?.language ?? chosen).mail(
                account == nil ? .join(token: token) : .alreadyJoined(token: token, next: next), to: address,
                person: account?.person, now: now)
            try Outbox.enqueue(mail, now: now, in: transaction)
        }
        return .redirect(to: request.link("/sign-in/sent"))
    }

    @Sendable private static func confirm(_ request: WebRequest) async throws -> WebResponse {
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        let (token, browser) = (request.form["token"] ?? "", request.browser)
        let made = try await request.site.runner.run(deed: "accounts.join", as: request.viewer) {
            context -> (session: String, next: String)? in
            let transaction = context.transaction
            guard let content = try OneTimeTokens.use(token, for: .join, now: context.now, in: transaction) else {
                return nil
            }
            let waiting = try JSONValue(parsing: content.payload)
            guard let newcomer = newcomer(waiting), let address = newcomer.address,
                try transaction.first("SELECT 1 AS one FROM email_address WHERE address = \(address)") == nil
            else { return nil }
            let person = try People.make(newcomer, now: context.now, in: transaction)
            context.changed(Subject("person", person), announce: false)
            let session = try Sessions.begin(
                for: person, awaitsSecondFactor: false, browser: browser, now: context.now, in: transaction)
            let next = WebRequest.local(waiting["next"]?.string)
            return (session, "/\(newcomer.language.rawValue)" + (next == "/" ? "/?said=joined" : next))
        }
        guard let made else { return request.spentLink() }
        return request.beginning(session: made.session, .redirect(to: made.next))
    }

    private static func newcomer(_ waiting: JSONValue) -> People.Newcomer? {
        guard let name = waiting["name"]?.string, let address = waiting["address"]?.string,
            let language = waiting["language"]?.string.flatMap(Language.init(rawValue:))
        else { return nil }
        return People.Newcomer(
            name: name, language: language, address: address, isConfirmed: true,
            passwordHash: waiting["password"]?.string)
    }
}
