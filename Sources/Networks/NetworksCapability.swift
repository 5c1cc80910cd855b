public import Catalogue
import Languages
import Platform
import Web

extension Capability {
    /// Cities, regions, organisations, networks and their members.
    public static var networks: Capability {
        var capability = Capability()
        capability.migrations = NetworksSchema.migrations
        capability.kinds = [.network, .organisation, .city, .region]
        capability.imports = [
            ImportCity.self, ImportOrganisation.self, ImportRegion.self, ImportNetwork.self, ImportMember.self,
        ]
        capability.actions = [
            AddMember.self, AddPerson.self, ChangeMember.self, EndMember.self, LeaveNetwork.self, SetWantedMix.self,
            InviteMember.self, WithdrawInvitation.self,
            AcceptInvitation.self, AskToJoin.self, AnswerRequest.self, GiveNetworkRole.self, EndNetworkRole.self,
            StartNetwork.self, EditProfile.self,
        ]
        capability.routes = { catalogue in
            let members = MembersPage(catalogue: catalogue)
            return [
                .page("/networks/{entry}/members") { try await members.answer($0) },
                .page("/networks/{entry}/members.csv", access: .signedIn) { try await members.download($0) },
                .page("/networks/{entry}/history") { try await HistoryPage(catalogue: catalogue).answer($0) },
            ] + CoordinatorPages.routes(catalogue) + JoiningPages.routes(catalogue)
        }
        capability.personalData = NetworksPersonalData.all
        capability.accountLinks = [Site.AccountLink("My networks", "/my/networks")]
        return capability
    }
}

extension CatalogueKind {
    static let city = CatalogueKind(
        name: "city", path: "cities", singular: "City", plural: "Cities",
        count: { .count($0, one: "\($0) city", other: "\($0) cities") }, facets: [.country],
        lead: "Municipalities that take part or are written about.",
        details: EntryDetails(
            table: "city",
            columns: [
                .init("kind"), .init("own_name"), .init("population", .integer), .init("population_year", .integer),
                .init("lau_code"), .init("lau_edition"), .init("nuts_code"), .init("nuts_edition"), .init("website"),
                .init("contact_page"),
            ]),
        additions: CityPage.additions)

    static let region = CatalogueKind(
        name: "region", path: "regions", singular: "Region", plural: "Regions",
        count: { .count($0, one: "\($0) region", other: "\($0) regions") }, facets: [.country, .city],
        lead: "City regions and metropolises: one or more cities that act together.",
        details: EntryDetails(
            table: "region",
            columns: [
                .init("kind"), .init("major_region"), .init("spearheads", .json), .init("cross_cutting_themes", .json),
                .init("intermediary_body", .entry), .init("intermediary_source"), .init("partners_stated"),
                .init("published_targets", .json),
            ]),
        additions: RegionPage.additions)

    static let organisation = CatalogueKind(
        name: "organisation", path: "organisations", singular: "Organisation", plural: "Organisations",
        count: { .count($0, one: "\($0) organisation", other: "\($0) organisations") },
        facets: [.sector, .country, .city], lead: "Who leads, funds, studies or takes part.",
        details: EntryDetails(
            table: "organisation",
            columns: [
                .init("kind"), .init("host", .boolean, stored: "is_host"), .init("other_names", .json),
                .init("named_in", .json), .init("website"), .init("contact_page"),
            ]),
        additions: OrganisationPage.additions)

    static let network = CatalogueKind(
        name: "network", path: "networks", singular: "Network", plural: "Networks",
        count: { .count($0, one: "\($0) network", other: "\($0) networks") }, facets: [.country, .city],
        lead: "Bodies of members with a coordinator: national, thematic, or a programme's.",
        details: EntryDetails(
            table: "network",
            columns: [
                .init("kind"), .init("theme", .json), .init("lead_city", .entry), .init("project"),
                .init("kickoff", .json), .init("size_stated"), .init("counts_stated", .json),
                .init("counts_as_of", .integer), .init("second_source"),
            ]),
        additions: NetworkPage.additions)
}
