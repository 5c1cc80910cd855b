import CVoikko
import Synchronization

/// Finnish words as a dictionary knows them: base form and the parts of a compound, by Voikko with its Finnish vocabulary
/// (https://voikko.puimula.org), where both are installed.
///
/// One for the process: opening it takes some milliseconds and the vocabulary never changes while the program runs. A new
/// word takes some 20 µs, one at a time; what was said of a word is kept.
final class FinnishDictionary: Sendable {
    /// What the dictionary says of a word.
    struct Word: Equatable {
        /// Lowercase: "kaupunki" of "kaupungissa".
        let base: String
        /// The words a compound is made of, each in its base form; just one when it is no compound.
        let parts: [String]
    }

    /// Nil where Voikko has no Finnish vocabulary.
    static let shared = FinnishDictionary()

    private struct State: ~Copyable {
        /// Voikko asks that it be used by one thread at a time.
        let handle: OpaquePointer
        var known: [String: Word?] = [:]
    }

    private let state: Mutex<State>
    /// Words kept; then keeping starts anew.
    private static let limit = 50_000

    private init?() {
        var fault: UnsafePointer<CChar>?
        guard let opened = voikkoInit(&fault, "fi", nil) else { return nil }
        state = Mutex(State(handle: opened))
    }

    /// Nil for words that it does not know.
    ///
    /// - Parameter word: lowercase and composed, as the tokeniser makes it.
    func word(_ word: String) -> Word? {
        state.withLock { state in
            if let known = state.known[word] { return known }
            let found = Self.read(word, state.handle)
            if state.known.count >= Self.limit { state.known.removeAll(keepingCapacity: true) }
            state.known[word] = .some(found)
            return found
        }
    }

    private static func read(_ word: String, _ handle: OpaquePointer) -> Word? {
        guard let found = voikkoAnalyzeWordCstr(handle, word) else { return nil }
        defer { voikko_free_mor_analysis(found) }
        var best: (word: Word, rank: (Int, Int))?
        var place = 0
        while let reading = found[place] {
            if let base = value("BASEFORM", of: reading)?.lowercased(), !base.isEmpty {
                let bases = value("WORDBASES", of: reading) ?? ""
                // Of several readings the one of the fewest pieces is the likeliest ("streets", not "regretter", for
                // "katuja"), then the one that takes the word as it is ("centre", not "from the hub", for "keskusta").
                let rank = (bases.count { $0 == "(" }, base == word ? 0 : 1)
                let parts = Self.parts(ofBases: bases)
                if rank < best?.rank ?? (.max, .max) {
                    best = (Word(base: base, parts: parts.count > 1 ? parts : [base]), rank)
                }
            }
            place += 1
        }
        return best?.word
    }

    private static func value(_ key: String, of reading: OpaquePointer) -> String? {
        guard let value = voikko_mor_analysis_value_cstr(reading, key) else { return nil }
        defer { voikko_free_mor_analysis_value_cstr(value) }
        return String(cString: value)
    }

    /// "+nuoriso(nuoriso)+työttömy(työtön)+ys(+ys)" as "nuoriso" and "työttömyys": a part is a word with its base form in
    /// brackets, or without one when it stands in compounds only; endings that make another word of it, which have a plus
    /// sign there or are single letters, belong to it.
    static func parts(ofBases bases: String) -> [String] {
        var parts: [(written: String, base: String)] = []
        for piece in bases.split(separator: "+") where piece != "-" {
            // The plus sign of "ys(+ys)" cuts it in two: "ys(" and "ys)".
            if piece.hasSuffix(")"), !piece.contains("(") { continue }
            let written = String(piece.prefix { $0 != "(" })
            let base = String(piece.dropFirst(written.count + 1).dropLast())
            let isEnding = base.isEmpty && (piece.hasSuffix("(") || written.count <= longestLink)
            if isEnding, let last = parts.popLast() {
                parts.append((last.written + written, last.written + written))
            } else {
                parts.append((written, base.isEmpty ? written : base))
            }
        }
        return parts.map { $0.base.lowercased() }
    }

    /// Letters that tie the parts of a word: "n" in "toiminta".
    private static let longestLink = 2
}
