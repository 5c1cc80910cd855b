import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Accounts
@testable import Administration

/// Somebody who can come in always runs the installation.
@Suite struct LastAdministratorTests {
    /// Somebody with the administrators' role who is of no use as the only one.
    enum Other: String, CaseIterable, Sendable { case blocked, erased, invented, unconfirmed, former, future }
    /// What would leave the installation to nobody.
    enum Deed: String, CaseIterable, Sendable { case endRole, block, erase, consoleEnd }

    @Test(arguments: Database.Engine.available, Deed.allCases)
    func theLastOneStaysWhoeverElseHasTheRoleOnPaper(_ engine: Database.Engine, _ deed: Deed) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator])
            for other in Other.allCases { try await Self.add(other, to: house) }
            await #expect(throws: InputFaults.self) { try await Self.run(deed, on: root.id, in: house) }
            let stays = try await house.database.read { try Administrators.exist(now: .now, in: $0) }
            #expect(stays)
            let second = try #require(house.people[.resident]).id
            try await house.database.write { transaction in
                try RoleGrants.give(
                    Grant(.administrator, in: .installation), to: second, by: nil, now: .now, in: transaction)
            }
            try await Self.run(deed, on: root.id, in: house)
        }
    }

    @Test(arguments: Database.Engine.available, Other.allCases)
    func theSetUpLinkIsOfferedWhenNobodyRealIsLeft(_ engine: Database.Engine, _ other: Other) async throws {
        try await withHouse(engine) { house in
            let root = try #require(house.people[.administrator]).id
            #expect(try await SetUp.link(database: house.database, now: .now) == nil)
            try await house.database.write { transaction in
                try RoleGrants.end(
                    Grant(.administrator, in: .installation), of: root, now: .now, in: transaction)
            }
            try await Self.add(other, to: house)
            #expect(try await SetUp.link(database: house.database, now: .now) != nil)
        }
    }

    @Test(arguments: Database.Engine.available, [true, false])
    func inventedPeopleComeInToADemonstrationOnly(_ engine: Database.Engine, _ isDemonstration: Bool) async throws {
        try await withHouse(engine, isDemonstration: isDemonstration) { house in
            try await DemoPeople.fill(house.database, now: .now)
            let (session, token) = try await house.database.write { transaction in
                let person: String = try #require(
                    try transaction.first(
                        "SELECT person FROM email_address WHERE address = 'administrator@demonstration.invalid'"))[
                        "person"]
                // As such a person could have done while the demonstration ran.
                try transaction.run(
                    "UPDATE email_address SET address = 'claire@example.org', confirmed_at = 1 WHERE person = \(person)"
                )
                return (
                    try Sessions.begin(
                        for: person, awaitsSecondFactor: false, browser: "", now: .now, in: transaction),
                    try AccessTokens.make(
                        for: person, name: "test", mayWrite: true, days: 9, now: .now, in: transaction)
                )
            }
            let page = try await house.send("GET", "/en/admin", headers: [("cookie", "session=\(session)")])
            #expect(page.status == (isDemonstration ? 200 : 303))
            let answer = try await house.send(
                "GET", "/api/v1/needs", headers: [("authorization", "Bearer \(token)")])
            #expect(answer.status == (isDemonstration ? 200 : 401))
            let click = try await house.submit("/en/demo-sign-in", [("person", "administrator")])
            #expect(click.status == (isDemonstration ? 303 : 404))
        }
    }

    private static func add(_ other: Other, to house: TestHouse) async throws {
        let now = Instant.now
        try await house.database.write { transaction in
            let person = try People.make(
                .init(
                    name: other.rawValue, language: .en, address: "\(other.rawValue)@example.org",
                    isConfirmed: other != .unconfirmed, isInvented: other == .invented),
                now: now, in: transaction)
            let begins = Instant(milliseconds: now.milliseconds + (other == .future ? 3_600_000 : -60_000))
            try RoleGrants.give(
                Grant(.administrator, in: .installation), to: person, by: nil, now: begins, in: transaction)
            switch other {
            case .blocked:
                try transaction.run(
                    "INSERT INTO sign_in_block (person, reason, blocked_by, at) VALUES (\(person), 'x', NULL, 0)")
            case .erased: try transaction.run("UPDATE person SET erased_at = 1 WHERE id = \(person)")
            case .former:
                try RoleGrants.end(
                    Grant(.administrator, in: .installation), of: person, now: now, in: transaction)
            case .invented, .unconfirmed, .future: break
            }
        }
    }

    private static func run(_ deed: Deed, on person: String, in house: TestHouse) async throws {
        switch deed {
        case .endRole:
            let held = try await house.database.read { try PeopleList.grants(of: person, now: .now, in: $0) }
            try await house.runner.run(
                EndRole.self, ["person": [person], "grant": [try #require(held.first).id], "reason": ["tired"]],
                as: .program)
        case .block:
            try await house.runner.run(BlockSignIn.self, ["person": [person], "reason": ["tired"]], as: .program)
        case .erase:
            let inventory = PersonalInventory(house.site.installation.personalData)
            try await house.runner.run(deed: "accounts.erase", as: .program) { context in
                try Erasure.run(person, inventory: inventory, withdrawing: false, in: context)
            }
        case .consoleEnd:
            let action = try #require(TestHouse.consoleActions.first { $0.name == "console.change-role" })
            let email = try #require(house.people[.administrator]).email
            try await house.runner.run(
                action, ["email": [email], "role": ["administrator@installation"], "give": []], as: .program)
        }
    }
}
