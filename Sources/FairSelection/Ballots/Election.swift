/// Projects that cost money, a budget, and the ballots of voters: what every selection rule starts from.
///
/// Amounts are whole numbers of the smallest unit that occurs (``minorUnits`` of them make one unit of currency), so
/// nothing is ever rounded. An election that exists can be counted without overflow; see ``ElectionError``.
public struct Election: Sendable {
    /// Something that can be funded.
    public struct Project: Sendable, Hashable {
        /// Unique in its election.
        public let id: String
        /// In the smallest unit; not negative.
        public let cost: Int

        public init(id: String, cost: Int) {
            self.id = id
            self.cost = cost
        }
    }

    /// Bounds within which no sum can overflow and every integer is exact as a `Double`.
    public enum Limit {
        /// Largest budget and largest sum of all costs, in smallest units.
        public static let money = 1 << 53
        /// Largest sum over voters of weight times points, for one project or over all.
        public static let support = 1 << 53
        /// Most projects, and most voters.
        public static let count = 1 << 30
    }

    /// In the smallest unit.
    public let budget: Int
    /// How many smallest units make one unit of currency: 1 for whole euros, 100 for cents.
    public let minorUnits: Int
    public let projects: [Project]
    public let ballots: Ballots

    /// - Throws: `ElectionError` naming the first project or voter that cannot be counted.
    public init(budget: Int, minorUnits: Int = 1, projects: [Project], ballots: Ballots) throws(ElectionError) {
        guard budget >= 0 else { throw .negativeBudget }
        guard budget <= Limit.money else { throw .budgetTooLarge }
        guard minorUnits >= 1, minorUnits <= Limit.money else { throw .invalidMinorUnits }
        guard projects.count <= Limit.count else { throw .tooManyProjects }
        var ids: Set<String> = []
        var costs = 0
        for project in projects {
            guard ids.insert(project.id).inserted else { throw .duplicateProject(project.id) }
            guard project.cost >= 0 else { throw .negativeCost(project: project.id) }
            guard project.cost <= Limit.money - costs else { throw .costsTooLarge(project: project.id) }
            costs += project.cost
        }
        try ballots.validate(projectCount: projects.count)
        self.budget = budget
        self.minorUnits = minorUnits
        self.projects = projects
        self.ballots = ballots
    }

    private init(_ other: Election, projects: [Project]) {
        budget = other.budget
        minorUnits = other.minorUnits
        ballots = other.ballots
        self.projects = projects
    }

    /// The same election with other costs that are no higher; nil when one is.
    func with(_ projects: [Project]) -> Election? {
        let isLower = zip(projects, self.projects).allSatisfy { $0.id == $1.id && 0...$1.cost ~= $0.cost }
        return isLower && projects.count == self.projects.count ? Election(self, projects: projects) : nil
    }
}

/// Why an election cannot be counted.
public enum ElectionError: Error, Sendable, Hashable {
    case negativeBudget
    /// Above `Election.Limit.money`.
    case budgetTooLarge
    case invalidMinorUnits
    case tooManyProjects
    case duplicateProject(String)
    case negativeCost(project: String)
    /// The costs up to this project add up to more than `Election.Limit.money`.
    case costsTooLarge(project: String)
    /// A ballot names a project that is not there. Voters are counted from 0.
    case unknownProject(voter: Int)
    /// A ballot names a project twice.
    case repeatedProject(voter: Int)
    /// A voter's weight is below 1.
    case invalidWeight(voter: Int)
    /// Weights times points up to this voter add up to more than `Election.Limit.support`.
    case supportTooLarge(voter: Int)
    case tooManyVoters
}
