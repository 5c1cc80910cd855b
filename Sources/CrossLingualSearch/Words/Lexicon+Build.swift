public import Foundation

extension Lexicon {
    /// What ``build(from:to:)`` has written.
    public struct Summary: Sendable, Hashable, Codable {
        public let words: Int
        public let translations: Int
        public let dictionaries: Int
        /// Size of the file.
        public let bytes: Int
    }

    /// Packs extracted translations into one file: lines of source language, target language, headword, translation and
    /// dictionary name, tab-separated, as `scripts/build-lexicon` writes them. A line of language and text is running
    /// text, which shows how words are written.
    ///
    /// Words are stemmed as texts are. Lines of unknown languages and phrases of more than three words are left out.
    /// Every translation is kept in both directions.
    ///
    /// - Throws: ``LexiconError``.
    @discardableResult
    public static func build(from table: URL, to file: URL) throws(LexiconError) -> Summary {
        guard let text = try? Data(contentsOf: table, options: .mappedIfSafe) else {
            throw .unreadable(file: table.path)
        }
        let (packed, summary) = try packed(table: text)
        do { try packed.write(to: file, options: .atomic) } catch { throw .unwritable(file: file.path) }
        return summary
    }

    /// The packed form of a table, for tests and small lexicons that never touch the disk.
    static func packed(table: Data) throws(LexiconError) -> (Data, Summary) {
        var packer = LexiconPacker()
        var number = 0
        for line in table.split(separator: UInt8(ascii: "\n")) {
            number += 1
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            switch fields.count {
            case 5: packer.add(fields.map { String(decoding: $0, as: UTF8.self) })
            case 2:
                let language = String(decoding: fields[0], as: UTF8.self)
                packer.add(text: String(decoding: fields[1], as: UTF8.self), language)
            default: throw .malformedLine(number: number)
            }
        }
        return try packer.pack()
    }
}

/// Collects translations and lays them out as ``LexiconFormat`` says.
private struct LexiconPacker {
    private struct Entry {
        var source: UInt32
        var target: UInt32
        var dictionary: UInt8
    }

    private let analyser = Analyser()
    private var names: [String] = []
    private var keys: [(tongue: Tongue, key: String)] = []
    private var numbers: [[String: UInt32]] = Array(repeating: [:], count: Tongue.allCases.count)
    private var entries: [Entry] = []
    private var diacritics = DiacriticTraining()

    mutating func add(text: String, _ language: String) { diacritics.add(text: text, in: Tongue(code: language)) }

    mutating func add(_ fields: [String]) {
        let source = Tongue(code: fields[0])
        let target = Tongue(code: fields[1])
        diacritics.add(entry: fields[2], in: source)
        diacritics.add(entry: fields[3], in: target)
        guard source != .other, target != .other, source != target,
            let headword = analyser.key(ofPhrase: fields[2], in: source),
            let meaning = analyser.key(ofPhrase: fields[3], in: target)
        else { return }
        let dictionary = UInt8(clamping: dictionaryNumber(fields[4]))
        let a = termNumber(headword, source)
        let b = termNumber(meaning, target)
        entries.append(Entry(source: a, target: b, dictionary: dictionary))
        entries.append(Entry(source: b, target: a, dictionary: dictionary))
    }

    private mutating func dictionaryNumber(_ name: String) -> Int {
        if let last = names.last, last == name { return names.count - 1 }
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        return names.count - 1
    }

    private mutating func termNumber(_ key: String, _ tongue: Tongue) -> UInt32 {
        let slot = Int(tongue.rawValue)
        if let known = numbers[slot][key] { return known }
        let number = UInt32(keys.count)
        numbers[slot][key] = number
        keys.append((tongue, key))
        return number
    }

