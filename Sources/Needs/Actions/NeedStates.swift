import Catalogue
import Database
import Languages
import Platform

/// The life of a need, *voiced → understood → shared → answered*: where it stands follows from what happened, and each
/// step is kept with its date.
enum NeedStates {
    /// The states in their order.
    static let all: [EntryState] = [.voiced, .understood, .shared, .answered]

    /// Brings the need's state in line with what happened, and announces the need once.
    /// - Parameter step: a step that just happened, kept even when the state stays the same.
    static func settle(_ need: Entry, after step: EntryState? = nil, in context: ActionContext) throws {
        if let step { try keep(step, of: need.id, in: context) }
        let state = try state(of: need.id, in: context.transaction)
        guard state != need.state else {
            context.changed(need.subject)
            return
        }
        if state != step { try keep(state, of: need.id, in: context) }
        var settled = need
        settled.state = state
        try Entries.update(settled, from: need, in: context)
    }

    static func keep(_ state: EntryState, of need: String, in context: ActionContext) throws {
        try context.transaction.run(
            """
            INSERT INTO need_state (id, need, state, at, person)
            VALUES (\(newIdentifier(at: context.now)), \(need), \(state.rawValue), \(context.now.milliseconds),
                    \(context.viewer.person))
            """)
    }

    /// Answered when an answer was chosen, shared when a second city joined, understood when somebody said so.
    private static func state(of need: String, in transaction: Transaction) throws -> EntryState {
        let facts = try transaction.first(
            """
            SELECT (SELECT COUNT(*) FROM need WHERE entry = \(need) AND answer IS NOT NULL) AS answers,
                   (SELECT COUNT(*) FROM need_join WHERE need = \(need)) AS joins,
                   (SELECT COUNT(*) FROM need_state WHERE need = \(need) AND state = 'understood') AS understood
            """)
        guard let facts else { return .voiced }
        if try facts["answers"] as Int > 0 { return .answered }
        if try facts["joins"] as Int > 0 { return .shared }
        return try facts["understood"] as Int > 0 ? .understood : .voiced
    }
}
