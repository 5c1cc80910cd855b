import Languages
public import Platform

/// Who may do what: the policies of all actions as one table, for `docs/access.md`.
public struct AccessMatrix: Sendable {
    private let actions: [any Action.Type]

    public init(_ actions: [any Action.Type]) { self.actions = actions }

    /// The whole document.
    public var markdown: String {
        let t = Catalogues.english.localiser(.en)
        let rows = actions.sorted { $0.name < $1.name }.map { action in
            "| `\(action.name)` | \(t(action.summary)) | \(action.policy.sentence) |"
        }
        return """
            # Who may do what

            Made by `innocities describe access` from the actions themselves; a test compares it with them. Every way to
            write (form, API, command, import) runs one of these actions, and asks its policy inside the transaction.

            A token that only reads may run none of them. What a person may not see is answered as if it did not exist.

            | action | what it does | who may |
            |---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
