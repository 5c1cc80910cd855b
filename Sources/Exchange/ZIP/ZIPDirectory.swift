/// The central directory of an archive, checked.
struct ZIPDirectory {
    private(set) var entries: [ZIPReader.Entry] = []

    private struct Location {
        var count: UInt64
        var bytes: UInt64
        var offset: UInt64
    }

    init(_ source: ZIPSource, _ limits: ZIPReader.Limits) throws {
        let location = try Self.locate(in: source)
        guard location.count <= UInt64(limits.entries) else { throw ZIPError.tooManyEntries(limit: limits.entries) }
        guard let offset = Int(exactly: location.offset), let byteCount = Int(exactly: location.bytes),
            offset <= source.byteCount, byteCount <= source.byteCount - offset
        else { throw ZIPError.malformed }
        var cursor = ByteCursor(try source.read(offset..<offset + byteCount)[...])
        var paths: Set<String> = []
        var budget = limits.totalBytes
        var spans: [(start: Int, end: Int)] = []
        for _ in 0..<location.count {
            let entry = try Self.entry(from: &cursor)
            guard paths.insert(entry.path).inserted else { throw ZIPError.duplicatePath(entry.path) }
            try Self.check(entry, limits, &budget)
            let headerBytes = ZIPFormat.localHeaderBytes + entry.path.utf8.count
            let end = entry.offset + headerBytes + entry.compressedBytes
            guard end <= offset else { throw ZIPError.overlappingEntries }
            spans.append((entry.offset, end))
            entries.append(entry)
        }
        guard cursor.remaining == 0 else { throw ZIPError.malformed }
        spans.sort { $0.start < $1.start }
        guard zip(spans, spans.dropFirst()).allSatisfy({ $0.end <= $1.start }) else {
            throw ZIPError.overlappingEntries
        }
    }

    private static func check(_ entry: ZIPReader.Entry, _ limits: ZIPReader.Limits, _ budget: inout Int) throws {
        guard entry.uncompressedBytes <= budget else { throw ZIPError.tooLarge(limitBytes: limits.totalBytes) }
        budget -= entry.uncompressedBytes
        // Small entries may well consist of one repeated byte.
        if entry.uncompressedBytes > 64 * 1024, entry.uncompressedBytes / limits.ratio > entry.compressedBytes {
            throw ZIPError.suspiciousRatio(path: entry.path, limit: limits.ratio)
        }
    }

    /// Finds the end record, which a comment of up to 65,535 bytes may follow, and its ZIP64 counterpart.
    private static func locate(in source: ZIPSource) throws -> Location {
        let tailBytes = min(source.byteCount, ZIPFormat.endBytes + Int(UInt16.max))
        let tailStart = source.byteCount - tailBytes
        let tail = try source.read(tailStart..<source.byteCount)
        guard let position = endRecord(in: tail) else { throw ZIPError.notAnArchive }
        var cursor = ByteCursor(tail[position...])
        _ = try cursor.take(4)
        let disks = try cursor.number(UInt32.self)
        let countHere = try cursor.number(UInt16.self)
        let count = try cursor.number(UInt16.self)
        let bytes = try cursor.number(UInt32.self)
        let offset = try cursor.number(UInt32.self)
        if count == .max || bytes == .max || offset == .max {
            if let large = try location64(in: source, endRecordOffset: tailStart + position) { return large }
        }
        guard disks == 0, countHere == count else { throw ZIPError.multipleDisks }
        return Location(count: UInt64(count), bytes: UInt64(bytes), offset: UInt64(offset))
    }

    private static func endRecord(in tail: [UInt8]) -> Int? {
        let signature = withUnsafeBytes(of: ZIPFormat.end.littleEndian) { Array($0) }
        guard tail.count >= ZIPFormat.endBytes else { return nil }
        return (0...(tail.count - ZIPFormat.endBytes)).last { position in
            guard tail[position] == signature[0], tail[position..<position + 4].elementsEqual(signature) else {
                return false
            }
            let commentBytes = Int(tail[position + 20]) | Int(tail[position + 21]) << 8
            return position + ZIPFormat.endBytes + commentBytes == tail.count
        }
    }

