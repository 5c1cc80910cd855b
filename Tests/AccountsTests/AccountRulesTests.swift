import Catalogue
import Database
import Languages
import Platform
import TestSupport
import Testing
import Web

@testable import Accounts

private let start = Instant(milliseconds: 1_790_000_000_000)
private let migrations = Capability.accounts.migrations + Capability.catalogue.migrations

private func makePerson(_ database: Database, name: String = "Ada", address: String = "ada@example.org") async throws
    -> String
{
    try await database.write { transaction in
        try People.make(
            .init(name: name, language: .en, address: address, isConfirmed: true), now: start, in: transaction)
    }
}

@Suite struct OneTimeTokenTests {
    static let purposes: [OneTimeTokens.Purpose] = [.setUp, .signIn, .join, .confirmAddress]

    @Test(arguments: Database.Engine.available)
    func aTokenOfOnePurposeIsNothingForAnother(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            for made in Self.purposes {
                for used in Self.purposes {
                    let isUsed = try await database.write { transaction in
                        let token = try OneTimeTokens.make(made, person: nil, now: start, in: transaction)
                        return try OneTimeTokens.use(token, for: used, now: start, in: transaction) != nil
                    }
                    #expect(isUsed == (made == used), "\(made.name) used as \(used.name)")
                }
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aTokenIsOverWhenItsTimeIs(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            for purpose in Self.purposes {
                let last = Instant(milliseconds: start.milliseconds + purpose.lifetime - 1)
                let after = Instant(milliseconds: start.milliseconds + purpose.lifetime)
                let (late, intime) = try await database.write { transaction in
                    let token = try OneTimeTokens.make(purpose, person: nil, now: start, in: transaction)
                    return (
                        try OneTimeTokens.use(token, for: purpose, now: after, in: transaction),
                        try OneTimeTokens.use(token, for: purpose, now: last, in: transaction)
                    )
                }
                #expect(late == nil)
                #expect(intime != nil)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func fiftyUsesOfOneLinkLeaveOneSession(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            let person = try await makePerson(database)
            let token = try await database.write { transaction in
                try OneTimeTokens.make(.signIn, person: person, now: start, in: transaction)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await database.write { transaction in
                            guard try OneTimeTokens.use(token, for: .signIn, now: start, in: transaction) != nil
                            else { return }
                            _ = try Sessions.begin(
                                for: person, awaitsSecondFactor: false, browser: "", now: start, in: transaction)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sessions = try await database.read { try Sessions.list(of: person, now: start, in: $0) }
            #expect(sessions.count == 1)
        }
    }
}

@Suite struct SetUpTests {
    @Test(arguments: Database.Engine.available)
    func aNewLinkEndsTheOneBefore(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            let first = try #require(try await SetUp.link(database: database, now: start))
            let second = try #require(try await SetUp.link(database: database, now: start))
            let usable = try await database.read { transaction in
                try [first, second].map { link in
                    try OneTimeTokens.isUsable(
                        String(link.dropFirst("/set-up?token=".count)), for: .setUp, now: start, in: transaction)
                }
            }
            #expect(usable == [false, true])
        }
    }

    @Test(arguments: Database.Engine.available)
    func thereIsNoLinkOnceSomebodyRunsTheInstallation(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            let person = try await makePerson(database)
            try await database.write { transaction in
                try RoleGrants.give(
                    Grant(.administrator, in: .installation), to: person, by: nil, now: start, in: transaction)
            }
            let link = try await SetUp.link(database: database, now: start)
            #expect(link == nil)
        }
    }

    @Test(arguments: Database.Engine.available)
    func demoAdministratorsDoNotCount(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            try await DemoPeople.fill(database, now: start)
            try await DemoPeople.fill(database, now: start)
            let people: Int = try #require(
                try await database.read { transaction in
                    try transaction.first("SELECT COUNT(*) AS count FROM person")?["count"] as Int?
                })
            #expect(people == DemoPeople.all.count)
            let link = try await SetUp.link(database: database, now: start)
            #expect(link != nil)
        }
    }
}

@Suite struct SecondFactorTests {
    @Test(arguments: Database.Engine.available)
    func noCodeIsTakenTwice(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            let person = try await makePerson(database)
            let later = Instant(milliseconds: start.milliseconds + 60_000)
            let secret = try await database.write { try SecondFactor.begin(for: person, in: $0) }
            let password = OneTimePassword(secret: secret)
            let codes = try await database.write { transaction in
                try SecondFactor.confirm(
                    password.code(step: OneTimePassword.step(at: start)), for: person, now: start, in: transaction)
            }
            let recovery = try #require(codes?.first)
            let code = password.code(step: OneTimePassword.step(at: later))
            let answers = try await database.write { transaction in
                try [code, code, recovery, recovery].map {
                    try SecondFactor.verify($0, of: person, now: later, in: transaction)
                }
            }
            #expect(answers == [true, false, true, false])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aSessionThatAwaitsTheSecondFactorIsNobodys(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: migrations) { database in
            let person = try await makePerson(database)
            let token = try await database.write { transaction in
                try Sessions.begin(
                    for: person, awaitsSecondFactor: true, browser: "", now: start, in: transaction)
            }
            let found = try #require(try await Sessions(database).find(token: token, now: start))
            #expect(found.viewer.person == nil)
            #expect(found.viewer.grants.isEmpty)
        }
    }
}

@Suite struct NextAddressTests {
    @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "", "needs", "/a\nb"])
    func onlyAddressesOfThisSiteAreFollowed(_ next: String) {
        #expect(WebRequest.local(next) == "/")
    }

    @Test func anAddressOfThisSiteIsFollowed() { #expect(WebRequest.local("/needs?topic=x") == "/needs?topic=x") }
}
