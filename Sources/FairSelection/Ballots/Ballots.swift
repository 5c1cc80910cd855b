/// What each voter wrote down, in flat arrays so that a million ballots cost no million allocations.
///
/// A voter's entries stand in the order of the ballot: for rankings that is the order of preference.
public struct Ballots: Sendable {
    /// Where each voter's entries begin in ``projects``; one more at the end.
    public private(set) var starts: [Int] = [0]
    /// Positions in the election's list of projects.
    public private(set) var projects: [Int32] = []
    /// Points beside ``projects``; empty when no ballot has points. Points of zero or less are no support.
    public private(set) var points: [Int] = []
    /// A voter of weight 3 counts as three voters with the same ballot; empty when everyone weighs 1.
    public private(set) var weights: [Int] = []
    /// How many units of weight one ordinary voter has: 10 when weights such as 0.5 were written in tenths.
    public let weightUnit: Int

    /// Ballots of nobody yet.
    /// - Parameter weightUnit: what the weights are multiples of; at least 1.
    public init(weightUnit: Int = 1) {
        precondition(weightUnit >= 1, "A voter weighs at least one unit.")
        self.weightUnit = weightUnit
    }

    /// Ballots that name projects, each voter of weight 1.
    public init(approvals: [[Int]]) {
        self.init()
        for approval in approvals { append(approval) }
    }

    /// How many voters there are.
    public var count: Int { starts.count - 1 }

    /// Adds a voter. Points are given for all entries of all voters or for none.
    public mutating func append(_ entries: some Sequence<Int>, points: [Int]? = nil, weight: Int? = nil) {
        projects.append(contentsOf: entries.lazy.map { Int32(truncatingIfNeeded: $0) })
        if let points { self.points += points }
        starts.append(projects.count)
        if let weight {
            if weights.isEmpty { weights = [Int](repeating: weightUnit, count: count - 1) }
            weights.append(weight)
        } else if !weights.isEmpty {
            weights.append(weightUnit)
        }
    }

    /// Takes arrays that a reader has filled; see the properties for what stands where.
    public init(starts: [Int], projects: [Int32], points: [Int] = [], weights: [Int] = [], weightUnit: Int = 1) {
        precondition(!starts.isEmpty && starts.last == projects.count, "Starts must cover the entries.")
        precondition(points.isEmpty || points.count == projects.count, "Points stand beside the entries.")
        precondition(weights.isEmpty || weights.count == starts.count - 1, "Weights stand beside the voters.")
        self.init(weightUnit: weightUnit)
        self.starts = starts
        self.projects = projects
        self.points = points
        self.weights = weights
    }

    /// A voter's weight in units of ``weightUnit``.
    public func weight(of voter: Int) -> Int { weights.isEmpty ? weightUnit : weights[voter] }

    func validate(projectCount: Int) throws(ElectionError) {
        guard count <= Election.Limit.count else { throw .tooManyVoters }
        var lastVoter = [Int](repeating: -1, count: projectCount)
        var support = 0
        for voter in 0..<count {
            let weight = weight(of: voter)
            guard weight >= 1 else { throw .invalidWeight(voter: voter) }
            var sum = 1
            for entry in starts[voter]..<starts[voter + 1] {
                let project = Int(projects[entry])
                guard project >= 0, project < projectCount else { throw .unknownProject(voter: voter) }
                guard lastVoter[project] != voter else { throw .repeatedProject(voter: voter) }
                lastVoter[project] = voter
                let value = max(points.isEmpty ? 1 : points[entry], starts[voter + 1] - starts[voter])
                let (next, overflow) = sum.addingReportingOverflow(value)
                guard !overflow else { throw .supportTooLarge(voter: voter) }
                sum = next
            }
            let (weighted, overflow) = sum.multipliedReportingOverflow(by: weight)
            guard !overflow, weighted <= Election.Limit.support - support else {
                throw .supportTooLarge(voter: voter)
            }
            support += weighted
        }
    }
}
