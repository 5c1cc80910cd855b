import Database
import Languages
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Platform

private let start = Instant(milliseconds: 1_790_000_000_000)

/// A clock that a test sets forward.
private final class Clock: Sendable {
    private let moment = Mutex(start)
    var now: Instant { moment.withLock { $0 } }
    func pass(_ milliseconds: Int) {
        moment.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }
}

private struct Handler: JobHandler {
    let kind = "test"
    let work: @Sendable (Job, JobControl) async throws -> String?
    func run(_ job: Job, _ control: JobControl) async throws -> String? { try await work(job, control) }
}

private struct Passing: Error, CustomStringConvertible { let description = "the disk was full" }
private struct Lasting: PermanentFailure { let message: Message = "The file holds nothing." }

@Suite struct JobRunnerTests {
    private struct Row: Sendable, Equatable {
        let state: String
        let attempts: Int
        let runAt: Int
        let done: Int
        let total: Int?
        let reason: String?
        let result: String?
    }

    private func row(_ database: Database) async throws -> Row {
        try await database.read { transaction in
            let row = try #require(try transaction.first("SELECT * FROM job"))
            return Row(
                state: try row["state"], attempts: try row["attempts"], runAt: try row["run_at"],
                done: try row["done"], total: try row["total"], reason: try row["reason"], result: try row["result"])
        }
    }

    private func withJob(
        _ engine: Database.Engine, _ work: @escaping @Sendable (Job, JobControl) async throws -> String?,
        _ body: (Database, JobRunner, Clock) async throws -> Void
    ) async throws {
        try await withDatabase(engine, migrations: PlatformSchema.migrations) { database in
            let clock = Clock()
            try await database.write { try Jobs.enqueue("test", input: "{}", at: start, in: $0) }
            let runner = JobRunner(
                database: database, handlers: [Handler(work: work)],
                logger: Logger(label: "test") { _ in
                    SwiftLogNoOpLogHandler()
                }, now: { clock.now })
            try await body(database, runner, clock)
        }
    }

    @Test(arguments: Database.Engine.available)
    func progressAndResultAreKept(_ engine: Database.Engine) async throws {
        try await withJob(
            engine,
            { _, control in
                try await control.progress(3, of: 7)
                return "{\"rows\":7}"
            }
        ) { database, runner, _ in
            #expect(try await runner.runOne())
            let row = try await row(database)
            #expect((row.state, row.done, row.total, row.result) == ("done", 3, 7, "{\"rows\":7}"))
            #expect(try await !runner.runOne())
        }
    }

    @Test(arguments: Database.Engine.available)
    func aPausedJobStopsAtItsNextStepAndGoesOnFromThere(_ engine: Database.Engine) async throws {
        try await withJob(
            engine,
            { job, control in
                for step in (job.done + 1)...4 {
                    try await control.progress(step, of: 4)
                    if job.attempt == 1, step == 2 { try await control.pauseForTest() }
                }
                return nil
            }
        ) { database, runner, _ in
            try await runner.runOne()
            #expect(try await row(database).state == "paused")
            #expect(try await row(database).done == 2)
            #expect(try await !runner.runOne(), "a paused job is nobody's to take")
            try await database.write { _ = try $0.run("UPDATE job SET state = 'queued'") }
            try await runner.runOne()
            let ended = try await row(database)
            #expect((ended.state, ended.done) == ("done", 4))
        }
    }

    @Test(arguments: Database.Engine.available)
    func aFailureIsTriedAgainLaterAndLaterAndThenToldOf(_ engine: Database.Engine) async throws {
        try await withJob(engine, { _, _ in throw Passing() }) { database, runner, clock in
            var delays: [Int] = []
            while try await runner.runOne() {
                let row = try await row(database)
                #expect(row.reason.map { JobReason(stored: $0).message } == "\("the disk was full")")
                guard row.state == "queued" else { break }
                delays.append(row.runAt - clock.now.milliseconds)
                #expect(try await !runner.runOne(), "not before its time")
                clock.pass(row.runAt - clock.now.milliseconds)
            }
            #expect(delays == [20_000, 40_000, 80_000, 160_000, 320_000])
            let last = try await row(database)
            #expect((last.state, last.attempts) == ("failed", 6))
        }
    }

    @Test(arguments: Database.Engine.available)
    func whatTryingAgainDoesNotMendFailsAtOnceWithItsSentence(_ engine: Database.Engine) async throws {
        try await withJob(engine, { _, _ in throw Lasting() }) { database, runner, _ in
            try await runner.runOne()
            let row = try await row(database)
            #expect((row.state, row.attempts) == ("failed", 1))
            #expect(row.reason.map { JobReason(stored: $0).message } == "The file holds nothing.")
        }
    }

    @Test(arguments: Database.Engine.available)
    func theJobOfANodeThatDiedIsTakenOverWhenItsLeaseIsOver(_ engine: Database.Engine) async throws {
        try await withJob(engine, { job, _ in "\(job.attempt) \(job.done)" }) { database, runner, clock in
            // What a node leaves behind that was killed after it noted its progress.
            try await database.write { transaction in
                _ = try transaction.run(
                    """
                    UPDATE job SET state = 'running', attempts = 1, done = 500,
                        lease_until = \(start.milliseconds + JobRunner.lease)
                    """)
            }
            #expect(try await !runner.runOne())
            clock.pass(JobRunner.lease + 1)
            #expect(try await runner.runOne())
            #expect(try await row(database).result == "2 500")
        }
    }

    @Test(arguments: Database.Engine.available)
    func aNodeWhoseJobWasTakenOverWritesNothingOfItAnyMore(_ engine: Database.Engine) async throws {
        try await withJob(
            engine,
            { _, control in
                try await control.cancelForTest()
                return "late"
            }
        ) { database, runner, _ in
            try await runner.runOne()
            let row = try await row(database)
            #expect((row.state, row.result) == ("cancelled", nil))
        }
    }
}

extension JobControl {
    /// What an administrator's button does meanwhile.
    fileprivate func pauseForTest() async throws { try await set("paused") }
    fileprivate func cancelForTest() async throws { try await set("cancelled") }

    private func set(_ state: String) async throws {
        try await database.write { _ = try $0.run("UPDATE job SET state = \(state)") }
    }
}
