/// Cuts a text into records of fields between semicolons, with quotes as in CSV; the innermost loop of the reader.
struct PabulibScanner {
    /// A field as it stands, without its outer quotes.
    struct Span {
        var start: Int
        var end: Int
        /// Doubled quotes inside stand for one.
        var hasDoubledQuotes: Bool
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var position: Int
    private var nextLine = 1

    /// The fields of the last record.
    private(set) var fields: [Span] = []
    /// Its line, counted from 1.
    private(set) var line = 0
    /// Where it begins and ends, without its line break.
    private(set) var range = 0..<0
    /// A quoted field of the last record was not closed, or something stood behind its closing quote.
    private(set) var hasQuoteFault = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        fields.reserveCapacity(16)
    }

    /// Goes to the next record that has any character; false at the end. CRLF, LF and CR end a record.
    mutating func next() -> Bool {
        while position < end, bytes[position] == 0x0A || bytes[position] == 0x0D { skipBreak() }
        guard position < end else { return false }
        fields.removeAll(keepingCapacity: true)
        hasQuoteFault = false
        line = nextLine
        let start = position
        while true {
            readField()
            guard position < end, bytes[position] == UInt8(ascii: ";") else { break }
            position += 1
        }
        range = start..<position
        if position < end { skipBreak() }
        return true
    }

    func text(_ span: Span) -> String {
        let text = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
        return span.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }

    func texts() -> [String] { fields.map(text) }

    /// The bytes of a field, without spaces around them.
    func trimmed(_ span: Span) -> Slice<UnsafeBufferPointer<UInt8>> {
        var (start, end) = (span.start, span.end)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return bytes[start..<end]
    }

    private mutating func readField() {
        if position < end, bytes[position] == UInt8(ascii: "\"") { return readQuotedField() }
        let start = position
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: ";") || byte == 0x0A || byte == 0x0D { break }
            position += 1
        }
        fields.append(Span(start: start, end: position, hasDoubledQuotes: false))
    }

    private mutating func readQuotedField() {
        position += 1
        let start = position
        var hasDoubledQuotes = false
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard position + 1 < end, bytes[position + 1] == byte else { break }
                hasDoubledQuotes = true
                position += 1
            } else if byte == 0x0A || byte == 0x0D && !(position + 1 < end && bytes[position + 1] == 0x0A) {
                nextLine += 1
            }
            position += 1
        }
        fields.append(Span(start: start, end: position, hasDoubledQuotes: hasDoubledQuotes))
        guard position < end else {
            hasQuoteFault = true
            return
        }
        position += 1
        while position < end, bytes[position] != UInt8(ascii: ";"), bytes[position] != 0x0A, bytes[position] != 0x0D {
            hasQuoteFault = true
            position += 1
        }
    }

    private mutating func skipBreak() {
        if bytes[position] == 0x0D, position + 1 < end, bytes[position + 1] == 0x0A { position += 1 }
        position += 1
        nextLine += 1
    }
}

/// Finds texts by their bytes: open addressing, at most half full.
struct PabulibNames {
    private var slots: [Int32]
    private var ranges: [Range<Int>] = []
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < 2 * capacity { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// The position of a name that was added, or nil.
    func position(of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = Self.hash(range, bytes) & mask
        while slots[slot] >= 0 {
            let other = ranges[Int(slots[slot])]
            if other.count == range.count, Self.isEqual(other.lowerBound, range, bytes) { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Adds a name; false when it is there already. No more than the capacity may be added.
    mutating func add(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var slot = Self.hash(range, bytes) & mask
        while slots[slot] >= 0 {
            let other = ranges[Int(slots[slot])]
            if other.count == range.count, Self.isEqual(other.lowerBound, range, bytes) { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(ranges.count)
        ranges.append(range)
        return true
    }

    /// Takes the place of a name that stands there already.
    mutating func skip() { ranges.append(0..<0) }

    private static func isEqual(_ other: Int, _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var offset = 0
        while offset < range.count, bytes[other + offset] == bytes[range.lowerBound + offset] { offset += 1 }
        return offset == range.count
    }

    private static func hash(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 31))
    }
}
