/// Who supports each project, laid out for the innermost loop: one stream of entries for each project.
///
/// Shared by all runs of an election, and changed by none of them; the memory is its own.
final class SupportTable {
    private(set) var types: VoterTypes
    /// Scale of the utility: rho = price / scale.
    private(set) var scales: [Int]
    private(set) var costs: [Int]
    let starts: [Int]
    /// The weight of each project's supporters times their values.
    private(set) var totalWeights: [Int]
    let entryTypes: UnsafeMutablePointer<Int32>
    /// Weight of the type times its value.
    let entryWeights: UnsafeMutablePointer<Double>
    let entryValues: UnsafeMutablePointer<Double>
    /// The ballots of the types: where each begins, its projects and values, and the weight of the type.
    let typeStarts: UnsafeMutablePointer<Int>
    let typeProjects: UnsafeMutablePointer<Int32>
    let typeValues: UnsafeMutablePointer<Int32>
    let typeWeights: UnsafeMutablePointer<Int>
    let largestCost: Int
    /// Whether every value is 1, as for approvals.
    let isUniform: Bool
    /// Most supporters of any project, in types.
    let longest: Int

    init(_ election: Election, _ types: VoterTypes, _ utility: Utility) {
        self.types = types
        costs = election.projects.map(\.cost)
        scales = election.projects.map(utility.scale)
        starts = types.supportStarts
        let count = types.supporters.count
        entryTypes = .allocate(capacity: max(count, 1))
        entryWeights = .allocate(capacity: max(count, 1))
        entryValues = .allocate(capacity: max(count, 1))
        typeStarts = Self.copy(types.starts)
        typeProjects = Self.copy(types.projects)
        typeValues = Self.copy(types.values)
        typeWeights = Self.copy(types.weights)
        var totals = [Int](repeating: 0, count: election.projects.count)
        for project in election.projects.indices {
            for entry in types.support(of: project) {
                let type = Int(types.supporters[entry])
                let value = Int(types.supporterValues[entry])
                entryTypes[entry] = Int32(type)
                entryWeights[entry] = Double(types.weights[type] * value)
                entryValues[entry] = Double(value)
                totals[project] += types.weights[type] * value
            }
        }
        totalWeights = totals
        largestCost = costs.max() ?? 0
        isUniform = types.supporterValues.allSatisfy { $0 == 1 }
        longest = election.projects.indices.map { types.support(of: $0).count }.max() ?? 0
    }

    deinit {
        entryTypes.deallocate()
        entryWeights.deallocate()
        entryValues.deallocate()
        typeStarts.deallocate()
        typeProjects.deallocate()
        typeValues.deallocate()
        typeWeights.deallocate()
    }

    /// Takes over the cost of one project, and the weight of the type that was added last for it alone, from a count
    /// that differs from that of this table in nothing else.
    func take(_ project: Int, from count: Count) {
        types = count.types
        costs[project] = count.election.projects[project].cost
        scales[project] = count.options.utility.scale(of: count.election.projects[project])
        totalWeights[project] = types.score(of: project)
        let last = types.count - 1
        let entry = starts[project + 1] - 1
        guard last >= 0, starts[project] <= entry, entryTypes[entry] == Int32(last) else { return }
        typeWeights[last] = types.weights[last]
        entryWeights[entry] = Double(types.weights[last] * Int(entryValues[entry]))
    }

    private static func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(array.count, 1))
        array.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { memory.initialize(from: first, count: array.count) }
        }
        return memory
    }
}
