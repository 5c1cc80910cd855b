import Synchronization

/// Counts the statements a piece of work sends, so that a test can hold a list to the same number for any length.
public enum StatementCounter {
    /// A count that the threads of the database can reach.
    final class Count: Sendable {
        private let statements = Mutex(0)

        var value: Int { statements.withLock { $0 } }

        func increment() {
            statements.withLock { $0 += 1 }
        }
    }

    @TaskLocal static var current: Count?

    /// Runs `body` and counts the statements that it and its child tasks sent to any database, retries included.
    ///
    /// `BEGIN`, `COMMIT` and savepoints do not count. An inner count takes its statements away from the outer one.
    public static func counting<T>(_ body: () async throws -> T) async rethrows -> (T, statements: Int) {
        let count = Count()
        let result = try await $current.withValue(count) { try await body() }
        return (result, count.value)
    }
}
