import Foundation

/// An immutable piece of the index: documents, their texts, and postings sorted by term.
///
/// A *row* is one language version of a document. Terms are a tongue byte followed by a stem; their postings are the
/// documents that have them, ascending.
final class Segment: Sendable {
    let content: SegmentContent
    /// What the postings of every block reach at most, block after block and term after term.
    let bounds: PostingBounds
    /// Number of rows by tongue; the last counts documents, which is where concepts stand.
    let rowCounts: [Int]
    /// Content words of all rows together.
    let wordCount: Int
    /// Keys of the documents' tags, in small letters.
    let tagKeys: Set<String>
    /// What each of the names is as a language.
    let tongues: [Tongue]
    private let lookup: TermTable
    /// Document numbers ordered by identifier.
    private let byIdentifier: [UInt32]

    init(_ content: SegmentContent) {
        self.content = content
        bounds = PostingBounds(content)
        lookup = TermTable(content.terms)
        wordCount = content.rowLengths.withUnsafeBufferPointer { $0.reduce(0) { $0 + Int($1) } }
        tongues = content.names.map(Tongue.init(code:))
        tagKeys = content.tagKeys
        var rowCounts = [Int](repeating: 0, count: Tongue.allCases.count)
        for language in content.rowLanguages { rowCounts[Int(tongues[Int(language)].rawValue)] += 1 }
        rowCounts[Int(Tongue.concept.rawValue)] = content.documentCount
        self.rowCounts = rowCounts
        byIdentifier = content.ids.bytes.withUnsafeBytes { bytes in
            (0..<UInt32(content.documentCount)).sorted { a, b in
                compare(
                    UnsafeRawBufferPointer(rebasing: bytes[content.ids.range(Int(a))]),
                    UnsafeRawBufferPointer(rebasing: bytes[content.ids.range(Int(b))])) < 0
            }
        }
    }

    var documentCount: Int { content.documentCount }
    var rowCount: Int { content.rowDocuments.count }
    /// Tells the text of one row from that of another.
    var rowFingerprints: Numbers<UInt64> { content.rowFingerprints }

    func id(of document: Int) -> String { content.ids.string(in: content.ids.range(document)) }

    func kind(of document: Int) -> String { content.names[Int(content.kinds[document])] }

    func rows(of document: Int) -> Range<Int> {
        Int(content.rowStarts[document])..<Int(content.rowStarts[document + 1])
    }

    func language(ofRow row: Int) -> String { content.names[Int(content.rowLanguages[row])] }

    func tongue(ofRow row: Int) -> Tongue { tongues[Int(content.rowLanguages[row])] }

    func title(ofRow row: Int) -> String { String(decoding: content.texts[2 * row], as: UTF8.self) }

    func body(ofRow row: Int) -> String { String(decoding: content.texts[2 * row + 1], as: UTF8.self) }

    /// Number of the document with this identifier.
    func document(withID id: String) -> Int? {
        var id = id
        return id.withUTF8 { wanted in
            content.ids.bytes.withUnsafeBytes { bytes in
                var low = 0
                var high = byIdentifier.count
                while low < high {
                    let middle = (low + high) / 2
                    let candidate = content.ids.range(Int(byIdentifier[middle]))
                    let order = compare(
                        UnsafeRawBufferPointer(rebasing: bytes[candidate]), UnsafeRawBufferPointer(wanted))
                    if order == 0 { return Int(byIdentifier[middle]) }
                    if order < 0 { low = middle + 1 } else { high = middle }
                }
                return nil
            }
        }
    }

    /// Whether the document has, for every key, one of the values.
    func has(_ tags: [String: Set<String>], document: Int) -> Bool {
        if tags.isEmpty { return true }
        let range = Int(content.tagStarts[document])..<Int(content.tagStarts[document + 1])
        let own = Set(content.tags[range].map { content.names[Int($0)] })
        return tags.allSatisfy { key, values in
            values.contains { own.contains(SegmentContent.tagName(key, $0)) }
        }
    }

    /// Number of a term, or nil.
    func term(_ key: String, _ tongue: Tongue) -> Int? {
        var key = key
        return key.withUTF8 { lookup.number(of: UnsafeRawBufferPointer($0), tongue, in: content.terms) }
    }

    /// Number of the term with these letters, or nil.
    func term(_ key: UnsafeRawBufferPointer, _ tongue: Tongue) -> Int? {
        lookup.number(of: key, tongue, in: content.terms)
    }

