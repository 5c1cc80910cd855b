import Database
import Foundation
import TestSupport
import Testing
import Web

/// ASVS 3.5: no other site can make a person's browser write.
@Suite struct ForgedRequestTests {
    @Test(arguments: Database.Engine.available)
    func everyFormRefusesWhatNoPageOfOursSent(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let own = "http://127.0.0.1:\(house.client.port)"
            let token = try #require(house.formToken(of: .administrator))
            let other = try #require(house.formToken(of: .member))
            let field = Form.tokenField
            let attempts: [(name: String, headers: [(String, String)], body: String)] = [
                ("nothing", [], ""),
                ("no token", [("origin", own)], ""),
                ("another's token", [("origin", own)], "\(field)=\(other)"),
                ("another site", [("origin", "https://evil.example")], "\(field)=\(token)"),
                ("a site whose name begins alike", [("origin", own + ".evil.example")], "\(field)=\(token)"),
                ("a sandbox", [("origin", "null")], "\(field)=\(token)"),
                ("told by the browser", [("origin", own), ("sec-fetch-site", "cross-site")], "\(field)=\(token)"),
            ]
            for route in house.routes where route.method == .post && route.place == .page {
                for address in house.addresses(route, ["need-a"]) {
                    for attempt in attempts {
                        let answer = try await house.send(
                            "POST", address, as: .administrator, by: .session,
                            headers: attempt.headers + [("content-type", "application/x-www-form-urlencoded")],
                            body: Data(attempt.body.utf8))
                        #expect(answer.status == 403, "\(address): \(attempt.name)")
                    }
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func ourOwnFormIsTaken(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let need = try #require(house.entries["need-a"])
            let answer = try await house.submit("/en/follow", [("kind", "need"), ("id", need)], as: .resident)
            #expect(answer.status == 303)
            let rows = try await house.database.readOne("SELECT person FROM follow WHERE subject_id = \(need)")
            let followers: [String] = try rows.map { try $0["person"] }
            let resident = try #require(house.people[.resident])
            #expect(followers == [resident.id])
        }
    }
}
