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

    @Test(arguments: Database.Engine.available)
    func anAdministratorMailsALinkThatSignsIn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let member = try #require(house.people[.member])
            try await house.database.write {
                try $0.run("UPDATE person SET language = 'sv' WHERE id = \(member.id)")
            }
            let page = "/en/admin/people/\(member.id)"
            #expect(try await house.get(page, as: .administrator).text.contains(page + "/mail-sign-in-link"))
            for persona in [Persona.resident, .coordinatorOfNetworkA] {
                #expect(try await house.submit(page + "/mail-sign-in-link", [], as: persona).status == 403)
            }
            let answer = try await house.submit(page + "/mail-sign-in-link", [], as: .administrator)
            #expect(answer.status == 303)
            let mail = try #require(
                try await house.database.read { try $0.first("SELECT recipient, subject, body FROM mail") })
            #expect(try mail["recipient"] == member.email)
            let body: String = try mail["body"]
            let link = try #require(body.split(separator: "\n").first { $0.contains("/sv/sign-in/link?token=") })
            let token = try #require(link.split(separator: "=").last.map(String.init))
            let list = try await house.get("/en/admin/mail", as: .administrator).text
            #expect(list.contains(member.email) && !list.contains(token))
            let details: String = try await house.database.read {
                try $0.first("SELECT details FROM audit WHERE action = 'people.mail-sign-in-link'")?["details"] ?? ""
            }
            #expect(!details.isEmpty && !details.contains(member.email) && !details.contains(token))
            let entered = try await house.submit("/sv/sign-in/link", [("token", token)])
            #expect(entered.status == 303 && entered.header("set-cookie") != nil)
            #expect(try await house.submit("/sv/sign-in/link", [("token", token)]).status == 410)
        }
    }

    @Test(arguments: Database.Engine.available)
    func noLinkIsMailedToWhoIsBlockedAndNotManyToAnybody(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).viewer
            let member = try #require(house.people[.member]).id
            for _ in 0..<MailSignInLink.mostInAnHour {
                try await house.runner.run(MailSignInLink.self, ["person": [member]], as: root)
            }
            await #expect(throws: InputFaults.self) {
                try await house.runner.run(MailSignInLink.self, ["person": [member]], as: root)
            }
            let resident = try #require(house.people[.resident]).id
            try await house.runner.run(BlockSignIn.self, ["person": [resident], "reason": ["advertising"]], as: root)
            await #expect(throws: InputFaults.self) {
                try await house.runner.run(MailSignInLink.self, ["person": [resident]], as: root)
            }
        }
    }

    private func grants(of person: String, _ house: TestHouse) async throws -> [PeopleList.Held] {
        try await house.database.read { try PeopleList.grants(of: person, now: .now, in: $0) }
    }
}
