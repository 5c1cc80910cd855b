import Languages
import Platform
import Web

extension Route {
    /// A form about an account: shown, sent, and shown again with what is wrong. Its deed has no door in the API, so
    /// that a stolen token can neither change a password nor make another token.
    ///
    /// - Parameters:
    ///   - carried: names in the address or the form that go along unseen, such as a token.
    ///   - perform: the deed and where it leads; throws `InputFaults` for what the person can mend.
    static func account(
        _ path: String, _ fields: [any InputField], access: Access = .anyone, carried: [String] = [],
        initial: @escaping @Sendable (WebRequest) async throws -> RawInput = { _ in [:] },
        page: @escaping @Sendable (WebRequest, ActionForm) async throws -> WebResponse,
        perform: @escaping @Sendable (WebRequest, Input) async throws -> WebResponse
    ) -> [Route] {
        @Sendable func fixed(_ request: WebRequest) -> [String: String] {
            carried.reduce(into: [:]) { $0[$1] = request.form[$1] ?? request.query[$1] }
        }
        return [
            .page(path, access: access) { request in
                var form = ActionForm(fields, request, to: request.path, values: try await initial(request))
                form.fixed = fixed(request)
                return try await page(request, form)
            },
            .post(path, access: access) { request in
                let names = Set(fields.map(\.name))
                let raw = request.input().filter { names.contains($0.key) }
                do {
                    return try await perform(request, try Input(fields, from: raw))
                } catch let faults as InputFaults {
                    var form = ActionForm(fields, request, to: request.path, values: raw, faults: faults)
                    form.fixed = fixed(request)
                    var response = try await page(request, form)
                    response.status = 422
                    return response
                }
            },
        ]
    }
}

extension WebRequest {
    /// A page about an account, kept from search engines.
    func accountPage(_ title: String, lead: String? = nil, content: () -> HTML) -> WebResponse {
        var details = PageDetails()
        details.isHidden = true
        let heading = Heading(title, lead: lead.map { HTML(text: $0) })
        return page(title: title, details) { "\(heading, t)\(content())" }
    }

    /// Where the person was on the way to; only ever an address of this site.
    var next: String { WebRequest.local(form["next"] ?? query["next"]) }

    /// A button that sends what the page says, and nothing typed.
    func button(
        _ text: String, to path: String, _ hidden: [(name: String, value: String)] = [],
        style: Button.Style = .secondary
    ) -> HTML {
        Form(action: link(path), token: formToken, hidden: hidden, content: "\(Button.submit(text, style: style), t)")
            .html(t)
    }

    /// Hashes a password that was chosen.
    /// - Throws: `InputFaults` at the field when the rules refuse it; `TooMany` when too many wait for their turn.
    func hash(_ password: String, address: String, name: String) async throws -> String {
        if let refusal = PasswordRules.refusal(of: password, address: address, name: name) {
            throw InputFaults.at(AccountFields.newPassword, refusal)
        }
        return try await working { try await site.passwords.hash(password) }
    }

    /// Whether a password is the stored one; takes as long for an account that does not exist.
    func verify(_ password: String, stored: String?) async throws -> Bool {
        try await working { try await site.passwords.verify(password, stored: stored) }
    }

    private func working<T>(_ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch is PasswordHasher.Failure { throw TooMany(2) }
    }
}
