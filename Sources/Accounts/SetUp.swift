public import Database
public import Languages
import Platform
import Web

/// The first start: there is no default account; a link on the terminal makes the first administrator.
public enum SetUp {
    /// The path of the set-up page with a new token, without the language; nil when somebody runs the installation
    /// already. Earlier links end.
    public static func link(database: Database, now: Instant) async throws -> String? {
        try await database.write { transaction in
            guard try !Administrators.exist(now: now, in: transaction) else { return nil }
            try OneTimeTokens.end(.setUp, in: transaction)
            let token = try OneTimeTokens.make(.setUp, person: nil, now: now, in: transaction)
            return "/set-up?token=\(token)"
        }
    }

    private static let fields: [any InputField] = [
        AccountFields.name, AccountFields.address, AccountFields.language, AccountFields.newPassword,
    ]

    static var routes: [Route] {
        Route.account(
            "/set-up", fields, carried: ["token"], initial: { ["language": [$0.t.language.rawValue]] },
            page: { request, form in
                let token = request.form["token"] ?? request.query["token"] ?? ""
                let isUsable = try await request.site.database.read { [now = request.now] transaction in
                    try OneTimeTokens.isUsable(token, for: .setUp, now: now, in: transaction)
                }
                guard isUsable else { throw NotFound() }
                var form = form
                form.submit = "Begin"
                let t = request.t
                return request.accountPage(
                    t("Set up this installation"), lead: t("You become its first administrator. This link works once.")
                ) { form.html }
            },
            perform: perform)
    }

    @Sendable private static func perform(_ request: WebRequest, _ input: Input) async throws -> WebResponse {
        try request.count(against: request.site.limits.signInsByPeer, key: request.peer)
        let address = input[AccountFields.address]
        let name = input[AccountFields.name]
        let language = input[AccountFields.language]
        let hash = try await request.hash(input[AccountFields.newPassword], address: address, name: name)
        let token = request.form["token"] ?? ""
        let browser = request.browser
        let session = try await request.site.runner.run(deed: "accounts.set-up", as: request.viewer) { context in
            let transaction = context.transaction
            try transaction.lock("set-up")
            guard try OneTimeTokens.use(token, for: .setUp, now: context.now, in: transaction) != nil,
                try !Administrators.exist(now: context.now, in: transaction)
            else { throw NotFound() }
            try OneTimeTokens.end(.setUp, in: transaction)
            let person = try People.make(
                .init(name: name, language: language, address: address, isConfirmed: true, passwordHash: hash),
                now: context.now, in: transaction)
            try RoleGrants.give(
                Grant(.administrator, in: .installation), to: person, by: nil, now: context.now, in: transaction)
            context.changed(Subject("person", person), announce: false)
            return try Sessions.begin(
                for: person, awaitsSecondFactor: false, browser: browser, now: context.now, in: transaction)
        }
        return request.beginning(session: session, .redirect(to: "/\(language.rawValue)/"))
    }
}
