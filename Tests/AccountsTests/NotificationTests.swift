import Accounts
import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

/// Whoever follows something is told of it: once, in their language, as often as they want.
@Suite struct NotificationTests {
    @Test(arguments: Database.Engine.available)
    func aDeedThatTouchesSeveralFollowedThingsMakesOneNotice(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            for (kind, slug) in [("need", "need-a"), ("practice", "practice-a"), ("city", "city-a")] {
                try await stage.follow(kind, slug, as: .resident)
            }
            try await stage.set(.never, for: .resident)
            let deeds: [(action: String, input: JSONObject, persona: Persona)] = [
                (
                    "ideas.voice",
                    ["entry": try stage.entry("need-a"), "title": "A tool bus", "story": "A bus lends tools."], .member
                ),
                (
                    "adoptions.record",
                    [
                        "entry": try stage.entry("practice-a"), "city": "city-b", "year": 2025, "outcome": "succeeded",
                        "evidence": "claimed", "need": try stage.entry("need-a"), "kept": "All of it.",
                    ], .officerOfCityB
                ),
                (
                    "needs.join", ["entry": try stage.entry("need-a"), "city": "city-b", "sentence": "Here too."],
                    .officerOfCityB
                ),
                (
                    "needs.answer", ["entry": try stage.entry("need-a"), "answer": try stage.entry("practice-a")],
                    .officerOfCityA
                ),
            ]
            let reader = try stage.person(.resident).id
            for (count, deed) in deeds.enumerated() {
                try await stage.act(deed.action, deed.input, as: deed.persona)
                // Twice: what is told is not told again.
                for _ in 0..<2 {
                    #expect(try await stage.post().allSatisfy { !$0.to.address.hasPrefix("resident@") })
                }
                let notices = try await stage.number(
                    "SELECT COUNT(*) AS number FROM notification WHERE person = \(reader)")
                #expect(notices == count + 1, "\(deed.action)")
            }
            let told = try await stage.house.database.read {
                try Notifications.list(of: reader, limit: 10, in: $0).map(\.action)
            }
            #expect(told == deeds.reversed().map(\.action))
            let actor = try stage.person(.member).id
            #expect(try await stage.number("SELECT COUNT(*) AS number FROM notification WHERE person = \(actor)") > 0)
            #expect(
                try await stage.number(
                    "SELECT COUNT(*) AS number FROM notification WHERE person = \(actor) AND action = 'ideas.voice'")
                    == 0,
                "nobody is told of what they did themselves")
        }
    }

    @Test(arguments: Database.Engine.available)
    func newsComesAtOnceOrOnceADayOrNeverAsThePersonSays(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            let readers: [(persona: Persona, mode: Notifications.Mode)] = [
                (.resident, .atOnce), (.researcher, .daily), (.assessor, .never),
            ]
            for (persona, mode) in readers {
                try await stage.follow("need", "need-a", as: persona)
                try await stage.set(mode, for: persona)
            }
            let addresses = try readers.map { try stage.person($0.persona).email }
            func recipients() async throws -> [String] { try await stage.post().map(\.to.address).sorted() }
            _ = try await stage.idea("First", as: .member)
            #expect(try await recipients() == [addresses[1], addresses[0]], "the first news waits for nothing")
            _ = try await stage.idea("Second", as: .member)
            #expect(try await recipients() == [addresses[0]])
            stage.clock.advance(by: .seconds(20 * 3_600))
            _ = try await stage.idea("Third", as: .member)
            #expect(try await recipients() == [addresses[0]])
            stage.clock.advance(by: .seconds(4 * 3_600))
            #expect(try await recipients() == [addresses[1]], "a day after the last mail")
            #expect(try await recipients().isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func anAnswerComesAtOnceAlsoToThoseWhoWantOneMailADay(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            try await stage.follow("need", "need-a", as: .resident)
            _ = try await stage.idea("First", as: .member)
            #expect(try await stage.post().map(\.subject).count == 1)
            let idea = try await stage.idea("Second", as: .member)
            #expect(try await stage.post().isEmpty)
            try await stage.act(
                "needs.answer", ["entry": try stage.entry("need-a"), "answer": .string(idea)], as: .officerOfCityA)
            let mails = try await stage.post().filter { $0.to.address.hasPrefix("resident@") }
            #expect(mails.map(\.subject) == ["“Tyhjät talot keskustassa” was answered."])
        }
    }

    @Test(arguments: Database.Engine.available)
    func theMailIsInTheLanguageOfWhoeverFollows(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            try await stage.follow("need", "need-b", as: .resident)
            let person = try stage.person(.resident).id
            try await stage.house.database.write {
                try $0.run("UPDATE person SET language = 'pl' WHERE id = \(person)")
            }
            try await stage.act(
                "needs.join", ["entry": try stage.entry("need-b"), "city": "city-a", "sentence": "Täällä myös."],
                as: .officerOfCityA)
            let mail = try #require(try await stage.post().first)
            let t = stage.house.site.catalogues.localiser(.pl)
            let title = "Äldre saknar sällskap"
            #expect(mail.subject == t("“\(title)” was joined by another city."))
            #expect(mail.subject != "“\(title)” was joined by another city.")
            #expect(mail.text.contains("/pl/needs/need-b\n"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatTheReaderMayNotSeeIsInNoMail(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            for (kind, slug) in [("need", "need-a"), ("practice", "practice-a"), ("city", "city-a")] {
                try await stage.follow(kind, slug, as: .resident)
            }
            let marker = "Wombatmarker"
            // Taken back before the post leaves.
            let idea = try await stage.idea(marker, as: .member)
            try await stage.act("ideas.take-back", ["entry": .string(idea)], as: .member)
            // A draft about the city, and a change of it.
            var draft: JSONObject = ["title": .string(marker), "story": .string(marker), "city": "city-a"]
            draft["entry"] = .string(try await stage.act("needs.draft", draft, as: .member))
            try await stage.act("needs.edit", draft, as: .member)
            // Changed, then hidden by an administrator.
            try await stage.act(
                "practices.edit",
                ["entry": try stage.entry("practice-a"), "title": .string(marker), "story": "x", "city": "city-a"],
                as: .officerOfCityA)
            try await stage.act(
                "catalogue.hide", ["entry": try stage.entry("practice-a"), "reason": "advertising"], as: .administrator)
            let mails = try await stage.post()
            #expect(mails.map(\.to.address) == [try stage.person(.resident).email])
            #expect(mails.first?.subject == "Somebody proposed an idea for “Tyhjät talot keskustassa”.")
            for mail in mails { #expect(!String(decoding: mail.bytes, as: UTF8.self).contains(marker)) }
            let page = try await stage.house.get("/en/account/notifications", as: .resident).text
            #expect(!page.contains(marker))
        }
    }

    @Test(arguments: Database.Engine.available)
    func whoIsKeptFromSigningInGetsNoNews(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            try await stage.follow("need", "need-a", as: .resident)
            try await stage.act(
                "people.block-sign-in",
                ["person": .string(try stage.person(.resident).id), "reason": "advertising"], as: .administrator)
            _ = try await stage.idea("First", as: .member)
            #expect(try await stage.post().isEmpty)
        }
    }
}

