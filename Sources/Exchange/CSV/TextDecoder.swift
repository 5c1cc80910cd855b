/// Turns chunks of text in any `TextEncoding` into UTF-8.
///
/// What cannot be decoded becomes a byte 0xFF, which is never valid UTF-8: the reader that follows finds it in its
/// own place and can name line and column. UTF-8 itself passes through unchecked for the same reason.
struct TextDecoder {
    let encoding: TextEncoding
    private let singleBytes: [[UInt8]]
    private var firstByte: UInt8?
    private var highSurrogate: UInt16?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        let upperHalf = encoding.upperHalf ?? []
        singleBytes = upperHalf.map { $0 == "\u{FFFD}" ? [0xFF] : Array(String($0).utf8) }
    }

    /// The UTF-8 of `chunk`, together with what an earlier chunk left over. O(n).
    mutating func decode(_ chunk: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(chunk.count + chunk.count / 2)
        switch encoding {
        case .utf8:
            output.append(contentsOf: chunk)
        case .utf16LittleEndian, .utf16BigEndian:
            for byte in chunk { decodeHalf(byte, into: &output) }
        case .windows1250, .windows1252, .windows1253, .windows1254:
            for byte in chunk {
                if byte < 0x80 { output.append(byte) } else { output += singleBytes[Int(byte) - 0x80] }
            }
        }
        return output
    }

    /// What is left at the end of the text: a mark for a broken last character, or nothing.
    mutating func finish() -> [UInt8] {
        defer { (firstByte, highSurrogate) = (nil, nil) }
        return firstByte == nil && highSurrogate == nil ? [] : [0xFF]
    }

    private mutating func decodeHalf(_ byte: UInt8, into output: inout [UInt8]) {
        guard let first = firstByte else {
            firstByte = byte
            return
        }
        firstByte = nil
        let unit =
            encoding == .utf16LittleEndian
            ? UInt16(byte) << 8 | UInt16(first)
            : UInt16(first) << 8 | UInt16(byte)
        if let high = highSurrogate {
            highSurrogate = nil
            if UTF16.isTrailSurrogate(unit) {
                append(0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF)), to: &output)
                return
            }
            output.append(0xFF)
        }
        if UTF16.isLeadSurrogate(unit) {
            highSurrogate = unit
        } else {
            append(UInt32(unit), to: &output)
        }
    }

    private func append(_ codePoint: UInt32, to output: inout [UInt8]) {
        guard codePoint >= 0x80 else { return output.append(UInt8(codePoint)) }
        guard let scalar = Unicode.Scalar(codePoint) else { return output.append(0xFF) }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
