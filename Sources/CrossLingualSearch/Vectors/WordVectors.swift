import Synchronization

/// Vectors of single words, shared by all searches of an index: encoding a word takes some 2.4 ms.
final class WordVectors: Sendable {
    private struct Word: Hashable {
        let text: String
        let tongue: Tongue
    }

    let space: VectorSpace
    private let known = Mutex<[Word: RoundedVector?]>([:])
    /// Words kept, at some 500 bytes each; then the cache starts anew.
    private static let limit = 50_000

    init(space: VectorSpace) { self.space = space }

    /// The word's vector, of length 1; nil when it has none, or when it is not known and none may be encoded any more.
    ///
    /// - Parameters:
    ///   - word: lowercase and composed, as the tokeniser makes it.
    ///   - room: how many words may still be encoded; one less afterwards when this one was.
    func vector(of word: String, in tongue: Tongue, room: inout Int) -> RoundedVector? {
        let word = Word(text: word, tongue: tongue)
        if let vector = known.withLock({ $0[word] }) { return vector }
        guard room > 0 else { return nil }
        room -= 1
        let vector = space.vector(ofWord: word.text, in: tongue).map(RoundedVector.init)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[word] = .some(vector)
        }
        return vector
    }
}

extension RoundedVector {
    /// The product of the two vectors that the numbers stand for.
    func product(with other: RoundedVector) -> Float {
        let sum = zip(numbers, other.numbers).reduce(Int32(0)) { $0 &+ Int32($1.0) &* Int32($1.1) }
        return Float(sum) * unit * other.unit
    }
}
