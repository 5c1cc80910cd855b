public import Foundation

/// Writes newline-delimited JSON: one value to a line (media type `application/x-ndjson`), in constant memory.
public struct NDJSONWriter {
    private var output: GatheredOutput

    /// - Parameter sink: receives the bytes in order, about 64 kB at a time.
    public init(sink: @escaping (Data) throws -> Void) {
        output = GatheredOutput(sink: sink)
    }

    /// Writes the next line.
    public mutating func write(_ value: JSONValue) throws {
        value.append(to: &output.bytes, .compact, depth: 0)
        output.bytes.append(.lineFeed)
        try output.flushWhenFull()
    }

    /// Hands the gathered bytes to the sink. More lines may follow.
    public mutating func finish() throws {
        try output.flush()
    }
}

/// Reads newline-delimited JSON in chunks of any size. Empty lines are passed over.
///
/// Memory is bounded by the longest line that `limits.bytes` allows.
public struct NDJSONReader {
    private let limits: JSONLimits
    private var pending: [UInt8] = []
    private var line = 1

    /// - Parameter limits: hold for each line.
    public init(limits: JSONLimits = JSONLimits()) {
        self.limits = limits
    }

    /// Reads one chunk and hands on each value it completes, with its line counted from 1.
    /// - Throws: `JSONError` with the line in the whole text, or what `each` throws.
    public mutating func read(_ chunk: some Sequence<UInt8>, each: (Int, JSONValue) throws -> Void) throws {
        for byte in chunk {
            if byte == .lineFeed {
                try endLine(each)
                line += 1
            } else {
                guard pending.count < limits.bytes else {
                    throw JSONError(line: line, column: 1, reason: .tooLarge(limitBytes: limits.bytes))
                }
                pending.append(byte)
            }
        }
    }

    /// Ends the text and hands on a last value that had no line break.
    /// - Throws: `JSONError`, or what `each` throws.
    public mutating func finish(each: (Int, JSONValue) throws -> Void) throws {
        try endLine(each)
    }

    private mutating func endLine(_ each: (Int, JSONValue) throws -> Void) throws {
        defer { pending.removeAll(keepingCapacity: true) }
        guard pending.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: pending, limits: limits)
        } catch {
            throw JSONError(line: line, column: error.column, reason: error.reason)
        }
        try each(line, value)
    }
}
