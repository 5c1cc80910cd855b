import CrossLingualSearch
import Database
import Platform

/// What signed-in people said of hits, as the search engine learns from it.
struct Learning: Sendable, Equatable {
    /// More would slow every search; older marks are forgotten.
    private static let most = 5_000

    /// What tells one set of marks from another: when it is the same, nothing has to be learnt.
    private let count: Int
    private let newest: String?

    /// Nothing at all.
    static let off = Learning(count: 0, newest: nil)

    private init(count: Int, newest: String?) { (self.count, self.newest) = (count, newest) }

    init(in transaction: Transaction) throws {
        let row = try transaction.first(
            "SELECT COUNT(*) AS count, MAX(id) AS newest FROM match_mark WHERE person IS NOT NULL")
        self.init(count: try row?["count"] ?? 0, newest: try row?["newest"] as String?)
    }

    /// The newest marks, oldest first.
    static func marks(in transaction: Transaction) throws -> [Mark] {
        try transaction.all(
            """
            SELECT text, language, entry, is_useful, person FROM match_mark WHERE person IS NOT NULL
            ORDER BY id DESC LIMIT \(most)
            """
        ).map { row in
            Mark(
                text: try row["text"], language: try row["language"], document: try row["entry"],
                isUseful: try row["is_useful"], author: try row["person"])
        }.reversed()
    }
}

extension CatalogueService {
    /// Has search learn from what signed-in people marked as useful or not, when there are other marks than last time.
    /// - Parameter isOn: false has it forget them.
    public func learn(isOn: Bool) async {
        do {
            let now = isOn ? try await database.read { try Learning(in: $0) } : .off
            guard learning.withLock({ $0 }) != now else { return }
            search.learn(from: now == .off ? [] : try await database.read { try Learning.marks(in: $0) })
            learning.withLock { $0 = now }
        } catch {
            logger.error("search cannot learn from marks", metadata: ["error": "\(error)"])
        }
    }
}
