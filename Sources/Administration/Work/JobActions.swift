import Database
import Exchange
import Languages
import Platform

/// A step of a job from some states to another one.
protocol JobStep: Action {
    static var from: [JobState] { get }
    static var to: JobState { get }
    /// Whether the attempts are counted anew.
    static var beginsAnew: Bool { get }
}

extension JobStep {
    static var policy: Policy { .administrator }
    static var fields: [any InputField] { [JobFields.job] }
    static var beginsAnew: Bool { false }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let (id, transaction) = (input[JobFields.job], context.transaction)
        guard let row = try transaction.first("SELECT state, attempts, run_at FROM job WHERE id = \(id)") else {
            throw NotFound()
        }
        let state: String = try row["state"]
        let attempts: Int = try row["attempts"]
        let due: Int = try row["run_at"]
        let now = context.now.milliseconds
        let changed = try transaction.run(
            """
            UPDATE job SET state = \(to.rawValue), lease_until = NULL, attempts = \(beginsAnew ? 0 : attempts),
                run_at = \(to == .queued ? now : due), ended_at = \(to == .cancelled ? now : nil)
            WHERE id = \(id) AND state IN \(list: from.map(\.rawValue))
            """)
        guard changed == 1 else {
            throw InputFaults(general: ["The job has gone on in the meantime. Please look at its state again."])
        }
        context.changed(
            Subject("job", id), before: ["state": .string(state)], after: ["state": .string(to.rawValue)],
            announce: false)
        return Outcome(Subject("job", id))
    }
}

/// The field that names a job.
enum JobFields {
    static let job = Field.hidden("job", label: "Job")
}

/// Stops a job for now; it goes on later from where it was.
enum PauseJob: JobStep {
    static let name = "jobs.pause"
    static let summary: Message = "Pause a job"
    static let from: [JobState] = [.queued, .running]
    static let to = JobState.paused
}

/// Lets a paused job go on.
enum ResumeJob: JobStep {
    static let name = "jobs.resume"
    static let summary: Message = "Let a paused job go on"
    static let from: [JobState] = [.paused]
    static let to = JobState.queued
}

/// Tries a failed or cancelled job again.
enum RetryJob: JobStep {
    static let name = "jobs.retry"
    static let summary: Message = "Try a failed job again"
    static let from: [JobState] = [.failed, .cancelled]
    static let to = JobState.queued
    static let beginsAnew = true
}

/// Ends a job before it is done. What it has done stays.
enum CancelJob: JobStep {
    static let name = "jobs.cancel"
    static let summary: Message = "Cancel a job"
    static let from: [JobState] = [.queued, .running, .paused]
    static let to = JobState.cancelled
}
