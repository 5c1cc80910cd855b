import Languages
import Synchronization

/// The public catalogue in memory, in columns: it counts filters, orders lists and places points on maps in one pass
/// over small integers, however many entries there are. Built from the database and kept current by the change feed;
/// what a page shows is read from the database again, under the viewer's scope.
public final class CatalogueIndex: Sendable {
    /// What the index keeps of an entry.
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

    /// What a selection holds.
    public struct Selection: Sendable {
        /// The identifiers in order.
        public let ids: [String]
        /// For each facet, how many entries each value would leave within the rest of the selection.
        public let counts: [Facet: [String: Int]]
        public var total: Int { ids.count }
    }

    private let kinds = Mutex<[String: KindColumns]>([:])
    private let located = Mutex<[String: String]>([:])

    public init() {}

    /// Replaces or adds rows and removes others, all at once for each kind.
    /// - Complexity: linear in the entries of the kinds that change; a batch costs as much as one.
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
                var columns = kinds[kind] ?? KindColumns()
                columns.apply(byKind.removeValue(forKey: kind) ?? [], removing: touched[kind] ?? [])
                kinds[kind] = columns
            }
        }
    }

    /// How many public entries a kind has.
    public func count(_ kind: String) -> Int { kinds.withLock { $0[kind]?.rows.count ?? 0 } }

    /// The kind of a public entry, or nil.
    public func kind(of id: String) -> String? { located.withLock { $0[id] } }

    /// The entries of a kind that match, and the counts of all filters; entries in `among` only, in its order, if given.
    /// - Complexity: one pass over the entries of the kind.
    public func select(
        _ kind: String, _ filter: CatalogueFilter, facets: [Facet], among: [String]? = nil
    ) -> Selection {
        let columns = kinds.withLock { $0[kind] } ?? KindColumns()
        return columns.select(filter, facets: facets, among: among)
    }

    /// The rows of some entries, in the order asked for; those that are not public are left out.
    public func rows(_ kind: String, _ ids: [String]) -> [Row] {
        let columns = kinds.withLock { $0[kind] } ?? KindColumns()
        return ids.compactMap { columns.positions[$0].map { columns.rows[$0] } }
    }
}

/// One kind's entries in columns. A value, so that readers go on with theirs while a batch is applied to a copy.
struct KindColumns: Sendable {
    private(set) var rows: [CatalogueIndex.Row] = []
    private(set) var positions: [String: Int] = [:]
    /// For each facet the values that occur, and for each entry the numbers of its values.
    private var names: [Facet: [String]] = [:]
    private var columns: [Facet: [[Int32]]] = [:]
    private var byTitle: [Int32] = []
    private var byNewest: [Int32] = []

    mutating func apply(_ new: [CatalogueIndex.Row], removing old: Set<String>) {
        let replaced = Set(new.map(\.id))
        rows = rows.filter { !old.contains($0.id) && !replaced.contains($0.id) } + new
        positions = Dictionary(zip(rows.map(\.id), rows.indices)) { first, _ in first }
        names = [:]
        columns = [:]
        for facet in Facet.allCases { encode(facet) }
        byTitle = rows.indices.map(Int32.init).sorted {
            (rows[Int($0)].key, rows[Int($0)].id) < (rows[Int($1)].key, rows[Int($1)].id)
        }
        byNewest = rows.indices.map(Int32.init).sorted {
            (rows[Int($0)].created, rows[Int($0)].id) > (rows[Int($1)].created, rows[Int($1)].id)
        }
    }

    private mutating func encode(_ facet: Facet) {
        var numbers: [String: Int32] = [:]
        var list: [String] = []
        columns[facet] = rows.map { row in
            (row.values[facet] ?? []).map { value in
                if let number = numbers[value] { return number }
                let number = Int32(list.count)
                numbers[value] = number
                list.append(value)
                return number
            }
        }
        names[facet] = list
    }

    func select(_ filter: CatalogueFilter, facets: [Facet], among: [String]?) -> CatalogueIndex.Selection {
        let wanted: [(facet: Facet, numbers: Set<Int32>)] = filter.selected.map { facet, values in
            let list = names[facet] ?? []
            return (facet, Set(list.indices.filter { values.contains(list[$0]) }.map(Int32.init)))
        }
        var counts = Dictionary(
            uniqueKeysWithValues: facets.map { ($0, [Int](repeating: 0, count: names[$0]?.count ?? 0)) })
        let order =
            among.map { $0.compactMap { positions[$0].map(Int32.init) } }
            ?? (filter.order == .title ? byTitle : byNewest)
        let tables = facets.map { columns[$0] ?? [] }
        var tallies = facets.map { counts[$0] ?? [] }
        var ids: [String] = []
        for position in order {
            // An entry that fails one filter only still counts for that filter's other values; two, and it counts nowhere.
            var failed: Facet?
            var failures = 0
            for (facet, numbers) in wanted
            where !(columns[facet]?[Int(position)].contains(where: numbers.contains) ?? false) {
                failures += 1
                failed = facet
                if failures > 1 { break }
            }
            guard failures <= 1 else { continue }
            if failures == 0 { ids.append(rows[Int(position)].id) }
            for index in facets.indices where failures == 0 || facets[index] == failed {
                for number in tables[index][Int(position)] { tallies[index][Int(number)] += 1 }
            }
        }
        for (index, facet) in facets.enumerated() { counts[facet] = tallies[index] }
        let named = counts.map { facet, tally in
            let list = names[facet] ?? []
            let pairs = tally.indices.filter { tally[$0] > 0 }.map { (list[$0], tally[$0]) }
            return (facet, Dictionary(pairs) { first, _ in first })
        }
        return .init(ids: ids, counts: Dictionary(uniqueKeysWithValues: named))
    }
}
