import Synchronization

/// How many requests this node has answered since it began, by the hundreds of their status.
public final class Traffic: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    public init() {}

    func count(status: Int) { counts.withLock { $0[status / 100, default: 0] += 1 } }

    /// Answers by the first digit of their status, in order.
    public var answers: [(hundreds: Int, count: Int)] {
        counts.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
