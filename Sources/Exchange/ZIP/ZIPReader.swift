public import Foundation

/// Reads ZIP archives from people we do not know.
///
/// Names, sizes and places come from the central directory alone. Opening refuses the whole archive when any entry is
/// encrypted, a link, has an unsafe path, the path of another entry, bytes shared with another, or breaks a limit;
/// unpacking stops at the size that was announced and compares the checksum.
public struct ZIPReader {
    /// Bounds on what a hostile archive can make the reader spend.
    public struct Limits: Sendable, Hashable {
        public var entries: Int
        /// All entries together, unpacked.
        public var totalBytes: Int
        /// How many times its size an entry of more than 64 kB may unpack to.
        public var ratio: Int

        public init(entries: Int = 10_000, totalBytes: Int = 256 << 20, ratio: Int = 250) {
            self.entries = entries
            self.totalBytes = totalBytes
            self.ratio = ratio
        }
    }

    /// A file or folder in the archive.
    public struct Entry: Sendable, Hashable {
        /// A safe relative path with `/` between its parts; folders end in `/`.
        public let path: String
        public let compressedBytes: Int
        public let uncompressedBytes: Int
        let checksum: UInt32
        let method: UInt16
        let offset: Int

        public var isDirectory: Bool { path.hasSuffix("/") }
    }

    /// The entries in the order of the directory.
    public let entries: [Entry]
    private let byPath: [String: Int]
    private let source: ZIPSource

    /// Opens an archive in memory.
    /// - Throws: `ZIPError`.
    public init(_ data: Data, limits: Limits = Limits()) throws {
        try self.init(byteCount: data.count, limits: limits) { range in
            data[(data.startIndex + range.lowerBound)..<(data.startIndex + range.upperBound)]
        }
    }

    /// Opens an archive anywhere.
    /// - Parameters:
    ///   - byteCount: the size of the archive.
    ///   - read: returns exactly the bytes of a range within that size.
    /// - Throws: `ZIPError`, or what `read` throws.
    public init(
        byteCount: Int, limits: Limits = Limits(), read: @escaping (Range<Int>) throws -> Data
    ) throws {
        source = ZIPSource(byteCount: byteCount, readRange: read)
        entries = try ZIPDirectory(source, limits).entries
        byPath = Dictionary(entries.enumerated().map { ($1.path, $0) }) { first, _ in first }
    }

    /// The entry with that path, nil when there is none. O(1).
    public subscript(_ path: String) -> Entry? { byPath[path].map { entries[$0] } }

    /// The unpacked content of an entry.
    /// - Throws: `ZIPError.damaged`, `ZIPError.malformed`, or what the archive's `read` throws.
    public func content(of entry: Entry) throws -> Data {
        var content = Data()
        try read(entry) { content.append($0) }
        return content
    }

    /// Unpacks an entry piece by piece in constant memory. The checksum is known only at the end: pieces come before
    /// an error may.
    /// - Throws: `ZIPError.damaged`, `ZIPError.malformed`, or what the archive's `read` or `each` throws.
    public func read(_ entry: Entry, each: (Data) throws -> Void) throws {
        let range = try contentRange(of: entry)
        let inflater = entry.method == ZIPFormat.deflated ? try Inflater() : nil
        var (total, sum) = (0, UInt32(0))
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.pieceBytes) {
            var piece = try source.read(start..<min(start + Self.pieceBytes, range.upperBound))
            if let inflater {
                do { piece = try inflater.inflate(piece) } catch { throw ZIPError.damaged(path: entry.path) }
            }
            total += piece.count
            guard total <= entry.uncompressedBytes else { throw ZIPError.damaged(path: entry.path) }
            sum = checksum(piece, continuing: sum)
            if !piece.isEmpty { try each(Data(piece)) }
        }
        let isWhole = inflater.map { $0.isFinished && $0.surplus == 0 } ?? true
        guard isWhole, total == entry.uncompressedBytes, sum == entry.checksum else {
            throw ZIPError.damaged(path: entry.path)
        }
    }

    /// Small, since deflate data may grow a thousandfold before it can be counted.
    private static let pieceBytes = 8 * 1024

    /// The local header is read only for its length: it may differ from the directory, which alone is trusted.
    private func contentRange(of entry: Entry) throws -> Range<Int> {
        var header = ByteCursor(try source.read(entry.offset..<entry.offset + ZIPFormat.localHeaderBytes)[...])
        guard try header.number(UInt32.self) == ZIPFormat.localHeader else { throw ZIPError.malformed }
        _ = try header.take(22)
        let nameBytes = Int(try header.number(UInt16.self))
        let extraBytes = Int(try header.number(UInt16.self))
        let start = entry.offset + ZIPFormat.localHeaderBytes + nameBytes + extraBytes
        guard start + entry.compressedBytes <= source.byteCount else { throw ZIPError.malformed }
        return start..<start + entry.compressedBytes
    }
}

/// Bytes at random, never outside the archive.
struct ZIPSource {
    let byteCount: Int
    let readRange: (Range<Int>) throws -> Data

    func read(_ range: Range<Int>) throws -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= byteCount else { throw ZIPError.malformed }
        let bytes = Array(try readRange(range))
        guard bytes.count == range.count else { throw ZIPError.malformed }
        return bytes
    }
}
