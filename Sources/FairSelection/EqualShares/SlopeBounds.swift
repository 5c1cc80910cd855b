/// How fast budgets and prices can move between two endowments that are held to one sequence of purchases.
///
/// Let A be the smaller and B the larger endowment, t any between, all of them buying the same projects in the same
/// order. Budgets never fall and prices never rise with t (induction over rounds), so whoever is poor at B (has less
/// than the price asks) is poor at all t, and whoever is not poor at A is nowhere. Where the set P(t) of the poor
/// stands still, the price is (cost − Σ_P m·b) / Σ_rest w, so its slope is −Σ_P m·b′ / Σ_rest w, and P(B) ⊆ P(t) ⊆ P(A)
/// bounds it on both sides, given bounds of the slopes b′ ≥ 0. A purchase leaves the poor with nothing, raises the
/// slope of those who are never poor by value times the slope of the price, and leaves those between with a slope from
/// 0 to that. Budgets and prices are continuous in t, so a difference of two ρ cannot leave the lines that these slopes
/// draw from A and B.
///
/// All sums have terms of one sign, so with n types their relative error is at most n·2^−52: below the slack of 10^−9
/// that each bound is given, up to `mostTypes`. With more types slopes are not used.
final class SlopeBounds {
    /// Budgets at A; −1 for those who are exhausted there.
    let budgets: UnsafeMutablePointer<Double>
    let low: UnsafeMutablePointer<Double>
    let high: UnsafeMutablePointer<Double>
    static let slack = 1e-9
    static let mostTypes = 1 << 21

    init(types: Int) {
        budgets = .allocate(capacity: max(types, 1))
        low = .allocate(capacity: max(types, 1))
        high = .allocate(capacity: max(types, 1))
    }

    deinit {
        budgets.deallocate()
        low.deallocate()
        high.deallocate()
    }

    func reset(_ endowment: Double, types: Int) {
        budgets.update(repeating: endowment, count: types)
        low.update(repeating: 1, count: types)
        high.update(repeating: 1, count: types)
    }

    /// The price of a project at A and by how much it falls, per unit of endowment.
    struct Motion {
        let price: ClosedRange<Double>
        let fall: ClosedRange<Double>
    }
}

