/// What it takes to fund the ranking list down to a rank, without leaving anyone out.
public struct Unblocking: Sendable, Hashable {
    /// How many proposals from the top are then funded.
    public let rank: Int
    /// The smallest sum of money that must be added, whoever adds it.
    public let missing: Int
    /// By how much the list down to that rank exceeds each agency's budget, in the order of the agencies; what the gap
    /// pot pays of it is part of it.
    public let excess: [Int]
    /// The split of `missing` whose largest increase, in proportion to what an agency commits, is the smallest.
    public let even: [Int]
    /// The split of `missing` among the fewest agencies.
    public let fewest: [Int]
    /// What would still be missing if no agency added more than it has said it could.
    public let beyondExtras: Int
}

extension JointCall {
    /// For each rank that the strict list does not reach, what would reach it. Money that is added does not change how
    /// the top-up is shared. O(ranks × agencies × log money).
    public func unblockings() -> [Unblocking] {
        var purse = Purse(pot)
        return proposals.indices.compactMap { position in
            purse.take(proposals[position].requests)
            let missing = -purse.gapLeft
            guard missing > 0 else { return nil }
            let excess = agencies.indices.map(purse.excess)
            let allowed = zip(agencies, excess).map { min($0.extra ?? $1, $1) }
            let beyond = max(0, missing - allowed.reduce(0, +))
            // Where the extras do not suffice the split is told without them, beside what is beyond them.
            let ceilings = beyond > 0 ? excess : allowed
            return Unblocking(
                rank: position + 1, missing: missing, excess: excess,
                even: Self.even(missing, ceilings: ceilings, weights: agencies.map(\.budget)),
                fewest: Self.fewest(missing, ceilings: ceilings), beyondExtras: beyond)
        }
    }

    private static func fewest(_ amount: Int, ceilings: [Int]) -> [Int] {
        var rest = amount
        var split = ceilings.map { _ in 0 }
        for agency in ceilings.indices.sorted(by: {
            ceilings[$0] != ceilings[$1] ? ceilings[$0] > ceilings[$1] : $0 < $1
        }) {
            split[agency] = min(rest, ceilings[agency])
            rest -= split[agency]
        }
        return split
    }

    /// Splits an amount so that the largest part in proportion to its weight is smallest; those without a weight give
    /// only what the others cannot.
    ///
    /// Agencies whose ceiling lies below the common proportion give all of it; the rest is shared in proportion.
    private static func even(_ amount: Int, ceilings: [Int], weights: [Int]) -> [Int] {
        var split = ceilings.map { _ in 0 }
        var open = ceilings.indices.filter { ceilings[$0] > 0 && weights[$0] > 0 }
        var rest = amount
        while rest > 0, !open.isEmpty {
            let shares = apportion(rest, by: open.map { weights[$0] })
            let full = zip(open, shares).filter { ceilings[$0] <= $1 }.map(\.0)
            if full.isEmpty {
                for (agency, share) in zip(open, shares) { split[agency] = share }
                return split
            }
            for agency in full {
                split[agency] = min(rest, ceilings[agency])
                rest -= split[agency]
            }
            open.removeAll { full.contains($0) }
        }
        for agency in ceilings.indices where weights[agency] == 0 {
            split[agency] = min(rest, ceilings[agency])
            rest -= split[agency]
        }
        return split
    }
}
