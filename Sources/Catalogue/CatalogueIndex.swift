import Languages
import Synchronization

/// The public catalogue in memory, in columns: it counts filters, orders lists and places points on maps in one pass
/// over small integers, however many entries there are. Built from the database and kept current by the change feed;
/// what a page shows is read from the database again, under the viewer's scope.
public final class CatalogueIndex: Sendable {
    /// What the index is told of an entry.
    public struct Row: Sendable, Hashable {
        public let id: String
        public let kind: String
        /// The title in plain letters, for ordering; folded once here and not at every change of the list.
        public let key: String
        public let created: Int
        public let latitude: Double?
        public let longitude: Double?
        public let city: String?
        public let values: [Facet: [String]]

        public init(
            id: String, kind: String, title: String, created: Int, latitude: Double?, longitude: Double?, city: String?,
            values: [Facet: [String]]
        ) {
            self.id = id
            self.kind = kind
            key = folded(title)
            self.created = created
            self.latitude = latitude
            self.longitude = longitude
            self.city = city
            self.values = values
        }
    }

    /// Where an entry is.
    public struct Location: Sendable, Hashable {
        public let latitude: Double
        public let longitude: Double
        /// The entry of its city.
        public let city: String?
    }

    /// What a selection holds. Identifiers are made when they are asked for, so that a page of a long list costs no
    /// more than one of a short list.
    public struct Selection: Sendable {
        let positions: [Int32]
        let columns: KindColumns
        /// For each facet, how many entries each value would leave within the rest of the selection.
        public let counts: [Facet: [String: Int]]

        public var total: Int { positions.count }
        /// All identifiers in order.
        public var ids: [String] { ids(in: positions.indices) }
        /// Where the entries are, as far as that is known.
        public var locations: [Location] { positions.compactMap { columns.location(of: $0) } }

        /// The identifiers of one part of the selection.
        public func ids(in range: Range<Int>) -> [String] { positions[range].map { columns.ids[Int($0)] } }

        /// The place of an entry in the order, or nil.
        public func firstIndex(of id: String) -> Int? {
            columns.positions[id].flatMap { positions.firstIndex(of: $0) }
        }
    }

    private let kinds = Mutex<[String: KindColumns]>([:])
    private let located = Mutex<[String: String]>([:])
    private let changed = Mutex(Instant.now)

    public init() {}

    /// An index of rows.
    convenience init(_ rows: [Row]) {
        self.init()
        update(rows)
    }

    /// Replaces or adds rows and removes others, all at once for each kind.
    /// - Complexity: linear in the entries of the kinds that change, a few microseconds for each thousand of them.
    public func update(_ rows: [Row], removing ids: [String] = []) {
        var byKind = Dictionary(grouping: rows, by: \.kind)
        let touched = located.withLock { located in
            var touched: [String: Set<String>] = [:]
            for id in ids + rows.map(\.id) {
                if let kind = located[id] { touched[kind, default: []].insert(id) }
            }
            for id in ids { located[id] = nil }
            for row in rows { located[row.id] = row.kind }
            return touched
        }
        kinds.withLock { kinds in
            for kind in Set(byKind.keys).union(touched.keys) {
                kinds[kind, default: KindColumns()].apply(
                    byKind.removeValue(forKey: kind) ?? [], removing: touched[kind] ?? [])
            }
        }
        changed.withLock { $0 = .now }
    }

    /// When the index last changed, and with it the counts of what it holds.
    var changedAt: Instant { changed.withLock { $0 } }

    /// How many public entries a kind has.
    public func count(_ kind: String) -> Int { kinds.withLock { $0[kind]?.count ?? 0 } }

    /// The kind of a public entry, or nil.
    public func kind(of id: String) -> String? { located.withLock { $0[id] } }

    /// The entries of a kind that match, and the counts of all filters; entries in `among` only, in its order, if given.
    /// - Complexity: one pass over the entries of the kind for each facet; none at all without filters.
    public func select(
        _ kind: String, _ filter: CatalogueFilter, facets: [Facet], among: [String]? = nil
    ) -> Selection {
        let columns = kinds.withLock { $0[kind] } ?? KindColumns()
        return columns.select(filter, facets: facets, among: among)
    }

    /// Everything, for a snapshot.
    var columns: [String: KindColumns] { kinds.withLock { $0 } }

    /// Takes a snapshot's place for whatever was there.
    func replace(with columns: [String: KindColumns]) {
        var kindsByID: [String: String] = [:]
        kindsByID.reserveCapacity(columns.values.reduce(0) { $0 + $1.count })
        for (kind, column) in columns {
            for id in column.positions.keys { kindsByID[id] = kind }
        }
        located.withLock { $0 = kindsByID }
        kinds.withLock { $0 = columns }
        changed.withLock { $0 = .now }
    }
}