extension EqualSharesRun {
    /// Bounds of the motion of a price whose bounds at A and B are known; nil when everybody may be poor.
    func motion(
        _ project: Int, _ slopes: SlopeBounds, atA: ClosedRange<Double>, atB: ClosedRange<Double>,
        _ guide: EqualSharesRun
    ) -> SlopeBounds.Motion? {
        let (marginA, marginB) = (guide.budgetError + guide.endowment * 0x1p-52, budgetError + endowment * 0x1p-52)
        var (lowSum, lowRest, highSum, highRest) = (0.0, 0.0, 0.0, 0.0)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(table.entryTypes[entry])
            let budget = budgets[type]
            guard budget >= 0 else { continue }
            let (weight, value) = (table.entryWeights[entry], table.entryValues[entry])
            if budget / value < atB.lowerBound - marginB {
                lowSum += weight / value * slopes.low[type]
            } else {
                lowRest += weight
            }
            if max(0, slopes.budgets[type]) / value < atA.upperBound + marginA {
                highSum += weight / value * slopes.high[type]
            } else {
                highRest += weight
            }
        }
        guard lowRest > 0, highRest > 0 else { return nil }
        let fall = lowSum / lowRest * (1 - SlopeBounds.slack)...highSum / highRest * (1 + SlopeBounds.slack)
        return SlopeBounds.Motion(price: atA, fall: fall)
    }

    /// Bounds of the price of a project at A, from A's budgets; nil when its supporters may be unable to pay there.
    func guidePrice(_ project: Int, _ slopes: SlopeBounds, _ guide: EqualSharesRun) -> ClosedRange<Double>? {
        var (count, total, rest) = (0, 0.0, 0.0)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let budget = slopes.budgets[Int(table.entryTypes[entry])]
            guard budget >= 0 else { continue }
            ratios[count] = budget / table.entryValues[entry]
            weights[count] = table.entryWeights[entry]
            total += ratios[count] * weights[count]
            rest += weights[count]
            count += 1
        }
        let cost = Double(table.costs[project])
        guard rest > 0, total > cost * (1 + SlopeBounds.slack) else { return nil }
        let rounding = Double(count + 8) * PriceSearch.unit * cost
        let error = rest * (guide.budgetError + guide.endowment * PriceSearch.unit) + rounding
        var missing = cost
        var price = cost / rest
        while true {
            let before = count
            count = 0
            for index in 0..<before {
                if ratios[index] < price {
                    missing -= ratios[index] * weights[index]
                    rest -= weights[index]
                } else {
                    ratios[count] = ratios[index]
                    weights[count] = weights[index]
                    count += 1
                }
            }
            guard count > 0, rest > 0, missing > 0 else { return nil }
            price = missing / rest
            guard count < before else { break }
        }
        // Above the price fewer may be left to pay: those who could be poor within twice the error are counted out.
        let reach = price + 4 * error / rest
        var surely = 0.0
        for index in 0..<count where ratios[index] > reach { surely += weights[index] }
        guard surely * 2 > rest else { return nil }
        return price - error / rest...price + 4 * error / rest
    }

    /// Takes a purchase over into budgets at A and slopes, before the budgets at B are charged.
    func moveSlopes(
        _ slopes: SlopeBounds, _ project: Int, _ motion: SlopeBounds.Motion, _ round: Int, _ atB: ClosedRange<Double>,
        _ guide: EqualSharesRun
    ) {
        let perValue = guide.exact.approximatePrice(round)
        let (marginA, marginB) = (guide.budgetError + guide.endowment * 0x1p-52, budgetError + endowment * 0x1p-52)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(table.entryTypes[entry])
            guard budgets[type] >= 0 else { continue }
            let value = table.entryValues[entry]
            let budgetAtA = slopes.budgets[type]
            let isNeverPoor = max(0, budgetAtA) / value >= motion.price.upperBound + marginA
            let isAlwaysPoor = budgets[type] / value < atB.lowerBound - marginB
            slopes.low[type] =
                isNeverPoor ? (slopes.low[type] + motion.fall.lowerBound * value) * (1 - SlopeBounds.slack) : 0
            slopes.high[type] =
                isAlwaysPoor ? 0 : (slopes.high[type] + motion.fall.upperBound * value) * (1 + SlopeBounds.slack)
            if guide.exhausted[type] == Int32(round) {
                slopes.budgets[type] = -1
            } else if budgetAtA >= 0 {
                slopes.budgets[type] = max(0, budgetAtA - perValue * value)
            }
        }
    }

    /// The least that ρ of `other` can be above ρ of `winner` between A and B, and the share of the way from A to B
    /// after which they would be equal if both moved evenly.
    func leastLead(
        _ other: (project: Int, atB: ClosedRange<Double>, motion: SlopeBounds.Motion),
        over winner: (project: Int, atB: ClosedRange<Double>, motion: SlopeBounds.Motion), distance: Double
    ) -> (lead: Double, crossing: Double) {
        let (scale, winnerScale) = (Double(table.scales[other.project]), Double(table.scales[winner.project]))
        func lead(_ first: ClosedRange<Double>, _ second: ClosedRange<Double>) -> Double {
            first.lowerBound / scale * (1 - 0x1p-50) - second.upperBound / winnerScale * (1 + 0x1p-50)
        }
        let atA = lead(other.motion.price, winner.motion.price)
        let atB = lead(other.atB, winner.atB)
        let least = winner.motion.fall.lowerBound / winnerScale - other.motion.fall.upperBound / scale
        let most = winner.motion.fall.upperBound / winnerScale - other.motion.fall.lowerBound / scale
        let size = (winner.motion.fall.upperBound / winnerScale + other.motion.fall.upperBound / scale) * 1e-8
        let (steepestFall, steepestRise) = (least - size, most + size)
        let crossing = atA > 0 && atB < 0 ? atA / (atA - atB) : 0.5
        if steepestFall >= 0 { return (atA, crossing) }
        if steepestRise <= 0 { return (atB, crossing) }
        let place = (atA - atB + steepestRise * distance) / (steepestRise - steepestFall)
        let lowest =
            place <= 0
            ? atB - steepestRise * distance
            : place >= distance ? atA + steepestFall * distance : atA + steepestFall * place
        return (min(atA, atB, lowest), crossing)
    }
}
