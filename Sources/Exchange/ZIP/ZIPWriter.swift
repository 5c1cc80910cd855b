import CZlib
public import Foundation

/// Writes a ZIP archive as a stream: deflated entries with their sizes behind them, names in UTF-8, ZIP64 where a
/// size, an offset or the number of entries needs it. Only names and sizes stay in memory.
///
/// A class, so that the sink given to an entry's writer may be kept by a `CSVWriter` and the like. Belongs to one task
/// at a time.
public final class ZIPWriter {
    private struct Entry {
        let path: [UInt8]
        let offset: UInt64
        var checksum: UInt32 = 0
        var compressedBytes: UInt64 = 0
        var uncompressedBytes: UInt64 = 0
    }

    private let sink: (Data) throws -> Void
    private let level: CompressionLevel
    private let modified: (date: UInt16, time: UInt16)
    /// Numbers from here on are written in ZIP64; lowered in tests.
    private let zip64Threshold: UInt64
    private var entries: [Entry] = []
    private var paths: Set<String> = []
    private var offset: UInt64 = 0
    private var isInsideEntry = false

    /// - Parameters:
    ///   - modified: the time that all entries carry, written in UTC and to two seconds as the format has it.
    ///   - sink: receives the bytes in order; what it throws comes out of `add` and `finish`.
    public convenience init(
        modified: Date, level: CompressionLevel = .balanced, sink: @escaping (Data) throws -> Void
    ) {
        self.init(modified: modified, level: level, zip64Threshold: UInt64(UInt32.max), sink: sink)
    }

    init(
        modified: Date, level: CompressionLevel, zip64Threshold: UInt64, sink: @escaping (Data) throws -> Void
    ) {
        self.sink = sink
        self.level = level
        self.modified = Self.dosTime(of: modified)
        self.zip64Threshold = zip64Threshold
    }

    /// Adds a file whose content is at hand.
    /// - Throws: `ZIPError.unsafePath`, `ZIPError.duplicatePath`, `CompressionError`, or what the sink throws.
    public func add(_ path: String, _ content: Data) throws {
        try add(path) { write in try write(content) }
    }

    /// Adds a file whose content is written piece by piece: `body` gets a function that takes the pieces. It must not
    /// be used after `body` has returned, nor may `body` add another file.
    /// - Throws: `ZIPError.unsafePath`, `ZIPError.duplicatePath`, `CompressionError`, or what the sink or `body` throws.
    public func add(_ path: String, _ body: (_ write: @escaping (Data) throws -> Void) throws -> Void) throws {
        precondition(!isInsideEntry, "A ZIP archive holds its files one after the other.")
        guard ZIPFormat.isSafe(path), !path.hasSuffix("/"), path.utf8.count <= Int(UInt16.max) else {
            throw ZIPError.unsafePath(path)
        }
        guard paths.insert(path).inserted else { throw ZIPError.duplicatePath(path) }
        isInsideEntry = true
        defer { isInsideEntry = false }
        entries.append(Entry(path: Array(path.utf8), offset: offset))
        try emit(localHeader(entries[entries.count - 1]))
        let deflater = try Deflater(.raw, level)
        try body { [self] piece in try write(Array(piece), through: deflater) }
        try emitContent(deflater.compress([], Z_FINISH))
        try emit(dataDescriptor(entries[entries.count - 1]))
    }

    /// Writes the directory. To be called once, at the end: without it the archive is unreadable.
    public func finish() throws {
        let start = offset
        for entry in entries { try emit(centralHeader(entry)) }
        try emit(endRecords(directoryOffset: start, directoryBytes: offset - start))
    }

    private func write(_ piece: [UInt8], through deflater: Deflater) throws {
        entries[entries.count - 1].checksum = checksum(piece, continuing: entries[entries.count - 1].checksum)
        entries[entries.count - 1].uncompressedBytes += UInt64(piece.count)
        try emitContent(deflater.compress(piece, Z_NO_FLUSH))
    }

    private func emitContent(_ bytes: [UInt8]) throws {
        entries[entries.count - 1].compressedBytes += UInt64(bytes.count)
        try emit(bytes)
    }

    private func emit(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        offset += UInt64(bytes.count)
        try sink(Data(bytes))
    }

