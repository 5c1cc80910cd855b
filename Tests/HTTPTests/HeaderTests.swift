import Database
import Foundation
import TestSupport
import Testing

/// ASVS 3.4: what every answer tells the browser.
@Suite struct HeaderTests {
    @Test(arguments: Database.Engine.available)
    func everyAnswerForbidsWhatPagesDoNotNeed(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let addresses = [
                "/", "/en/", "/en/needs", "/en/needs/need-a", "/en/nonsense", "/en/needs.csv", "/en/match?text=x",
                "/healthz",
                "/robots.txt", "/api/v1/needs", "/api/v1/nonsense", "/api/openapi.json", "/theme.css",
            ]
            for address in addresses {
                for persona in [Persona.visitor, .member] {
                    let answer = try await house.get(address, as: persona)
                    let policy = try #require(answer.header("content-security-policy"), "\(address)")
                    #expect(!policy.contains("unsafe") && policy.contains("default-src 'none'"))
                    #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"))
                    #expect(answer.header("x-content-type-options") == "nosniff")
                    #expect(answer.header("referrer-policy") == "same-origin")
                    #expect(answer.header("x-frame-options") == "DENY")
                    #expect(answer.header("server") == nil)
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func noPageHasAScriptOrStyleOfItsOwn(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for route in house.routes where route.method == .get && route.place == .page {
                for address in house.addresses(route, ["need-a"]) {
                    let page = try await house.get(address, as: .administrator)
                    guard page.header("content-type")?.hasPrefix("text/html") == true else { continue }
                    #expect(!page.text.contains("<style"), "\(address)")
                    #expect(!page.text.contains(" style=\""), "\(address)")
                    #expect(page.text.ranges(of: /<script(?![^>]*\ssrc=)/).isEmpty, "\(address)")
                    #expect(page.text.ranges(of: /<[^>]*\son[a-z]+=/).isEmpty, "\(address)")
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatSomebodyReadsAsThemselvesIsKeptByNoCache(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for (path, status) in [
                ("/en/needs", 200), ("/en/needs/need-draft", 200), ("/en/needs.csv", 200), ("/en/nonsense", 404),
                ("/api/v1/needs", 200), ("/api/v1/needs/need-draft", 200), ("/api/v1/needs?wrong=1", 422),
                ("/api/v1/nonsense", 404), ("/api/openapi.json", 200),
            ] {
                let answer = try await house.get(path, as: .member)
                #expect(answer.status == status, "\(path)")
                #expect(answer.header("cache-control") == "private, no-store", "\(path)")
                let open = try await house.get(path)
                #expect(open.header("cache-control") == "no-cache", "\(path)")
                #expect(open.header("vary")?.contains(path.hasPrefix("/api/") ? "Authorization" : "Cookie") == true)
            }
            let acted = try await house.act("catalogue.follow", ["kind": "need", "id": "x"], as: .member)
            #expect(acted.header("cache-control") == "private, no-store")
        }
    }

    @Test(arguments: Database.Engine.available)
    func theTagOfAnAnswerIsThatOfWhomItWasGivenTo(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            var tags: Set<String> = []
            for persona in [Persona.visitor, .member, .resident] {
                let answer = try await house.get("/api/v1/needs/need-a", as: persona)
                tags.insert(try #require(answer.header("etag")))
            }
            #expect(tags.count == 3)
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatHasNotChangedIsNotSentAgain(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for address in ["/api/v1/needs/need-a", "/api/v1/needs", "/api/v1/practices?country=FI"] {
                let first = try await house.get(address)
                let tag = try #require(first.header("etag"))
                let again = try await house.get(address, headers: [("if-none-match", tag)])
                #expect(again.status == 304 && again.data.isEmpty, "\(address)")
            }
        }
    }
}
