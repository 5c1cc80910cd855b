import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

@testable import Networks

/// An invitation from the coordinator's form to the member's first page, through the whole house.
@Suite struct InvitationMailTests {
    @Test(arguments: Database.Engine.available)
    func whoHasNoAccountIsInvitedMakesOneAndBecomesAMember(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            // Accounts are for the invited alone here.
            try await house.database.write { transaction in
                var settings = try Settings.read(in: transaction)
                settings.isOpenToAll = false
                try settings.write(in: transaction)
            }
            try await house.site.settings.reload(from: house.database)
            #expect(try await house.get("/pl/join").status == 404)
            let invitation = try await Self.invite("nowa@example.org", language: "pl", house)
            #expect(invitation.hasPrefix("/pl/invitations/"), "in the language that the coordinator chose")
            let page = try await house.get(invitation)
            #expect(page.status == 200)
            let token = try #require(invitation.split(separator: "/").last.map(String.init))
            let path = "/invitations/\(token)"
            let join = "/pl/join?next=%2Finvitations%2F\(token)&invitation=\(token)"
            #expect(page.text.contains(join.replacing("&", with: "&amp;")))
            #expect(try await house.get(join).status == 200)
            let sent = try await house.submit(
                "/pl/join",
                [
                    ("name", "Nowa Osoba"), ("email", "nowa@example.org"), ("language", "pl"), ("new_password", ""),
                    ("next", path), ("invitation", token),
                ])
            #expect(sent.header("location")?.hasSuffix("/sign-in/sent") == true)
            let confirm = try await Self.link(containing: "/join/confirm", house)
            let made = try await house.submit("/pl/join/confirm", [("token", Self.token(in: confirm))])
            #expect(made.header("location") == "/pl" + path)
            let cookie = try #require(made.header("set-cookie")?.split(separator: ";").first.map(String.init))
            let offer = try await house.get("/pl" + path, headers: [("cookie", cookie)])
            #expect(offer.text.contains("shares_mail"))
            let person: String = try await house.database.read {
                try $0.first("SELECT person FROM email_address WHERE address = 'nowa@example.org'")?["person"] ?? ""
            }
            let viewer = Viewer(person: person, name: "Nowa Osoba", door: .session(id: "s"))
            try await house.runner.run(AcceptInvitation.self, ["token": [token]], as: viewer)
            let grants = try await house.database.read { try RoleGrants.current(of: person, now: .now, in: $0) }
            #expect(grants == [Grant(.member, in: Scope(.network, try #require(house.entries["network-a"])))])
            let left = try await house.database.read {
                try $0.all("SELECT id FROM network_invitation WHERE recipient <> ''")
            }
            #expect(left.isEmpty, "the address is not kept once the person is known")
        }
    }

    @Test(arguments: Database.Engine.available)
    func whoHasAnAccountIsWrittenToInTheirLanguageAndSignsIn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let person = try #require(house.people[.resident])
            try await house.database.write {
                try $0.run("UPDATE person SET language = 'fi' WHERE id = \(person.id)")
            }
            let invitation = try await Self.invite(person.email, language: "pl", house)
            #expect(invitation.hasPrefix("/fi/invitations/"))
            let subject = try await Self.mail(house, "subject")
            #expect(subject == house.site.catalogues.localiser(.fi)("Invitation to \("Network A")"))
            let token = try #require(invitation.split(separator: "/").last.map(String.init))
            let joined = try await house.submit(invitation, [("token", token)], as: .resident)
            #expect(joined.header("location")?.contains("/networks/network-a") == true)
            // Once more by the same person is like once; for anybody else it is used.
            #expect(try await house.submit(invitation, [("token", token)], as: .resident).status == 303)
            #expect(try await house.get(invitation, as: .researcher).status == 410)
            let grants = try await house.database.read { try RoleGrants.current(of: person.id, now: .now, in: $0) }
            #expect(grants.count == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatTheCoordinatorTakesBackWorksNoLonger(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let invitation = try await Self.invite("late@example.org", language: "en", house)
            let people = "/en/networks/network-a/people"
            #expect(try await house.get(people, as: .coordinatorOfNetworkA).text.contains("late@example.org"))
            #expect(try await !house.get(people, as: .coordinatorOfNetworkB).text.contains("late@example.org"))
            let id: String = try await house.database.read {
                try $0.first("SELECT id FROM network_invitation")?["id"] ?? ""
            }
            let withdraw = "/en/networks/network-a/withdraw-invitation"
            let foreign = try await house.submit(withdraw, [("invitation", id)], as: .coordinatorOfNetworkB)
            #expect(foreign.status == 403)
            #expect(try await house.get(invitation).status == 200)
            let own = try await house.submit(withdraw, [("invitation", id)], as: .coordinatorOfNetworkA)
            #expect(own.status == 303)
            #expect(try await house.get(invitation).status == 404)
            #expect(try await !house.get(people, as: .coordinatorOfNetworkA).text.contains("late@example.org"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func theAuditLogKeepsNoAddress(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await Self.invite("private@example.org", language: "en", house)
            let details: [String] = try await house.database.read {
                try $0.all("SELECT details FROM audit WHERE action = 'networks.invite'").map { try $0["details"] }
            }
            #expect(details.count == 1)
            #expect(!details.joined().contains("private@example.org"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func aNetworkDoesNotFloodStrangers(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for number in 0..<InviteMember.mostInADay { _ = try await stage.invite("a\(number)@example.org") }
            await #expect(throws: InputFaults.self) { _ = try await stage.invite("one-more@example.org") }
        }
    }

    /// Invites by the coordinator's form.
    /// - Returns: the path of the link in the mail.
    private static func invite(_ address: String, language: String, _ house: TestHouse) async throws -> String {
        let answer = try await house.submit(
            "/en/networks/network-a/invite", [("email", address), ("role", "member"), ("language", language)],
            as: .coordinatorOfNetworkA)
        #expect(answer.status == 303)
        return try await link(containing: "/invitations/", house)
    }

    private static func link(containing part: String, _ house: TestHouse) async throws -> String {
        let lines = try await mail(house, "body").split(separator: "\n")
        let line = try #require(lines.first { $0.contains(part) })
        return String(line.replacing(Outbox.site, with: ""))
    }

    private static func token(in link: String) -> String {
        link.split(separator: "token=").last.map(String.init) ?? ""
    }

    private static func mail(_ house: TestHouse, _ column: String) async throws -> String {
        try await house.database.read { transaction in
            try transaction.first("SELECT subject, body FROM mail ORDER BY id DESC LIMIT 1")?[column] ?? ""
        }
    }
}
