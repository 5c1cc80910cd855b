import Database
import Exchange
import Foundation
import Languages
import TestSupport
import Testing
import Web

/// ASVS 2.4 and 6.3: who asks too often is told when to come back, and nobody else is.
@Suite struct LimitTests {
    /// Later than any test lasts, so that nothing drips in while it runs.
    private static var later: Instant { Instant(milliseconds: Instant.now.milliseconds + 3_600_000) }

    private static func get(_ house: TestHouse, from peer: String) async throws -> TestAnswer {
        try await house.get("/healthz", headers: [("x-forwarded-for", peer)])
    }

    private static func expectToldToWait(_ answer: TestAnswer, _ comment: String) {
        #expect(answer.status == 429, "\(comment)")
        #expect((answer.header("retry-after").flatMap { Int($0) } ?? 0) > 0, "\(comment)")
    }

    @Test(arguments: Database.Engine.available)
    func aPeerIsCountedByWhatTheTrustedProxySaysLast(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for key in ["192.0.2.7", "2001:db8:1:2::/64"] {
                _ = house.site.limits.requests.take(400, from: key, at: Self.later)
            }
            for peer in ["192.0.2.7", "8.8.8.8, 192.0.2.7", "::ffff:192.0.2.7", "2001:db8:1:2::1", "2001:db8:1:2:9::9"]
            {
                Self.expectToldToWait(try await Self.get(house, from: peer), peer)
            }
            for peer in ["192.0.2.8", "192.0.2.7, 192.0.2.9", "2001:db8:1:3::1", "nonsense"] {
                #expect(try await Self.get(house, from: peer).status == 200, "\(peer)")
            }
        }
    }

    @Test func withoutATrustedProxyNobodyChoosesTheirOwnAddress() async throws {
        try await withHouse(.sqlite, trustsProxy: false) { house in
            _ = house.site.limits.requests.take(400, from: "127.0.0.1", at: Self.later)
            Self.expectToldToWait(try await Self.get(house, from: "192.0.2.7"), "a header of one's own")
        }
    }

    @Test(arguments: Database.Engine.available)
    func passwordsCannotBeTriedForLongByAccountOrByPeer(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            func tries(_ address: String, from peer: String? = nil) async throws -> TestAnswer {
                try await house.send(
                    "POST", "/en/sign-in",
                    headers: [
                        ("origin", "http://127.0.0.1:\(house.client.port)"),
                        ("content-type", "application/x-www-form-urlencoded"),
                    ] + (peer.map { [("x-forwarded-for", $0)] } ?? []),
                    body: Data("email=\(address)&password=wrong+wrong+wrong".utf8))
            }
            for _ in 0..<8 { #expect(try await tries("member@people.example").status == 422) }
            // From another peer each time, and in another case: it is the account that is counted.
            Self.expectToldToWait(try await tries("MEMBER@people.example"), "by account")
            // An account that does not exist is counted alike, so that the limit tells nothing.
            for _ in 0..<8 { #expect(try await tries("nobody@people.example").status == 422) }
            Self.expectToldToWait(try await tries("nobody@people.example"), "by an account that is not there")
            for number in 0..<30 { _ = try await tries("n\(number)@people.example", from: "192.0.2.1") }
            Self.expectToldToWait(try await tries("resident@people.example", from: "192.0.2.1"), "by peer")
            #expect(try await tries("resident@people.example").status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func nobodysMailboxIsFlooded(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            func asks(_ path: String, _ address: String) async throws -> TestAnswer {
                try await house.submit(
                    path,
                    [("email", address), ("name", "Nobody"), ("language", "en")].filter {
                        path == "/en/join" || $0.0 == "email"
                    })
            }
            for path in ["/en/join", "/en/sign-in/mail", "/en/join", "/en/sign-in/mail"] {
                #expect(try await asks(path, "flood@people.example").status == 303)
            }
            for path in ["/en/join", "/en/sign-in/mail"] {
                Self.expectToldToWait(try await asks(path, "flood@people.example"), path)
            }
            let mails = try await house.database.readOne(
                "SELECT id FROM mail WHERE recipient = 'flood@people.example' AND state <> 'void'")
            #expect((1...4).contains(mails.count))
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatIsTooLargeIsNotRead(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let answer = try await house.send(
                "POST", "/api/v1/actions/needs.draft", as: .member, headers: [("content-type", "application/json")],
                body: Data(count: (1 << 20) + 1))
            #expect(answer.status == 413)
        }
    }
}
