import Database
import Languages
import Platform
import Web

/// A job as administrators see it.
struct ListedJob: Sendable {
    let id: String
    let kind: String
    let input: String
    let state: JobState
    let attempts: Int
    let done: Int
    let total: Int?
    let reason: JobReason?
    let result: String?
    let createdAt: Instant
    let runAt: Instant

    /// The newest first; those with an identifier below `before`, of some kinds or of all. One statement.
    static func newest(
        _ kinds: [String]? = nil, before: String? = nil, limit: Int, in transaction: Transaction
    ) throws -> [ListedJob] {
        let chosen: SQL = kinds.map { "kind IN \(list: $0)" } ?? "1 = 1"
        let older: SQL = before.map { "AND id < \($0)" } ?? ""
        return try transaction.all(
            "SELECT * FROM job WHERE \(sql: chosen) \(sql: older) ORDER BY id DESC LIMIT \(limit)"
        ).map(ListedJob.init)
    }

    static func find(_ id: String, of kinds: [String], in transaction: Transaction) throws -> ListedJob? {
        try transaction.first("SELECT * FROM job WHERE id = \(id) AND kind IN \(list: kinds)").map(ListedJob.init)
    }

    private init(_ row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        input = try row["input"]
        state = JobState(rawValue: try row["state"]) ?? .failed
        attempts = try row["attempts"]
        done = try row["done"]
        total = try row["total"]
        reason = try (row["reason"] as String?).map(JobReason.init(stored:))
        result = try row["result"]
        createdAt = Instant(milliseconds: try row["created_at"])
        runAt = Instant(milliseconds: try row["run_at"])
    }

    func badge(_ t: Localiser) -> HTML { Badge(t(state.label), tone: state.tone).html(t) }

    /// Why the last attempt failed, and when there is another one.
    func failure(_ t: Localiser) -> HTML? {
        guard let reason else { return nil }
        guard state == .queued else { return HTML(text: t(reason.message)) }
        return "\(t(reason.message)) \(t("The next attempt is at \(runAt)."))"
    }

    /// The buttons that steer it; nothing when it has ended well.
    /// - Parameter page: the page to come back to, without the language.
    func controls(_ request: WebRequest, backTo page: String) -> HTML? {
        let t = request.t
        func button(_ text: String, _ verb: String) -> HTML {
            request.adminButton(text, to: "/admin/jobs/\(id)/\(verb)", [(JobsPage.back, page)])
        }
        return switch state {
        case .queued, .running: button(t("Pause"), "pause") + button(t("Cancel"), "cancel")
        case .paused: button(t("Go on"), "resume") + button(t("Cancel"), "cancel")
        case .failed, .cancelled: button(t("Try again"), "retry")
        case .done: nil
        }
    }
}

extension JobState {
    var label: Message {
        switch self {
        case .queued: "Waiting"
        case .running: "Running"
        case .paused: "Paused"
        case .done: "Done"
        case .failed: "Failed"
        case .cancelled: "Cancelled"
        }
    }

    var tone: Badge.Tone {
        switch self {
        case .queued, .cancelled: .neutral
        case .running: .brand
        case .paused: .caution
        case .done: .good
        case .failed: .bad
        }
    }
}
