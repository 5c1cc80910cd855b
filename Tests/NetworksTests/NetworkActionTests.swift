import Catalogue
import Database
import Exchange
import Platform
import TestSupport
import Testing

@testable import Networks

/// The verbs of networks, asked by everybody through their doors.
@Suite struct NetworkActionTests {
    private static let everybodyElse: [Persona] = [
        .resident, .member, .assessor, .researcher, .officerOfCityA, .officerOfCityB, .coordinatorOfNetworkB,
    ]

    private func statuses(
        _ action: String, _ input: JSONValue, _ house: TestHouse, as personas: [Persona]
    ) async throws -> [Int] {
        var statuses: [Int] = []
        for persona in personas { statuses.append(try await house.act(action, input, as: persona).status) }
        return statuses
    }

    @Test(arguments: Database.Engine.available)
    func onlyAdministratorsStartNetworksAndCoordinatorsWorkingGroupsOfTheirs(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let network: JSONValue = ["title": "Rhine cities", "language": "en", "kind": "national", "country": "de"]
            #expect(try await house.act("networks.start", network).status == 401)
            let others = Self.everybodyElse + [.coordinatorOfNetworkA]
            #expect(try await statuses("networks.start", network, house, as: others) == others.map { _ in 403 })
            #expect(try await house.act("networks.start", network, as: .administrator).status == 200)
            let group: JSONValue = [
                "title": "Empty shops", "language": "en", "kind": "working group", "parent": "network-a",
            ]
            #expect(
                try await statuses("networks.start", group, house, as: Self.everybodyElse)
                    == Self.everybodyElse.map { _ in 403 })
            #expect(try await house.act("networks.start", group, as: .coordinatorOfNetworkA).status == 200)
            let page = try await house.get("/en/networks/empty-shops").text
            #expect(page.contains("coordinator-a") && page.contains("Network A"))
            let wrong: JSONValue = ["title": "X", "language": "en", "kind": "national", "country": "1!"]
            #expect(try await house.act("networks.start", wrong, as: .administrator).status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func officersEditThePageOfTheirCityOnly(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let input: JSONValue = [
                "entry": .string(house.entries["city-a"] ?? ""), "kind": "city", "language": "en",
                "story": "A city with a mill.", "website": "https://city-a.example/",
            ]
            #expect(try await house.act("networks.edit-profile", input).status == 401)
            let others: [Persona] = [.resident, .member, .officerOfCityB, .coordinatorOfNetworkA, .researcher]
            #expect(try await statuses("networks.edit-profile", input, house, as: others) == others.map { _ in 403 })
            #expect(try await house.act("networks.edit-profile", input, as: .officerOfCityA).status == 200)
            let page = try await house.get("/en/cities/city-a").text
            #expect(page.contains("A city with a mill.") && page.contains("city-a.example"))
            #expect(
                try await house.get("/api/v1/cities/city-a").json["details"]?["website"] == "https://city-a.example/")
            #expect(try await house.get("/en/cities/city-a/profile", as: .officerOfCityB).status == 403)
            #expect(try await house.act("networks.edit-profile", input, as: .administrator).status == 200)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aCoordinatorAddsOnlyPeopleOfNetworksTheyTakePartIn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let member = try #require(house.people[.member]?.id)
            let input: JSONValue = [
                "network": "network-b", "person": .string(member), "sector": "residents", "level": "active",
                "roles": ["delegate"],
            ]
            // The member is of network A, which the coordinator of network B has no part in.
            #expect(try await house.act("networks.add-person", input, as: .coordinatorOfNetworkB).status == 422)
            let others: [Persona] = [.resident, .member, .officerOfCityA, .coordinatorOfNetworkA]
            #expect(try await statuses("networks.add-person", input, house, as: others) == others.map { _ in 403 })
            #expect(try await house.act("networks.add-person", input).status == 401)
            try await give(.member, in: "network-a", to: .coordinatorOfNetworkB, house)
            #expect(
                try await house.get("/en/networks/network-b/add-person", as: .coordinatorOfNetworkB).text
                    .contains(member))
            #expect(try await house.act("networks.add-person", input, as: .coordinatorOfNetworkB).status == 200)
            #expect(try await house.act("networks.add-person", input, as: .coordinatorOfNetworkB).status == 422)
            let list = try await house.get("/en/networks/network-b/members", as: .coordinatorOfNetworkB).text
            #expect(list.contains("member") && list.contains("Delegate"))
            #expect(try await house.act("networks.leave", ["network": "network-b"], as: .member).status == 200)
            let ended = try await house.get("/en/networks/network-b/history", as: .coordinatorOfNetworkB).text
            #expect(ended.contains("Delegate") && ended.contains("Active"))
            // Who takes part is shown to nobody else.
            let shown = try await house.get("/en/networks/network-b/history").text
            #expect(!shown.contains("Delegate"))
        }
    }

    @Test func theOnlyCoordinatorDoesNotLeave() async throws {
        try await withHouse(.sqlite) { house in
            let leave: JSONValue = ["network": "network-a"]
            #expect(try await house.act("networks.leave", leave).status == 401)
            #expect(try await house.act("networks.leave", leave, as: .coordinatorOfNetworkA).status == 422)
            #expect(try await house.act("networks.leave", leave, as: .member).status == 200)
            let page = try await house.submit("/en/networks/network-a/leave", [], as: .coordinatorOfNetworkA)
            #expect(page.status == 422)
        }
    }

    @Test(arguments: ["boss", "<b>", ""])
    func aRoleOutsideTheListIsRefused(_ role: String) async throws {
        try await withHouse(.sqlite) { house in
            let input: JSONValue = [
                "network": "network-a", "organisation": "Tool association", "roles": [.string(role)],
            ]
            let status = try await house.act("networks.add-member", input, as: .coordinatorOfNetworkA).status
            #expect(status == (role.isEmpty ? 200 : 422))
        }
    }

    @Test func aMembershipDoesNotBeginInTheFuture() async throws {
        try await withHouse(.sqlite) { house in
            let input: JSONValue = ["network": "network-a", "city": "cityaville", "since": "2999-01-01"]
            let status = try await house.act("networks.add-member", input, as: .coordinatorOfNetworkA).status
            #expect(status == 422)
        }
    }

    @Test func aWorkingGroupHoldsMembersOfSeveralNetworks() async throws {
        try await withHouse(.sqlite) { house in
            let group: JSONValue = ["title": "Group", "language": "en", "kind": "working group", "parent": "network-a"]
            _ = try await house.act("networks.start", group, as: .coordinatorOfNetworkA)
            for (network, city, persona) in [
                ("network-a", "Cityaville", Persona.coordinatorOfNetworkA),
                ("network-b", "Citybburg", .coordinatorOfNetworkB),
            ] {
                let input: JSONValue = ["network": "group", "city": .string(city)]
                #expect(try await house.act("networks.add-member", input, as: .administrator).status == 422)
                let own: JSONValue = ["network": .string(network), "city": .string(city)]
                #expect(try await house.act("networks.add-member", own, as: persona).status == 200)
                #expect(try await house.act("networks.add-member", input, as: .administrator).status == 200)
            }
            let page = try await house.get("/en/networks/group").text
            #expect(page.contains("Network A") && page.contains("Network B"))
            #expect(page.contains("Finland") && page.contains("Sweden"))
        }
    }

    @Test func theWantedMixStandsBesideTheActualOneWithItsSums() async throws {
        try await withHouse(.sqlite) { house in
            let add: JSONValue = [
                "network": "network-a", "organisation": "Tool association", "sector": "civil society",
            ]
            _ = try await house.act("networks.add-member", add, as: .coordinatorOfNetworkA)
            #expect(try await house.get("/en/networks/network-a").text.contains("has not said which mix it wants"))
            let mix: JSONValue = ["network": "network-a", "public": 60, "civil society": 40]
            #expect(try await house.act("networks.set-wanted-mix", mix, as: .coordinatorOfNetworkA).status == 200)
            let page = try await house.get("/en/networks/network-a").text
            for text in ["Fewer than wanted", "Public sector: 0%, wanted 60%", "not stated", "<tfoot>"] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    /// Gives a person a role as an administrator does.
    private func give(_ role: Role, in slug: String, to persona: Persona, _ house: TestHouse) async throws {
        let person = try #require(house.people[persona]?.id)
        let scope = Scope(.network, house.entries[slug] ?? "")
        try await house.database.write { transaction in
            try RoleGrants.give(Grant(role, in: scope), to: person, by: nil, now: .now, in: transaction)
        }
    }
}
