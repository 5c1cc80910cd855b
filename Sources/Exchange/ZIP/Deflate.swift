import CZlib
public import Foundation

/// How much time to spend on making data smaller.
public enum CompressionLevel: Int32, Sendable {
    case fastest = 1
    case balanced = 6
    case smallest = 9
}

/// Why data could not be compressed or unpacked.
public enum CompressionError: Error, Sendable, Hashable {
    /// zlib could not get the memory it needs.
    case outOfMemory
    /// The data is not what the format allows.
    case damaged
    /// The data ends too early.
    case truncated
    /// Bytes were added after `finish()`.
    case finished
}

/// The data as one gzip member (RFC 1952), without file name and time, so that equal data gives equal bytes.
public func gzip(_ data: Data, level: CompressionLevel = .balanced) throws(CompressionError) -> Data {
    let stream = try GzipStream(level: level)
    return try stream.write(data) + stream.finish()
}

/// Compresses a stream to gzip (RFC 1952) chunk by chunk, for responses whose length is not known beforehand.
///
/// Belongs to one task at a time.
public final class GzipStream {
    private let deflater: Deflater

    public init(level: CompressionLevel = .balanced) throws(CompressionError) {
        deflater = try Deflater(.gzip, level)
    }

    /// Takes in a chunk and returns what is ready to send; often nothing yet.
    public func write(_ chunk: Data) throws(CompressionError) -> Data {
        Data(try deflater.compress(Array(chunk), Z_NO_FLUSH))
    }

    /// Returns everything taken in so far in a form that the receiver can unpack at once, at some cost in size:
    /// for responses that trickle.
    public func flush() throws(CompressionError) -> Data {
        Data(try deflater.compress([], Z_SYNC_FLUSH))
    }

    /// Returns the rest. The stream then takes nothing more.
    public func finish() throws(CompressionError) -> Data {
        Data(try deflater.compress([], Z_FINISH))
    }
}

/// zlib's compressor. The stream lives on the heap since zlib keeps its address.
final class Deflater {
    enum Format: Int32 {
        /// Bare deflate data (RFC 1951), as in ZIP: negative window bits ask zlib for it.
        case raw = -15
        /// 16 more than the window bits asks zlib for a gzip wrapper.
        case gzip = 31
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var isFinished = false

    init(_ format: Format, _ level: CompressionLevel) throws(CompressionError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let memoryLevel: Int32 = 8
        let code = deflateInit2_(
            stream, level.rawValue, Z_DEFLATED, format.rawValue, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// - Parameter flush: one of zlib's flush values.
    func compress(_ input: [UInt8], _ flush: Int32) throws(CompressionError) -> [UInt8] {
        guard !isFinished else { throw .finished }
        isFinished = flush == Z_FINISH
        var output: [UInt8] = []
        var input = input
        let code = input.withUnsafeMutableBufferPointer { bytes -> Int32 in
            var (start, code) = (0, Z_OK)
            repeat {
                let count = min(bytes.count - start, largestCall)
                stream.pointee.next_in = bytes.baseAddress.map { $0 + start }
                stream.pointee.avail_in = UInt32(count)
                start += count
                let isLast = start == bytes.count
                code = withPieces(of: stream, into: &output) { deflate(stream, isLast ? flush : Z_NO_FLUSH) }
            } while start < bytes.count && code == Z_OK
            return code
        }
        guard code != Z_STREAM_ERROR else { throw .damaged }
        return output
    }
}

/// zlib's decompressor for bare deflate data.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    /// The end of the compressed data has been reached.
    private(set) var isFinished = false
    /// Bytes given after that end.
    private(set) var surplus = 0

    init(_ format: Deflater.Format = .raw) throws(CompressionError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = inflateInit2_(stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks a chunk; at most about a thousand times its size comes out.
    func inflate(_ input: [UInt8]) throws(CompressionError) -> [UInt8] {
        guard !isFinished else {
            surplus += input.count
            return []
        }
        var output: [UInt8] = []
        var input = input
        let code = input.withUnsafeMutableBufferPointer { bytes -> Int32 in
            stream.pointee.next_in = bytes.baseAddress
            stream.pointee.avail_in = UInt32(bytes.count)
            return withPieces(of: stream, into: &output) { CZlib.inflate(stream, Z_NO_FLUSH) }
        }
        switch code {
        case Z_STREAM_END:
            isFinished = true
            surplus = Int(stream.pointee.avail_in)
        case Z_OK, Z_BUF_ERROR: break
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged
        }
        return output
    }
}

/// Calls zlib until it leaves room in its output, that is, has nothing more to give; returns its last answer.
private func withPieces(
    of stream: UnsafeMutablePointer<z_stream>, into output: inout [UInt8], _ step: () -> Int32
) -> Int32 {
    let pieceBytes = 64 * 1024
    var code = Z_OK
    repeat {
        let piece = [UInt8](unsafeUninitializedCapacity: pieceBytes) { room, count in
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = UInt32(pieceBytes)
            code = step()
            count = pieceBytes - Int(stream.pointee.avail_out)
        }
        output += piece
    } while stream.pointee.avail_out == 0 && code == Z_OK
    return code
}

/// zlib counts the bytes of one call in 32 bits.
private let largestCall = 1 << 30

/// The checksum of ZIP and gzip, carried on from chunk to chunk.
func checksum(_ bytes: [UInt8], continuing previous: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
        stride(from: 0, to: buffer.count, by: largestCall).reduce(previous) { sum, start in
            let count = min(buffer.count - start, largestCall)
            return UInt32(truncatingIfNeeded: crc32(UInt(sum), buffer.baseAddress.map { $0 + start }, UInt32(count)))
        }
    }
}

/// Unpacks gzip data piece by piece, in constant memory.
public final class GunzipStream {
    private let inflater: Inflater

    public init() throws(CompressionError) { inflater = try Inflater(.gzip) }

    /// Whether the end of the packed data has come.
    public var isFinished: Bool { inflater.isFinished }

    /// Takes in a piece and returns what was in it.
    public func write(_ piece: Data) throws(CompressionError) -> Data { Data(try inflater.inflate(Array(piece))) }
}
