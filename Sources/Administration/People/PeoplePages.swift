import Catalogue
import Languages
import Platform
import Web

/// The list of people.
enum PeoplePages {
    static var routes: [Route] {
        [.page("/admin/people", access: .administrator, list)] + PersonPage.routes
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> WebResponse {
        let t = request.t
        let name = request.query["name"].flatMap { $0.isEmpty ? nil : $0 }
        let before = request.query["before"]
        let found = try await request.site.database.read { [viewer = request.viewer] transaction in
            try PeopleList.page(
                named: name, before: before, limit: AdminFields.pageSize, as: viewer, in: transaction)
        }
        let search = Form(
            action: request.link("/admin/people"), method: .get, label: t("Search people"),
            content: """
                \(FormField("name", label: t("Name"), value: name ?? "", isRequired: false), t)\
                \(Button.submit(t("Search"), style: .secondary), t)
                """)
        let table = NewestFirst<PeopleList.Person>(
            caption: t("People"),
            columns: [
                .init(t("Name")), .init(t("Mail address")), .init(t("Since")),
                .init(t("Roles"), isNumber: true), .init(t("Signing in")),
            ],
            nothing: EmptyState(t("Nothing was found.")), key: \.id
        ) { person in
            [
                "<a href=\(address: request.link("/admin/people/\(person.id)"))>\(Self.name(of: person, t))</a>",
                person.address.map { HTML(text: $0) }, HTML(text: t.dateTime(person.createdAt)),
                HTML(text: t.number(person.roles)), state(person, t).html(t),
            ]
        }
        return request.adminPage(.people) { "\(search, t)\(table.html(found, request))" }
    }

    /// Who was erased has no name left, and yet a page that a link must lead to.
    static func name(of person: PeopleList.Person, _ t: Localiser) -> String {
        person.name.isEmpty ? t("Erased") : person.name
    }

    static func state(_ person: PeopleList.Person, _ t: Localiser) -> Badge {
        if person.erasedAt != nil { return Badge(t("Erased")) }
        return person.blockReason == nil
            ? Badge(t("Open", context: "account"), tone: .good) : Badge(t("Blocked"), tone: .bad)
    }
}
