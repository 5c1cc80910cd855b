public import Foundation

/// Translations between the languages, read from one memory-mapped file.
///
/// Words are kept as stems made by the same code as the index's, and looked up by binary search.
public struct Lexicon: Sendable {
    /// Number of words and short phrases with a translation.
    public let words: Int
    /// Number of translations, both directions counted.
    public let translations: Int
    /// Names such as "FreeDict fin-eng".
    public let dictionaries: [String]

    /// Tells one lexicon from another; snapshots remember it.
    let fingerprint: UInt64
    private let data: Data
    private let sections: LexiconFormat.Sections

    /// Opens a file made by ``build(from:to:)``. Reading it once for its checksum takes some 10 ms for 50 MB.
    ///
    /// - Throws: ``LexiconError`` when the file is absent or damaged.
    public init(contentsOf file: URL) throws(LexiconError) {
        guard let data = MappedFile.contents(of: file) else { throw .unreadable(file: file.path) }
        try self.init(data: data, name: file.path)
        MappedFile.release(data)
    }

    init(data: Data, name: String) throws(LexiconError) {
        func damaged(_ reason: String) -> LexiconError { .damaged(file: name, reason: reason) }
        guard data.count >= LexiconFormat.headerSize, data.prefix(8).elementsEqual(LexiconFormat.magic) else {
            throw damaged("it does not begin like a lexicon")
        }
        let header = data.withUnsafeBytes { bytes in (0..<7).map { Self.integer(bytes, 8 + $0 * 4) } }
        guard header[0] == LexiconFormat.version else {
            throw .otherVersion(found: header[0], expected: LexiconFormat.version)
        }
        let sections = LexiconFormat.Sections(
            terms: header[2], entries: header[3], termBytes: header[4], nameBytes: header[5], rules: header[6])
        guard sections.fileSize == data.count else {
            throw damaged("it has \(data.count) bytes instead of \(sections.fileSize)")
        }
        let (stored, actual) = data.withUnsafeBytes { bytes in
            (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 56, as: UInt64.self)),
                LexiconFormat.checksum(of: bytes)
            )
        }
        guard stored == actual else { throw damaged("its checksum does not fit its content") }
        let names = String(decoding: data[sections.names], as: UTF8.self)
        dictionaries =
            names.isEmpty ? [] : names.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard dictionaries.count == header[1],
            data.withUnsafeBytes({ Self.isConsistent($0, sections, terms: header[2], names: header[1]) })
        else { throw damaged("its parts contradict each other") }
        self.data = data
        self.sections = sections
        fingerprint = stored
        words = header[2]
        translations = header[3]
    }

    /// Whether every number points into what it is a place of.
    private static func isConsistent(
        _ bytes: UnsafeRawBufferPointer, _ sections: LexiconFormat.Sections, terms: Int, names: Int
    ) -> Bool {
        func isAscending(_ section: Range<Int>, to last: Int) -> Bool {
            var before = 0
            for place in stride(from: section.lowerBound, to: section.upperBound, by: 4) {
                let number = integer(bytes, place)
                guard number >= before, number <= last else { return false }
                before = number
            }
            return true
        }
        return isAscending(sections.tongues, to: terms) && isAscending(sections.offsets, to: sections.terms.count)
            && isAscending(sections.starts, to: sections.targets.count / 4)
            && stride(from: sections.targets.lowerBound, to: sections.targets.upperBound, by: 4).allSatisfy {
                integer(bytes, $0) < terms
            }
            && bytes[sections.dictionaries].allSatisfy { $0 < names }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int {
        Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    /// One translation, by the number of its term.
    struct Translation {
        let term: Int
        let tongue: Tongue
        let dictionary: Int
        /// How many dictionaries and directions say so, at least 1.
        let support: Int
    }

    /// Number of the term with this key, or nil.
    func term(_ key: String, _ tongue: Tongue) -> Int? {
        guard Int(tongue.rawValue) < LexiconFormat.tongues else { return nil }
        var key = key
        return data.withUnsafeBytes { bytes in
            key.withUTF8 { wanted in
                let slot = sections.tongues.lowerBound + Int(tongue.rawValue) * 4
                var low = Self.integer(bytes, slot)
                var high = Self.integer(bytes, slot + 4)
                while low < high {
                    let middle = (low + high) / 2
                    let order = compare(termBytes(middle, in: bytes), UnsafeRawBufferPointer(wanted))
                    if order == 0 { return middle }
                    if order < 0 { low = middle + 1 } else { high = middle }
                }
                return nil
            }
        }
    }

    /// Number of ``DiacriticRules``.
    var rules: Int { sections.ruleLetters.count / 2 }

    /// What the rule with this key says; nil when there is none.
    func letter(ofRule key: UInt64) -> UInt16? {
        data.withUnsafeBytes { bytes in
            var low = 0
            var high = rules
            while low < high {
                let middle = (low + high) / 2
                let place = sections.ruleKeys.lowerBound + middle * 8
                let found = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                if found == key {
                    let letter = sections.ruleLetters.lowerBound + middle * 2
                    return UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: letter, as: UInt16.self))
                }
                if found < key { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// Number of translations of the word, all languages together; a measure of how common it is. 0 for unknown words.
    func frequency(_ key: String, _ tongue: Tongue) -> Int {
        guard let term = term(key, tongue) else { return 0 }
        return data.withUnsafeBytes { bytes in entries(of: term, in: bytes).count }
    }

    /// Translations of a term into all languages, ordered by language.
    func translations(ofTerm term: Int) -> [Translation] {
        data.withUnsafeBytes { bytes in
            entries(of: term, in: bytes).map { entry in
                let target = Self.integer(bytes, sections.targets.lowerBound + entry * 4)
                return Translation(
                    term: target, tongue: tongue(ofTerm: target, in: bytes),
                    dictionary: Int(bytes[sections.dictionaries.lowerBound + entry]),
                    support: Int(bytes[sections.support.lowerBound + entry]))
            }
        }
    }

    /// How many times dictionaries translate the term into the language.
    func support(ofTerm term: Int, in tongue: Tongue) -> Int {
        data.withUnsafeBytes { bytes in
            let slot = sections.tongues.lowerBound + Int(tongue.rawValue) * 4
            let wanted = Self.integer(bytes, slot)..<Self.integer(bytes, slot + 4)
            return entries(of: term, in: bytes).reduce(0) { sum, entry in
                let target = Self.integer(bytes, sections.targets.lowerBound + entry * 4)
                return wanted.contains(target) ? sum + Int(bytes[sections.support.lowerBound + entry]) : sum
            }
        }
    }

    /// The stems of a term, joined by spaces.
    func withKey<Result>(ofTerm term: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        data.withUnsafeBytes { body(termBytes(term, in: $0)) }
    }

    private func entries(of term: Int, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
        let slot = sections.starts.lowerBound + term * 4
        let start = Self.integer(bytes, slot)
        return start..<max(start, Self.integer(bytes, slot + 4))
    }

    private func termBytes(_ term: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let slot = sections.offsets.lowerBound + term * 4
        let start = sections.terms.lowerBound + Self.integer(bytes, slot)
        let end = sections.terms.lowerBound + Self.integer(bytes, slot + 4)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private func tongue(ofTerm term: Int, in bytes: UnsafeRawBufferPointer) -> Tongue {
        for tongue in Tongue.analysed {
            let next = sections.tongues.lowerBound + (Int(tongue.rawValue) + 1) * 4
            if term < Self.integer(bytes, next) { return tongue }
        }
        return .other
    }
}

/// Order of two byte strings, as `memcmp` with the shorter first.
@inline(__always)
func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let left = a.baseAddress, let right = b.baseAddress {
        let order = memcmp(left, right, common)
        if order != 0 { return Int(order) }
    }
    return a.count - b.count
}
