/// A call of many agencies, each paying its own applicants, with a top-up to share.
///
/// Proposals stand in the order of the ranking list: higher scores first, equal scores by a published key. All money is
/// in whole units of one currency. A set of proposals is *fundable* when the sums by which it exceeds the agencies'
/// budgets are together no more than the gap pot; a part of a fundable set is then fundable too.
/// Source of the terms: ERA-LEARN, "Funding modes" (virtual common pot, real common pot, mixed mode).
public struct JointCall: Sendable {
    /// Who pays for applicants of one country or region.
    public struct Agency: Sendable, Hashable {
        public let id: String
        /// What it commits to the call.
        public let budget: Int
        /// What it could add if that helped; nil when nobody has said.
        public let extra: Int?

        public init(id: String, budget: Int, extra: Int? = nil) {
            self.id = id
            self.budget = budget
            self.extra = extra
        }
    }

    /// What applicants ask of one agency.
    public struct Request: Sendable, Hashable {
        /// The position of the agency in `JointCall.agencies`.
        public let agency: Int
        public let amount: Int

        public init(agency: Int, amount: Int) {
            self.agency = agency
            self.amount = amount
        }
    }

    /// An application of several partners.
    public struct Proposal: Sendable, Hashable {
        public let id: String
        /// What the panel gave; higher is better.
        public let score: Int
        /// At most one for each agency, by agency.
        public let requests: [Request]
        /// The standard error of the score, in its units; nil when nobody has said.
        public let spread: Int?

        public init(id: String, score: Int, requests: [Request], spread: Int? = nil) {
            self.id = id
            self.score = score
            self.requests = requests.filter { $0.amount != 0 }.sorted { $0.agency < $1.agency }
            self.spread = spread
        }

        /// What it asks of all agencies together.
        public var total: Int { requests.reduce(0) { $0 + $1.amount } }
    }

    /// Money from outside, usually of the European Union, beside what the agencies commit.
    public struct TopUp: Sendable, Hashable {
        public let total: Int
        /// The part kept to fill gaps, in hundredths of a percent; the rest raises the budgets in proportion.
        public let gapShare: Int
        /// The most of a project's cost that the top-up may pay, in hundredths of a percent; nil without such a rule.
        public let rate: Int?

        public init(total: Int, gapShare: Int, rate: Int? = nil) {
            self.total = total
            self.gapShare = gapShare
            self.rate = rate
        }
    }

    /// Which of two proposals with equal scores stands first in the ranking list.
    public enum TieKey: Sendable, Hashable {
        /// By identifier, byte by byte in UTF-8.
        case identifier
        /// By a lot drawn from this seed; see `Lot`.
        case lot(seed: String)
    }

    /// The whole of 100 %, in hundredths of a percent.
    public static let wholeShare = 10_000

    public let agencies: [Agency]
    /// The ranking list, best first.
    public let proposals: [Proposal]
    public let topUp: TopUp
    /// How equal scores are ordered.
    public let ties: TieKey

    /// - Parameter proposals: in any order.
    /// - Throws: `JointCallFault` for the first value that cannot be.
    public init(
        agencies: [Agency], proposals: [Proposal], topUp: TopUp, ties: TieKey = .identifier
    ) throws(JointCallFault) {
        try Self.check(agencies)
        try Self.check(topUp)
        try Self.check(proposals, agencies: agencies.count)
        try Self.checkSums(agencies, proposals, topUp)
        self.agencies = agencies
        self.topUp = topUp
        self.ties = ties
        let place = Self.places(of: proposals.map(\.id), ties)
        self.proposals = zip(proposals, place).sorted {
            $0.0.score != $1.0.score ? $0.0.score > $1.0.score : $0.1 < $1.1
        }.map(\.0)
    }

    private static func places(of ids: [String], _ ties: TieKey) -> [Int] {
        let order =
            switch ties {
            case .identifier: ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            case .lot(let seed): Lot.order(ids, seed: seed)
            }
        let place = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        return ids.map { place[$0] ?? 0 }
    }

    /// The same call with other scores, in their order; requests and agencies stay.
    func rescored(_ scores: [Int]) throws(JointCallFault) -> JointCall {
        try JointCall(
            agencies: agencies,
            proposals: zip(proposals, scores).map {
                Proposal(id: $0.id, score: $1, requests: $0.requests, spread: $0.spread)
            }, topUp: topUp, ties: ties)
    }

    /// Adjacent proposals of equal scores, best first.
    var scoreGroups: [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        while start < proposals.count {
            let end =
                proposals[start...].firstIndex { $0.score != proposals[start].score } ?? proposals.count
            groups.append(start..<end)
            start = end
        }
        return groups
    }
}
