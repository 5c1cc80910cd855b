/// All ways to cover the positive rows with the fewest prime implicants.
///
/// Prime implicants that cover the same rows can stand for each other, so the search runs over the different coverages
/// and multiplies: a chart of 300,000 prime implicants may have a few thousand of them.
struct MinimalCovers: Sendable {
    /// How many prime implicants a model has; nil when some row cannot be covered.
    let size: Int?
    /// No smaller number covers all rows. False when the search stopped before that was shown.
    let isSizeProven: Bool
    /// The models, each with the places of its prime implicants in ascending order; at most the limit.
    let models: [[Int]]
    /// How many models there are; at least this many when `isCountExact` is false.
    let count: Int
    let isCountExact: Bool
    /// Every model is listed.
    var isComplete: Bool { isCountExact && models.count == count }

    /// Finds them.
    ///
    /// - Parameters:
    ///   - limit: Most models to list; counting goes on.
    ///   - work: Most steps of the search; the same on every machine.
    init(rows: Int, coverage: [RowSet], limit: Int, work: Int) {
        guard rows > 0 else {
            (size, isSizeProven, models, count, isCountExact) = (0, true, [[]], 1, true)
            return
        }
        let classes = CoverClasses(rows: rows, coverage)
        var smallest = SmallestCover(classes, work: work / 4)
        guard let found = smallest.find() else {
            (size, isSizeProven, models, count, isCountExact) = (nil, true, [], 0, true)
            return
        }
        size = found.cover.count
        isSizeProven = found.isProven
        guard found.isProven else {
            models = [found.cover.map { classes.members[$0][0] }.sorted()]
            (count, isCountExact) = (1, false)
            return
        }
        var walk = CoverWalk(classes: classes, limit: limit, work: work)
        walk.run(size: found.cover.count)
        models = walk.models.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
        count = walk.count
        isCountExact = !walk.isOutOfWork && !walk.isOverflown
    }
}

/// The different coverages of a chart over the rows that matter.
///
/// A row is left out when every prime implicant that covers some other row covers it too. The rows that are left are
/// renumbered, the one with the fewest prime implicants first, so that a search which takes the lowest open row
/// branches least.
struct CoverClasses {
    let rowCount: Int
    /// The coverages, widest first.
    let rows: [RowSet]
    /// For each the prime implicants that have it.
    let members: [[Int]]
    /// For each row the coverages that hold it, widest first.
    let byRow: [[Int]]
    let isCoverable: Bool

    init(rows: Int, _ coverage: [RowSet]) {
        let kept = Self.needed(rows, coverage)
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        var indices: [RowSet: Int] = [:]
        var found: [(rows: RowSet, members: [Int])] = []
        for (index, covered) in coverage.enumerated() {
            var renumbered = RowSet(count: kept.count)
            for row in covered.members { if let place = places[row] { renumbered.insert(place) } }
            if let place = indices[renumbered] {
                found[place].members.append(index)
            } else {
                indices[renumbered] = found.count
                found.append((renumbered, [index]))
            }
        }
        let widths = found.map(\.rows.count)
        let order = found.indices.sorted { (widths[$1], $0) < (widths[$0], $1) }.filter { widths[$0] > 0 }
        rowCount = kept.count
        self.rows = order.map { found[$0].rows }
        members = order.map { found[$0].members }
        var byRow = [[Int]](repeating: [], count: kept.count)
        for (place, rows) in self.rows.enumerated() { for row in rows.members { byRow[row].append(place) } }
        self.byRow = byRow
        isCoverable = byRow.allSatisfy { !$0.isEmpty }
    }

    /// The rows whose covering makes sure of the others, rarest first.
    private static func needed(_ rows: Int, _ coverage: [RowSet]) -> [Int] {
        var counts = [Int](repeating: 0, count: rows)
        // For each row those that every prime implicant over it covers as well.
        var implied = [RowSet](repeating: RowSet(count: rows, full: true), count: rows)
        for covered in coverage {
            for row in covered.members {
                counts[row] += 1
                implied[row].formIntersection(covered)
            }
        }
        var kept: [Int] = []
        var done = RowSet(count: rows)
        for row in (0..<rows).sorted(by: { (counts[$0], $0) < (counts[$1], $1) }) where !done.contains(row) {
            kept.append(row)
            if counts[row] > 0 { for other in implied[row].members { done.insert(other) } }
        }
        return kept
    }
}
