/// Cuts a text into pieces that a vector can stand for.
enum Passages {
    /// Longer texts are cut, in bytes; about 150 tokens.
    private static let longest = 600
    /// What comes after so many passages has no vector.
    private static let most = 6

    /// The title with the beginning of the body, and with what follows, piece after piece.
    static func of(title: String, body: String) -> [String] {
        pieces(of: body).map { title.isEmpty ? $0 : title + "\n" + $0 }
    }

    /// The body cut into passages, of which there is at least one.
    static func pieces(of body: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        let body = String(decoding: body.utf8.prefix(longest * most), as: UTF8.self)
        let bytes = Array(body.utf8)
        for sentence in Sentences.ranges(of: body) {
            for range in parts(of: sentence) {
                if !piece.isEmpty, piece.utf8.count + range.count > longest {
                    pieces.append(piece)
                    piece = ""
                }
                if !piece.isEmpty { piece += " " }
                piece += String(decoding: bytes[range], as: UTF8.self)
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        if pieces.isEmpty { pieces = [""] }
        return Array(pieces.prefix(most))
    }

    /// A sentence that is longer than a passage may be, cut anywhere.
    private static func parts(of sentence: Range<Int>) -> [Range<Int>] {
        stride(from: sentence.lowerBound, to: sentence.upperBound, by: longest).map { start in
            start..<min(start + longest, sentence.upperBound)
        }
    }
}

/// Where the sentences of a text are.
enum Sentences {
    /// UTF-8 ranges: up to a full stop, question or exclamation mark before a space, or a line break.
    static func ranges(of text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var result: [Range<Int>] = []
        var start = 0
        for (place, byte) in bytes.enumerated() {
            let isEnd = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
            let next = place + 1 < bytes.count ? bytes[place + 1] : UInt8(ascii: " ")
            guard byte == UInt8(ascii: "\n") || isEnd && next <= UInt8(ascii: " ") else { continue }
            if place + 1 > start { result.append(start..<(place + 1)) }
            start = place + 1
            while start < bytes.count, bytes[start] <= UInt8(ascii: " ") { start += 1 }
        }
        if start < bytes.count { result.append(start..<bytes.count) }
        return result.filter { !$0.isEmpty }
    }
}
