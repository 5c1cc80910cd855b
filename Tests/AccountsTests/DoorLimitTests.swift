import Accounts
import Database
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Web

/// Nobody learns by trying who has an account, and nobody may try without end.
@Suite struct DoorLimitTests {
    /// What one attempt looked like from outside and cost inside.
    private struct Attempt: Equatable {
        let status: Int
        let location: String?
        let text: String
        let mails: Int
        let tokens: Int
    }

    private static let known = "resident@people.example"
    private static let unknown = "nobody@people.example"

    private static func attempt(
        _ path: String, _ fields: [(String, String)], _ address: String, _ house: TestHouse
    ) async throws -> Attempt {
        func count(_ table: SQL) async throws -> Int {
            try await house.database.read {
                try $0.first("SELECT COUNT(*) AS number FROM \(sql: table)")?["number"] ?? 0
            }
        }
        let (mails, tokens) = (try await count("mail"), try await count("one_time_token"))
        let answer = try await house.submit("/en" + path, [("email", address)] + fields)
        return Attempt(
            status: answer.status, location: answer.header("location"),
            text: answer.text.replacing(address, with: "ADDRESS"), mails: try await count("mail") - mails,
            tokens: try await count("one_time_token") - tokens)
    }

    private static let doors: [(path: String, fields: [(String, String)])] = [
        ("/sign-in/mail", [("next", "/")]),
        ("/sign-in", [("password", "this is not the password")]),
        (
            "/join", [("name", "Ada"), ("language", "en"), ("new_password", "a long enough sentence")]
        ),
    ]

    @Test(arguments: Database.Engine.available)
    func aKnownAndAnUnknownAddressGetTheSameAnswerForTheSameWork(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for door in Self.doors {
                let known = try await Self.attempt(door.path, door.fields, Self.known, house)
                let unknown = try await Self.attempt(door.path, door.fields, Self.unknown, house)
                #expect(known == unknown, "\(door.path)")
                #expect(known.status == (door.path == "/sign-in" ? 422 : 303))
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func theStatementsAreAsManyForBoth(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for door in Self.doors {
                let route = try #require(house.routes.first { $0.path == door.path && $0.method == .post })
                var counts: [Int] = []
                for address in [Self.known, Self.unknown] {
                    let fields = [("email", address)] + door.fields
                    let request = WebRequest(
                        site: house.site, viewer: .visitor, t: house.site.catalogues.localiser(.en), path: door.path,
                        query: QueryString(), form: QueryString(fields.map { .init($0.0, $0.1) }), files: [],
                        body: Data(), now: .now, parameters: [:], headers: [:], peer: "peer of \(address)",
                        session: nil)
                    counts.append(
                        try await StatementCounter.counting { _ = try await route.handler(request) }.statements)
                }
                #expect(counts[0] == counts[1], "\(door.path): \(counts)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMailToAnUnknownAddressIsNeverSentAndShownToNobody(_ engine: Database.Engine) async throws {
        try await PostStage.with(engine) { stage in
            _ = try await Self.attempt("/sign-in/mail", [("next", "/")], Self.unknown, stage.house)
            #expect(try await stage.post().isEmpty)
            let page = try await stage.house.get("/en/admin/mail", as: .administrator).text
            #expect(page.contains("No mails."))
        }
    }

    @Test(arguments: Database.Engine.available)
    func tooManyTriesAtOneAccountAreRefusedForAWhile(_ engine: Database.Engine) async throws {
        let clock = TestClock()
        try await withHouse(engine, clock: clock) { house in
            // Each request comes from another peer: the limit is the account's.
            let wrong = [("email", Self.known), ("password", "this is not the password")]
            for _ in 0..<8 { #expect(try await house.submit("/en/sign-in", wrong).status == 422) }
            let refused = try await house.submit("/en/sign-in", wrong)
            #expect(refused.status == 429)
            let wait = try #require(refused.header("retry-after").flatMap { Int($0) })
            #expect((1...600).contains(wait))
            let right = [("email", Self.known), ("password", TestPerson.password)]
            #expect(try await house.submit("/en/sign-in", right).status == 429, "not even with the right password")
            #expect(
                try await house.submit("/en/sign-in", [("email", Self.unknown), ("password", "x")]).status == 422,
                "others are not held up")
            clock.advance(by: .seconds(wait))
            #expect(try await house.submit("/en/sign-in", right).status == 303)
        }
    }

    @Test(arguments: Database.Engine.available)
    func mailsToOneAddressAreLimitedWhetherOrNotItIsKnown(_ engine: Database.Engine) async throws {
        let clock = TestClock()
        try await withHouse(engine, clock: clock) { house in
            for address in [Self.known, Self.unknown] {
                let fields = [("email", address), ("next", "/")]
                for _ in 0..<4 { #expect(try await house.submit("/en/sign-in/mail", fields).status == 303) }
                let refused = try await house.submit("/en/sign-in/mail", fields)
                #expect(refused.status == 429)
                let wait = try #require(refused.header("retry-after").flatMap { Int($0) })
                clock.advance(by: .seconds(wait))
                #expect(try await house.submit("/en/sign-in/mail", fields).status == 303)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func onePeerAsksForSoManyMailsAndTriesSoManyAccounts(_ engine: Database.Engine) async throws {
        let clock = TestClock()
        try await withHouse(engine, clock: clock) { house in
            func send(_ path: String, _ fields: [(String, String)]) async throws -> TestAnswer {
                let text = QueryString(fields.map { .init($0.0, $0.1) }).text
                return try await house.send(
                    "POST", "/en" + path,
                    headers: [
                        ("x-forwarded-for", "192.0.2.7"), ("origin", "http://127.0.0.1:\(house.client.port)"),
                        ("content-type", "application/x-www-form-urlencoded"),
                    ], body: Data(text.utf8))
            }
            let tries: [(path: String, most: Int, status: Int)] = [("/sign-in/mail", 12, 303), ("/sign-in", 30, 422)]
            for (path, most, status) in tries {
                for number in 0..<most {
                    let answer = try await send(path, [("email", "a\(number)@people.example"), ("password", "x")])
                    #expect(answer.status == status, "\(path) \(number)")
                }
                let refused = try await send(path, [("email", "z@people.example"), ("password", "x")])
                #expect(refused.status == 429)
                clock.advance(by: .seconds(try #require(refused.header("retry-after").flatMap { Int($0) })))
                #expect(try await send(path, [("email", "z@people.example"), ("password", "x")]).status == status)
            }
        }
    }
}
