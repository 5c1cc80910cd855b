/// A word as the index sees it.
struct ReadWord {
    /// Lowercase.
    let text: String
    /// UTF-8 bytes of the text it stands in.
    let range: Range<Int>
    let key: String
    let isStopWord: Bool
    /// Stems of the parts of a compound.
    let parts: [String]
}

/// Reads texts into stems and compound parts. One per operation: it caches and is not shared.
final class TextReader {
    let analyser = Analyser()
    private let splitter: CompoundSplitter
    private var splits: [[String: [String]]]
    private let cacheLimit = 200_000

    /// - Parameter frequency: how common a stem is; 0 when unknown.
    init(frequency: @escaping (String, Tongue) -> Int) {
        splitter = CompoundSplitter(frequency: frequency)
        splits = Array(repeating: [:], count: Tongue.allCases.count)
    }

    func words(of text: String, in tongue: Tongue) -> [ReadWord] {
        Tokeniser.tokens(of: text, in: tongue).map { token in
            let stem = analyser.stem(of: token.word, in: tongue)
            return ReadWord(
                text: token.word, range: token.range, key: stem.key, isStopWord: stem.isStopWord,
                parts: stem.isStopWord ? [] : parts(of: token.word, in: tongue))
        }
    }

    func parts(of word: String, in tongue: Tongue) -> [String] {
        guard tongue.compounds else { return [] }
        let slot = Int(tongue.rawValue)
        if let known = splits[slot][word] { return known }
        let parts = splitter.parts(of: word, in: tongue, with: analyser)
        if splits[slot].count >= cacheLimit { splits[slot].removeAll(keepingCapacity: true) }
        splits[slot][word] = parts
        return parts
    }
}
