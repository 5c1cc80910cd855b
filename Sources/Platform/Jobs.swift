public import Database
public import Languages

/// Work that takes long or waits: kept in a table, claimed with a lease, retried with back-off.
public protocol JobHandler: Sendable {
    /// Its name for good, such as `mail.deliver`.
    var kind: String { get }
    /// Does the work. It may be called again for the same job after a crash, so doing it twice must be like once.
    /// - Returns: what the job's page shows as its result, as JSON text, or nil.
    func run(_ job: Job, _ control: JobControl) async throws -> String?
}

/// A job as its handler sees it.
public struct Job: Sendable, Hashable {
    public let id: String
    public let kind: String
    /// What it was given, as JSON text.
    public let input: String
    /// Who asked for it.
    public let person: String?
    /// How often it was begun, this time included.
    public let attempt: Int
    /// How far an earlier attempt came, so that it can go on from there.
    public let done: Int
}

/// Where a job stands.
public enum JobState: String, Sendable, CaseIterable {
    case queued, running, paused, done, failed, cancelled
}

/// Queueing jobs and steering them.
public enum Jobs {
    /// Adds a job inside a transaction, so that it exists exactly if what asks for it does.
    /// - Returns: its identifier.
    @discardableResult
    public static func enqueue(
        _ kind: String, input: String, person: String? = nil, at: Instant, in transaction: Transaction
    ) throws -> String {
        let id = newIdentifier(at: at)
        try transaction.run(
            """
            INSERT INTO job (id, kind, input, state, attempts, run_at, done, person, created_at)
            VALUES (\(id), \(kind), \(input), 'queued', 0, \(at.milliseconds), 0, \(person), \(at.milliseconds))
            """)
        return id
    }
}
