import Catalogue
import Database
import Languages
import Platform
import TestSupport
import Testing

@testable import Administration

@Suite struct PeopleTests {
    @Test(arguments: Database.Engine.available)
    func aRoleIsGivenAndEnded(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            let resident = try #require(house.people[.resident]).id
            let city = try #require(house.entries["city-a"])
            try await house.runner.run(
                GiveRole.self,
                [
                    "person": [resident], "role": ["officer"], "scope": ["city"], "entry": ["city-a"],
                    "reason": ["elected"],
                ], as: root)
            let held = try await grants(of: resident, house)
            #expect(held.map(\.grant) == [Grant(.officer, in: Scope(.city, city))])
            try await house.runner.run(
                EndRole.self, ["person": [resident], "grant": [try #require(held.first).id], "reason": ["left"]],
                as: root)
            #expect(try await grants(of: resident, house).isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aRoleIsOnlyGivenWhereItCanBeHeld(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            let resident = try #require(house.people[.resident]).id
            for (role, scope, entry, field) in [
                ("officer", "network", "network-a", "scope"), ("administrator", "city", "city-a", "scope"),
                ("officer", "city", "", "entry"), ("officer", "city", "network-a", "entry"),
            ] {
                let faults = await #expect(throws: InputFaults.self) {
                    try await house.runner.run(
                        GiveRole.self,
                        [
                            "person": [resident], "role": [role], "scope": [scope], "entry": [entry],
                            "reason": ["because"],
                        ], as: root)
                }
                #expect(faults?.fields.keys.first == field, "\(role) in \(scope)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func theOnlyAdministratorStays(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator])
            let held = try #require(try await grants(of: root.id, house).first)
            await #expect(throws: InputFaults.self) {
                try await house.runner.run(
                    EndRole.self, ["person": [root.id], "grant": [held.id], "reason": ["tired"]], as: root.viewer)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func whoIsBlockedComesInByNoDoor(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            let member = try #require(house.people[.member])
            try await house.runner.run(
                BlockSignIn.self, ["person": [member.id], "reason": ["advertising"]], as: root)
            #expect(try await house.site.sessions.find(token: member.session, now: .now) == nil)
            #expect(try await house.site.accessTokens.viewer(token: member.writingToken, now: .now) == nil)
            try await house.runner.run(UnblockSignIn.self, ["person": [member.id]], as: root)
            #expect(try await house.site.accessTokens.viewer(token: member.writingToken, now: .now) != nil)
        }
    }

    @Test(arguments: Database.Engine.available)
    func thePageOfAPersonShowsNoSecret(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let member = try #require(house.people[.member])
            let hash: String = try await house.database.read { transaction in
                try transaction.first("SELECT password_hash FROM credential WHERE person = \(member.id)")?[
                    "password_hash"] ?? ""
            }
            let page = try await house.get("/en/admin/people/\(member.id)", as: .administrator).text
            #expect(page.contains(member.email))
            for secret in [hash, member.session, member.writingToken] { #expect(!page.contains(secret)) }
        }
    }

    private func grants(of person: String, _ house: TestHouse) async throws -> [PeopleList.Held] {
        try await house.database.read { try PeopleList.grants(of: person, now: .now, in: $0) }
    }
}
