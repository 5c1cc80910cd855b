public import Database
public import Languages
public import Logging
public import ServiceLifecycle

/// What a running job can say and ask.
public struct JobControl: Sendable {
    let database: Database
    private let job: Job
    private let now: @Sendable () -> Instant

    init(database: Database, job: Job, now: @escaping @Sendable () -> Instant) {
        self.database = database
        self.job = job
        self.now = now
    }

    /// Somebody paused the job: the handler lets this error pass, and the job goes on later from where it said it was.
    public struct Paused: Error {}

    /// Notes how far the work has come and keeps the lease.
    /// - Throws: `Paused` when somebody asked the job to stop for now.
    public func progress(_ done: Int, of total: Int?) async throws {
        let moment = now()
        let mine = try await database.write { transaction in
            try transaction.run(
                """
                UPDATE job SET done = \(done), total = \(total), lease_until = \(moment.milliseconds + JobRunner.lease)
                WHERE id = \(job.id) AND state = 'running'
                """)
        }
        if mine == 0 { throw Paused() }
    }
}

/// Runs the jobs of this node, one after the other, until the program stops.
public struct JobRunner: Service {
    /// How long a job may be silent before another node takes it over, in milliseconds.
    static let lease = 120_000
    private static let attempts = 6

    private let database: Database
    private let handlers: [String: any JobHandler]
    private let logger: Logger
    private let now: @Sendable () -> Instant
    private let pause: Duration

    public init(
        database: Database, handlers: [any JobHandler], logger: Logger,
        now: @escaping @Sendable () -> Instant = { .now }, pause: Duration = .milliseconds(500)
    ) {
        self.database = database
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
        self.logger = logger
        self.now = now
        self.pause = pause
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await runOne() { continue }
                } catch is CancellationError { return } catch {
                    logger.error("jobs cannot be read", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Claims and runs the job that is due first.
    /// - Returns: false when none is due.
    @discardableResult
    public func runOne() async throws -> Bool {
        guard let job = try await claim() else { return false }
        guard let handler = handlers[job.kind] else {
            try await end(job, state: .failed, reason: JobReason("This program cannot do such a job."), result: nil)
            return true
        }
        do {
            let result = try await handler.run(job, JobControl(database: database, job: job, now: now))
            try await end(job, state: .done, reason: nil, result: result)
        } catch is JobControl.Paused {
            logger.info("job paused", metadata: ["job": "\(job.id)"])
        } catch {
            logger.warning("job failed", metadata: ["job": "\(job.id)", "kind": "\(job.kind)", "error": "\(error)"])
            try await retry(job, after: error)
        }
        return true
    }

    private func claim() async throws -> Job? {
        let moment = now().milliseconds
        return try await database.write { transaction in
            guard
                let row = try transaction.first(
                    """
                    UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = \(moment + Self.lease)
                    WHERE id = (
                        SELECT id FROM job
                        WHERE (state = 'queued' AND run_at <= \(moment))
                           OR (state = 'running' AND lease_until < \(moment))
                        ORDER BY run_at, id LIMIT 1 \(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED")
                    )
                    RETURNING id, kind, input, person, attempts, done
                    """)
            else { return nil }
            return Job(
                id: try row["id"], kind: try row["kind"], input: try row["input"], person: try row["person"],
                attempt: try row["attempts"], done: try row["done"])
        }
    }

    private func retry(_ job: Job, after error: any Error) async throws {
        guard job.attempt < Self.attempts, !(error is any PermanentFailure) else {
            return try await end(job, state: .failed, reason: JobReason(error), result: nil)
        }
        let delay = 10_000 << job.attempt
        let moment = now().milliseconds
        try await database.write { transaction in
            try transaction.run(
                """
                UPDATE job SET state = 'queued', run_at = \(moment + delay), lease_until = NULL,
                    reason = \(JobReason(error).stored)
                WHERE id = \(job.id) AND state = 'running'
                """)
        }
    }

    private func end(_ job: Job, state: JobState, reason: JobReason?, result: String?) async throws {
        let moment = now().milliseconds
        try await database.write { transaction in
            try transaction.run(
                """
                UPDATE job SET state = \(state.rawValue), reason = \(reason?.stored), result = \(result),
                    ended_at = \(moment), lease_until = NULL
                WHERE id = \(job.id) AND state = 'running'
                """)
        }
    }
}

/// An error that trying again does not mend, with the sentence that tells people why.
public protocol PermanentFailure: Error {
    var message: Message { get }
}
