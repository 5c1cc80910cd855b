import Foundation
import Synchronization

/// Follows `NOTIFY` on a connection of its own, read by one thread that begins with the first follower.
final class PostgreSQLListener: Sendable {
    private struct State {
        var channels: Set<String> = []
        var isRunning = false
        var isClosed = false
    }

    private let url: String
    private let signals = ChangeSignals()
    private let state = Mutex(State())

    init(url: String) {
        self.url = url
    }

    func stream(_ channel: String) -> AsyncStream<Void> {
        let stream = signals.stream(channel)
        let begins = state.withLock { state in
            state.channels.insert(channel)
            guard !state.isRunning && !state.isClosed else { return false }
            state.isRunning = true
            return true
        }
        if begins {
            let thread = Thread { [self] in run() }
            thread.name = "listener"
            thread.start()
        }
        return stream
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signals.finish()
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func run() {
        while !isClosed {
            do {
                try follow()
            } catch {
                // Followers look at their tables without signals too: try again in a while.
                if !isClosed { Thread.sleep(forTimeInterval: 1) }
            }
        }
    }

    /// Reads notifications until the connection is lost or the listener closed.
    private func follow() throws {
        let connection = try PostgreSQLConnection(url: url)
        var listening: Set<String> = []
        while !isClosed {
            let wanted = state.withLock { $0.channels }
            if wanted != listening {
                try connection.listen(wanted.subtracting(listening))
                // What was written before the server listened: have it looked for.
                signals.send(wanted.subtracting(listening))
                listening = wanted
            }
            signals.send(Set(try connection.notifications(milliseconds: 200)))
        }
    }
}
