import Catalogue
import Languages
import Platform

/// Asks for a job that needs nothing but its kind; while one waits or runs, another one is not added.
protocol AskForJob: Action {
    static var job: String { get }
}

extension AskForJob {
    static var policy: Policy { .administrator }
    static var fields: [any InputField] { [] }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        try transaction.lock(job)
        let open = try transaction.first(
            "SELECT id FROM job WHERE kind = \(job) AND state IN ('queued', 'running', 'paused') LIMIT 1")
        if let open { return Outcome(Subject("job", try open["id"])) }
        let id = try Jobs.enqueue(job, input: "{}", person: context.viewer.person, at: context.now, in: transaction)
        context.changed(Subject("job", id), after: ["kind": .string(job)], announce: false)
        return Outcome(Subject("job", id))
    }
}

/// Has the chain of the record of changes walked.
enum VerifyAudit: AskForJob {
    static let name = "audit.verify"
    static let summary: Message = "Check that nothing in the record of changes was changed or removed"
    static let job = VerifyAuditJob.kind
}

/// Has the search index made anew.
enum RebuildIndex: AskForJob {
    static let name = "search.rebuild"
    static let summary: Message = "Make the search index anew from the database"
    static let job = RebuildIndexJob.kind
}