    private static func location64(in source: ZIPSource, endRecordOffset: Int) throws -> Location? {
        let locatorOffset = endRecordOffset - ZIPFormat.end64LocatorBytes
        guard locatorOffset >= 0 else { return nil }
        var locator = ByteCursor(try source.read(locatorOffset..<endRecordOffset)[...])
        guard try locator.number(UInt32.self) == ZIPFormat.end64Locator else { return nil }
        let disk = try locator.number(UInt32.self)
        guard let offset = Int(exactly: try locator.number(UInt64.self)), offset <= locatorOffset else {
            throw ZIPError.malformed
        }
        guard disk == 0, try locator.number(UInt32.self) <= 1 else { throw ZIPError.multipleDisks }
        let end = min(offset + ZIPFormat.end64Bytes, locatorOffset)
        var cursor = ByteCursor(try source.read(offset..<end)[...])
        guard try cursor.number(UInt32.self) == ZIPFormat.end64 else { throw ZIPError.malformed }
        _ = try cursor.take(12)  // size of the record, versions
        let disks = try cursor.number(UInt64.self)
        let countHere = try cursor.number(UInt64.self)
        let count = try cursor.number(UInt64.self)
        guard disks == 0, countHere == count else { throw ZIPError.multipleDisks }
        return Location(count: count, bytes: try cursor.number(), offset: try cursor.number())
    }

    private static func entry(from cursor: inout ByteCursor) throws -> ZIPReader.Entry {
        guard try cursor.number(UInt32.self) == ZIPFormat.centralHeader else { throw ZIPError.malformed }
        _ = try cursor.take(4)  // versions
        let flags = try cursor.number(UInt16.self)
        let method = try cursor.number(UInt16.self)
        _ = try cursor.take(4)  // time
        let checksum = try cursor.number(UInt32.self)
        let compressed = try cursor.number(UInt32.self)
        let uncompressed = try cursor.number(UInt32.self)
        let nameBytes = Int(try cursor.number(UInt16.self))
        let extraBytes = Int(try cursor.number(UInt16.self))
        let commentBytes = Int(try cursor.number(UInt16.self))
        let disk = try cursor.number(UInt16.self)
        _ = try cursor.take(2)  // internal attributes
        let fileType = try cursor.number(UInt32.self) >> 16 & ZIPFormat.fileTypeMask
        let offset = try cursor.number(UInt32.self)
        // Names without the UTF-8 flag are in UTF-8 all the same when a Mac wrote them, and in ASCII nearly always.
        let name = try cursor.take(nameBytes)
        guard let path = String(validating: name, as: UTF8.self), ZIPFormat.isSafe(path) else {
            throw ZIPError.unsafePath(String(decoding: name, as: UTF8.self))
        }
        let sizes = try wide(
            [uncompressed, compressed, offset], extra: try cursor.take(extraBytes))
        _ = try cursor.take(commentBytes)
        guard flags & ZIPFormat.encryptedFlags == 0 else { throw ZIPError.encrypted(path: path) }
        guard disk == 0 else { throw ZIPError.multipleDisks }
        guard [0, ZIPFormat.regularFile, ZIPFormat.directory].contains(fileType) else {
            throw ZIPError.link(path: path)
        }
        guard method == ZIPFormat.deflated || (method == ZIPFormat.stored && sizes[0] == sizes[1]) else {
            throw ZIPError.unsupportedMethod(path: path, method: method)
        }
        return ZIPReader.Entry(
            path: path, compressedBytes: sizes[1], uncompressedBytes: sizes[0], checksum: checksum, method: method,
            offset: sizes[2])
    }

    /// The numbers, those at their maximum replaced in order by the wide ones of the ZIP64 extra field.
    private static func wide(_ numbers: [UInt32], extra: ArraySlice<UInt8>) throws -> [Int] {
        var fields = ByteCursor(extra)
        var wide = ByteCursor([])
        while fields.remaining >= 4 {
            let identifier = try fields.number(UInt16.self)
            let content = try fields.take(Int(try fields.number(UInt16.self)))
            if identifier == ZIPFormat.zip64Extra { wide = ByteCursor(content) }
        }
        var result: [Int] = []
        for number in numbers {
            let value = number == .max && wide.remaining > 0 ? try wide.number(UInt64.self) : UInt64(number)
            // Far below Int.max, so that sums cannot overflow.
            guard value < 1 << 60 else { throw ZIPError.malformed }
            result.append(Int(value))
        }
        return result
    }
}