/// Ending the mails by the link in them, without signing in.
@Suite struct UnsubscribingTests {
    @Test(arguments: Database.Engine.available)
    func theLinkShowsAButtonAndOnlyTheButtonEndsTheMails(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            let (mail, token) = try await Self.mail(stage)
            let page = "/en/unsubscribe?token=\(token)"
            #expect(mail.text.contains(page))
            for path in [page, "/unsubscribe?token=\(token)"] {
                let shown = try await stage.house.get(path)
                #expect([200, 303].contains(shown.status), "\(path)")
                #expect(try await Self.mode(stage) == .daily, "mail scanners open every link")
            }
            #expect(try await stage.house.get(page).text.contains(token))
            let done = try await stage.house.submit("/en/unsubscribe", [("token", token)])
            #expect(done.status == 200)
            #expect(try await Self.mode(stage) == .never)
            stage.clock.advance(by: .seconds(2 * 86_400))
            _ = try await stage.idea("Second", as: .member)
            #expect(try await stage.post().isEmpty)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMailProgramEndsThemByOnePost(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            let (mail, token) = try await Self.mail(stage)
            let address = try #require(mail.unsubscribe)
            #expect(address.path == "/unsubscribe")
            let forged = try await stage.house.send(
                "POST", "/unsubscribe?token=\(token.dropLast(4))AAAA", body: Data("List-Unsubscribe=One-Click".utf8))
            #expect(forged.status == 410)
            #expect(try await Self.mode(stage) == .daily)
            // As RFC 8058 has it: no cookie, no origin, this one field.
            let done = try await stage.house.send(
                "POST", "/unsubscribe?\(try #require(address.query))",
                headers: [("content-type", "application/x-www-form-urlencoded")],
                body: Data("List-Unsubscribe=One-Click".utf8))
            #expect(done.status == 200)
            #expect(try await Self.mode(stage) == .never)
        }
    }

    private static func mode(_ stage: PostStage) async throws -> Notifications.Mode {
        let person = try stage.person(.resident).id
        return try await stage.house.database.read { try Notifications.mode(of: person, in: $0) }
    }

    private static func mail(_ stage: PostStage) async throws -> (MailMessage, token: String) {
        try await stage.follow("need", "need-a", as: .resident)
        _ = try await stage.idea("First", as: .member)
        let mail = try #require(try await stage.post().first)
        let query = try #require(mail.unsubscribe?.query)
        return (mail, String(query.dropFirst("token=".count)))
    }
}
