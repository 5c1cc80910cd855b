public import Foundation

/// Layout of a snapshot, little-endian: magic "INNOSRC\0", version UInt32, reserved UInt32, lexicon fingerprint UInt64,
/// concepts fingerprint UInt64, position Int64, checksum UInt64 of everything after the header; then the arrays of one
/// segment in the order of ``SegmentContent/arrays``, each with its length as UInt64.
private enum SnapshotFormat {
    static let magic: [UInt8] = Array("INNOSRC\0".utf8)
    /// Rises with every change of the layout or of the analysis.
    static let version = 3
    static let headerSize = 48
}

extension SearchIndex {
    /// Writes everything to one file, atomically: a crash leaves the older file.
    public func save(to file: URL) throws {
        let state = state
        let content = LiveSegment.merged(state.segments).segment.content
        var payload = SnapshotWriter()
        content.write(to: &payload)
        var image = Data(SnapshotFormat.magic)
        image.append(integers: [UInt32(SnapshotFormat.version), 0])
        image.append(integers: [lexicon?.fingerprint ?? 0, detector.fingerprint])
        image.append(integers: [Int64(state.position)])
        image.append(integers: [payload.data.withUnsafeBytes(Checksum.of)])
        image.append(payload.data)
        try image.write(to: file, options: .atomic)
    }

    /// Reads what ``save(to:)`` wrote.
    ///
    /// - Throws: ``SnapshotError``: the file is absent or damaged, or was made with another lexicon, other concepts or
    ///   by another version; then build anew.
    public static func load(
        from file: URL, lexicon: Lexicon? = nil, concepts: [Concept] = [], space: VectorSpace? = nil
    ) throws(SnapshotError) -> SearchIndex {
        func damaged(_ reason: String) -> SnapshotError { .damaged(file: file.path, reason: reason) }
        guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { throw damaged("it cannot be read") }
        guard data.count >= SnapshotFormat.headerSize, data.prefix(8).elementsEqual(SnapshotFormat.magic) else {
            throw damaged("it does not begin like a search snapshot")
        }
        let version = Int(data.integer(at: 8, as: UInt32.self))
        guard version == SnapshotFormat.version else {
            throw .otherVersion(found: version, expected: SnapshotFormat.version)
        }
        let index = SearchIndex(lexicon: lexicon, concepts: concepts)
        guard data.integer(at: 16, as: UInt64.self) == lexicon?.fingerprint ?? 0 else { throw .otherLexicon }
        guard data.integer(at: 24, as: UInt64.self) == index.detector.fingerprint else { throw .otherConcepts }
        let payload = data.dropFirst(SnapshotFormat.headerSize)
        guard data.integer(at: 40, as: UInt64.self) == payload.withUnsafeBytes(Checksum.of) else {
            throw damaged("its checksum does not fit its content")
        }
        var reader = SnapshotReader(data: payload)
        guard let content = SegmentContent(from: &reader) else { throw damaged("its parts do not fit together") }
        let position = Int(data.integer(at: 32, as: Int64.self))
        let segment = Segment(content)
        let vectors = space.map { KnownVectors(dimension: $0.dimension).blocks(for: segment) } ?? []
        let segments = content.documentCount > 0 ? [LiveSegment(segment, vectors: vectors)] : []
        return SearchIndex(
            lexicon: lexicon, concepts: concepts, space: space,
            state: IndexState(segments: segments, position: position))
    }
}

/// Appends arrays with their lengths.
struct SnapshotWriter {
    private(set) var data = Data()

    mutating func append<Number: FixedWidthInteger>(_ numbers: [Number]) {
        data.append(integers: [UInt64(numbers.count)])
        data.append(integers: numbers)
    }

    mutating func append(bytes: Data) {
        data.append(integers: [UInt64(bytes.count)])
        data.append(bytes)
    }
}

/// Takes arrays off in the same order; nil when the data ends early.
struct SnapshotReader {
    private var data: Data

    init(data: Data) { self.data = data }

    var isAtEnd: Bool { data.isEmpty }
    /// Where the next array begins in the data.
    var position: Int { data.startIndex }

    mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number]? {
        let size = MemoryLayout<Number>.size
        guard let part = next(size: size) else { return nil }
        let numbers = part.withUnsafeBytes { bytes in
            [Number](unsafeUninitializedCapacity: bytes.count / size) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                initialized = bytes.count / size
            }
        }
        return Number.isLittleEndianHere ? numbers : numbers.map { Number(littleEndian: $0) }
    }

    /// An array of bytes, which stays where it is.
    mutating func nextBytes() -> Data? { next(size: 1) }

    private mutating func next(size: Int) -> Data? {
        guard data.count >= 8 else { return nil }
        let announced = data.integer(at: data.startIndex, as: UInt64.self)
        guard announced <= UInt64((data.count - 8) / size) else { return nil }
        let part = data.dropFirst(8).prefix(Int(announced) * size)
        data = data[part.endIndex...]
        return part
    }
}

extension FixedWidthInteger {
    fileprivate static var isLittleEndianHere: Bool { Self(1).littleEndian == 1 }
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
    func write(to writer: inout SnapshotWriter) {
        var nameStrings = ByteStrings()
        for name in names { nameStrings.append(name.utf8) }
        for strings in [nameStrings, ids, texts, terms] {
            writer.append(strings.bytes)
            writer.append(strings.offsets)
        }
        for numbers in [rowStarts, tagStarts, tags, rowDocuments, rowLengths, postingStarts, postingDocuments] {
            writer.append(numbers)
        }
        for numbers in [kinds, rowLanguages] { writer.append(numbers) }
        writer.append(impacts)
    }

    /// Reads what ``write(to:)`` wrote; nil when it is incomplete or its parts contradict each other.
    init?(from reader: inout SnapshotReader) {
        var strings: [ByteStrings] = []
        for _ in 0..<4 {
            guard let bytes = reader.next(UInt8.self), let offsets = reader.next(UInt32.self) else { return nil }
            strings.append(ByteStrings(bytes: bytes, offsets: offsets))
        }
        var words: [[UInt32]] = []
        for _ in 0..<7 {
            guard let numbers = reader.next(UInt32.self) else { return nil }
            words.append(numbers)
        }
        var halves: [[UInt16]] = []
        for _ in 0..<2 {
            guard let numbers = reader.next(UInt16.self) else { return nil }
            halves.append(numbers)
        }
        guard let impacts = reader.next(UInt8.self), reader.isAtEnd, strings.allSatisfy(\.isConsistent) else {
            return nil
        }
        names = (0..<strings[0].count).map { String(decoding: strings[0][$0], as: UTF8.self) }
        (ids, texts, terms) = (strings[1], strings[2], strings[3])
        (rowStarts, tagStarts, tags, rowDocuments) = (words[0], words[1], words[2], words[3])
        (rowLengths, postingStarts, postingDocuments) = (words[4], words[5], words[6])
        (kinds, rowLanguages) = (halves[0], halves[1])
        self.impacts = impacts
        guard isConsistent else { return nil }
    }

    /// Whether every number points into its array.
    private var isConsistent: Bool {
        let rows = rowDocuments.count
        return ids.count == documentCount && rowStarts.isAscending(count: documentCount, to: rows)
            && tagStarts.isAscending(count: documentCount, to: tags.count)
            && rowLanguages.count == rows && rowLengths.count == rows && texts.count == 2 * rows
            && postingStarts.isAscending(count: terms.count, to: postingDocuments.count)
            && impacts.count == postingDocuments.count
            && rowDocuments.allSatisfy { $0 < documentCount } && postingDocuments.allSatisfy { $0 < documentCount }
            && (kinds + rowLanguages).allSatisfy { $0 < names.count } && tags.allSatisfy { $0 < names.count }
    }
}

extension ByteStrings {
    fileprivate var isConsistent: Bool { offsets.isAscending(count: offsets.count - 1, to: bytes.count) }
}

extension Array where Element == UInt32 {
    /// Whether these are `count` + 1 starts of ranges, from 0 to `last`.
    func isAscending(count: Int, to last: Int) -> Bool {
        guard self.count == count + 1, first == 0, let end = self.last, Int(end) == last else { return false }
        return zip(self, dropFirst()).allSatisfy { $0 <= $1 }
    }
}
