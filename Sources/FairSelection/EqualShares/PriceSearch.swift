/// What a search in doubles found out about the price of a project, with margins that are proven.
///
/// **The margins.** Let u = 2^−52. A budget is the endowment less at most k prices, each read from exact integers with
/// a relative error of 2^−51 and subtracted with one rounding, so after k purchases it is at most (k + 1)·2^−50 of the
/// endowment away from the truth: `budgetError`. (A quick run reads prices from ``FinePurses`` and ends before these are
/// 2^−54 of the endowment away.) A sum of n products is at most (n + 8)·u of itself plus the error of its terms away.
///
/// **The lower bound needs no classification.** For any set P of supporters and the price q, cost = Σ w·min(r, q) ≤ Σ_P
/// w·r + q·Σ_rest w, where r is budget per value and w weight times value. So (cost − Σ_P w·r) / Σ_rest w never exceeds
/// q, whichever P the doubles chose; only the rounding of the quotient must be taken off. **The upper bound** is the
/// same quotient when P is certainly the set of those with r < q: nobody lies within the margins of the price.
/// Otherwise the search is uncertain and integers decide.
struct PriceSearch {
    enum Finding {
        /// The supporters certainly have less than the cost.
        case unaffordable
        /// Whether they can pay, or who pays with all that is left, is within the margins.
        case uncertain
        case certain
    }

    var finding: Finding
    /// Nearest price per value.
    var price: Double
    /// How far the true price may be away when `certain`; how far below `price` the lower bound lies in any case.
    var error: Double

    static let unit = 0x1p-52

    /// A certain lower bound.
    var lower: Double { max(0, price - error) * (1 - 4 * Self.unit) }
    /// A certain upper bound, infinite when uncertain.
    var upper: Double { finding == .certain ? (price + error) * (1 + 4 * Self.unit) : .infinity }
}

extension EqualSharesRun {
    /// Searches the price of a project from a price that is known not to be too high.
    ///
    /// Newton's method on the concave function of what supporters pay at a price: it rises to the price from below and
    /// ends after few passes, since those who are found poor leave the list. O(supporters) for each pass.
    func search(_ project: Int, from floor: Double) -> PriceSearch {
        let gathered = gather(project)
        let cost = Double(table.costs[project])
        let rounding = Double(gathered.count + 8) * PriceSearch.unit
        let ratioError = budgetError + endowment * PriceSearch.unit
        let margin = gathered.weight * ratioError + rounding * max(cost, gathered.total)
        if gathered.total < cost - margin { return PriceSearch(finding: .unaffordable, price: .infinity, error: 0) }
        let isAffordable = gathered.total > cost + margin

        var count = gathered.count
        var rest = gathered.weight
        var missing = cost
        var highestPoor = -1.0
        var price = max(floor, cost / rest)
        while true {
            let before = count
            var poorSum = 0.0
            var poorWeight = 0.0
            count = 0
            for index in 0..<before {
                let (ratio, weight) = (ratios[index], weights[index])
                if ratio < price {
                    poorSum += ratio * weight
                    poorWeight += weight
                    highestPoor = max(highestPoor, ratio)
                } else {
                    ratios[count] = ratio
                    weights[count] = weight
                    count += 1
                }
            }
            missing -= poorSum
            rest -= poorWeight
            if count == 0 || rest <= 0 || missing <= 0 {
                // Only rounding near the limit of what they have leads here.
                return PriceSearch(finding: .uncertain, price: floor, error: 0)
            }
            price = missing / rest
            if count == before { break }
        }
        var lowestRich = Double.infinity
        for index in 0..<count { lowestRich = min(lowestRich, ratios[index]) }
        let error = ((gathered.weight - rest) * ratioError + rounding * cost) / rest + 4 * PriceSearch.unit * price
        let isCertain =
            isAffordable && highestPoor + ratioError < price - error && lowestRich - ratioError > price + error
        return PriceSearch(finding: isCertain ? .certain : .uncertain, price: price, error: error)
    }

    /// Copies budget per value and weight of the supporters who have anything left.
    private func gather(_ project: Int) -> (count: Int, weight: Double, total: Double) {
        var count = 0
        var (weightSum, total) = (0.0, 0.0)
        let range = table.starts[project]..<table.starts[project + 1]
        let (types, entryWeights, values) = (table.entryTypes, table.entryWeights, table.entryValues)
        if table.isUniform {
            for entry in range {
                let budget = budgets[Int(types[entry])]
                let weight = entryWeights[entry]
                ratios[count] = budget
                weights[count] = weight
                let live = budget >= 0
                count += live ? 1 : 0
                weightSum += live ? weight : 0
                total += live ? weight * budget : 0
            }
        } else {
            for entry in range {
                let budget = budgets[Int(types[entry])]
                guard budget >= 0 else { continue }
                let (weight, ratio) = (entryWeights[entry], budget / values[entry])
                ratios[count] = ratio
                weights[count] = weight
                count += 1
                weightSum += weight
                total += weight * ratio
            }
        }
        return (count, weightSum, total)
    }
}
