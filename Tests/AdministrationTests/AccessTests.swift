import Catalogue
import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

@testable import Administration

/// What each action is sent; it names things that may not exist, because nobody but administrators gets as far.
private let inputs: [String: RawInput] = [
    "installation.change-settings": ["name": ["Cities"], "languages": ["en", "fi"]],
    "people.give-role": [
        "person": ["nobody"], "role": ["researcher"], "scope": ["installation"], "reason": ["because"],
    ],
    "people.end-role": ["person": ["nobody"], "grant": ["none"], "reason": ["because"]],
    "people.block-sign-in": ["person": ["nobody"], "reason": ["because"]],
    "people.unblock-sign-in": ["person": ["nobody"]],
    "people.end-sessions": ["person": ["nobody"]],
    "people.mail-sign-in-link": ["person": ["nobody"]],
    "jobs.pause": ["job": ["none"]],
    "jobs.resume": ["job": ["none"]],
    "jobs.retry": ["job": ["none"]],
    "jobs.cancel": ["job": ["none"]],
    "imports.rehearse": ["file": ["none"], "name": ["list.csv"], "kind": ["needs"]],
    "audit.verify": [:],
    "search.rebuild": [:],
    "imports.run": ["job": ["none"]],
    "mail.retry": ["mail": ["none"]],
    "catalogue.hide": ["entry": ["practice-a"], "reason": ["because"]],
    "catalogue.unhide": ["entry": ["practice-hidden"], "reason": ["because"]],
]

@Suite struct AccessTests {
    @Test(arguments: Database.Engine.available)
    func onlyAdministratorsRunTheInstallation(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for action in Capability.administration.actions {
                let input = try #require(inputs[action.name], "\(action.name) has no row in the table")
                for persona in Persona.allCases where persona != .administrator {
                    let viewer = house.people[persona]?.viewer ?? .visitor
                    let expected: AccessDenied = persona == .visitor ? .signInNeeded : .forbidden
                    await #expect(throws: expected, "\(action.name) as \(persona)") {
                        try await house.runner.run(action, input, as: viewer)
                    }
                }
                let administrator = try #require(house.people[.administrator]).viewer
                do {
                    _ = try await house.runner.run(action, input, as: administrator)
                } catch is NotFound {} catch is InputFaults {}
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func pagesOfAdministratorsAreClosedToOthers(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for part in AdminPart.allCases {
                let path = "/en\(part.path)"
                for (persona, status) in [(Persona.visitor, 303), (.coordinatorOfNetworkA, 403), (.administrator, 200)]
                {
                    let answer = try await house.get(path, as: persona)
                    #expect(answer.status == status, "\(path) as \(persona)")
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func figuresForMonitoringAreNotForEverybody(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            #expect(try await house.get("/metrics").status == 403)
            #expect(try await house.get("/metrics", as: .member).status == 403)
            let answer = try await house.get("/metrics", as: .administrator, by: .readingToken)
            #expect(answer.status == 200)
            #expect(answer.text.contains("innocities_feed_lag 0"))
        }
    }
}
