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
            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<50 {
                    tasks.addTask {
                        try await house.act(
                            "catalogue.mark-match", input, as: .member, headers: [("idempotency-key", "one")]
                        ).status
                    }
                }
                return try await tasks.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.contains(200) && statuses.allSatisfy { [200, 422, 429].contains($0) })
            let rows = try await house.database.readOne("SELECT id FROM match_mark")
            #expect(rows.count == 1)
            let again = try await house.act(
                "catalogue.mark-match", input, as: .member, headers: [("idempotency-key", "one")])
            #expect(try again.json["id"]?.string == rows.first?["id"])
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
