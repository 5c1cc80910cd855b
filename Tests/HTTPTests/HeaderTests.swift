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
    func whatASignedInPersonReadsIsNotKeptByTheBrowser(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let answer = try await house.get("/en/needs", as: .member)
            #expect(answer.header("cache-control") == "no-store")
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatHasNotChangedIsNotSentAgain(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let first = try await house.get("/api/v1/needs/need-a")
            let tag = try #require(first.header("etag"))
            let again = try await house.get("/api/v1/needs/need-a", headers: [("if-none-match", tag)])
            #expect(again.status == 304 && again.data.isEmpty)
        }
    }
}
