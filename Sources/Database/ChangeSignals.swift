import Foundation
import Synchronization

/// Wakes the followers of channels within this process.
final class ChangeSignals: Sendable {
    private struct State {
        var followers: [String: [UUID: AsyncStream<Void>.Continuation]] = [:]
        var isFinished = false
    }

    private let state = Mutex(State())

    /// A stream of its own for each follower. Signals that come while it works merge into one.
    func stream(_ channel: String) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = UUID()
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.followers[channel]?[id] = nil }
            }
            let isFinished = state.withLock { state in
                if !state.isFinished { state.followers[channel, default: [:]][id] = continuation }
                return state.isFinished
            }
            if isFinished { continuation.finish() }
        }
    }

    func send(_ channels: some Sequence<String>) {
        let woken = state.withLock { state in channels.flatMap { state.followers[$0].map { Array($0.values) } ?? [] } }
        for follower in woken { follower.yield() }
    }

    /// Ends all streams; none begins any more.
    func finish() {
        let ended = state.withLock { state in
            state.isFinished = true
            return state.followers.values.flatMap(\.values)
        }
        for follower in ended { follower.finish() }
    }
}