    /// Numbers of the first terms that begin with the letters.
    func terms(withPrefix prefix: String, _ tongue: Tongue, limit: Int = .max) -> Range<Int> {
        // No UTF-8 text has the last byte.
        let end = SegmentContent.termBytes(prefix, tongue) + [0xFF]
        return end.withUnsafeBytes { end in
            let wanted = UnsafeRawBufferPointer(rebasing: end.dropLast())
            let start = lowerBound(wanted, in: 0..<content.terms.count)
            return start..<lowerBound(end, in: start..<(start + min(limit, content.terms.count - start)))
        }
    }

    func key(ofTerm term: Int) -> String { content.terms.string(in: content.terms.range(term).dropFirst()) }

    func postings(ofTerm term: Int) -> Range<Int> { postings(ofTerms: term..<(term + 1)) }

    /// Postings of neighbouring terms, one after the other.
    func postings(ofTerms terms: Range<Int>) -> Range<Int> {
        Int(content.postingStarts[terms.lowerBound])..<Int(content.postingStarts[terms.upperBound])
    }

    /// Whether the document has the term.
    func hasPosting(of document: Int, amongThoseOf term: Int) -> Bool {
        let range = postings(ofTerm: term)
        guard !range.isEmpty else { return false }
        return content.postingDocuments.withUnsafeBufferPointer { documents in
            let place = firstPosting(
                notBefore: UInt32(document), from: range.lowerBound, to: range.upperBound, in: documents)
            return place < range.upperBound && documents[place] == document
        }
    }

    /// The first of the terms that is not before the wanted one, or their end.
    private func lowerBound(_ wanted: UnsafeRawBufferPointer, in terms: Range<Int>) -> Int {
        content.terms.bytes.withUnsafeBytes { bytes in
            var low = terms.lowerBound
            var high = terms.upperBound
            while low < high {
                let middle = (low + high) / 2
                let candidate = UnsafeRawBufferPointer(rebasing: bytes[content.terms.range(middle)])
                if compare(candidate, wanted) < 0 { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}

/// Many byte strings in one block.
struct ByteStrings: Sendable {
    var bytes = Numbers<UInt8>()
    var offsets: [UInt32] = [0]

    var count: Int { offsets.count - 1 }

    func range(_ index: Int) -> Range<Int> { Int(offsets[index])..<Int(offsets[index + 1]) }

    subscript(index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

    /// The text in some of the bytes, which are read where they are.
    func string(in range: Range<Int>) -> String {
        bytes.withUnsafeBytes { String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    mutating func append(_ string: some Sequence<UInt8>) {
        bytes.append(contentsOf: string)
        offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    }
}

/// The arrays of a segment; what is written to a snapshot.
struct SegmentContent: Sendable {
    /// Kinds, language codes and tags, each once.
    var names: [String] = []

    var ids = ByteStrings()
    var kinds: [UInt16] = []
    var rowStarts: [UInt32] = [0]
    var tagStarts: [UInt32] = [0]
    var tags: [UInt32] = []

    var rowDocuments: [UInt32] = []
    var rowLanguages: [UInt16] = []
    /// Content words in title and body.
    var rowLengths = Numbers<UInt32>()
    /// A checksum of language, title and body of each row.
    var rowFingerprints = Numbers<UInt64>()
    /// Title and body of each row, in turn.
    var texts = ByteStrings()

    var terms = ByteStrings()
    var postingStarts: [UInt32] = [0]
    /// Ascending within a term, each document once.
    var postingDocuments = Numbers<UInt32>()
    /// ``Impact`` of each posting.
    var impacts = Numbers<UInt8>()

    var documentCount: Int { kinds.count }

    /// Memory of the arrays.
    var bytes: Int {
        let strings = [ids, texts, terms].reduce(0) { $0 + $1.bytes.count + 4 * $1.offsets.count }
        let words =
            rowStarts.count + tagStarts.count + tags.count + rowDocuments.count + rowLengths.count
            + 2 * rowFingerprints.count
        return strings + 4 * (words + postingStarts.count + postingDocuments.count)
            + 2 * (kinds.count + rowLanguages.count) + impacts.count
    }

    /// Tells one text from another.
    static func fingerprint(language: String, title: String, body: String) -> UInt64 {
        [language, title, body].reduce(0) { sum, part in
            var part = part
            return sum &* 31 ^ part.withUTF8 { Checksum.of(UnsafeRawBufferPointer($0)) }
        }
    }

    static func termBytes(_ key: String, _ tongue: Tongue) -> [UInt8] { [tongue.rawValue] + Array(key.utf8) }

    private static let tagSeparator: Character = "\u{1F}"

    static func tagName(_ key: String, _ value: String) -> String { key + "\(tagSeparator)" + value }

    /// Keys of the tags, in small letters.
    var tagKeys: Set<String> {
        Set(
            names.compactMap { name in
                name.firstIndex(of: Self.tagSeparator).map { name[..<$0].lowercased() }
            })
    }
}
