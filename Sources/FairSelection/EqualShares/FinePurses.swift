/// What each voter type has left in a quick run, in whole ticks that are far smaller than any unit of money.
///
/// A tick is a unit of money divided by a power of two, so small that what a purchase adds up just fits 128 bits. A price
/// is off by what the purses of those who pay all they have are off, spread over those who have more, and by a tick;
/// `error` adds this up from purchase to purchase. It would take dozens of purchases at which hardly anybody has more
/// than is asked to make it matter, and then the quick run gives up.
final class FinePurses {
    private let ticks: UnsafeMutablePointer<Int128>
    private let count: Int
    private var shift = 0
    /// How many ticks a purse may be away from the truth.
    private var error = 0.0

    init(types: Int) {
        count = types
        ticks = .allocate(capacity: max(types, 1))
    }

    deinit { ticks.deallocate() }

    /// Gives everybody `numerator / denominator`; no sum will be larger than `most`.
    func reset(numerator: Int, denominator: Int, most: Int) {
        shift = max(most, numerator).leadingZeroBitCount + 60
        ticks.update(repeating: (Int128(numerator) << Int128(shift)) / Int128(denominator), count: count)
        error = 1
    }

    /// How far a purse may be away from the truth, in units.
    var errorInUnits: Double { Double(sign: .plus, exponent: -shift, significand: error) }

    /// The price of a project in ticks.
    /// - Parameters:
    ///   - budgets: what the types have by the doubles; −1 for those with nothing.
    ///   - price: what divides the poor from the rest.
    func price(
        _ project: Int, _ table: SupportTable, _ budgets: UnsafeMutablePointer<Double>, dividedBy price: Double
    ) -> Int128 {
        var missing = Int128(table.costs[project]) << Int128(shift)
        var (poor, rest) = (0, 0)
        for entry in table.starts[project]..<table.starts[project + 1] {
            let type = Int(table.entryTypes[entry])
            let (budget, weight) = (budgets[type], Int(table.entryWeights[entry]))
            guard budget >= 0 else { continue }
            if budget < price {
                missing &-= ticks[type] &* Int128(weight)
                poor += weight
            } else {
                rest += weight
            }
        }
        error += ((Double(poor) * error + 1) / Double(max(rest, 1)) + 1) * (1 + 0x1p-40)
        return missing / Int128(max(rest, 1))
    }

    func pay(_ price: Int128, by type: Int) { ticks[type] &-= price }

    /// A price in units, at most 2^−51 of itself and ``errorInUnits`` away.
    func inUnits(_ price: Int128) -> Double {
        let (high, low) = (Int64(truncatingIfNeeded: price >> 64), UInt64(truncatingIfNeeded: price))
        return Double(sign: .plus, exponent: -shift, significand: Double(high) * 0x1p64 + Double(low))
    }
}
