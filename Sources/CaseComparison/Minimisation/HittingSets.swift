/// All minimal hitting sets of a family of sets, the elements being bits 0 to 63.
///
/// A search that keeps, for each chosen element, the sets that it alone hits; an element that loses its last one is
/// of no use any more, so the branch ends there and nothing is found that is not minimal, and nothing twice.
///
/// Source: K. Murakami and T. Uno, "Efficient algorithms for dualizing large-scale hypergraphs", Discrete Applied
/// Mathematics 170, 2014 (the algorithm named MMCS).
struct HittingSets {
    private let family: [UInt64]
    /// Words of a set of members of the family.
    private let words: Int
    /// For each element the members of the family that hold it.
    private let hitBy: [UInt64]
    /// For each depth: the members not hit, then for each chosen element those that it alone hits.
    private var state: [UInt64]
    private var chosen: [Int] = []
    private let stride: Int

    /// The members of the family that contain no other, each once.
    static func minimal(_ family: [UInt64]) -> [UInt64] {
        var kept: [UInt64] = []
        for set in Set(family).sorted(by: { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) })
        where !kept.contains(where: { $0 & ~set == 0 }) { kept.append(set) }
        return kept
    }

    /// - Parameter family: Non-empty sets, none containing another.
    init(minimal family: [UInt64]) {
        self.family = family
        words = max(1, (family.count + 63) / 64)
        var hitBy = [UInt64](repeating: 0, count: 64 * words)
        for (index, set) in family.enumerated() {
            for element in set.bits { hitBy[element * words + index / 64] |= 1 << UInt64(index % 64) }
        }
        self.hitBy = hitBy
        let depth = min(64, family.count) + 2
        stride = depth * words
        state = [UInt64](repeating: 0, count: depth * stride)
        for index in family.indices { state[index / 64] |= 1 << UInt64(index % 64) }
    }

    /// Calls with each minimal hitting set until `each` answers false.
    mutating func forEach(_ each: (UInt64) -> Bool) {
        _ = search(depth: 0, chosenMask: 0, candidates: ~0, each)
    }

    private mutating func search(
        depth: Int, chosenMask: UInt64, candidates: UInt64, _ each: (UInt64) -> Bool
    ) -> Bool {
        guard let branch = narrowest(depth: depth, candidates) else { return each(chosenMask) }
        var open = candidates & ~branch
        var rest = branch
        while rest != 0 {
            let element = rest.trailingZeroBitCount
            rest &= rest - 1
            if take(element, depth: depth) {
                chosen.append(element)
                let goesOn = search(
                    depth: depth + 1, chosenMask: chosenMask | 1 << UInt64(element), candidates: open, each)
                chosen.removeLast()
                if !goesOn { return false }
                open |= 1 << UInt64(element)
            }
        }
        return true
    }

    /// The candidates in the member, among those not hit, that has the fewest; nil when all are hit.
    private func narrowest(depth: Int, _ candidates: UInt64) -> UInt64? {
        var best: UInt64?
        var fewest = Int.max
        for word in 0..<words {
            var open = state[depth * stride + word]
            while open != 0 {
                let choice = family[64 * word + open.trailingZeroBitCount] & candidates
                open &= open - 1
                let count = choice.nonzeroBitCount
                if count < fewest {
                    (best, fewest) = (choice, count)
                    if count == 0 { return best }
                }
            }
        }
        return best
    }

    /// Works out the state with one element more; false when a chosen one becomes needless.
    private mutating func take(_ element: Int, depth: Int) -> Bool {
        let (words, stride) = (words, stride)
        let count = chosen.count
        return state.withUnsafeMutableBufferPointer { state in
            let (from, to) = (depth * stride, (depth + 1) * stride)
            for place in 1..<(count + 1) {
                var hits: UInt64 = 0
                for word in 0..<words {
                    let left = state[from + place * words + word] & ~hitBy[element * words + word]
                    state[to + place * words + word] = left
                    hits |= left
                }
                if hits == 0 { return false }
            }
            for word in 0..<words {
                let open = state[from + word]
                state[to + word] = open & ~hitBy[element * words + word]
                state[to + (count + 1) * words + word] = open & hitBy[element * words + word]
            }
            return true
        }
    }
}
