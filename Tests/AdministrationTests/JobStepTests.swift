import Database
import Exchange
import Languages
import Platform
import TestSupport
import Testing

@testable import Administration

private let steps: [any JobStep.Type] = [PauseJob.self, ResumeJob.self, RetryJob.self, CancelJob.self]

@Suite struct JobStepTests {
    @Test(arguments: Database.Engine.available, JobState.allCases)
    func aJobIsSteeredOnlyFromTheStatesThatAllowIt(_ engine: Database.Engine, _ state: JobState) async throws {
        try await withDatabase(engine, migrations: PlatformSchema.migrations) { database in
            let runner = ActionRunner(database: database)
            for step in steps {
                let id = try await database.write { transaction in
                    let id = try Jobs.enqueue("test", input: "{}", at: .now, in: transaction)
                    try transaction.run("UPDATE job SET state = \(state.rawValue), attempts = 3 WHERE id = \(id)")
                    return id
                }
                if step.from.contains(state) {
                    try await runner.run(step, ["job": [id]], as: .program)
                } else {
                    await #expect(throws: InputFaults.self) { try await runner.run(step, ["job": [id]], as: .program) }
                }
                let found: String? = try await database.read { transaction in
                    try transaction.first("SELECT state FROM job WHERE id = \(id)")?["state"]
                }
                #expect(found == (step.from.contains(state) ? step.to : state).rawValue, "\(step.name)")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMailThatFailedIsQueuedAgain(_ engine: Database.Engine) async throws {
        try await withDatabase(engine, migrations: PlatformSchema.migrations) { database in
            try await database.write { transaction in
                for state in ["failed", "sent"] {
                    try transaction.run(
                        """
                        INSERT INTO mail (id, recipient, subject, body, state, attempts, send_at)
                        VALUES (\(state), 'a@example.org', 'Hello', 'Hello.', \(state), 6, 0)
                        """)
                }
            }
            let runner = ActionRunner(database: database)
            try await runner.run(RetryMail.self, ["mail": ["failed"]], as: .program)
            await #expect(throws: InputFaults.self) {
                try await runner.run(RetryMail.self, ["mail": ["sent"]], as: .program)
            }
        }
    }

    @Test func onlyMembersThatDifferAreTold() {
        let before: JSONValue = ["title": "Old", "year": 2020, "gone": true]
        let after: JSONValue = ["title": "New", "year": 2020, "added": 1]
        #expect(
            AuditDifference.between(before, after) == [
                AuditDifference(name: "title", before: "Old", after: "New"),
                AuditDifference(name: "gone", before: true, after: nil),
                AuditDifference(name: "added", before: nil, after: 1),
            ])
        #expect(AuditDifference.between(.null, .null).isEmpty)
    }
}
