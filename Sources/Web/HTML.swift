/// A piece of a page: markup that is known to be safe.
///
/// A page is written as a string literal; what is interpolated is escaped for the position it stands in:
///
/// ```swift
/// let row: HTML = "<li lang=\(attribute: tag)><a href=\(address: link)>\(title)</a></li>"
/// let list: HTML = "<ul>\(each: needs, row)</ul>"
/// ```
///
/// A `String` becomes text, never markup: only a literal in the source, another `HTML` value or
/// ``init(trustedMarkup:)`` can bring in tags. Rendering appends to one buffer of UTF-8 bytes, without reflection.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The markup as UTF-8, ready to be sent.
    public private(set) var bytes: [UInt8]

    /// Nothing at all.
    public static let empty = HTML(bytes: [])

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Markup written in the source.
    public init(stringLiteral value: String) {
        bytes = Array(value.utf8)
    }

    /// Markup written in the source, with interpolated values.
    public init(stringInterpolation: StringInterpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Text that people or other systems wrote, escaped.
    public init(text: String) {
        bytes = []
        bytes.appendEscaped(text)
    }

    /// Markup that another part of the program made and vouches for, such as a Markdown renderer that escapes.
    ///
    /// Never pass anything that came from outside: nothing is escaped here.
    public init(trustedMarkup: String) {
        bytes = Array(trustedMarkup.utf8)
    }

    /// The markup as a string, for tests and for mail.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is no markup at all.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Adds markup at the end.
    public mutating func append(_ other: HTML) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Both pieces, one after the other.
    public static func + (left: HTML, right: HTML) -> HTML {
        var result = left
        result.append(right)
        return result
    }

    /// All pieces in order, with `separator` between each two.
    public static func joined(_ pieces: [HTML], separator: HTML = .empty) -> HTML {
        var result = HTML.empty
        for (position, piece) in pieces.enumerated() {
            if position > 0 { result.append(separator) }
            result.append(piece)
        }
        return result
    }
}

extension HTML: CustomStringConvertible {
    /// The markup as a string.
    public var description: String { text }
}

extension HTML {
    /// Collects the parts of a page literal, each escaped for its position.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        /// Reserves room for the literal parts and a guess for the values.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// A part that stands in the source.
        public mutating func appendLiteral(_ literal: String) {
            bytes.append(contentsOf: literal.utf8)
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: String) {
            bytes.appendEscaped(text)
        }

        /// Text if there is any, escaped; otherwise nothing.
        public mutating func appendInterpolation(_ text: String?) {
            if let text { bytes.appendEscaped(text) }
        }

        /// Markup, as it is.
        public mutating func appendInterpolation(_ markup: HTML) {
            bytes.append(contentsOf: markup.bytes)
        }

        /// Markup if there is any; otherwise nothing.
        public mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { bytes.append(contentsOf: markup.bytes) }
        }

        /// A number for machines (identifiers, sizes, positions). For readers, format it with a `Localiser`.
        public mutating func appendInterpolation(_ number: Int) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// An attribute's value with its quotation marks: `<p title=\(attribute: title)>`.
        public mutating func appendInterpolation(attribute value: String) {
            bytes.appendQuoted(value)
        }

        /// A whole attribute with the space before it, left out when there is no value:
        /// `<p\(attribute: "lang", tag)>`.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.description.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.appendQuoted(value)
        }

        /// An attribute without value, with the space before it, when `isSet`: `<input\(flag: "required", true)>`.
        public mutating func appendInterpolation(flag name: StaticString, _ isSet: Bool) {
            guard isSet else { return }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.description.utf8)
        }

        /// A quoted address for `href`, `src`, `action`: http, https, mailto or relative to this site; anything
        /// else, `javascript:` above all, becomes `"#"`.
        public mutating func appendInterpolation(address: String) {
            bytes.appendQuoted(isSafeAddress(address) ? address : "#")
        }

        /// Each element rendered, one after the other.
        public mutating func appendInterpolation<Elements: Sequence>(
            each elements: Elements, _ render: (Elements.Element) -> HTML
        ) {
            for element in elements { bytes.append(contentsOf: render(element).bytes) }
        }

        /// Markup that is made and shown only when `condition` holds.
        public mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> HTML) {
            if condition { bytes.append(contentsOf: markup().bytes) }
        }
    }
}

/// Whether an address may stand in a link: relative to this site, or http, https or mailto.
///
/// Browsers drop tabs and line ends inside an address and spaces before it, and read `\` as `/`; an address
/// with any of these, or one that starts with two slashes and so names a host without a scheme, is refused.
func isSafeAddress(_ address: String) -> Bool {
    var scheme = ""
    let bytes = address.utf8
    guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return false }
    guard !address.hasPrefix("//") else { return false }
    for byte in bytes {
        switch byte {
        case UInt8(ascii: ":"): return ["http", "https", "mailto"].contains(scheme.lowercased())
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
        default: scheme.unicodeScalars.append(Unicode.Scalar(byte))
        }
    }
    return true
}

extension [UInt8] {
    /// Appends text with the five characters that mean something in markup replaced. Quotation marks are
    /// replaced in text, too, so that a value that lands in a quoted attribute by mistake stays inside it.
    fileprivate mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for position in utf8.indices {
                guard let entity = entity(for: utf8[position]) else { continue }
                append(contentsOf: utf8[start..<position])
                append(contentsOf: entity.utf8)
                start = position + 1
            }
            append(contentsOf: utf8[start...])
        }
    }

    fileprivate mutating func appendQuoted(_ value: String) {
        append(UInt8(ascii: "\""))
        appendEscaped(value)
        append(UInt8(ascii: "\""))
    }
}

/// What stands for a byte that means something in markup. NUL, which no parser keeps, becomes U+FFFD.
private func entity(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0: "\u{FFFD}"
    default: nil
    }
}
