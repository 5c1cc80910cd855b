import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing
import Web

/// ASVS 8.2 and 8.3: every door, asked by everybody.
@Suite struct AccessMatrixTests {
    private static let others: [Persona] = [
        .visitor, .resident, .member, .assessor, .researcher, .officerOfCityA, .officerOfCityB, .coordinatorOfNetworkA,
        .coordinatorOfNetworkB,
    ]

    @Test func theDocumentOfWhoMaySaysWhatTheActionsSay() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/access.md")
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == AccessMatrix(TestHouse.actions).markdown, "run: innocities describe access > docs/access.md")
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
                        if route.access == .administrator, persona != .administrator {
                            #expect([303, 401, 403, 404].contains(answer.status), "\(address) as \(persona)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func everyActionIsRefusedToThoseWhoMayNot(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for action in TestHouse.actions {
                let input = JSONValue.object(house.sample(action))
                let sentence = action.policy.sentence
                for persona in Self.others {
                    let answer = try await house.act(action.name, input, as: persona)
                    #expect(answer.status < 500, "\(action.name) as \(persona): \(answer.text)")
                    if persona == .visitor, sentence != Policy.anyone.sentence {
                        #expect([401, 403, 404, 422].contains(answer.status), "\(action.name) as a visitor")
                    }
                    if sentence == Policy.administrator.sentence {
                        #expect([401, 403, 404, 422].contains(answer.status), "\(action.name) as \(persona)")
                    }
                }
            }
        }
    }

    /// Rights over things of city A and network A are nothing to anybody whose role is elsewhere.
    @Test(arguments: Database.Engine.available)
    func aRoleInAnotherCityOrNetworkGivesNoRightHere(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let scoped = TestHouse.actions.filter {
                $0.policy.sentence.contains("officers") || $0.policy.sentence.contains("coordinators")
            }
            #expect(scoped.count > 10)
            for action in scoped {
                let outsiders: [Persona] = [
                    .resident, .member, .assessor, .researcher, .officerOfCityB, .coordinatorOfNetworkB,
                ]
                for persona in outsiders {
                    let answer = try await house.act(action.name, .object(house.sample(action)), as: persona)
                    #expect([403, 404, 422].contains(answer.status), "\(action.name) as \(persona): \(answer.text)")
                }
            }
            for action in scoped {
                let insider: Persona =
                    action.policy.sentence.contains("officers") ? .officerOfCityA : .coordinatorOfNetworkA
                let answer = try await house.act(action.name, .object(house.sample(action)), as: insider)
                #expect([200, 404, 422].contains(answer.status), "\(action.name) as \(insider): \(answer.text)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aTokenThatOnlyReadsRunsNoAction(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for action in TestHouse.actions {
                let input = JSONValue.object(house.sample(action))
                for persona in [Persona.member, .administrator] {
                    let answer = try await house.act(action.name, input, as: persona, by: .readingToken)
                    #expect([403, 404, 422].contains(answer.status), "\(action.name) as \(persona)")
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
        }
    }

    @Test(arguments: Database.Engine.available)
    func theSessionOfABrowserDoesNotWriteThroughTheAPI(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
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
