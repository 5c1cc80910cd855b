public import Foundation

/// Writes one long JSON array element by element, in constant memory.
///
/// Bytes are gathered and handed to the sink about 64 kB at a time; only `finish()` makes the text complete.
public struct JSONArrayWriter {
    private var output: GatheredOutput
    private var isEmpty = true

    /// - Parameter sink: receives the bytes in order; what it throws comes out of `write` and `finish`.
    public init(sink: @escaping (Data) throws -> Void) {
        output = GatheredOutput(sink: sink)
        output.bytes.append(UInt8(ascii: "["))
    }

    /// Writes the next element, each on its own line.
    public mutating func write(_ element: JSONValue) throws {
        output.bytes += (isEmpty ? "\n" : ",\n").utf8
        isEmpty = false
        element.append(to: &output.bytes, .compact, depth: 0)
        try output.flushWhenFull()
    }

    /// Closes the array and hands on the rest. To be called once, at the end.
    public mutating func finish() throws {
        output.bytes += "\n]\n".utf8
        try output.flush()
    }
}

/// Bytes on their way to a sink that is better called seldom.
struct GatheredOutput {
    private static let chunkBytes = 64 * 1024

    var bytes: [UInt8] = []
    private let sink: (Data) throws -> Void

    init(sink: @escaping (Data) throws -> Void) {
        self.sink = sink
        bytes.reserveCapacity(Self.chunkBytes + 4096)
    }

    mutating func flushWhenFull() throws {
        if bytes.count >= Self.chunkBytes { try flush() }
    }

    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try sink(Data(bytes))
        bytes.removeAll(keepingCapacity: true)
    }
}
