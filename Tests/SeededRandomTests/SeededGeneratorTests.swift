import SeededRandom
import Testing

struct SeededGeneratorTests {
    @Test func firstNumbersOfASeedNeverChange() {
        var generator = SeededGenerator(seed: 0)
        // SplitMix64 of 0 fills the state with e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec
        #expect(
            (0..<3).map { _ in generator.next() }
                == [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0])
    }

    @Test func everyNumberBelowABoundIsAboutEquallyLikely() {
        var generator = SeededGenerator(seed: 7)
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[generator.below(6)] += 1 }
        // Standard deviation 91; five of them
        #expect(counts.allSatisfy { abs($0 - 10_000) < 456 })
    }

    @Test func unitsLieFromZeroToBelowOne() {
        var generator = SeededGenerator(seed: 7)
        let units = (0..<10_000).map { _ in generator.unit() }
        #expect(units.allSatisfy { (0..<1).contains($0) })
        #expect(abs(units.reduce(0, +) / 10_000 - 0.5) < 0.015)
    }

    @Test func shufflingKeepsTheElementsAndEveryOrderOccurs() {
        var generator = SeededGenerator(seed: 7)
        var orders: [[Int]: Int] = [:]
        for _ in 0..<6_000 {
            var elements = [1, 2, 3]
            generator.shuffle(&elements)
            orders[elements, default: 0] += 1
        }
        #expect(orders.count == 6)
        #expect(orders.values.allSatisfy { abs($0 - 1_000) < 145 })
    }
}
