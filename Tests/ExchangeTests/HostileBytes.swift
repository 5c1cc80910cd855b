import SeededRandom

/// Input as a hostile or a broken sender might send it.
extension SeededGenerator {
    mutating func bytes(upTo limit: Int, from alphabet: [UInt8] = Array(0...255)) -> [UInt8] {
        (0..<Int.random(in: 0...limit, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? 0 }
    }

    /// A copy with a few bytes changed, cut out or doubled.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var copy = original
        for _ in 0..<Int.random(in: 1...6, using: &self) where !copy.isEmpty {
            let index = Int.random(in: 0..<copy.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: copy[index] = UInt8.random(in: 0...255, using: &self)
            case 1: copy.removeSubrange(index..<min(copy.count, index + Int.random(in: 1...20, using: &self)))
            case 2: copy.insert(contentsOf: copy[index..<min(copy.count, index + 8)], at: index)
            default: copy.removeLast(copy.count - index)
            }
        }
        return copy
    }
}
