import Catalogue
import Database
import Languages
import Platform
import Web

/// The forms with which coordinators run their network.
enum CoordinatorPages {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        memberForms + [
            .page("/networks/{entry}/people", access: .signedIn) { try await PeoplePage().answer($0) },
            .button("/networks/{entry}/answer", AnswerRequest.self, fixed: network, done: back("/people")),
            .button(
                "/networks/{entry}/withdraw-invitation", WithdrawInvitation.self, fixed: network,
                done: back("/people", .removed)),
            .button("/networks/{entry}/give-role", GiveNetworkRole.self, fixed: network, done: back("/people")),
            .button("/networks/{entry}/end-role", EndNetworkRole.self, fixed: network, done: back("/people")),
            .button("/networks/{entry}/members/{member}/end", EndMember.self, fixed: member, done: back("/members")),
        ]
    }

    private static func network(_ request: WebRequest) -> [String: String] {
        ["network": request.parameter("entry")]
    }

    private static func member(_ request: WebRequest) -> [String: String] {
        ["network": request.parameter("entry"), "member": request.parameter("member")]
    }

    private static func back(
        _ path: String, _ said: WebRequest.Said = .saved
    ) -> @Sendable (WebRequest, Outcome) async throws -> WebResponse {
        { request, _ in request.done("/networks/\(request.parameter("entry"))\(path)", saying: said) }
    }

    private static func form(
        _ path: String, _ action: any Action.Type, title: Message, submit: Message = "Save",
        initial: @escaping @Sendable (WebRequest) async throws -> RawInput = { _ in [:] },
        said: WebRequest.Said = .saved,
        offer: @escaping @Sendable (inout ActionForm, Entry, WebRequest) async throws -> Void = { _, _, _ in }
    ) -> [Route] {
        Route.form(
            "/networks/{entry}/\(path)", action, fixed: network, initial: initial,
            page: { request, form in
                var form = form
                form.submit = submit
                let entry = try await NetworkPages.find(request)
                try await offer(&form, entry, request)
                return NetworkPages.page(request, entry, title: request.t(title)) { [form] in form.html }
            }, done: back("/members", said))
    }

    private static var memberForms: [Route] {
        form("add-member", AddMember.self, title: "Add a member", submit: "Add", offer: names)
            + addPerson
            + form(
                "invite", InviteMember.self, title: "Invite by mail", submit: "Send the invitation",
                initial: { ["language": [$0.t.language.rawValue]] }, said: .invited)
            + form("mix", SetWantedMix.self, title: "Wanted mix", initial: wantedMix)
            + Route.form(
                "/networks/{entry}/members/{member}", ChangeMember.self, fixed: member, initial: present,
                page: memberPage, done: back("/members"))
    }

    /// The names of organisations and cities. Two statements.
    @Sendable private static func names(_ form: inout ActionForm, _ entry: Entry, _ request: WebRequest) async throws {
        form.suggestions = try await request.site.database.read { [t = request.t] transaction in
            [
                "organisation": try EntryNames.offered(kind: "organisation", t, in: transaction),
                "city": try EntryNames.offered(kind: "city", t, in: transaction),
            ]
        }
    }

    /// Offers the people whom the coordinator may add; without any, only the way to invite is left. One statement.
    private static var addPerson: [Route] {
        Route.form(
            "/networks/{entry}/add-person", AddPerson.self, fixed: network,
            page: { request, form in
                let t = request.t
                var form = form
                let entry = try await NetworkPages.find(request)
                let known = try await request.site.database.read { [viewer = request.viewer, now = request.now] in
                    try KnownPeople.all(to: viewer, for: entry.id, now: now, in: $0)
                }
                form.options = ["person": known.map { FieldOption($0.id, Message("\($0.name)")) }]
                form.submit = "Add"
                let invite = Button.link(t("Invite by mail"), to: request.link("/networks/\(entry.slug)/invite"))
                let lead = t("You can add people who take part in another network of yours. Invite everybody else.")
                return NetworkPages.page(request, entry, title: t("Add a person"), lead: lead) { [form] in
                    "<p>\(invite, t)</p>\(if: !known.isEmpty, form.html)"
                }
            }, done: back("/members"))
    }

    @Sendable private static func wantedMix(_ request: WebRequest) async throws -> RawInput {
        let entry = try await NetworkPages.find(request)
        let shares = try await request.site.database.read { try Members.wantedShares(of: entry.id, in: $0) }
        return Dictionary(uniqueKeysWithValues: shares.map { ($0.key.rawValue, [String($0.value)]) })
    }

    @Sendable private static func present(_ request: WebRequest) async throws -> RawInput {
        let entry = try await NetworkPages.find(request)
        return try await request.site.database.read { transaction in
            let row = try Membership.current(request.parameter("member"), of: entry.id, in: transaction)
            return [
                "sector": [try row["sector"] ?? ""], "level": [try row["level"] ?? ""],
                "roles": JSONColumn.texts(try row["roles"]),
            ]
        }
    }

    @Sendable private static func memberPage(_ request: WebRequest, _ form: ActionForm) async throws -> WebResponse {
        let t = request.t
        let entry = try await NetworkPages.find(request)
        let id = request.parameter("member")
        let (name, history) = try await request.site.database.read { transaction in
            let row = try Membership.current(id, of: entry.id, in: transaction)
            return (
                try memberTitle(row, t, in: transaction), try Members.involvements(of: [id], in: transaction)[id] ?? []
            )
        }
        let end = Form(
            action: request.link("/networks/\(entry.slug)/members/\(id)/end"), token: request.formToken,
            content: "\(Button.submit(t("End the membership"), style: .danger), t)")
        return NetworkPages.page(request, entry, title: name) {
            """
            \(form.html)\(if: !history.isEmpty, request.section(t("Involvement so far"), "<ul>\(each: history, { "<li>\($0.text(t))</li>" })</ul>"))\
            \(request.section(t("End the membership"), "<p>\(t("The membership stays on record with its dates."))</p>\(end, t)"))
            """
        }
    }

    private static func memberTitle(_ row: Row, _ t: Localiser, in transaction: Transaction) throws -> String {
        let organisation: String? = try row["organisation"]
        let city: String? = try row["city"]
        if let entry = organisation ?? city {
            let title = try EntryLists.titles(of: [entry], in: transaction)[entry]
            return title?.reading(for: t.language).text ?? t("Member")
        }
        let person: String? = try row["person"]
        return try transaction.first("SELECT name FROM person WHERE id = \(person)")?["name"] ?? t("Member")
    }
}
