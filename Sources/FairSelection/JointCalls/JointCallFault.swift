/// A value of a joint call that cannot be, with its place.
public struct JointCallFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where the value stands, as in a JSON document: `proposals[3].requests.B`.
    public let path: String
    /// What is wrong and how to mend it.
    public let reason: String

    public init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "\(path): \(reason)" }
}

extension JointCall {
    /// The largest sum of money that a call may hold: a quarter of what fits in 64 bits, so that no sum overflows.
    public static let largestSum = Int.max / 4
    /// The highest score.
    public static let highestScore = 1_000_000_000
    /// The most proposals, and the most agencies: far more than any call has had, and few enough to compute with.
    public static let mostProposals = 2_000
    public static let mostAgencies = 200

    static func check(_ agencies: [Agency]) throws(JointCallFault) {
        guard agencies.count <= mostAgencies else {
            throw JointCallFault(
                "agencies", "there are \(agencies.count); at most \(mostAgencies) can be computed with.")
        }
        var seen: [String: Int] = [:]
        for (index, agency) in agencies.enumerated() {
            let path = "agencies[\(index)]"
            if let first = seen.updateValue(index, forKey: agency.id) {
                throw JointCallFault(
                    "\(path).id", "\"\(agency.id)\" is the id of agencies[\(first)] already; give each agency its own.")
            }
            try checkAmount(agency.budget, "\(path).budget")
            if let extra = agency.extra { try checkAmount(extra, "\(path).extra") }
        }
    }

    static func check(_ topUp: TopUp) throws(JointCallFault) {
        try checkAmount(topUp.total, "topup.total")
        for (share, name) in [(topUp.gapShare, "gap_share_bp"), (topUp.rate ?? 0, "rate_bp")]
        where !(0...wholeShare).contains(share) {
            throw JointCallFault(
                "topup.\(name)", "\(share) is not a share in hundredths of a percent; write 0 to \(wholeShare).")
        }
    }

    static func check(_ proposals: [Proposal], agencies: Int) throws(JointCallFault) {
        guard proposals.count <= mostProposals else {
            throw JointCallFault(
                "proposals", "there are \(proposals.count); at most \(mostProposals) can be computed with.")
        }
        var seen: [String: Int] = [:]
        for (index, proposal) in proposals.enumerated() {
            let path = "proposals[\(index)]"
            if let first = seen.updateValue(index, forKey: proposal.id) {
                throw JointCallFault(
                    "\(path).id",
                    "\"\(proposal.id)\" is the id of proposals[\(first)] already; give each proposal its own.")
            }
            for (number, name) in [(proposal.score, "score"), (proposal.spread ?? 0, "spread")]
            where !(0...highestScore).contains(number) {
                throw JointCallFault("\(path).\(name)", "\(number) is outside 0 to \(highestScore).")
            }
            try check(proposal.requests, path: path, agencies: agencies)
        }
    }

    private static func check(_ requests: [Request], path: String, agencies: Int) throws(JointCallFault) {
        for (request, next) in zip(requests, requests.dropFirst()) where request.agency == next.agency {
            throw JointCallFault("\(path).requests", "agency \(request.agency) is asked twice; add both sums.")
        }
        for request in requests {
            guard (0..<agencies).contains(request.agency) else {
                throw JointCallFault("\(path).requests", "there is no agency \(request.agency).")
            }
            try checkAmount(request.amount, "\(path).requests[agency \(request.agency)]")
        }
    }

    private static func checkAmount(_ amount: Int, _ path: String) throws(JointCallFault) {
        guard amount >= 0 else { throw JointCallFault(path, "\(amount) is negative; write an amount of 0 or more.") }
        guard amount <= largestSum else { throw JointCallFault(path, "\(amount) is larger than \(largestSum).") }
    }

    static func checkSums(_ agencies: [Agency], _ proposals: [Proposal], _ topUp: TopUp) throws(JointCallFault) {
        var sum = 0
        for agency in agencies { try add(agency.budget, to: &sum, "agencies[].budget") }
        for agency in agencies { try add(agency.extra ?? 0, to: &sum, "agencies[].extra") }
        try add(topUp.total, to: &sum, "agencies[].budget with topup.total")
        sum = 0
        for request in proposals.lazy.flatMap(\.requests) {
            try add(request.amount, to: &sum, "proposals[].requests")
        }
    }

    private static func add(_ amount: Int, to sum: inout Int, _ path: String) throws(JointCallFault) {
        // Neither is larger than a quarter of the range, so the addition itself is safe.
        sum += amount
        guard sum <= largestSum else {
            throw JointCallFault(path, "the amounts together are larger than \(largestSum).")
        }
    }
}
