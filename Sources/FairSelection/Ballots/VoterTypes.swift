/// Voters with equal ballots, counted once: they pay the same in every rule, so nothing is lost.
///
/// Gains are split into a factor of the project and a value of the voter: u = scale(project) · value(voter, project).
/// Łódź 2022: 90,494 voters, 23,571 types.
struct VoterTypes {
    /// How many units of weight each type has.
    private(set) var weights: [Int] = []
    /// Where each type's entries begin; one more at the end.
    private(set) var starts: [Int] = [0]
    private(set) var projects: [Int32] = []
    /// Beside ``projects``, at least 1.
    private(set) var values: [Int32] = []
    /// The type of each voter; −1 for voters who support nothing.
    private(set) var typeOfVoter: [Int32] = []
    /// The weight of all voters, also of those who support nothing.
    private(set) var totalWeight = 0
    let weightUnit: Int

    /// Entries by project.
    private(set) var supportStarts: [Int] = []
    private(set) var supporters: [Int32] = []
    private(set) var supporterValues: [Int32] = []

    var count: Int { weights.count }
    var projectCount: Int { supportStarts.count - 1 }

    /// - Throws: `ElectionError.supportTooLarge` when a value does not fit 31 bits.
    init(_ election: Election, _ utility: Utility) throws(ElectionError) {
        weightUnit = election.ballots.weightUnit
        try collapse(election.ballots, utility)
        index(projectCount: election.projects.count)
    }

    /// The same voters, and as the last type new ones who support one project alone; they have no weight yet.
    func addingLoneType(of value: Int, for project: Int) -> VoterTypes {
        var types = self
        types.weights.append(0)
        types.projects.append(Int32(project))
        types.values.append(Int32(value))
        types.starts.append(types.projects.count)
        types.index(projectCount: projectCount)
        return types
    }

    /// Gives weight to the type that was added last.
    mutating func weighLoneType(_ weight: Int) {
        weights[count - 1] += weight
        totalWeight += weight
    }

    func entries(of type: Int) -> Range<Int> { starts[type]..<starts[type + 1] }
    func support(of project: Int) -> Range<Int> { supportStarts[project]..<supportStarts[project + 1] }

    /// Weight of those who support a project: its votes.
    func votes(for project: Int) -> Int {
        support(of: project).reduce(0) { $0 + weights[Int(supporters[$1])] }
    }

    /// Weighted sum of values: its score.
    func score(of project: Int) -> Int {
        support(of: project).reduce(0) { $0 + weights[Int(supporters[$1])] * Int(supporterValues[$1]) }
    }

    private mutating func collapse(_ ballots: Ballots, _ utility: Utility) throws(ElectionError) {
        var table = TypeTable(capacity: ballots.count)
        typeOfVoter.reserveCapacity(ballots.count)
        var entries: [(project: Int32, value: Int32)] = []
        for voter in 0..<ballots.count {
            let weight = ballots.weight(of: voter)
            totalWeight += weight
            entries.removeAll(keepingCapacity: true)
            let range = ballots.starts[voter]..<ballots.starts[voter + 1]
            for entry in range {
                let points = ballots.points.isEmpty ? nil : ballots.points[entry]
                let value = utility.value(points: points, position: entry - range.lowerBound, of: range.count)
                guard value <= Int(Int32.max) else { throw .supportTooLarge(voter: voter) }
                if value > 0 { entries.append((ballots.projects[entry], Int32(value))) }
            }
            guard !entries.isEmpty else {
                typeOfVoter.append(-1)
                continue
            }
            Self.sort(&entries)
            typeOfVoter.append(Int32(add(entries, weight, &table)))
        }
    }

    /// Ballots are short: insertion beats a general sort.
    private static func sort(_ entries: inout [(project: Int32, value: Int32)]) {
        guard entries.count < 32 else { return entries.sort { $0.project < $1.project } }
        for end in 1..<max(entries.count, 1) {
            var place = end
            while place > 0, entries[place - 1].project > entries[place].project {
                entries.swapAt(place - 1, place)
                place -= 1
            }
        }
    }

    private mutating func add(
        _ entries: [(project: Int32, value: Int32)], _ weight: Int, _ table: inout TypeTable
    ) -> Int {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for entry in entries {
            hash ^= UInt64(UInt32(bitPattern: entry.project)) << 32 | UInt64(UInt32(bitPattern: entry.value))
            hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
        }
        var slot = table.slot(for: hash)
        while let type = table[slot] {
            if isEqual(type, entries) {
                weights[type] += weight
                return type
            }
            slot = table.next(after: slot)
        }
        table[slot] = count
        weights.append(weight)
        for entry in entries {
            projects.append(entry.project)
            values.append(entry.value)
        }
        starts.append(projects.count)
        return count - 1
    }

    private func isEqual(_ type: Int, _ entries: [(project: Int32, value: Int32)]) -> Bool {
        let start = starts[type]
        guard starts[type + 1] - start == entries.count else { return false }
        for (offset, entry) in entries.enumerated()
        where projects[start + offset] != entry.project || values[start + offset] != entry.value { return false }
        return true
    }

    private mutating func index(projectCount: Int) {
        supportStarts = [Int](repeating: 0, count: projectCount + 1)
        for project in projects { supportStarts[Int(project) + 1] += 1 }
        for project in 0..<projectCount { supportStarts[project + 1] += supportStarts[project] }
        var next = supportStarts
        supporters = [Int32](repeating: 0, count: projects.count)
        supporterValues = supporters
        for type in 0..<count {
            for entry in entries(of: type) {
                let project = Int(projects[entry])
                supporters[next[project]] = Int32(type)
                supporterValues[next[project]] = values[entry]
                next[project] += 1
            }
        }
    }
}

/// Open addressing over type numbers; at most half full.
private struct TypeTable {
    private var slots: [Int32]
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < 2 * capacity { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    func slot(for hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask }
    func next(after slot: Int) -> Int { (slot + 1) & mask }

    subscript(slot: Int) -> Int? {
        get { slots[slot] < 0 ? nil : Int(slots[slot]) }
        set { slots[slot] = newValue.map { Int32($0) } ?? -1 }
    }
}
