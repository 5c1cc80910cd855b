import Synchronization

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
    private let splits: SplitCache

    /// - Parameters:
    ///   - splits: splits already made with the same frequencies.
    ///   - frequency: how common a stem is; 0 when unknown.
    init(splits: SplitCache = SplitCache(), frequency: @escaping (String, Tongue) -> Int) {
        splitter = CompoundSplitter(frequency: frequency)
        self.splits = splits
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
        guard tongue.compounds, word.utf8.count >= CompoundSplitter.shortestWord else { return [] }
        return splits.parts(of: word, in: tongue) { splitter.parts(of: word, in: tongue, with: analyser) }
    }
}

/// Splits of compounds, shared by all operations of an index: cutting a word takes some hundred lookups.
final class SplitCache: Sendable {
    private let known = Mutex<[Tongue: [String: [String]]]>([:])
    /// Words of a language kept; then the cache starts anew.
    private static let limit = 100_000

    func parts(of word: String, in tongue: Tongue, otherwise split: () -> [String]) -> [String] {
        if let parts = known.withLock({ $0[tongue]?[word] }) { return parts }
        let parts = split()
        known.withLock { known in
            if known[tongue]?.count ?? 0 >= Self.limit { known[tongue] = [:] }
            known[tongue, default: [:]][word] = parts
        }
        return parts
    }
}
