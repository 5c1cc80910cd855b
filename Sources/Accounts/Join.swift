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
            "/join", fields, carried: ["next"], initial: { ["language": [$0.t.language.rawValue]] },
            page: { request, form in
                try requireOpen(request)
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

    private static func requireOpen(_ request: WebRequest) throws {
        guard request.site.settings.current.isOpenToAll else { throw NotFound() }
    }

    @Sendable private static func send(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        try requireOpen(request)
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
        let (now, catalogues) = (request.now, request.site.catalogues)
        let (chosen, next, brand) = (input[AccountFields.language], request.next, request.site.settings.current.name)
        try await request.site.database.write { transaction in
            let account = try People.account(address: address, in: transaction)
            let t = catalogues.localiser(account?.language ?? chosen)
            let mail: Outbox.Mail
            if let account {
                let token = try OneTimeTokens.make(.signIn, person: account.person, now: now, in: transaction)
                mail = MailTexts.alreadyJoined(
                    MailTexts.link("/sign-in/link", ["token": token, "next": next], t), to: address,
                    person: account.person,
                    brand: brand, t)
            } else {
                let token = try OneTimeTokens.make(.join, person: nil, payload: payload, now: now, in: transaction)
                mail = MailTexts.join(
                    MailTexts.link("/join/confirm", ["token": token], t), to: address, brand: brand, t)
            }
            try Outbox.enqueue(mail, now: now, in: transaction)
        }
        return .redirect(to: request.link("/sign-in/sent"))
    }

    @Sendable private static func confirm(_ request: WebRequest) async throws -> WebResponse {
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        let (token, browser) = (request.form["token"] ?? "", request.browser)
        let made = try await request.site.runner.run(deed: "accounts.join", as: request.viewer) {
            context -> (session: String, path: String)? in
            let transaction = context.transaction
            guard let content = try OneTimeTokens.use(token, for: .join, now: context.now, in: transaction),
                case let waiting = try JSONValue(parsing: content.payload),
                let newcomer = newcomer(waiting), let address = newcomer.address,
                try transaction.first("SELECT 1 AS one FROM email_address WHERE address = \(address)") == nil
            else { return nil }
            let person = try People.make(newcomer, now: context.now, in: transaction)
            context.changed(Subject("person", person), announce: false)
            let session = try Sessions.begin(
                for: person, awaitsSecondFactor: false, browser: browser, now: context.now, in: transaction)
            return (session, "/\(newcomer.language.rawValue)\(WebRequest.local(waiting["next"]?.string))")
        }
        guard let made else { return request.spentLink() }
        return request.beginning(session: made.session, .redirect(to: joined(made.path)))
    }

    /// Where the newcomer was on the way to, with the word that the account is there.
    private static func joined(_ path: String) -> String { path + (path.contains("?") ? "&" : "?") + "said=joined" }

    private static func newcomer(_ waiting: JSONValue) -> People.Newcomer? {
        guard let name = waiting["name"]?.string, let address = waiting["address"]?.string,
            let language = waiting["language"]?.string.flatMap(Language.init(rawValue:))
        else { return nil }
        return People.Newcomer(
            name: name, language: language, address: address, isConfirmed: true,
            passwordHash: waiting["password"]?.string)
    }
}
