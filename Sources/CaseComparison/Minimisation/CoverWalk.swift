/// Walks all covers of the smallest size, each once: it branches on the rarest open row and gives the coverages tried
/// before up in the later branches.
struct CoverWalk {
    private let classes: CoverClasses
    private let widths: [Int]
    /// For each row all rows that some coverage holds together with it.
    private let neighbours: [RowSet]
    private let limit: Int
    private var work: Int
    private(set) var models: [[Int]] = []
    private(set) var count = 0
    private(set) var isOutOfWork = false
    private(set) var isOverflown = false
    private var isExcluded: [Bool]
    private var picked: [Int] = []

    init(classes: CoverClasses, limit: Int, work: Int) {
        self.classes = classes
        self.limit = limit
        self.work = work
        widths = classes.rows.map(\.count)
        isExcluded = [Bool](repeating: false, count: classes.rows.count)
        var neighbours = [RowSet](repeating: RowSet(count: classes.rowCount), count: classes.rowCount)
        for rows in classes.rows { for row in rows.members { neighbours[row].formUnion(rows) } }
        self.neighbours = neighbours
    }

    mutating func run(size: Int) {
        walk(RowSet(count: classes.rowCount, full: true), left: size)
    }

    private mutating func walk(_ open: RowSet, left: Int) {
        guard left > 0 else {
            if open.isEmpty { report() }
            return
        }
        guard !isOutOfWork, let row = open.lowest, isCoverable(open, left) else { return }
        if left == 1 { return finish(open, row) }
        // What one coverage can add at most tells what each must add at least.
        let least = open.count - (left - 1) * mostGain(open)
        var tried: [Int] = []
        for choice in classes.byRow[row] where !isExcluded[choice] {
            if widths[choice] < least { break }
            work -= 1
            guard work > 0 else {
                isOutOfWork = true
                break
            }
            guard open.intersectionCount(classes.rows[choice]) >= least else { continue }
            picked.append(choice)
            isExcluded[choice] = true
            tried.append(choice)
            walk(open.subtracting(classes.rows[choice]), left: left - 1)
            picked.removeLast()
        }
        for choice in tried { isExcluded[choice] = false }
    }

    private mutating func mostGain(_ open: RowSet) -> Int {
        var most = 0
        for (choice, width) in widths.enumerated() {
            if width <= most { break }
            work -= 1
            if !isExcluded[choice] { most = max(most, open.intersectionCount(classes.rows[choice])) }
        }
        return most
    }

    /// The last coverage must hold all that is open; coverages come widest first.
    private mutating func finish(_ open: RowSet, _ row: Int) {
        let width = open.count
        for choice in classes.byRow[row] {
            if widths[choice] < width { return }
            work -= 1
            if !isExcluded[choice], open.isSubset(of: classes.rows[choice]) {
                picked.append(choice)
                report()
                picked.removeLast()
            }
        }
        if work <= 0 { isOutOfWork = true }
    }

    /// Rows that no coverage shares each need one of their own.
    private func isCoverable(_ open: RowSet, _ left: Int) -> Bool {
        guard open.count <= (widths.first ?? 0) * left else { return false }
        var apart = open
        for _ in 0..<left {
            guard let row = apart.lowest else { return true }
            apart.subtract(neighbours[row])
        }
        return apart.isEmpty
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
