/// Where the money of a project's supporters went.
public struct MoneyTrail: Sendable {
    /// What a winner got from them, in smallest units.
    public struct Share: Sendable {
        /// Position of the winner.
        public let winner: Int
        public let amount: Fraction
    }

    /// The endowments of all supporters together.
    public let together: Fraction
    /// The largest first.
    public let shares: [Share]
    /// What they have left.
    public let left: Fraction
}

extension EqualSharesAccount {
    /// Where the money of the supporters of a project went. Exact; O(purchases · entries on their ballots).
    public func moneyTrail(of project: Int) -> MoneyTrail {
        let rounds = purchases.indices
        let roundOf = Dictionary(uniqueKeysWithValues: rounds.map { (purchases[$0].project, $0) })
        var weight = 0
        // For each purchase: endowments and prices of those who paid with all they had, and full prices.
        var endowments = [Int](repeating: 0, count: purchases.count)
        var spentBefore = [[Int]](repeating: [], count: purchases.count)
        var full = endowments
        var spent = endowments
        var richWeight = 0
        for (index, type) in types.enumerated() where type.projects.contains(project) {
            weight += type.weight
            let end = exhaustion[index] == .max ? Int.max : Int(exhaustion[index])
            let paid = zip(type.projects, type.values).compactMap { bought, value in
                roundOf[bought].map { (round: $0, value: value * type.weight) }
            }
            for (round, value) in paid where round < end { full[round] += value }
            guard end < Int.max else {
                richWeight += type.weight
                for (round, value) in paid { spent[round] += value }
                continue
            }
            endowments[end] += type.weight
            if spentBefore[end].isEmpty { spentBefore[end] = [Int](repeating: 0, count: purchases.count) }
            for (round, value) in paid where round < end { spentBefore[end][round] += value }
        }
        let shares = rounds.map { round in
            var plus = [Int](repeating: 0, count: purchases.count)
            plus[round] = full[round]
            let amount = ledger.amount(endowments: endowments[round], less: spentBefore[round], plus: plus)
            return MoneyTrail.Share(winner: purchases[round].project, amount: amount)
        }
        return MoneyTrail(
            together: ledger.amount(endowments: weight, less: []),
            shares: shares.filter { $0.amount > Fraction(0) }.sorted { $0.amount > $1.amount },
            left: ledger.amount(endowments: richWeight, less: spent))
    }
}
