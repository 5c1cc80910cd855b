public import Database
public import Languages
import Logging

/// Runs actions: reads the input, opens the transaction, asks the policy, performs, and writes audit and change feed
/// with the effect, all or nothing.
public struct ActionRunner: Sendable {
    public let database: Database
    /// The clock; a test hands in its own.
    public let now: @Sendable () -> Instant
    private let catalogues: Catalogues
    private let committed: @Sendable () async -> Void

    /// - Parameters:
    ///   - catalogues: the texts for what actions write on people's behalf, such as mails.
    ///   - committed: called after each committed action, so that this node's followers of the change feed catch up before the
    ///     answer goes out and people see what they wrote.
    public init(
        database: Database, now: @escaping @Sendable () -> Instant = { .now }, catalogues: Catalogues = .english,
        committed: @escaping @Sendable () async -> Void = {}
    ) {
        self.database = database
        self.now = now
        self.catalogues = catalogues
        self.committed = committed
    }

    /// - Parameter key: names the request; one that was carried out under this name is answered as before.
    /// - Throws: `InputFaults`, `AccessDenied`, `NotFound`, `DatabaseError`; nothing is written then.
    @discardableResult
    public func run(
        _ action: any Action.Type, _ raw: RawInput, as viewer: Viewer, language: Language = .en, key: RequestKey? = nil
    ) async throws -> Outcome {
        let input = try Input(action.fields, from: raw)
        let moment = now()
        let outcome = try await database.write { transaction in
            let context = context(transaction, viewer, moment, language)
            guard viewer.mayWrite else { throw AccessDenied.forbidden }
            if let before = try key?.claim(for: action, raw, now: moment, in: transaction) { return before }
            guard try action.policy.allows(viewer, input, transaction) else {
                throw viewer.isSignedIn ? AccessDenied.forbidden : AccessDenied.signInNeeded
            }
            let outcome = try action.perform(input, in: context)
            try AuditLog.append(action.name, context: context, input: input, to: transaction)
            try key?.keep(outcome, in: transaction)
            return outcome
        }
        await committed()
        return outcome
    }

    /// Runs a deed that has no door in the API, such as signing in or changing a password: same transaction, audit and
    /// change feed as an action. Its texts and secrets are the caller's and are not kept.
    public func run<Result: Sendable>(
        deed name: String, as viewer: Viewer, language: Language = .en,
        _ body: @escaping @Sendable (ActionContext) throws -> Result
    ) async throws -> Result {
        let input = try Input([], from: [:])
        let moment = now()
        let result = try await database.write { transaction in
            let context = context(transaction, viewer, moment, language)
            let result = try body(context)
            try AuditLog.append(name, context: context, input: input, to: transaction)
            return result
        }
        await committed()
        return result
    }

    /// Many inputs of one action in one transaction: all or none of them. Used by imports, batch by batch.
    /// - Returns: for each input its outcome, or the faults that made it be refused; refused ones leave no trace.
    public func runBatch(
        _ action: any Action.Type, _ inputs: [RawInput], as viewer: Viewer
    ) async throws -> [Result<Outcome, InputFaults>] {
        try await runBatch(inputs.map { (action, $0) }, as: viewer)
    }

    /// Many actions in one transaction, in their order.
    /// - Parameter isRehearsal: takes everything back at the end, so that only the answers remain.
    public func runBatch(
        _ steps: [(action: any Action.Type, input: RawInput)], as viewer: Viewer, isRehearsal: Bool = false
    ) async throws -> [Result<Outcome, InputFaults>] {
        let moment = now()
        let results: [Result<Outcome, InputFaults>]
        do {
            results = try await database.write { transaction in
                let results = try steps.map { step in
                    try attempt(step.action, step.input, viewer, moment, transaction)
                }
                if isRehearsal { throw Rehearsed(results: results) }
                return results
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.results
        }
        await committed()
        return results
    }

    /// Ends a rehearsal's transaction, so that it is rolled back.
    private struct Rehearsed: Error {
        let results: [Result<Outcome, InputFaults>]
    }

    private func attempt(
        _ action: any Action.Type, _ raw: RawInput, _ viewer: Viewer, _ moment: Instant, _ transaction: Transaction
    ) throws -> Result<Outcome, InputFaults> {
        do {
            let input = try Input(action.fields, from: raw)
            return try transaction.savepoint {
                let context = context(transaction, viewer, moment, .en)
                guard try action.policy.allows(viewer, input, transaction) else { throw AccessDenied.forbidden }
                let outcome = try action.perform(input, in: context)
                try AuditLog.append(action.name, context: context, input: input, to: transaction)
                return .success(outcome)
            }
        } catch let faults as InputFaults {
            return .failure(faults)
        }
    }

    private func context(
        _ transaction: Transaction, _ viewer: Viewer, _ moment: Instant, _ language: Language
    ) -> ActionContext {
        ActionContext(
            transaction: transaction, viewer: viewer, now: moment, language: language, catalogues: catalogues)
    }
}
