import Foundation
import Synchronization

/// Vectors of single words, shared by all searches of an index: encoding a word takes some 1.2 ms.
///
/// The words of texts are encoded after the texts, as long as there is room: common words stand in the first texts
/// already, so that later searches meet few that are new.
final class WordVectors: Sendable {
    struct Word: Hashable {
        /// Lowercase and composed, as the tokeniser makes it.
        let text: String
        let tongue: Tongue
    }

    private struct State {
        var known: [Word: RoundedVector?] = [:]
        /// Texts whose words are to be read.
        var texts: [Word] = []
    }

    let space: VectorSpace
    private let state = Mutex(State())
    /// Words kept, at some 500 bytes each; then the cache starts anew.
    private static let limit = 50_000
    /// Words read before a search asks for them.
    private static let ahead = 30_000
    /// Texts kept until their words are read.
    private static let mostTexts = 20_000
    /// In letters. Shorter words are often taken for what they look like.
    static let shortestWord = 4
    /// Words encoded together: more of them gain no time.
    private static let batch = 16

    init(space: VectorSpace) { self.space = space }

    /// The words' vectors, of length 1; nil for a word that has none, for one that is not known when no more may be
    /// encoded, and for nil.
    ///
    /// Somebody waits, so the words that are new are encoded on two processors.
    ///
    /// - Parameter room: how many words may still be encoded; less afterwards by those that were.
    func vectors(of words: [Word?], room: inout Int) -> [RoundedVector?] {
        let missing = missing(in: words).prefix(room)
        room -= missing.count
        let middle = missing.count / 2
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            read(half == 0 ? missing[..<middle] : missing[middle...])
        }
        return state.withLock { state in words.map { word in word.flatMap { state.known[$0] ?? nil } } }
    }

    /// The words that are not known, each once.
    private func missing(in words: [Word?]) -> [Word] {
        var seen: Set<Word> = []
        return state.withLock { state in
            words.compactMap { $0 }.filter { state.known[$0] == nil && seen.insert($0).inserted }
        }
    }

    private func read(_ words: ArraySlice<Word>) {
        var rest = words
        while !rest.isEmpty {
            let batch = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(batch.count)
            let vectors = space.vectors(ofWords: batch).map { $0.map(RoundedVector.init) }
            state.withLock { state in
                if state.known.count >= Self.limit { state.known.removeAll(keepingCapacity: true) }
                for (word, vector) in zip(batch, vectors) { state.known[word] = .some(vector) }
            }
        }
    }

    // MARK: Words read ahead

    /// Keeps a text until ``readWords(ofTexts:)`` reads its words; does nothing once enough words are known.
    func keep(_ text: String, in tongue: Tongue) {
        guard tongue != .other else { return }
        state.withLock { state in
            guard state.known.count < Self.ahead, state.texts.count < Self.mostTexts else { return }
            state.texts.append(Word(text: text, tongue: tongue))
        }
    }

    /// Encodes the words of some of the texts kept and returns how many texts are left.
    func readWords(ofTexts limit: Int) -> Int {
        let analyser = Analyser()
        for _ in 0..<limit {
            guard let text = state.withLock({ $0.known.count < Self.ahead ? $0.texts.popLast() : nil }) else {
                state.withLock { $0.texts = [] }
                return 0
            }
            let tokens = Tokeniser.tokens(of: text.text, in: text.tongue)
            let words = tokens.map { Word(text: $0.word, tongue: text.tongue) }.filter { word in
                Self.canMeanMuch(word.text) && !analyser.stem(of: word.text, in: word.tongue).isStopWord
            }
            read(missing(in: words)[...])
        }
        return state.withLock { $0.texts.count }
    }

    /// Whether the model can say anything about the word by itself.
    static func canMeanMuch(_ word: String) -> Bool { word.count >= shortestWord && word.allSatisfy(\.isLetter) }

    /// Number of words that were read.
    var count: Int { state.withLock { $0.known.count } }

    /// The words that have vectors, in an order that depends on them alone.
    var known: [(word: Word, vector: RoundedVector)] {
        state.withLock { $0.known }.compactMap { word, vector in vector.map { (word, $0) } }
            .sorted { ($0.word.tongue.rawValue, $0.word.text) < ($1.word.tongue.rawValue, $1.word.text) }
    }

    /// Takes over words that were read before.
    func add(_ words: [(word: Word, vector: RoundedVector)]) {
        state.withLock { state in
            for (word, vector) in words.prefix(Self.limit) { state.known[word] = .some(vector) }
        }
    }
}

extension RoundedVector {
    /// The product of the two vectors that the numbers stand for.
    func product(with other: RoundedVector) -> Float {
        let sum = zip(numbers, other.numbers).reduce(Int32(0)) { $0 &+ Int32($1.0) &* Int32($1.1) }
        return Float(sum) * unit * other.unit
    }
}

extension WordVectors {
    func write(to writer: SealedFileWriter) throws {
        let known = known
        var texts = ByteStrings()
        for (word, _) in known { texts.append(word.text.utf8) }
        try writer.append(texts.bytes)
        try writer.append(texts.offsets)
        try writer.append(known.map(\.word.tongue.rawValue))
        try writer.append(known.map(\.vector.unit.bitPattern))
        try writer.append(known.flatMap { $0.vector.numbers })
    }

    /// What ``write(to:)`` wrote; nil when the arrays contradict each other.
    static func words(from reader: inout SealedFileReader, dimension: Int) -> [(word: Word, vector: RoundedVector)]? {
        guard let bytes = reader.nextMapped(UInt8.self), let offsets = reader.next(UInt32.self),
            let tongues = reader.next(UInt8.self), let units = reader.next(UInt32.self),
            let numbers = reader.next(Int8.self)
        else { return nil }
        let texts = ByteStrings(bytes: bytes, offsets: offsets)
        guard texts.isConsistent, tongues.count == texts.count, units.count == texts.count,
            numbers.count == texts.count * dimension,
            units.allSatisfy({ Float(bitPattern: $0).isFinite })
        else { return nil }
        var words: [(word: Word, vector: RoundedVector)] = []
        for number in tongues.indices {
            guard let tongue = Tongue(rawValue: tongues[number]) else { return nil }
            let vector = RoundedVector(
                numbers: Array(numbers[(number * dimension)..<((number + 1) * dimension)]),
                unit: Float(bitPattern: units[number]))
            words.append((Word(text: String(decoding: texts[number], as: UTF8.self), tongue: tongue), vector))
        }
        return words
    }
}
