/// The least number of coverages that together make up all rows, and one such cover.
///
/// Iterative deepening from a bound below: rows that no coverage shares each need one of their own. Coverages that
/// are part of another are left out, for a smallest cover needs none of them.
struct SmallestCover {
    private let classes: CoverClasses
    private let byRow: [[Int]]
    /// For each row all rows that some coverage holds together with it.
    private let neighbours: [RowSet]
    private let widest: Int
    private var work: Int
    private var picked: [Int] = []
    /// Open rows that so many coverages were shown not to cover.
    private var refuted: [RowSet: Int] = [:]
    private static let mostRefuted = 1_000_000
    private static let mostChecks = 100_000_000

    init(_ classes: CoverClasses, work: Int) {
        self.classes = classes
        self.work = work
        var kept = [[Int]](repeating: [], count: classes.rowCount)
        var neighbours = [RowSet](repeating: RowSet(count: classes.rowCount), count: classes.rowCount)
        var checks = 0
        for (place, rows) in classes.rows.enumerated() {
            guard let rarest = rows.lowest else { continue }
            // What holds all rows of this one holds its rarest row, so only those need be asked; very many are kept
            // unasked.
            checks += kept[rarest].count
            if checks < Self.mostChecks, kept[rarest].contains(where: { rows.isSubset(of: classes.rows[$0]) }) {
                continue
            }
            for row in rows.members {
                kept[row].append(place)
                neighbours[row].formUnion(rows)
            }
        }
        byRow = kept
        self.neighbours = neighbours
        widest = classes.rows.first?.count ?? 0
    }

    /// Nil when some row cannot be covered. When the work runs out, the cover is the best of a greedy search.
    mutating func find() -> (cover: [Int], isProven: Bool)? {
        guard classes.isCoverable else { return nil }
        let all = RowSet(count: classes.rowCount, full: true)
        let greedy = greedyCover(all)
        var size = bound(all)
        while size < greedy.count {
            picked = []
            if covers(all, with: size) { return (picked, true) }
            if work <= 0 { return (greedy, false) }
            size += 1
        }
        return (greedy, true)
    }

    private func greedyCover(_ all: RowSet) -> [Int] {
        var open = all
        var cover: [Int] = []
        while let row = open.lowest {
            var best = byRow[row][0]
            var most = -1
            for choice in byRow[row] {
                let gain = classes.rows[choice].intersectionCount(open)
                if gain > most { (best, most) = (choice, gain) }
            }
            cover.append(best)
            open.subtract(classes.rows[best])
        }
        return cover
    }

    private func bound(_ open: RowSet) -> Int {
        var apart = open
        var needed = 0
        while let row = apart.lowest {
            needed += 1
            apart.subtract(neighbours[row])
        }
        return max(needed, (open.count + widest - 1) / max(1, widest))
    }

    private mutating func mostGain(_ open: RowSet) -> Int {
        var most = 0
        for rows in classes.rows {
            if rows.count <= most { break }
            work -= 1
            most = max(most, rows.intersectionCount(open))
        }
        return most
    }

    private mutating func covers(_ open: RowSet, with left: Int) -> Bool {
        guard let row = open.lowest else { return true }
        guard left > 0, work > 0 else { return false }
        if left == 1 {
            let width = open.count
            work -= 1
            for choice in byRow[row] {
                if classes.rows[choice].count < width { return false }
                if open.isSubset(of: classes.rows[choice]) {
                    picked.append(choice)
                    return true
                }
            }
            return false
        }
        if left > 2, let known = refuted[open], known >= left { return false }
        guard bound(open) <= left else { return false }
        // What one coverage can add at most tells what each must add at least.
        let least = open.count - (left - 1) * mostGain(open)
        let choices = byRow[row].map { ($0, classes.rows[$0].intersectionCount(open)) }.filter { $0.1 >= least }
        for (choice, _) in choices.sorted(by: { $0.1 > $1.1 }) {
            work -= 1
            picked.append(choice)
            if covers(open.subtracting(classes.rows[choice]), with: left - 1) { return true }
            picked.removeLast()
            if work <= 0 { return false }
        }
        if left > 2, refuted.count < Self.mostRefuted { refuted[open] = left }
        return false
    }
}
