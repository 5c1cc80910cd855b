/// All combinations that the conditions can have, each packed into one word.
///
/// A condition takes as many bits as its levels need, the first condition the lowest ones; for sets a packed
/// combination is a plain bit mask. A *set of conditions* is a mask with bit i for condition i.
struct PropertySpace: Sendable, Hashable {
    /// Combinations are numbered with `Int`, and packed with one word.
    static let mostBits = 60

    /// Levels of each condition, with the one for "does not apply" as the last.
    let levels: [Int]
    /// For each condition the level that no literal can name, or −1.
    let inapplicable: [Int]
    private let shifts: [UInt64]
    private let fields: [UInt64]
    /// Every condition takes one bit, so masks of conditions and of fields are the same.
    let isBinary: Bool

    var count: Int { levels.count }
    var allConditions: UInt64 { count == 0 ? 0 : ~0 >> UInt64(64 - count) }

    /// Nil when the combinations cannot be numbered.
    init?(_ conditions: [Condition]) {
        self.init(
            levels: conditions.map(\.cellLevels),
            inapplicable: conditions.map { $0.isSometimesInapplicable ? $0.levels : -1 })
    }

    init?(levels: [Int], inapplicable: [Int]? = nil) {
        var shifts: [UInt64] = []
        var fields: [UInt64] = []
        var used = 0
        for level in levels {
            let bits = Int.bitWidth - (level - 1).leadingZeroBitCount
            guard used + bits <= Self.mostBits else { return nil }
            shifts.append(UInt64(used))
            fields.append(((1 << UInt64(bits)) - 1) << UInt64(used))
            used += bits
        }
        self.levels = levels
        self.inapplicable = inapplicable ?? levels.map { _ in -1 }
        self.shifts = shifts
        self.fields = fields
        isBinary = levels.allSatisfy { $0 == 2 }
    }

    /// The bits of a level of a condition.
    func packed(_ level: Int, of condition: Int) -> UInt64 { UInt64(level) << shifts[condition] }

    func packed(_ levels: [Int]) -> UInt64 {
        levels.enumerated().reduce(0) { $0 | packed($1.element, of: $1.offset) }
    }

    func level(of condition: Int, in cell: UInt64) -> Int { Int((cell & fields[condition]) >> shifts[condition]) }

    func levels(in cell: UInt64) -> [Int] { (0..<count).map { level(of: $0, in: cell) } }

    /// The bits that the conditions of a set take.
    func fields(of conditions: UInt64) -> UInt64 {
        if isBinary { return conditions }
        var result: UInt64 = 0
        conditions.forEachBit { result |= fields[$0] }
        return result
    }

    /// The conditions in which two combinations differ.
    func difference(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let bits = first ^ second
        if isBinary { return bits }
        var result: UInt64 = 0
        for condition in 0..<count where bits & fields[condition] != 0 { result |= 1 << UInt64(condition) }
        return result
    }

    /// The conditions of which a literal can be made in this combination.
    func applicable(in cell: UInt64) -> UInt64 {
        if isBinary { return allConditions }
        var result: UInt64 = 0
        for condition in 0..<count where level(of: condition, in: cell) != inapplicable[condition] {
            result |= 1 << UInt64(condition)
        }
        return result
    }

    /// 1 + the mixed-radix number of the combination, the first condition most significant.
    func number(of cell: UInt64) -> Int {
        (0..<count).reduce(0) { $0 * levels[$1] + level(of: $1, in: cell) } + 1
    }

    /// The combination of that number.
    func cell(number: Int) -> UInt64 {
        var rest = number - 1
        var cell: UInt64 = 0
        for condition in stride(from: count - 1, through: 0, by: -1) {
            cell |= packed(rest % levels[condition], of: condition)
            rest /= levels[condition]
        }
        return cell
    }

    /// How many levels of a condition literals can name.
    func namedLevels(of condition: Int) -> Int { levels[condition] - (inapplicable[condition] >= 0 ? 1 : 0) }
}

extension UInt64 {
    /// Calls with the place of each bit that is set, lowest first.
    @inline(__always) func forEachBit(_ body: (Int) -> Void) {
        var rest = self
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    /// The places of the bits that are set, lowest first.
    var bits: [Int] {
        var bits: [Int] = []
        forEachBit { bits.append($0) }
        return bits
    }
}
