/// The transfer encoding of RFC 2045 section 6.7 for text.
enum QuotedPrintable {
    private static let longestLine = 76

    /// Encodes UTF-8. Every line end of the text (LF, CR LF, CR) becomes CR LF, and the last line gets one.
    static func encode(_ text: String) -> String {
        var lines = text.split(omittingEmptySubsequences: false) {
            $0.isNewline && $0 != "\u{2028}" && $0 != "\u{2029}"
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { encodeLine($0) + "\r\n" }.joined()
    }

    private static func encodeLine(_ line: Substring) -> String {
        var result = ""
        var length = 0
        let bytes = Array(line.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let piece = encodeByte(byte, isLast: isLast)
            // The last character of a line may use the column that a soft line end would need.
            if length + piece.utf8.count > (isLast ? longestLine : longestLine - 1) {
                result += "=\r\n"
                length = 0
            }
            result += piece
            length += piece.utf8.count
        }
        return result
    }

    private static func encodeByte(_ byte: UInt8, isLast: Bool) -> String {
        let isBlank = byte == 0x20 || byte == 0x09
        let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
        if isPlain { return String(UnicodeScalar(byte)) }
        let digits = Array("0123456789ABCDEF")
        return "=" + String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
