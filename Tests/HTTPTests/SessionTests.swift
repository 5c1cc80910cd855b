import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing
import Web

/// ASVS 7: what a browser holds is worth what its person may do now, and nothing after its end.
@Suite struct SessionTests {
    /// A browser that keeps its session's cookie.
    private final class Browser {
        private let house: TestHouse
        private(set) var session: String?

        init(_ house: TestHouse, session: String? = nil) {
            self.house = house
            self.session = session
        }

        func get(_ path: String) async throws -> TestAnswer {
            try await house.get(path, headers: session.map { [("cookie", "session=\($0)")] } ?? [])
        }

        func submit(_ path: String, _ fields: [(String, String)]) async throws -> TestAnswer {
            var pairs = fields.map { QueryString.Pair($0.0, $0.1) }
            var headers = [
                ("origin", "http://127.0.0.1:\(house.client.port)"),
                ("content-type", "application/x-www-form-urlencoded"),
            ]
            if let session {
                pairs.append(.init(Form.tokenField, house.site.signer.formToken(session: Data(session.utf8))))
                headers.append(("cookie", "session=\(session)"))
            }
            let answer = try await house.send("POST", path, headers: headers, body: Data(QueryString(pairs).text.utf8))
            for header in answer.headers where header.name == "set-cookie" && header.value.hasPrefix("session=") {
                #expect(header.value.contains("HttpOnly") && header.value.contains("SameSite=Lax"))
                session = String(header.value.dropFirst("session=".count).prefix { $0 != ";" })
            }
            return answer
        }

        func signIn(_ name: String) async throws -> TestAnswer {
            try await submit(
                "/en/sign-in", [("email", "\(name)@people.example"), ("password", TestPerson.password)])
        }

        /// Whether the session opens its person's own pages.
        var isIn: Bool { get async throws { try await get("/en/account").status == 200 } }
    }

    @Test(arguments: Database.Engine.available)
    func signingInAndOutEndsWhatWasThereBefore(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let old = try #require(house.people[.member]).session
            let browser = Browser(house, session: old)
            #expect(try await browser.signIn("resident").status == 303)
            #expect(browser.session != old)
            #expect(try await Browser(house, session: old).isIn == false, "the session from before still works")
            #expect(try await browser.isIn)
            let kept = browser.session
            #expect(try await browser.submit("/en/sign-out", []).status == 303)
            #expect(try await Browser(house, session: kept).isIn == false, "a session works after signing out")
        }
    }

    @Test(arguments: Database.Engine.available)
    func aRightBeginsAndEndsWithTheNextRequest(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let member = try #require(house.people[.member])
            let browser = Browser(house, session: member.session)
            let grant = Grant(.administrator, in: .installation)
            #expect(try await browser.get("/en/admin").status == 403)
            try await house.database.write {
                try RoleGrants.give(grant, to: member.id, by: nil, now: Instant(milliseconds: 0), in: $0)
            }
            #expect(try await browser.get("/en/admin").status == 200)
            try await house.database.write { try RoleGrants.end(grant, of: member.id, now: .now, in: $0) }
            #expect(try await browser.get("/en/admin").status == 403)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aPersonSeesAndEndsTheirSessionsAndNobodyElses(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let (here, there, other) = (Browser(house), Browser(house), Browser(house))
            for (browser, name) in [(here, "member"), (there, "member"), (other, "resident")] {
                #expect(try await browser.signIn(name).status == 303)
            }
            let sessions = try await house.database.readOne(
                "SELECT id FROM session WHERE person = \(try #require(house.people[.member]).id)")
            let ids: [String] = try sessions.map { try $0["id"] }
            #expect(ids.count == 3)
            for id in ids { _ = try await other.submit("/en/account/sessions/end", [("session", id)]) }
            #expect(try await there.isIn, "somebody else ended it")
            #expect(try await here.submit("/en/account/sessions/end", []).status == 303)
            #expect(try await here.isIn)
            #expect(try await there.isIn == false)
            #expect(try await other.isIn)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aNewPasswordEndsEverySessionButTheOneThatSetIt(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let (here, there) = (Browser(house), Browser(house))
            for browser in [here, there] { #expect(try await browser.signIn("member").status == 303) }
            let before = here.session
            let changed = try await here.submit(
                "/en/account/password", [("new_password", "nine green mills turn slowly")])
            #expect(changed.status == 303)
            #expect(here.session != before)
            #expect(try await here.isIn)
            #expect(try await there.isIn == false)
            #expect(try await Browser(house, session: before).isIn == false)
            #expect(try await Browser(house).signIn("member").status == 422, "the old password still works")
        }
    }

    @Test(arguments: Database.Engine.available)
    func aSecondFactorIsAskedForAndNoCodeOfItWorksTwice(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let member = try #require(house.people[.member])
            let here = Browser(house)
            #expect(try await here.signIn("member").status == 303)
            let secret = try await house.database.write { try SecondFactor.begin(for: member.id, in: $0) }
            let app = OneTimePassword(secret: secret)
            let step = OneTimePassword.step(at: .now)
            let before = here.session
            let page = try await here.submit("/en/account/second-factor", [("code", app.code(step: step))])
            #expect(page.status == 200 && here.session != before)
            let codes = page.text.matches(of: /<li><code>([^<]+)<\/code>/).map { String($0.1) }
            let recovery = try #require(codes.first)

            let there = Browser(house)
            #expect(try await there.signIn("member").header("location")?.contains("/sign-in/code") == true)
            #expect(try await there.isIn == false, "the password alone opened the door")
            #expect(try await there.get("/en/account/export").status == 303)
            let replayed = try await there.submit("/en/sign-in/code", [("code", app.code(step: step))])
            #expect(replayed.status == 422, "the code that confirmed the app was taken again")
            #expect(try await there.submit("/en/sign-in/code", [("code", recovery)]).status == 303)
            #expect(try await there.isIn)

            let third = Browser(house)
            _ = try await third.signIn("member")
            #expect(try await third.submit("/en/sign-in/code", [("code", recovery)]).status == 422)
            #expect(try await third.isIn == false)
        }
    }
}
