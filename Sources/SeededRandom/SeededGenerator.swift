/// Random numbers that are the same for the same seed, on every machine and in every version.
///
/// The generator is xoshiro256**, its state filled by SplitMix64 (Blackman and Vigna, "Scrambled Linear Pseudorandom
/// Number Generators", ACM Transactions on Mathematical Software 47(4), 2021). It is for simulation and resampling, not
/// for secrets. The standard library's `shuffled(using:)` and `random(in:using:)` may change how they draw from a
/// generator; results that people publish use `below(_:)`, `unit()` and `shuffle(_:)` of this type instead.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter seed: Any number; near seeds give unrelated sequences.
    public init(seed: UInt64) {
        var mixer = seed
        func next() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            var word = mixer
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
        state = (next(), next(), next(), next())
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A number from 0 to `bound` − 1, each equally likely (Lemire's multiplication with rejection, 2019).
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "There is no number below \(bound).")
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A number in 0 ..< 1 with 53 random bits.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Puts the elements into a random order, each order equally likely (Fisher and Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for last in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(last, below(last + 1)) }
    }
}
