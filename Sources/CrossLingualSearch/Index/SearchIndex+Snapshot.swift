public import Foundation

/// Layout of a snapshot (``SealedFileWriter``): an array of magic, version, the fingerprints of lexicon and concepts, the
/// position, and the number of segments; then the arrays of each segment as ``SegmentContent/write(to:)`` puts them.
private enum SnapshotFormat {
    static let magic: UInt64 = 0x0043_5253_4f4e_4e49
    /// Rises with every change of the layout or of the analysis.
    static let version: UInt64 = 5
}

extension SearchIndex {
    /// Writes everything to one file, atomically: a crash leaves the older file. What was removed is not in it.
    public func save(to file: URL) throws {
        let state = state
        let writer = try SealedFileWriter(file)
        try writer.append([
            SnapshotFormat.magic, SnapshotFormat.version, lexicon?.fingerprint ?? 0, detector.fingerprint,
            UInt64(bitPattern: Int64(state.position)), UInt64(state.segments.count),
        ])
        for live in state.segments { try live.liveContent.write(to: writer) }
        try writer.finish()
    }

    /// Reads what ``save(to:)`` wrote. Texts and postings stay in the file, mapped into memory.
    ///
    /// - Throws: ``SnapshotError``: the file is absent or damaged, or was made with another lexicon, other concepts or
    ///   by another version; then build anew.
    public static func load(
        from file: URL, lexicon: Lexicon? = nil, concepts: [Concept] = [], space: VectorSpace? = nil
    ) throws(SnapshotError) -> SearchIndex {
        try load(from: file, like: SearchIndex(lexicon: lexicon, concepts: concepts, space: space))
    }

    /// As ``load(from:lexicon:concepts:space:)``, with the dictionaries, concepts and space of another index.
    public static func load(from file: URL, like other: SearchIndex) throws(SnapshotError) -> SearchIndex {
        func damaged(_ reason: String) -> SnapshotError { .damaged(file: file.path, reason: reason) }
        guard var reader = SealedFileReader(file) else { throw damaged("it cannot be read") }
        guard let head = reader.next(UInt64.self), head.count == 6, head[0] == SnapshotFormat.magic else {
            throw damaged("it does not begin like a search snapshot")
        }
        guard head[1] == SnapshotFormat.version else {
            throw .otherVersion(found: Int(clamping: head[1]), expected: Int(SnapshotFormat.version))
        }
        guard head[2] == other.lexicon?.fingerprint ?? 0 else { throw .otherLexicon }
        guard head[3] == other.detector.fingerprint else { throw .otherConcepts }
        var segments: [LiveSegment] = []
        while !reader.isAtEnd {
            guard let content = SegmentContent(from: &reader) else {
                throw damaged("segment \(segments.count) is cut short or was changed")
            }
            let segment = Segment(content)
            let vectors = other.space.map { KnownVectors(dimension: $0.dimension).blocks(for: segment) } ?? []
            segments.append(LiveSegment(segment, vectors: vectors))
        }
        guard UInt64(segments.count) == head[5] else { throw damaged("it ends after segment \(segments.count)") }
        reader.release()
        return other.with(IndexState(segments: segments, position: Int(Int64(bitPattern: head[4]))))
    }
}

extension Data {
    mutating func append<Number: FixedWidthInteger>(integers: [Number]) {
        integers.map(\.littleEndian).withUnsafeBytes { append(contentsOf: $0) }
    }

    /// The integer at an index of the data.
    func integer<Number: FixedWidthInteger>(at index: Int, as type: Number.Type) -> Number {
        withUnsafeBytes { bytes in
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: index - startIndex, as: Number.self))
        }
    }
}

extension SegmentContent {
    func write(to writer: SealedFileWriter) throws {
        var nameStrings = ByteStrings()
        for name in names { nameStrings.append(name.utf8) }
        for strings in [nameStrings, ids, texts, terms] {
            try writer.append(strings.bytes)
            try writer.append(strings.offsets)
        }
        for numbers in [rowStarts, tagStarts, tags, rowDocuments, postingStarts] { try writer.append(numbers) }
        for numbers in [kinds, rowLanguages] { try writer.append(numbers) }
        try writer.append(rowLengths)
        try writer.append(rowFingerprints)
        try writer.append(postingDocuments)
        try writer.append(impacts)
    }

    /// Reads what ``write(to:)`` wrote; nil when it is incomplete or its parts contradict each other.
    init?(from reader: inout SealedFileReader) {
        var strings: [ByteStrings] = []
        // Names, identifiers, texts and terms: of the texts only those are read that are shown.
        for isSeldomRead in [false, false, true, false] {
            guard let bytes = isSeldomRead ? reader.nextSeldomRead() : reader.nextMapped(UInt8.self),
                let offsets = reader.next(UInt32.self)
            else { return nil }
            strings.append(ByteStrings(bytes: bytes, offsets: offsets))
        }
        var words: [[UInt32]] = []
        for _ in 0..<5 {
            guard let numbers = reader.next(UInt32.self) else { return nil }
            words.append(numbers)
        }
        var halves: [[UInt16]] = []
        for _ in 0..<2 {
            guard let numbers = reader.next(UInt16.self) else { return nil }
            halves.append(numbers)
        }
        guard let lengths = reader.nextMapped(UInt32.self), let fingerprints = reader.nextMapped(UInt64.self),
            let documents = reader.nextMapped(UInt32.self), let impacts = reader.nextMapped(UInt8.self),
            strings.allSatisfy(\.isConsistent)
        else { return nil }
        names = (0..<strings[0].count).map { String(decoding: strings[0][$0], as: UTF8.self) }
        (ids, texts, terms) = (strings[1], strings[2], strings[3])
        (rowStarts, tagStarts, tags, rowDocuments) = (words[0], words[1], words[2], words[3])
        (postingStarts, kinds, rowLanguages) = (words[4], halves[0], halves[1])
        (rowLengths, rowFingerprints, postingDocuments, self.impacts) = (lengths, fingerprints, documents, impacts)
        guard isConsistent else { return nil }
    }

    /// Whether rows stand in the order of their documents, and every document has one.
    private var everyRowBelongsToItsDocument: Bool {
        (0..<documentCount).allSatisfy { document in
            let rows = Int(rowStarts[document])..<Int(rowStarts[document + 1])
            return !rows.isEmpty && rowDocuments[rows].allSatisfy { $0 == document }
        }
    }

    /// Whether every number points into its array.
    private var isConsistent: Bool {
        let rows = rowDocuments.count
        return ids.count == documentCount && rowStarts.isAscending(count: documentCount, to: rows)
            && tagStarts.isAscending(count: documentCount, to: tags.count)
            && rowLanguages.count == rows && rowLengths.count == rows && texts.count == 2 * rows
            && rowFingerprints.count == rows
            && postingStarts.isAscending(count: terms.count, to: postingDocuments.count)
            && impacts.count == postingDocuments.count
            && everyRowBelongsToItsDocument && postingDocuments.allSatisfy { $0 < documentCount }
            && (kinds + rowLanguages).allSatisfy { $0 < names.count } && tags.allSatisfy { $0 < names.count }
    }
}

extension ByteStrings {
    var isConsistent: Bool { offsets.isAscending(count: offsets.count - 1, to: bytes.count) }
}

extension Array where Element == UInt32 {
    /// Whether these are `count` + 1 starts of ranges, from 0 to `last`.
    func isAscending(count: Int, to last: Int) -> Bool {
        guard self.count == count + 1, first == 0, let end = self.last, Int(end) == last else { return false }
        return zip(self, dropFirst()).allSatisfy { $0 <= $1 }
    }
}