    mutating func pack() throws(LexiconError) -> (Data, Lexicon.Summary) {
        guard names.count <= 256, entries.count < Int(UInt32.max) else { throw .tooLarge }
        let order = sortedTerms()
        var places = [UInt32](repeating: 0, count: keys.count)
        for (place, number) in order.enumerated() { places[number] = UInt32(place) }
        let merged = mergedEntries(places)
        var starts = [UInt32](repeating: 0, count: keys.count + 1)
        for entry in merged { starts[Int(entry.source) + 1] += 1 }
        for term in 0..<keys.count { starts[term + 1] += starts[term] }

        var terms: [UInt8] = []
        var offsets: [UInt32] = [0]
        var firsts = [UInt32](repeating: 0, count: LexiconFormat.tongues + 1)
        for number in order {
            terms.append(contentsOf: keys[number].key.utf8)
            offsets.append(UInt32(terms.count))
            firsts[Int(keys[number].tongue.rawValue) + 1] += 1
        }
        for tongue in 0..<LexiconFormat.tongues { firsts[tongue + 1] += firsts[tongue] }
        let nameBytes = Array(names.joined(separator: "\n").utf8)
        let rules = diacritics.rules()
        let sections = LexiconFormat.Sections(
            terms: keys.count, entries: merged.count, termBytes: terms.count, nameBytes: nameBytes.count,
            rules: rules.count)
        var image = Data(count: sections.fileSize)
        image.replaceSubrange(0..<8, with: LexiconFormat.magic)
        let header = [
            LexiconFormat.version, names.count, keys.count, merged.count, terms.count, nameBytes.count, rules.count,
        ]
        image.write(header.map(UInt32.init), at: 8)
        image.write(firsts, at: sections.tongues.lowerBound)
        image.write(offsets, at: sections.offsets.lowerBound)
        image.write(starts, at: sections.starts.lowerBound)
        image.write(merged.map(\.target), at: sections.targets.lowerBound)
        image.replaceSubrange(sections.dictionaries, with: merged.map(\.dictionary))
        image.replaceSubrange(sections.support, with: merged.map(\.support))
        image.replaceSubrange(sections.terms, with: terms)
        image.replaceSubrange(sections.names, with: nameBytes)
        image.write(rules.map(\.key), at: sections.ruleKeys.lowerBound)
        image.write(rules.map(\.letter), at: sections.ruleLetters.lowerBound)
        let checksum = image.withUnsafeBytes(LexiconFormat.checksum)
        image.write([checksum], at: 56)
        let summary = Lexicon.Summary(
            words: keys.count, translations: merged.count, dictionaries: names.count, bytes: image.count)
        return (image, summary)
    }

    /// Numbers of the terms in the order of the file.
    private func sortedTerms() -> [Int] {
        keys.indices.sorted { a, b in
            let left = keys[a]
            let right = keys[b]
            if left.tongue != right.tongue { return left.tongue.rawValue < right.tongue.rawValue }
            return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
    }

    /// Entries with final term numbers, ascending, equal ones counted together.
    private func mergedEntries(
        _ places: [UInt32]
    ) -> [(source: UInt32, target: UInt32, dictionary: UInt8, support: UInt8)] {
        // Packing an entry into one integer makes millions of them sort in a second.
        var packed = entries.map { entry in
            (UInt64(places[Int(entry.source)]) << 36) | (UInt64(places[Int(entry.target)]) << 8)
                | UInt64(entry.dictionary)
        }
        packed.sort()
        var merged: [(source: UInt32, target: UInt32, dictionary: UInt8, support: UInt8)] = []
        var previous: UInt64?
        for entry in packed {
            if entry >> 8 == previous {
                let last = merged.count - 1
                if merged[last].support < 255 { merged[last].support += 1 }
            } else {
                let source = UInt32(entry >> 36)
                let target = UInt32((entry >> 8) & 0xFFF_FFFF)
                merged.append((source, target, UInt8(entry & 0xFF), 1))
                previous = entry >> 8
            }
        }
        return merged
    }
}

extension Data {
    /// Overwrites bytes at an offset with little-endian integers.
    mutating func write<Number: FixedWidthInteger>(_ numbers: [Number], at offset: Int) {
        let little = numbers.map(\.littleEndian)
        little.withUnsafeBytes { replaceSubrange(offset..<(offset + $0.count), with: $0) }
    }
}
