/// All ways to cover the positive rows with the fewest prime implicants.
///
/// Prime implicants that cover the same rows can stand for each other, so the search runs over the different coverages
/// and multiplies: a chart of 300,000 prime implicants may have a few thousand of them.
struct MinimalCovers: Sendable {
    /// How many prime implicants a model has; nil when some row cannot be covered.
    let size: Int?
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
            (size, models, count, isCountExact) = (0, [[]], 1, true)
            return
        }
        let classes = Classes(coverage)
        guard let size = classes.smallestCover(of: RowSet(count: rows, full: true)) else {
            (size, models, count, isCountExact) = (nil, [], 0, true)
            return
        }
        var search = Search(classes: classes, rows: rows, limit: limit, work: work)
        search.run(size: size)
        self.size = size
        models = search.models.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
        count = search.count
        isCountExact = !search.isOutOfWork && !search.isOverflown
    }

    /// The different coverages, widest first, with the prime implicants that have each.
    struct Classes {
        private(set) var rows: [RowSet] = []
        private(set) var members: [[Int]] = []

        init(_ coverage: [RowSet]) {
            var places: [RowSet: Int] = [:]
            var found: [(rows: RowSet, members: [Int])] = []
            for (index, rows) in coverage.enumerated() {
                if let place = places[rows] {
                    found[place].members.append(index)
                } else {
                    places[rows] = found.count
                    found.append((rows, [index]))
                }
            }
            let sized = found.enumerated().map { ($0.offset, $0.element.rows.count) }
            let order = sized.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
            rows = order.map { found[$0].rows }
            members = order.map { found[$0].members }
        }

        /// Those that are part of no other: enough to find the size.
        private func widest() -> [RowSet] {
            var kept: [RowSet] = []
            for rows in rows where !kept.contains(where: { rows.isSubset(of: $0) }) { kept.append(rows) }
            return kept
        }

        /// The least number of coverages that together make up `all`: iterative deepening with a bound from below.
        func smallestCover(of all: RowSet) -> Int? {
            let sets = widest()
            let byRow = Dictionary(
                uniqueKeysWithValues: all.members.map { row in
                    (row, sets.indices.filter { sets[$0].contains(row) })
                })
            guard byRow.values.allSatisfy({ !$0.isEmpty }) else { return nil }
            var size = 0
            while true {
                var refuted: [RowSet: Int] = [:]
                if Self.covers(all, with: size, sets, byRow, &refuted) { return size }
                size += 1
            }
        }

        private static func covers(
            _ open: RowSet, with left: Int, _ sets: [RowSet], _ byRow: [Int: [Int]], _ refuted: inout [RowSet: Int]
        ) -> Bool {
            if open.isEmpty { return true }
            if left == 0 { return false }
            if let known = refuted[open], known >= left { return false }
            var needed = 0
            var apart = open
            var narrowest = (row: -1, count: Int.max)
            // Rows that no coverage shares each need one of their own.
            while let row = apart.lowest {
                let choices = byRow[row] ?? []
                needed += 1
                if choices.count < narrowest.count { narrowest = (row, choices.count) }
                for choice in choices { apart.subtract(sets[choice]) }
            }
            if needed <= left {
                for choice in (byRow[narrowest.row] ?? []).sorted(by: {
                    sets[$0].intersectionCount(open) > sets[$1].intersectionCount(open)
                }) where covers(open.subtracting(sets[choice]), with: left - 1, sets, byRow, &refuted) {
                    return true
                }
            }
            refuted[open] = max(left, refuted[open] ?? 0)
            return false
        }
    }

    /// Walks all covers of the smallest size, each once: it branches on the row with the fewest coverages left and gives
    /// the coverages tried before up in the later branches.
    private struct Search {
        let classes: Classes
        let byRow: [[Int]]
        let limit: Int
        var work: Int
        var models: [[Int]] = []
        var count = 0
        var isOutOfWork = false
        var isOverflown = false
        private var isExcluded: [Bool]
        private var picked: [Int] = []
        private let rows: Int
        private let widestCount: [Int]

        init(classes: Classes, rows: Int, limit: Int, work: Int) {
            self.classes = classes
            self.limit = limit
            self.work = work
            self.rows = rows
            byRow = (0..<rows).map { row in classes.rows.indices.filter { classes.rows[$0].contains(row) } }
            isExcluded = [Bool](repeating: false, count: classes.rows.count)
            widestCount = classes.rows.map(\.count)
        }

        mutating func run(size: Int) {
            walk(RowSet(count: rows, full: true), left: size)
        }

        private mutating func walk(_ open: RowSet, left: Int) {
            guard left > 0 else {
                if open.isEmpty { report() }
                return
            }
            guard !isOutOfWork, let row = narrowestRow(open, left) else { return }
            var tried: [Int] = []
            let openCount = open.count
            for choice in byRow[row] {
                // The last one must cover all that is open; coverages come widest first.
                if left == 1, widestCount[choice] < openCount { break }
                guard !isExcluded[choice] else { continue }
                work -= 1
                guard work > 0 else {
                    isOutOfWork = true
                    break
                }
                if left == 1 {
                    guard open.isSubset(of: classes.rows[choice]) else { continue }
                    picked.append(choice)
                    report()
                    picked.removeLast()
                    continue
                }
                picked.append(choice)
                isExcluded[choice] = true
                tried.append(choice)
                walk(open.subtracting(classes.rows[choice]), left: left - 1)
                picked.removeLast()
            }
            for choice in tried { isExcluded[choice] = false }
        }

        /// The open row with the fewest coverages; nil when the widest coverages cannot cover what is open any more.
        private func narrowestRow(_ open: RowSet, _ left: Int) -> Int? {
            let most = widestCount.first ?? 0
            guard open.count <= most * left else { return nil }
            return open.members.min { byRow[$0].count < byRow[$1].count }
        }

        /// Counts the models that the picked coverages stand for, and lists them while there is room.
        private mutating func report() {
            var product = 1
            for choice in picked {
                let (value, isOver) = product.multipliedReportingOverflow(by: classes.members[choice].count)
                product = isOver ? Int.max : value
                isOverflown = isOverflown || isOver
            }
            let (sum, isOver) = count.addingReportingOverflow(product)
            count = isOver ? Int.max : sum
            isOverflown = isOverflown || isOver
            list([], picked[...])
        }

        private mutating func list(_ model: [Int], _ left: ArraySlice<Int>) {
            guard models.count < limit else { return }
            guard let choice = left.first else { return models.append(model) }
            for member in classes.members[choice] { list(model + [member], left.dropFirst()) }
        }
    }
}
