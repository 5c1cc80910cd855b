import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing
import Web

/// ASVS 8.2 and 8.3: every verb by every door, asked by everybody, about what is theirs and about what is another's.
@Suite struct AccessMatrixTests {
    @Test func theDocumentOfWhoMaySaysWhatTheActionsSay() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/access.md")
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == AccessMatrix(TestHouse.actions).markdown, "run: innocities describe access > docs/access.md")
    }

    @Test(arguments: Database.Engine.available)
    func whoMayIsWhatTheTableSaysInTheRightScopeAndInTheWrongOne(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let stage = try await AccessStage(house)
            for attempt in stage.attempts {
                for persona in Persona.allCases {
                    if attempt.isDecidedByItsField, persona.rawValue.hasPrefix("officer") { continue }
                    let may = try await stage.allows(attempt, persona)
                    #expect(may == attempt.mayBeDone(by: persona), "\(attempt) by \(persona)")
                }
            }
            #expect(stage.attempts.count > TestHouse.actions.count + 15)
        }
    }

    @Test(arguments: Database.Engine.available)
    func whoMayNotIsRefusedByTheAPIAndByEveryFormAndLeavesNothing(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let stage = try await AccessStage(house)
            let before = try await Self.recorded(house)
            for attempt in stage.attempts {
                for persona in Persona.allCases where !attempt.mayBeDone(by: persona) {
                    let answer = try await house.act(attempt.action.name, .object(attempt.input), as: persona)
                    let refusals =
                        persona == .visitor ? [401] : attempt.isDecidedByItsField ? [403, 422] : [403, 404]
                    #expect(refusals.contains(answer.status), "\(attempt) by \(persona): \(answer.text)")
                }
                let reading = try await house.act(
                    attempt.action.name, .object(attempt.input), as: .administrator, by: .readingToken)
                #expect(reading.status == 403, "\(attempt) with a token that only reads")
                for route in house.routes where route.action?.name == attempt.action.name && route.place == .page {
                    try await Self.expectRefused(route, attempt, house)
                }
            }
            #expect(try await Self.recorded(house) == before)
        }
    }

    private static func expectRefused(_ route: Route, _ attempt: AccessAttempt, _ house: TestHouse) async throws {
        let address = attempt.address(of: route)
        for persona in Persona.allCases where !attempt.mayBeDone(by: persona) {
            let answer = try await house.submit(address, attempt.form, as: persona)
            let isSentToSignIn = answer.status == 303 && answer.header("location")?.contains("/sign-in") == true
            #expect(
                persona == .visitor ? isSentToSignIn : [403, 404, 422].contains(answer.status),
                "\(attempt) by the form \(route.path) by \(persona): \(answer.status)")
        }
    }

    /// How much the audit log and the tables that people write to hold.
    private static func recorded(_ house: TestHouse) async throws -> [String: Int] {
        let tables = try await Set(DatabaseContents(house.database).columns.map(\.table))
        return try await house.database.read { transaction in
            var counts: [String: Int] = [:]
            for table in tables {
                counts[table] = try transaction.first(SQL(stringLiteral: "SELECT COUNT(*) AS n FROM \"\(table)\""))?[
                    "n"]
            }
            return counts
        }
    }

    /// A form that runs no action is a deed of an account; a new one must be put here by somebody who looked at it.
    @Test func everyFormRunsAnActionOrIsADeedThatIsKnown() async throws {
        try await withHouse(.sqlite) { house in
            let deeds: Set = [
                "/account/address", "/account/data", "/account/notifications/mode", "/account/notifications/read",
                "/account/password", "/account/recovery-codes", "/account/second-factor", "/account/second-factor/end",
                "/account/sessions/end", "/account/tokens", "/account/tokens/end", "/confirm-address", "/demo-sign-in",
                "/join", "/join/confirm", "/set-up", "/sign-in", "/sign-in/code", "/sign-in/link", "/sign-in/mail",
                "/sign-out", "/unsubscribe",
            ]
            let without = house.routes.filter { $0.method == .post && $0.place == .page && $0.action == nil }
            #expect(Set(without.map(\.path)).subtracting(deeds).isEmpty)
            for route in without where route.path.hasPrefix("/account") { #expect(route.access == .signedIn) }
            let covered = Set(house.routes.filter { $0.place == .api }.compactMap { $0.action?.name })
            let all = Set(TestHouse.actions.map { $0.name })
            #expect(covered == all)
        }
    }

    @Test(arguments: Database.Engine.available)
    func everyPageAnswersEverybodyWithoutAFaultOfOurs(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let keys = ["need-a", "city-b", "nobody-has-this", "..%2F..%2Fetc", "%00", "'%20OR%201=1"]
            for route in house.routes where route.method == .get {
                for address in house.addresses(route, keys) {
                    for persona in [Persona.visitor, .resident, .officerOfCityB, .administrator] {
                        let answer = try await house.get(address, as: persona)
                        #expect(answer.status < 500, "\(address) as \(persona): \(answer.text.suffix(300))")
                        switch route.access {
                        case .administrator where persona != .administrator:
                            #expect([303, 401, 403, 404].contains(answer.status), "\(address) as \(persona)")
                        case .signedIn where persona == .visitor:
                            #expect([303, 401].contains(answer.status), "\(address) as \(persona)")
                        default: break
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aTokenThatNobodyHasOpensNoDoorOfTheAPI(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let session = try #require(house.people[.administrator]).session
            for credential in ["Bearer wrong", "Bearer \(session)", "Basic YTpi", "Bearer "] {
                for route in house.routes where route.place == .api {
                    let address = try #require(house.addresses(route, ["need-a"]).first)
                    let answer = try await house.send(
                        route.method.rawValue, address, headers: [("authorization", credential)],
                        body: Data("{}".utf8))
                    #expect(answer.status == 401, "\(address) with \(credential)")
                    #expect(answer.header("content-type") == "application/problem+json")
                }
            }
            // Nor does a token of the API open the door of a browser, or the session of a browser that of the API.
            let token = try #require(house.people[.administrator]).writingToken
            let page = try await house.get("/en/admin", headers: [("cookie", "session=\(token)")])
            #expect(page.status == 303)
            let bearer = try await house.get("/en/admin", headers: [("authorization", "Bearer \(token)")])
            #expect(bearer.status == 303)
            let need = try #require(house.entries["need-a"])
            let answer = try await house.act(
                "catalogue.follow", ["kind": "need", "id": .string(need)], as: .administrator, by: .session)
            #expect(answer.status == 401)
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatIsNoRouteIsNotFoundInTheWordsOfItsDoor(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let program = try await house.get("/api/v1/nonsense")
            #expect(program.status == 404)
            #expect(program.header("content-type") == "application/problem+json")
            #expect(try program.json["status"]?.integer == 404)
            #expect(try await house.get("/en/nonsense").status == 404)
            #expect(try await house.get("/xx/needs").status == 404)
            for method in ["PUT", "DELETE", "PATCH", "TRACE"] {
                #expect(try await house.send(method, "/en/needs").status == 404)
                #expect(try await house.send(method, "/api/v1/needs").status == 404)
            }
        }
    }
}
