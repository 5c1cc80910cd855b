import SeededRandom

/// How many projects different rules for the pot would fund: the table to look at before a call opens.
public struct PotTable: Sendable {
    /// A rule for the pot and what it would do.
    public struct Row: Sendable {
        /// The top-up as a share of what agencies commit, in hundredths of a percent.
        public let topUpShare: Int
        /// The part of it kept for gaps, in hundredths of a percent.
        public let gapShare: Int
        /// Projects funded in each list of proposals, by the strict list, the skip list and the most that is possible.
        public let strict: [Int]
        public let skip: [Int]
        public let most: [Int]
    }

    public let rows: [Row]

    /// - Parameters:
    ///   - calls: the same agencies with one or several lists of proposals.
    ///   - topUpShares: nil for the top-up of the call itself.
    public init(
        _ calls: [JointCall], gapShares: [Int], topUpShares: [Int?], nodeLimit: Int = JointCall.usualNodeLimit
    ) throws(JointCallFault) {
        var rows: [Row] = []
        for topUpShare in topUpShares {
            for gapShare in gapShares {
                var (strict, skip, most) = ([Int](), [Int](), [Int]())
                var share = 0
                for call in calls {
                    let changed = try call.withPot(topUpShare: topUpShare, gapShare: gapShare)
                    share = topUpShare ?? changed.topUpShare
                    strict.append(changed.selection(.strict).count)
                    skip.append(changed.selection(.skip).count)
                    most.append(changed.mostProjects(nodeLimit: nodeLimit))
                }
                rows.append(Row(topUpShare: share, gapShare: gapShare, strict: strict, skip: skip, most: most))
            }
        }
        self.rows = rows
    }
}

extension JointCall {
    /// The top-up as a share of what agencies commit, in hundredths of a percent, rounded down.
    var topUpShare: Int {
        let committed = agencies.reduce(0) { $0 + $1.budget }
        guard committed > 0, topUp.total <= Int.max / Self.wholeShare else { return 0 }
        return topUp.total * Self.wholeShare / committed
    }

    func withPot(topUpShare: Int?, gapShare: Int) throws(JointCallFault) -> JointCall {
        let committed = agencies.reduce(0) { $0 + $1.budget }
        let total = topUpShare.map { Self.share($0, of: committed) } ?? topUp.total
        return try JointCall(
            agencies: agencies, proposals: proposals,
            topUp: TopUp(total: total, gapShare: gapShare, rate: topUp.rate), ties: ties)
    }

    /// The most projects that can be funded; where the node limit ends the search, the most that were found.
    func mostProjects(nodeLimit: Int) -> Int {
        SelectionProblem(values: proposals.map { _ in 1 }, requests: proposals.map(\.requests), pot: pot)
            .firstBest(nodeLimit: nodeLimit, settlesEquals: false).selection.count
    }
}

/// What is expected of proposals before there are any.
public struct ExpectedDemand: Sendable, Hashable {
    /// How many proposals will come.
    public let proposals: Int
    /// How many agencies a proposal asks.
    public let partners: ClosedRange<Int>
    /// What it asks of each.
    public let request: ClosedRange<Int>

    public init(proposals: Int, partners: ClosedRange<Int>, request: ClosedRange<Int>) {
        self.proposals = proposals
        self.partners = partners
        self.request = request
    }

    /// So many calls with the agencies and the top-up of one, and proposals drawn at random: every agency, number of
    /// partners and amount equally likely, every order of the list too.
    ///
    /// - Throws: `JointCallFault` when the demand does not fit the agencies.
    public func calls(_ count: Int, like call: JointCall, seed: UInt64) throws(JointCallFault) -> [JointCall] {
        var generator = SeededGenerator(seed: seed)
        var calls: [JointCall] = []
        for _ in 0..<max(0, count) { calls.append(try draw(for: call, using: &generator)) }
        return calls
    }

    private func draw(
        for call: JointCall, using generator: inout SeededGenerator
    ) throws(JointCallFault) -> JointCall {
        guard partners.lowerBound >= 1, partners.upperBound <= call.agencies.count else {
            throw JointCallFault("demand.partners", "write two numbers from 1 to \(call.agencies.count), the agencies.")
        }
        guard request.lowerBound >= 0, request.upperBound < JointCall.largestSum else {
            throw JointCallFault("demand.request", "write two amounts from 0 to \(JointCall.largestSum).")
        }
        guard (0...JointCall.mostProposals).contains(proposals) else {
            throw JointCallFault("demand.proposals", "write a number from 0 to \(JointCall.mostProposals).")
        }
        var drawn: [JointCall.Proposal] = []
        for number in 0..<proposals {
            var agencies = Array(call.agencies.indices)
            generator.shuffle(&agencies)
            let count = partners.lowerBound + generator.below(partners.count)
            let requests = agencies.prefix(count).map {
                JointCall.Request(agency: $0, amount: request.lowerBound + generator.below(request.count))
            }
            drawn.append(.init(id: "\(number + 1)", score: proposals - number, requests: requests))
        }
        return try JointCall(agencies: call.agencies, proposals: drawn, topUp: call.topUp)
    }
}
