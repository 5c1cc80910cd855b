import Foundation
import Languages
import Synchronization

/// What is like an entry, remembered for a while: reading an entry again costs no search, and an entry that came later
/// is named ten minutes late at most. Whoever shows the list reads the entries under the viewer's scope, so one that was
/// hidden meanwhile is not shown.
final class AlikeEntries: Sendable {
    private struct Key: Hashable {
        let id: String
        let kinds: Set<String>?
        let limit: Int
    }

    /// Ten minutes, in milliseconds.
    private static let age = 600_000
    /// About 10 MB.
    private static let most = 20_000

    private let known = Mutex<[Key: (ids: [String], at: Instant)]>([:])

    func ids(
        _ id: String, kinds: Set<String>?, limit: Int, now: Instant = .now, search: () -> [String]
    ) -> [String] {
        let key = Key(id: id, kinds: kinds, limit: limit)
        let kept = known.withLock { $0[key] }
        if let kept, now.milliseconds - kept.at.milliseconds < Self.age { return kept.ids }
        let ids = search()
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[key] = (ids, now)
        }
        return ids
    }

    /// Forgets what was known of entries that changed.
    func forget(_ ids: Set<String>) {
        known.withLock { known in
            guard !known.isEmpty else { return }
            known = known.filter { !ids.contains($0.key.id) }
        }
    }
}
