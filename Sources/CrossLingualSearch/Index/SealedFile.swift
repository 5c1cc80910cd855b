import Foundation

/// Writes arrays to a file, each with its length in bytes and its checksum as UInt64, padded to eight bytes; the file
/// appears under its name when it is complete. Nothing is copied.
struct SealedFileWriter {
    private let file: URL
    private let unfinished: URL
    private let handle: FileHandle

    init(_ file: URL) throws {
        self.file = file
        unfinished = file.appendingPathExtension("unfinished")
        try Data().write(to: unfinished)
        handle = try FileHandle(forWritingTo: unfinished)
    }

    func append<Number: FixedWidthInteger>(_ numbers: some Sequence<Number>) throws {
        try Array(numbers).withUnsafeBytes(append(bytes:))
    }

    func append<Number>(_ numbers: Numbers<Number>) throws { try numbers.withUnsafeBytes(append(bytes:)) }

    func append(bytes: UnsafeRawBufferPointer) throws {
        var head = Data()
        head.append(integers: [UInt64(bytes.count), Checksum.of(bytes)])
        try handle.write(contentsOf: head)
        // Longer writes would have to be cut up anyway.
        let piece = 1 << 20
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try handle.write(contentsOf: Data(bytes[start..<min(bytes.count, start + piece)]))
        }
        try handle.write(contentsOf: Data(count: Self.padding(after: bytes.count)))
    }

    static func padding(after length: Int) -> Int { -length & 7 }

    /// Waits until the disk has it: what is in the file may have taken hours to make.
    func finish() throws {
        try handle.synchronize()
        try handle.close()
        guard rename(unfinished.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

/// Takes the arrays off in the same order, each nil when the file ends within it or its checksum does not fit.
struct SealedFileReader {
    private let data: Data
    private let file: OpenFile
    private var place = 0

    /// Nil when the file cannot be read or is empty.
    init?(_ url: URL) {
        guard let file = OpenFile(url), let data = MappedFile.contents(of: file) else { return nil }
        self.data = data
        self.file = file
    }

    var isAtEnd: Bool { place == data.count }

    /// An array copied into memory.
    mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number]? {
        guard let bytes = nextBytes(), bytes.count % MemoryLayout<Number>.size == 0 else { return nil }
        return bytes.withUnsafeBytes { Array($0.assumingMemoryBound(to: Number.self)) }
    }

    /// An array that stays in the file.
    mutating func nextMapped<Number: FixedWidthInteger>(_ type: Number.Type) -> Numbers<Number>? {
        guard let bytes = nextBytes(), bytes.count % MemoryLayout<Number>.size == 0 else { return nil }
        return Numbers(mapped: bytes)
    }

    /// Bytes of which a few are read now and then.
    mutating func nextSeldomRead() -> Numbers<UInt8>? {
        nextBytes().map { Numbers(mapped: $0, of: file) }
    }

    /// Bytes that stay in the file.
    mutating func nextBytes() -> Data? {
        guard data.count - place >= 16 else { return nil }
        let length = data.integer(at: place, as: UInt64.self)
        guard length <= UInt64(data.count - place - 16) else { return nil }
        let checksum = data.integer(at: place + 8, as: UInt64.self)
        let bytes = data.dropFirst(place + 16).prefix(Int(length))
        let padding = data.dropFirst(bytes.endIndex).prefix(SealedFileWriter.padding(after: bytes.count))
        guard bytes.withUnsafeBytes(Checksum.of) == checksum, padding.allSatisfy({ $0 == 0 }) else { return nil }
        place = padding.endIndex
        return bytes
    }

    /// Of the whole file.
    var checksum: UInt64 { data.withUnsafeBytes(Checksum.of) }

    /// As ``MappedFile/release(_:)``.
    func release() { MappedFile.release(data) }
}

/// Files that are read where they are mapped into memory, page by page as they are needed.
enum MappedFile {
    /// Nil when the file cannot be read or is empty.
    static func contents(of url: URL) -> Data? { OpenFile(url).flatMap(contents(of:)) }

    static func contents(of file: OpenFile) -> Data? {
        let length = Int(lseek(file.descriptor, 0, SEEK_END))
        guard length > 0, let base = mmap(nil, length, PROT_READ, MAP_PRIVATE, file.descriptor, 0), base != MAP_FAILED
        else { return nil }
        return Data(bytesNoCopy: base, count: length, deallocator: .unmap)
    }

    /// Takes the pages that checking has read out of this process's memory until they are needed again.
    ///
    /// - Parameter data: the whole of what ``contents(of:)`` gave.
    static func release(_ data: Data) {
        data.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = madvise(UnsafeMutableRawPointer(mutating: base), bytes.count, MADV_DONTNEED)
        }
    }
}

/// A file of which single pieces are read, here and there: a mapped page that is touched brings fifteen neighbours into
/// this process's memory, a piece that is read brings none.
final class OpenFile: Sendable {
    fileprivate let descriptor: Int32

    /// Nil when the file cannot be opened.
    init?(_ url: URL) {
        descriptor = open(url.path, O_RDONLY)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Nil when the bytes cannot be read.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, range.count, off_t(range.lowerBound)))
        }
        return bytes.count == range.count ? bytes : nil
    }
}
