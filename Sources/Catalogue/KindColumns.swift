import Languages

/// One kind's entries in columns. A value, so that readers go on with theirs while a batch is applied.
///
/// An entry keeps its position until it is removed; the position is then given to another one. The two orders hold
/// the positions that are taken.
struct KindColumns: Sendable {
    var ids: [String] = []
    /// Titles in plain letters.
    var keys: [String] = []
    var created: [Int64] = []
    /// Degrees; not a number where nothing is known.
    var latitudes: [Double] = []
    var longitudes: [Double] = []
    var cities = ValueColumn()
    /// In the order of `Facet.allCases`.
    var facets = [ValueColumn](repeating: ValueColumn(), count: Facet.allCases.count)
    var byTitle: [Int32] = []
    var byNewest: [Int32] = []
    var positions: [String: Int32] = [:]
    private var free: [Int32] = []

    init() {}

    /// Columns as a snapshot holds them; nil when they are not of one length or an order names what is not there.
    init?(
        ids: [String], keys: [String], created: [Int64], latitudes: [Double], longitudes: [Double], cities: ValueColumn,
        facets: [ValueColumn], byTitle: [Int32], byNewest: [Int32]
    ) {
        let lengths = [keys.count, created.count, latitudes.count, longitudes.count, cities.starts.count]
        guard (lengths + facets.map(\.starts.count)).allSatisfy({ $0 == ids.count }), byTitle.count == byNewest.count,
            (byTitle + byNewest).allSatisfy({ ids.indices.contains(Int($0)) })
        else { return nil }
        (self.ids, self.keys, self.created, self.latitudes) = (ids, keys, created, latitudes)
        (self.longitudes, self.cities, self.facets) = (longitudes, cities, facets)
        (self.byTitle, self.byNewest) = (byTitle, byNewest)
        positions = Dictionary(byTitle.map { (ids[Int($0)], $0) }) { first, _ in first }
        free = ids.indices.filter { ids[$0].isEmpty }.map(Int32.init)
    }

    var count: Int { byTitle.count }

    /// Replaces or adds rows and removes others.
    mutating func apply(_ new: [CatalogueIndex.Row], removing old: Set<String>) {
        let latest = Dictionary(new.map { ($0.id, $0) }) { _, last in last }
        let left = Set(old.union(latest.keys).compactMap { positions[$0] })
        for id in old where latest[id] == nil { remove(id) }
        let entered = latest.values.map { write($0) }
        reorder(leaving: left, entering: entered)
    }

    func location(of position: Int32) -> CatalogueIndex.Location? {
        let index = Int(position)
        guard !latitudes[index].isNaN, !longitudes[index].isNaN else { return nil }
        return .init(latitude: latitudes[index], longitude: longitudes[index], city: cities.first(at: index))
    }

    private mutating func remove(_ id: String) {
        guard let position = positions.removeValue(forKey: id) else { return }
        ids[Int(position)] = ""
        keys[Int(position)] = ""
        cities.set([], at: Int(position))
        for index in facets.indices { facets[index].set([], at: Int(position)) }
        free.append(position)
    }

    private mutating func write(_ row: CatalogueIndex.Row) -> Int32 {
        let position = positions[row.id] ?? free.popLast() ?? append()
        let index = Int(position)
        positions[row.id] = position
        ids[index] = row.id
        keys[index] = row.key
        created[index] = Int64(row.created)
        latitudes[index] = row.latitude ?? .nan
        longitudes[index] = row.longitude ?? .nan
        cities.set(row.city.map { [$0] } ?? [], at: index)
        for (number, facet) in Facet.allCases.enumerated() { facets[number].set(row.values[facet] ?? [], at: index) }
        return position
    }

    private mutating func append() -> Int32 {
        ids.append("")
        keys.append("")
        created.append(0)
        latitudes.append(.nan)
        longitudes.append(.nan)
        cities.grow()
        for index in facets.indices { facets[index].grow() }
        return Int32(ids.count - 1)
    }

    /// Puts the new positions where they belong; the others stand in order already.
    private mutating func reorder(leaving left: Set<Int32>, entering new: [Int32]) {
        byTitle = Self.merged(byTitle, leaving: left, entering: new) {
            (keys[Int($0)], ids[Int($0)]) < (keys[Int($1)], ids[Int($1)])
        }
        byNewest = Self.merged(byNewest, leaving: left, entering: new) {
            (created[Int($0)], ids[Int($0)]) > (created[Int($1)], ids[Int($1)])
        }
    }

    private static func merged(
        _ order: [Int32], leaving left: Set<Int32>, entering new: [Int32], by precedes: (Int32, Int32) -> Bool
    ) -> [Int32] {
        let kept = left.isEmpty ? order : order.filter { !left.contains($0) }
        var result: [Int32] = []
        result.reserveCapacity(kept.count + new.count)
        var taken = 0
        for position in new.sorted(by: precedes) {
            var low = taken
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if precedes(kept[middle], position) { low = middle + 1 } else { high = middle }
            }
            result += kept[taken..<low]
            result.append(position)
            taken = low
        }
        return result + kept[taken...]
    }
}

extension KindColumns {
    func select(_ filter: CatalogueFilter, facets wanted: [Facet], among: [String]?) -> CatalogueIndex.Selection {
        let order = among.map { $0.compactMap { positions[$0] } } ?? (filter.order == .title ? byTitle : byNewest)
        guard among != nil || !filter.selected.isEmpty else {
            let counts = wanted.map { ($0, column($0).named(column($0).totals)) }
            return selection(order, counts)
        }
        let conditions = filter.selected.map { facet, values in (facet, column(facet).membership(of: values)) }
        let failures = failures(conditions, in: order)
        let counts = wanted.map { facet in
            let own = conditions.firstIndex { $0.0 == facet }.map { UInt8($0 + 1) } ?? 0
            return (facet, column(facet).counts(order) { failures[$0] == 0 || failures[$0] == own })
        }
        return selection(conditions.isEmpty ? order : order.filter { failures[Int($0)] == 0 }, counts)
    }

    private func selection(_ order: [Int32], _ counts: [(Facet, [String: Int])]) -> CatalogueIndex.Selection {
        .init(positions: order, columns: self, counts: Dictionary(counts) { first, _ in first })
    }

    private func column(_ facet: Facet) -> ValueColumn { facets[facet.place] }

    /// For each position which condition it fails, counted from 1: 0 for none, 255 for several. An entry that fails one
    /// only still counts for that filter's other values; one that fails two counts nowhere.
    private func failures(_ conditions: [(Facet, [Bool])], in order: [Int32]) -> [UInt8] {
        var failures = [UInt8](repeating: 0, count: ids.count)
        for (number, condition) in conditions.enumerated() {
            let column = column(condition.0)
            for position in order where !column.holds(any: condition.1, at: Int(position)) {
                failures[Int(position)] = failures[Int(position)] == 0 ? UInt8(number + 1) : .max
            }
        }
        return failures
    }
}

extension Facet {
    /// The place among all facets.
    fileprivate var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}
