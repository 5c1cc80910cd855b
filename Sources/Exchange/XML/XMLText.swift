/// Writes XML in UTF-8, with what a reader would change or refuse written as references.
struct XMLText {
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    /// How many characters were left out because XML has no way to hold them.
    private(set) var droppedCharacters = 0
    private var open: [String] = []
    /// Whether the tag of the innermost element still takes attributes.
    private var isTagOpen = false

    /// Writes an element with what `content` writes into it.
    mutating func element(
        _ name: String, _ attributes: [(String, String?)] = [], _ content: (inout XMLText) -> Void = { _ in }
    ) {
        closeTag()
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        for (name, value) in attributes {
            guard let value else { continue }
            bytes.append(UInt8(ascii: " "))
            bytes += name.utf8
            bytes += "=\"".utf8
            append(value, isAttribute: true)
            bytes.append(.quote)
        }
        isTagOpen = true
        content(&self)
        if isTagOpen {
            bytes += "/>".utf8
            isTagOpen = false
        } else {
            bytes += "</".utf8
            bytes += name.utf8
            bytes.append(UInt8(ascii: ">"))
        }
        bytes.append(.lineFeed)
    }

    /// Writes an element that holds a text; nothing when there is none.
    mutating func text(_ name: String, _ text: String?) {
        guard let text else { return }
        element(name) { writer in
            writer.closeTag(lineFeed: false)
            writer.append(text, isAttribute: false)
        }
    }

    /// Whether XML 1.0 can hold all its characters (section 2.2).
    static func canHold(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isAllowed) }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20
            ? scalar.value & 0xFFFE != 0xFFFE || scalar.value > 0xFFFF : [0x09, 0x0A, 0x0D].contains(scalar.value)
    }

    private mutating func closeTag(lineFeed: Bool = true) {
        guard isTagOpen else { return }
        bytes.append(UInt8(ascii: ">"))
        if lineFeed { bytes.append(.lineFeed) }
        isTagOpen = false
    }

    /// Nearly all text is written as it stands.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), .quote, 0xEF: false
        default: true
        }
    }

    private mutating func append(_ text: String, isAttribute: Bool) {
        if text.utf8.allSatisfy(Self.isPlain) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"" where isAttribute: bytes += "&quot;".utf8
            case "\r": bytes += "&#13;".utf8
            case "\n" where isAttribute: bytes += "&#10;".utf8
            case "\t" where isAttribute: bytes += "&#9;".utf8
            case _ where Self.isAllowed(scalar): bytes.append(contentsOf: String(scalar).utf8)
            default: droppedCharacters += 1
            }
        }
    }
}
