/// What a mode decided about a call, with the reason for every proposal.
public struct JointCallSelection: Sendable {
    /// Whether there could be a better selection by the mode's own measure.
    public enum Proof: Sendable, Hashable {
        /// There is none.
        case optimal
        /// The search was ended by its node limit; no selection has more projects, or none a higher score, than this.
        case atMost(projects: Int?, score: Int?)
    }

    /// An agency's money after the selection.
    public struct Position: Sendable, Hashable {
        /// What it can pay: its commitment, with its share of the top-up where the mode shares it out.
        public let budget: Int
        /// What the selected proposals ask of it.
        public let granted: Int
        /// What the gap pot pays of that.
        public var gapMoney: Int { max(0, granted - budget) }
        /// What it has left.
        public var left: Int { max(0, budget - granted) }
    }

    public let mode: JointCallMode
    /// Positions in `JointCall.proposals`, ascending: in the order of the ranking list.
    public let selected: [Int]
    /// The sum of the scores of the selected proposals.
    public let score: Int
    /// What the selected proposals ask of all agencies.
    public let granted: Int
    /// What is paid beyond the agencies' budgets.
    public let gapPotUsed: Int
    /// What may be paid beyond the agencies' budgets.
    public let gapPot: Int
    /// One for each agency, in the order of `JointCall.agencies`.
    public let positions: [Position]
    public let proof: Proof
    /// Whether this is the first in the list of all equally good selections; false only when the node limit ended the
    /// search for an earlier one.
    public let isFirstOfEquals: Bool
    /// Nodes of branch and bound that were explored.
    public let nodes: Int
    /// One for each proposal, in the order of `JointCall.proposals`.
    public let reasons: [JointCallReason]

    public var count: Int { selected.count }
}

/// How a selection is made from the ranking list.
public enum JointCallMode: String, Sendable, CaseIterable {
    /// Whole groups of equal scores from the top while they can be paid; of the first that cannot, the largest part;
    /// then stop.
    case strict
    /// Down the list once, taking what can be paid: the best selection by rank.
    case skip
    /// The most projects, and of these the highest total score.
    case mostProjects = "most-projects"
    /// The highest total score.
    case bestScore = "best-score"
    /// The most projects and then the highest score, where the top-up pays at most a rate of the cost of the proposals
    /// above the first gap in the list.
    case rateCapped = "rate-capped"
    /// The strict list, and what it would take to fund each longer part of the list.
    case unblock
    /// Whom to invite to the second step: as many as agencies could pay with a multiple of their budgets.
    case invite
}

/// Why a proposal is selected or not.
public enum JointCallReason: Sendable, Hashable {
    /// It is selected, and all it asks was within the agencies' budgets when it was taken.
    case selected
    /// It is selected, and the gap pot pays so much for it.
    case selectedWithGapMoney(Int)
    /// With the proposals taken before it, it would need more than is left.
    case unaffordable(Shortage)
    /// The list ended above it, at the group of equal scores that begins at this position and could not be paid whole.
    case belowEnd(firstOfGroup: Int)
    /// It shares its score with others; together they cannot be paid, and the largest part that can does without it.
    case outOfTieGroup(Shortage)
    /// It could be paid by itself, but the best selection does without it; taking it too would need more than is left.
    case notInBest(Shortage)
    /// It would add nothing to what the mode counts.
    case addsNothing
}

/// What is missing to pay for a proposal beside a selection.
public struct Shortage: Sendable, Hashable {
    /// An agency that cannot pay all it is asked for.
    public struct Line: Sendable, Hashable {
        /// Its position in `JointCall.agencies`.
        public let agency: Int
        public let asked: Int
        /// What it had left.
        public let left: Int
        /// Selected proposals that took its money, in the order of the list.
        public let takers: [Int]

        public var short: Int { asked - left }
    }

    /// The agencies that run out, those that lack most first.
    public let lines: [Line]
    /// What the gap pot had left.
    public let gapLeft: Int
    /// What is missing after the rest of the gap pot is used.
    public let missing: Int
}

extension Shortage {
    /// Nil when the purse can pay.
    init?(of proposal: Int, in call: JointCall, purse: Purse, taken: [Int]) {
        let requests = call.proposals[proposal].requests
        let missing = purse.gapNeed(of: requests) - purse.gapLeft
        guard missing > 0 else { return nil }
        lines = requests.compactMap { request in
            let left = max(0, purse.pot.budgets[request.agency] - purse.loads[request.agency])
            guard left < request.amount else { return nil }
            let takers = taken.filter { taker in
                call.proposals[taker].requests.contains { $0.agency == request.agency }
            }
            return Line(agency: request.agency, asked: request.amount, left: left, takers: takers)
        }.sorted { $0.short != $1.short ? $0.short > $1.short : $0.agency < $1.agency }
        gapLeft = purse.gapLeft
        self.missing = missing
    }
}
