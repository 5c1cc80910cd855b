/// A set of positive rows, by their places; the first 64 without an allocation.
struct RowSet: Hashable, Sendable {
    private(set) var first: UInt64
    private(set) var rest: [UInt64]

    init(count: Int, full: Bool = false) {
        let words = (count + 63) / 64
        func word(_ index: Int) -> UInt64 {
            guard full, count > 64 * index else { return 0 }
            let left = count - 64 * index
            return left >= 64 ? ~0 : (1 << UInt64(left)) - 1
        }
        first = word(0)
        rest = words > 1 ? (1..<words).map(word) : []
    }

    var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }
    var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

    /// The lowest place; nil when it is empty.
    var lowest: Int? {
        if first != 0 { return first.trailingZeroBitCount }
        return rest.firstIndex { $0 != 0 }.map { 64 * ($0 + 1) + rest[$0].trailingZeroBitCount }
    }

    func contains(_ place: Int) -> Bool {
        (place < 64 ? first >> UInt64(place) : rest[place / 64 - 1] >> UInt64(place % 64)) & 1 == 1
    }

    mutating func insert(_ place: Int) {
        if place < 64 { first |= 1 << UInt64(place) } else { rest[place / 64 - 1] |= 1 << UInt64(place % 64) }
    }

    mutating func formIntersection(_ other: RowSet) {
        first &= other.first
        for index in rest.indices { rest[index] &= other.rest[index] }
    }

    mutating func formUnion(_ other: RowSet) {
        first |= other.first
        for index in rest.indices { rest[index] |= other.rest[index] }
    }

    mutating func subtract(_ other: RowSet) {
        first &= ~other.first
        for index in rest.indices { rest[index] &= ~other.rest[index] }
    }

    func subtracting(_ other: RowSet) -> RowSet {
        var result = self
        result.subtract(other)
        return result
    }

    func isSubset(of other: RowSet) -> Bool {
        if first & ~other.first != 0 { return false }
        for index in rest.indices where rest[index] & ~other.rest[index] != 0 { return false }
        return true
    }

    func intersectionCount(_ other: RowSet) -> Int {
        var count = (first & other.first).nonzeroBitCount
        for index in rest.indices { count += (rest[index] & other.rest[index]).nonzeroBitCount }
        return count
    }

    /// The places in it, lowest first.
    var members: [Int] {
        var members = first.bits
        for (index, word) in rest.enumerated() { word.forEachBit { members.append(64 * (index + 1) + $0) } }
        return members
    }
}
