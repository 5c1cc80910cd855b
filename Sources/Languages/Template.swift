/// A text with numbered places: `{1}` is a place, `{{` and `}}` are braces.
struct Template: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case text(String)
        /// Counted from 1.
        case place(Int)
    }

    let pieces: [Piece]

    /// Reads a template; a brace that is neither doubled nor part of a place stands for itself.
    ///
    /// Linear in the length of the text.
    init(_ source: String) {
        let bytes = Array(source.utf8)
        var pieces: [Piece] = []
        var text: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if let place = Self.place(in: bytes, at: position) {
                if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
                text.removeAll(keepingCapacity: true)
                pieces.append(.place(place.number))
                position = place.end
            } else {
                text.append(byte)
                let isDoubled = Self.isBrace(byte) && position + 1 < bytes.count && bytes[position + 1] == byte
                position += isDoubled ? 2 : 1
            }
        }
        if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
        self.pieces = pieces
    }

    /// The numbers of the places, each once.
    var places: Set<Int> {
        Set(pieces.compactMap { if case .place(let number) = $0 { number } else { nil } })
    }

    /// The text with its places filled; a place without a value is shown as it was written.
    func filled(_ value: (Int) -> String?) -> String {
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .place(let number): result += value(number) ?? "{\(number)}"
            }
        }
        return result
    }

    /// A literal as it stands in a template: its braces doubled.
    static func escaped(_ literal: String) -> String {
        guard needsReading(literal) else { return literal }
        var bytes: [UInt8] = []
        for byte in literal.utf8 {
            bytes.append(byte)
            if isBrace(byte) { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a template holds anything but plain text.
    static func needsReading(_ source: String) -> Bool { source.utf8.contains(where: isBrace) }

    private static func isBrace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }

    private static func place(in bytes: [UInt8], at start: Int) -> (number: Int, end: Int)? {
        guard bytes[start] == UInt8(ascii: "{") else { return nil }
        var number = 0
        var position = start + 1
        // Two digits are plenty, and keep hostile files from overflowing.
        while position < bytes.count, position <= start + 2, (0x30...0x39).contains(bytes[position]) {
            number = number * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard number > 0, position < bytes.count, bytes[position] == UInt8(ascii: "}") else { return nil }
        return (number, position + 1)
    }
}
