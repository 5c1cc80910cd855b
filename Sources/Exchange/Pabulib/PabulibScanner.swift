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

/// Finds texts by their bytes: open addressing, at most half full. A slot holds half of the hash beside the position,
/// so that texts are compared only when they are very likely equal, and the table grows without reading them again.
struct PabulibNames {
    private var slots = [UInt64](repeating: Self.empty, count: 64)
    private var ranges: [Range<Int>] = []
    private static let empty = UInt64.max

    init() {}

    /// The position of a name that was added, or nil.
    func position(of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let tag = Self.hash(range, bytes)
        var slot = Int(tag) & (slots.count - 1)
        while slots[slot] != Self.empty {
            let position = Int(slots[slot] & 0xFFFF_FFFF)
            if slots[slot] >> 32 == tag, Self.isEqual(ranges[position], range, bytes) { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a name; false when it is there already.
    mutating func add(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if 2 * ranges.count >= slots.count { grow() }
        let tag = Self.hash(range, bytes)
        var slot = Int(tag) & (slots.count - 1)
        while slots[slot] != Self.empty {
            if slots[slot] >> 32 == tag, Self.isEqual(ranges[Int(slots[slot] & 0xFFFF_FFFF)], range, bytes) {
                return false
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = tag << 32 | UInt64(ranges.count)
        ranges.append(range)
        return true
    }

    /// Takes the place of a name that stands there already.
    mutating func skip() { ranges.append(0..<0) }

    private mutating func grow() {
        var larger = [UInt64](repeating: Self.empty, count: 4 * slots.count)
        for entry in slots where entry != Self.empty {
            var slot = Int(entry >> 32) & (larger.count - 1)
            while larger[slot] != Self.empty { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = entry
        }
        slots = larger
    }

    private static func isEqual(
        _ first: Range<Int>, _ second: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard first.count == second.count else { return false }
        var offset = 0
        while offset < first.count, bytes[first.lowerBound + offset] == bytes[second.lowerBound + offset] {
            offset += 1
        }
        return offset == first.count
    }

    /// 32 bits; a text is at most a line long, so nothing better is needed than a good spread.
    private static func hash(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = UInt64(range.count) &* 0x9E37_79B9_7F4A_7C15
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        // All ones is the mark of an empty slot.
        return min(hash >> 32, 0xFFFF_FFFE)
    }
}
