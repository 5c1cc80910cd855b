/// What an encoder makes of each token of a text.
public struct TokenStates: Sendable {
    /// A word or a part of one.
    public struct Token: Sendable, Hashable {
        /// Its letters after normalisation; a word's first token begins with `▁`. Empty of meaning for unknown characters.
        public let piece: String
        /// Minus the natural logarithm of its probability; 0 when it is unknown.
        public let information: Float
    }

    /// The text's tokens in their order, without prefix and special ones.
    public let tokens: [Token]
    private let states: [Float]
    private let first: Int
    private let dimension: Int

    /// - Parameter states: rows of all tokens, the prefix and the special ones included; `first` is the text's first.
    init(tokens: [Token], states: [Float], first: Int, dimension: Int) {
        self.tokens = tokens
        self.states = states
        self.first = first
        self.dimension = dimension
    }

    /// The state of a token, not normalised.
    public subscript(token: Int) -> ArraySlice<Float> {
        row(first + token)
    }

    /// One vector of length 1 for the whole text, or nil when all its tokens are unknown.
    public func pooled(_ pooling: MultilingualEncoder.Pooling) -> [Float]? {
        switch pooling {
        case .even:
            return mean(of: 0..<(states.count / dimension)) { _ in 1 }
        case .informative:
            return mean(of: first..<(first + tokens.count)) { tokens[$0 - first].information }
        }
    }

    private func row(_ number: Int) -> ArraySlice<Float> {
        states[(number * dimension)..<((number + 1) * dimension)]
    }

    private func mean(of rows: Range<Int>, weight: (Int) -> Float) -> [Float]? {
        var sum = [Float](repeating: 0, count: dimension)
        for number in rows {
            let weight = weight(number)
            for (index, value) in zip(sum.indices, row(number)) { sum[index] += weight * value }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Not a number only when a row of the word table is damaged.
        guard length > 0, length.isFinite else { return nil }
        return sum.map { $0 / length }
    }
}
