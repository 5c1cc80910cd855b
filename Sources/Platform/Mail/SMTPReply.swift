/// A server's reply: a code of three digits and its lines of text.
struct SMTPReply: Hashable, Sendable {
    let code: Int
    let lines: [String]

    var text: String { lines.joined(separator: " ") }
    var isPositive: Bool { (200..<400).contains(code) }
    var isTemporary: Bool { (400..<500).contains(code) }
}

/// Takes replies out of the bytes of a connection, however they are cut into pieces.
struct SMTPReplyReader: Sendable {
    /// Not the protocol: the connection cannot go on.
    struct Malformed: Error, Equatable {}

    private var buffer: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []

    /// RFC 5321 allows 512 bytes a line; servers are chatty, but not without end.
    private static let longestLine = 4_096
    private static let mostLines = 200

    /// Whether bytes wait that belong to no reply taken so far.
    var hasLeftover: Bool { !buffer.isEmpty || code != nil }

    mutating func append(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

    /// The next whole reply, nil when more bytes are needed.
    mutating func next() throws(Malformed) -> SMTPReply? {
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
            guard end <= Self.longestLine else { throw Malformed() }
            var line = Array(buffer[..<end])
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            buffer.removeFirst(end + 1)
            if let reply = try take(line) { return reply }
        }
        guard buffer.count <= Self.longestLine else { throw Malformed() }
        return nil
    }

    private mutating func take(_ line: [UInt8]) throws(Malformed) -> SMTPReply? {
        guard line.count >= 3, line[..<3].allSatisfy({ (0x30...0x39).contains($0) }), lines.count < Self.mostLines
        else { throw Malformed() }
        let number = line[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (200..<600).contains(number), code == nil || code == number else { throw Malformed() }
        let separator = line.count > 3 ? line[3] : UInt8(ascii: " ")
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { throw Malformed() }
        // What a server says ends up in logs and on an operator's screen.
        let text = String(decoding: line.dropFirst(4), as: UTF8.self).filter { $0.isASCII ? $0 >= " " : true }
        lines.append(text)
        code = number
        guard separator == UInt8(ascii: " ") else { return nil }
        defer {
            code = nil
            lines = []
        }
        return SMTPReply(code: number, lines: lines)
    }
}
