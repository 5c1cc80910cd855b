import Database
public import Languages
public import Platform
import Web

/// What a person says of themselves.
public enum UpdateProfile: Action {
    public static let name = "accounts.update"
    public static let summary: Message = "Change your own name and language"
    public static let fields: [any InputField] = [AccountFields.name, AccountFields.language]
    public static let policy = Policy("anyone with an account, for themselves") { viewer, _, _ in viewer.isSignedIn }

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let person = try context.requirePerson()
        let language = input[AccountFields.language]
        try context.transaction.run(
            """
            UPDATE person SET name = \(input[AccountFields.name]), language = \(language.rawValue)
            WHERE id = \(person)
            """)
        context.changed(Subject("person", person), announce: false)
        return Outcome(Subject("person", person))
    }
}

/// A person's own pages: the ways between them, and the first with name and language.
enum AccountPages {
    static var routes: [Route] {
        Route.form(
            "/account", UpdateProfile.self,
            initial: { request in
                let account = try await account(request)
                return ["name": [account.name], "language": [account.language.rawValue]]
            },
            page: { request, form in page(request, request.t("Your account")) { form.html } },
            done: { request, _ in
                let language = request.form["language"].flatMap(Language.init(rawValue:)) ?? request.t.language
                return .redirect(to: "/\(language.rawValue)/account?said=saved")
            })
    }

    /// The account of whoever asks.
    static func account(_ request: WebRequest) async throws -> People.Account {
        let person = try request.person()
        guard let account = try await request.site.database.read({ try People.account(person: person, in: $0) })
        else { throw AccessDenied.signInNeeded }
        return account
    }

    /// One of the person's pages, with the ways to the others.
    static func page(_ request: WebRequest, _ title: String, content: () -> HTML) -> WebResponse {
        let t = request.t
        let links: [(label: Message, path: String)] = [
            (Message("Name and language"), "/account"), (Message("Signing in"), "/account/security"),
            (Message("Following and notifications"), "/account/notifications"),
            (Message("Programs and tokens"), "/account/tokens"),
            (Message("Your data"), "/account/data"),
        ]
        func item(_ link: (label: Message, path: String)) -> HTML {
            let isCurrent = request.path == link.path
            return """
                <li><a href=\(address: request.link(link.path))\(attribute: "aria-current", isCurrent ? "page" : nil)>\
                \(t(link.label))</a></li>
                """
        }
        return request.accountPage(title) {
            """
            <div class="browse"><nav aria-label=\(attribute: t("Your account"))>\
            <ul role="list" class="stack">\(each: links, item)</ul></nav><div class="stack">\(content())</div></div>
            """
        }
    }
}

extension WebRequest {
    /// The person who asks.
    func person() throws -> String {
        guard let person = viewer.person else { throw AccessDenied.signInNeeded }
        return person
    }

    /// Lets only somebody on who signed in a moment ago or gives the password again: a browser that was left open is
    /// not enough to take an account over.
    func requireFresh(_ present: String?) async throws -> People.Account {
        let account = try await AccountPages.account(self)
        let (now, id) = (now, sessionID ?? "")
        if try await site.database.read({ try Sessions.isFresh(id, now: now, in: $0) }) { return account }
        try count(against: site.limits.signInsByAccount, key: "fresh:" + account.person)
        guard try await verify(present ?? "", stored: account.passwordHash) else {
            throw InputFaults.at(
                AccountFields.presentPassword,
                account.passwordHash == nil
                    ? "You have no password. Sign out, sign in by a mail link and do this within 15 minutes."
                    : "This is not your password. Without it, sign in by a mail link and do this within 15 minutes.")
        }
        return account
    }
}