    private func localHeader(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: ZIPFormat.localHeader)
        appendCommonFields(of: entry, to: &bytes)
        // Checksum and both sizes follow in the data descriptor.
        for _ in 0..<3 { bytes.append(littleEndian: UInt32(0)) }
        bytes.append(littleEndian: UInt16(entry.path.count))
        bytes.append(littleEndian: UInt16(0))
        return bytes + entry.path
    }

    private func appendCommonFields(of entry: Entry, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt16(isLarge(entry) ? 45 : 20))
        bytes.append(littleEndian: ZIPFormat.utf8Flag | ZIPFormat.descriptorFlag)
        bytes.append(littleEndian: ZIPFormat.deflated)
        bytes.append(littleEndian: modified.time)
        bytes.append(littleEndian: modified.date)
    }

    private func isLarge(_ entry: Entry) -> Bool {
        max(entry.compressedBytes, entry.uncompressedBytes, entry.offset) >= zip64Threshold
    }

    private func dataDescriptor(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: ZIPFormat.dataDescriptor)
        bytes.append(littleEndian: entry.checksum)
        if max(entry.compressedBytes, entry.uncompressedBytes) >= zip64Threshold {
            bytes.append(littleEndian: entry.compressedBytes)
            bytes.append(littleEndian: entry.uncompressedBytes)
        } else {
            bytes.append(littleEndian: UInt32(entry.compressedBytes))
            bytes.append(littleEndian: UInt32(entry.uncompressedBytes))
        }
        return bytes
    }

    private func centralHeader(_ entry: Entry) -> [UInt8] {
        // All three numbers go to ZIP64 together: allowed, and simpler to read than a choice.
        let isLarge = isLarge(entry)
        let numbers = [entry.uncompressedBytes, entry.compressedBytes, entry.offset]
        var bytes: [UInt8] = []
        bytes.append(littleEndian: ZIPFormat.centralHeader)
        bytes.append(littleEndian: UInt16(3 << 8 | 45))  // made by: Unix, format 4.5
        appendCommonFields(of: entry, to: &bytes)
        bytes.append(littleEndian: entry.checksum)
        bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(entry.compressedBytes))
        bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(entry.uncompressedBytes))
        bytes.append(littleEndian: UInt16(entry.path.count))
        bytes.append(littleEndian: UInt16(isLarge ? 4 + 8 * numbers.count : 0))
        bytes.append(littleEndian: UInt16(0))  // comment
        bytes.append(littleEndian: UInt16(0))  // disk
        bytes.append(littleEndian: UInt16(0))  // internal attributes
        bytes.append(littleEndian: (ZIPFormat.regularFile | 0o644) << 16)
        bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(entry.offset))
        bytes += entry.path
        if isLarge {
            bytes.append(littleEndian: ZIPFormat.zip64Extra)
            bytes.append(littleEndian: UInt16(8 * numbers.count))
            for number in numbers { bytes.append(littleEndian: number) }
        }
        return bytes
    }

    private func endRecords(directoryOffset: UInt64, directoryBytes: UInt64) -> [UInt8] {
        let count = UInt64(entries.count)
        let isLarge = max(directoryOffset, directoryBytes) >= zip64Threshold || count >= UInt64(UInt16.max)
        var bytes: [UInt8] = []
        if isLarge {
            bytes.append(littleEndian: ZIPFormat.end64)
            bytes.append(littleEndian: UInt64(ZIPFormat.end64Bytes - 12))
            bytes.append(littleEndian: UInt16(3 << 8 | 45))
            bytes.append(littleEndian: UInt16(45))
            for number in [0, count, count, directoryBytes, directoryOffset] { bytes.append(littleEndian: number) }
            bytes.append(littleEndian: ZIPFormat.end64Locator)
            bytes.append(littleEndian: UInt32(0))
            bytes.append(littleEndian: directoryOffset + directoryBytes)
            bytes.append(littleEndian: UInt32(1))
        }
        bytes.append(littleEndian: ZIPFormat.end)
        bytes.append(littleEndian: UInt32(0))  // this disk and the directory's disk
        for _ in 0..<2 { bytes.append(littleEndian: isLarge ? UInt16.max : UInt16(count)) }
        bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(directoryBytes))
        bytes.append(littleEndian: isLarge ? UInt32.max : UInt32(directoryOffset))
        bytes.append(littleEndian: UInt16(0))
        return bytes
    }

    /// MS-DOS date and time in UTC, held within the years 1980 to 2107 that the format knows.
    private static func dosTime(of date: Date) -> (date: UInt16, time: UInt16) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
            let minute = parts.minute, let second = parts.second, year >= 1980
        else { return (1 << 5 | 1, 0) }
        return (
            UInt16((min(year, 2107) - 1980) << 9 | month << 5 | day), UInt16(hour << 11 | minute << 5 | second / 2)
        )
    }
}
