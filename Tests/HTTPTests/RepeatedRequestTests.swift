import Database
import Exchange
import TestSupport
import Testing

/// What is asked twice is done once.
@Suite struct RepeatedRequestTests {
    @Test(arguments: Database.Engine.available)
    func fiftyEqualRequestsWithOneKeyLeaveOneRow(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let input: JSONValue = [
                "text": "tools", "language": "en", "entry": .string(try #require(house.entries["practice-a"])),
                "useful": true,
            ]
            let answers = try await withThrowingTaskGroup(of: TestAnswer.self) { tasks in
                for _ in 0..<50 {
                    tasks.addTask {
                        try await house.act(
                            "catalogue.mark-match", input, as: .member, headers: [("idempotency-key", "one")])
                    }
                }
                return try await tasks.reduce(into: [TestAnswer]()) { $0.append($1) }
            }
            #expect(Set(answers.map(\.status)) == [200])
            let rows = try await house.database.readOne("SELECT id FROM match_mark")
            #expect(rows.count == 1)
            let id: String? = try rows.first?["id"]
            #expect(try answers.allSatisfy { try $0.json["id"]?.string == id })
        }
    }

    @Test(arguments: Database.Engine.available)
    func oneKeyIsNotTakenForTwoRequests(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            for (entry, status) in [("practice-a", 200), ("practice-b", 422)] {
                let id = try #require(house.entries[entry])
                let answer = try await house.act(
                    "catalogue.follow", ["kind": "practice", "id": .string(id)], as: .member,
                    headers: [("idempotency-key", "two")])
                #expect(answer.status == status)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aRequestThatFailedLeavesItsKeyFree(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let key = [("idempotency-key", "three")]
            for (entry, status) in [("nobody-has-this", 404), ("practice-a", 200), ("practice-a", 200)] {
                let answer = try await house.act(
                    "catalogue.mark-match",
                    ["text": "tools", "language": "en", "entry": .string(house.entries[entry] ?? entry)],
                    as: .member, headers: key)
                #expect(answer.status == status)
            }
            #expect(try await house.database.readOne("SELECT id FROM match_mark").count == 1)
            #expect(try await house.database.readOne("SELECT key FROM idempotency").count == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func oneKeyOfTwoPeopleIsTwoKeys(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let id = try #require(house.entries["practice-a"])
            for persona in [Persona.member, .resident] {
                let answer = try await house.act(
                    "catalogue.follow", ["kind": "practice", "id": .string(id)], as: persona,
                    headers: [("idempotency-key", "four")])
                #expect(answer.status == 200)
            }
            #expect(try await house.database.readOne("SELECT person FROM follow").count == 2)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aKeyIsAnsweredToItsHolderOnlyWhileTheyMayWrite(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let input: JSONValue = ["kind": "practice", "id": .string(try #require(house.entries["practice-a"]))]
            for (door, status) in [(TestHouse.Door.writingToken, 200), (.readingToken, 403)] {
                let answer = try await house.act(
                    "catalogue.follow", input, as: .member, by: door, headers: [("idempotency-key", "five")])
                #expect(answer.status == status)
            }
        }
    }

    @Test(arguments: Database.Engine.available, ["", String(repeating: "k", count: 201)])
    func aKeyHasALength(_ engine: Database.Engine, _ key: String) async throws {
        try await withHouse(engine) { house in
            let input: JSONValue = ["kind": "practice", "id": .string(try #require(house.entries["practice-a"]))]
            let answer = try await house.act(
                "catalogue.follow", input, as: .member, headers: [("idempotency-key", key)])
            #expect(answer.status == 422)
        }
    }

    @Test(arguments: Database.Engine.available)
    func fiftyEqualRequestsWithoutAKeyLeaveOneRowWhereThereCanBeOne(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let id = try #require(house.entries["practice-a"])
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<50 {
                    tasks.addTask {
                        try await house.act(
                            "catalogue.follow", ["kind": "practice", "id": .string(id)], as: .member
                        ).status
                    }
                }
                for try await status in tasks { #expect(status == 200) }
            }
            #expect(try await house.database.readOne("SELECT person FROM follow").count == 1)
        }
    }
}
