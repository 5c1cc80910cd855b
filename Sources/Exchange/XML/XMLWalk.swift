/// Why a text is not taken for XML, and on which line, counted from 1.
struct XMLFault: Error, Hashable {
    enum Reason: Hashable {
        /// The text is not well-formed.
        case malformed
        /// The text declares a document type, by which a reader could be made to expand or to fetch.
        case documentType
        /// The text is, or claims to be, in another encoding than UTF-8.
        case encoding
    }

    let line: Int
    let reason: Reason
}

/// What takes in the elements of one XML part as they go by.
protocol XMLPart: AnyObject {
    /// Whether text is wanted where the walk now is; other text is never copied.
    var wantsText: Bool { get }
    /// Told before each element, for those who name lines in faults.
    func reach(line: Int)
    /// - Parameters:
    ///   - element: the name without its prefix.
    ///   - attributes: the values by name, prefix and all.
    func begin(_ element: String, _ attributes: [String: String]) throws
    func take(_ text: String)
    func end(_ element: String) throws
}

extension XMLPart {
    func reach(line: Int) {}
}

/// Walks through an XML part that may come from anyone.
///
/// Not Foundation's `XMLParser`: on Linux (Swift 6.3) that one crashes the process when an element's name is not
/// UTF-8. This walk knows the XML that spreadsheets and projects of coded texts are written in and nothing that has
/// ever been used to attack parsers: UTF-8 only, no document type, hence no entities beyond the five of XML itself. It
/// holds its input to well-formedness but does not resolve namespaces. O(n).
struct XMLWalk {
    private static let deepestNesting = 256

    private let bytes: [UInt8]
    private var position = 0
    /// The line of the place up to which lines have been counted.
    private var line = 1
    private var countedBytes = 0
    /// The qualified names of the open elements.
    private var open: [Range<Int>] = []
    private var hasRoot = false

    /// - Throws: `XMLFault`, or what `part` throws.
    static func walk(_ content: some Sequence<UInt8>, _ part: some XMLPart) throws {
        var walk = XMLWalk(bytes: Array(content))
        try walk.walk(part)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func walk(_ part: some XMLPart) throws {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        try checkDeclaration()
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                try walkText(part)
            } else if skip("<?") {
                _ = try take(until: "?>")
            } else if skip("<!--") {
                _ = try take(until: "-->")
            } else if skip("<![CDATA[") {
                let content = try take(until: "]]>")
                guard !open.isEmpty else { throw malformed }
                if part.wantsText { part.take(try string(content)) }
            } else if skip("<!") {
                throw fault(.documentType)
            } else if skip("</") {
                try walkEnd(part)
            } else {
                try walkBegin(part)
            }
        }
        guard open.isEmpty, hasRoot else { throw malformed }
    }

    private var malformed: XMLFault { fault(.malformed) }

    private func fault(_ reason: XMLFault.Reason) -> XMLFault {
        XMLFault(line: line + lineFeeds(countedBytes..<position), reason: reason)
    }

    private func lineFeeds(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 + ($1 == .lineFeed ? 1 : 0) } }

    private mutating func countLines() {
        line += lineFeeds(countedBytes..<position)
        countedBytes = position
    }

    /// Refuses every declared encoding but UTF-8, and UTF-16 without a declaration.
    private mutating func checkDeclaration() throws {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0) {
            throw fault(.encoding)
        }
        guard skip("<?xml ") else { return }
        let declaration = try string(take(until: "?>")).lowercased()
        guard let encoding = declaration.firstRange(of: "encoding") else { return }
        let value = declaration[encoding.upperBound...].drop { $0 == " " || $0 == "=" }
        guard ["\"utf-8\"", "'utf-8'", "\"us-ascii\"", "'us-ascii'"].contains(where: value.hasPrefix) else {
            throw fault(.encoding)
        }
    }

    private mutating func walkBegin(_ part: some XMLPart) throws {
        guard !open.isEmpty || !hasRoot, open.count < Self.deepestNesting else { throw malformed }
        hasRoot = true
        countLines()
        part.reach(line: line)
        position += 1
        let qualified = try takeName()
        var attributes: [String: String] = [:]
        while true {
            let hasSpace = skipWhitespace()
            if skip(">") {
                open.append(qualified)
                return try part.begin(localName(qualified), attributes)
            }
            if skip("/>") {
                let local = try localName(qualified)
                try part.begin(local, attributes)
                return try part.end(local)
            }
            guard hasSpace else { throw malformed }
            let (name, value) = try takeAttribute()
            guard attributes.updateValue(value, forKey: name) == nil else { throw malformed }
        }
    }

    private mutating func takeAttribute() throws -> (name: String, value: String) {
        let name = try string(takeName())
        _ = skipWhitespace()
        guard skip("=") else { throw malformed }
        _ = skipWhitespace()
        let closing: StaticString = position < bytes.count && bytes[position] == .quote ? "\"" : "'"
        guard skip(closing) else { throw malformed }
        let value = try take(until: closing)
        guard !bytes[value].contains(UInt8(ascii: "<")) else { throw malformed }
        return (name, try unescaped(value))
    }

    private mutating func walkEnd(_ part: some XMLPart) throws {
        let qualified = try takeName()
        _ = skipWhitespace()
        guard skip(">"), let begun = open.popLast(), bytes[begun] == bytes[qualified] else { throw malformed }
        try part.end(localName(qualified))
    }

    private mutating func walkText(_ part: some XMLPart) throws {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
        if open.isEmpty {
            guard bytes[start..<position].allSatisfy(\.isXMLWhitespace) else { throw malformed }
        } else if part.wantsText {
            part.take(try unescaped(start..<position))
        }
    }

    private mutating func takeName() throws -> Range<Int> {
        let start = position
        while position < bytes.count, bytes[position].isXMLName { position += 1 }
        guard position > start else { throw malformed }
        return start..<position
    }

    private func localName(_ qualified: Range<Int>) throws -> String {
        let colon = bytes[qualified].firstIndex(of: UInt8(ascii: ":"))
        return try string((colon.map { $0 + 1 } ?? qualified.lowerBound)..<qualified.upperBound)
    }

    private mutating func skipWhitespace() -> Bool {
        let start = position
        while position < bytes.count, bytes[position].isXMLWhitespace { position += 1 }
        return position > start
    }

    private mutating func skip(_ token: StaticString) -> Bool {
        guard matches(token, at: position) else { return false }
        position += token.utf8CodeUnitCount
        return true
    }

    private func matches(_ token: StaticString, at place: Int) -> Bool {
        let count = token.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        return token.withUTF8Buffer { token in (0..<count).allSatisfy { bytes[place + $0] == token[$0] } }
    }

    /// What stands before the token; goes on after it.
    private mutating func take(until token: StaticString) throws -> Range<Int> {
        let start = position
        while position < bytes.count {
            if matches(token, at: position) {
                defer { position += token.utf8CodeUnitCount }
                return start..<position
            }
            position += 1
        }
        throw malformed
    }

    private func string(_ range: Range<Int>) throws -> String {
        guard let string = String(validating: bytes[range], as: UTF8.self) else { throw malformed }
        return string
    }

    /// The text with references replaced by their characters and line breaks as line feeds (XML 1.0, section 2.11).
    private func unescaped(_ range: Range<Int>) throws -> String {
        let isPlain = bytes[range].allSatisfy { $0 != UInt8(ascii: "&") && ($0 >= 0x20 || $0 == .lineFeed) }
        if isPlain { return try string(range) }
        var output: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "&"):
                guard let end = bytes[index..<min(range.upperBound, index + 12)].firstIndex(of: UInt8(ascii: ";")),
                    let character = Self.character(try string(index + 1..<end))
                else { throw malformed }
                output += String(character).utf8
                index = end
            case .carriageReturn:
                let isFollowed = index + 1 < range.upperBound && bytes[index + 1] == .lineFeed
                if !isFollowed { output.append(.lineFeed) }
            case .lineFeed, UInt8(ascii: "\t"), 0x20...: output.append(bytes[index])
            default: throw malformed
            }
            index += 1
        }
        guard let string = String(validating: output, as: UTF8.self) else { throw malformed }
        return string
    }

    /// The character of a reference, given what stands between `&` and `;`.
    private static func character(_ reference: String) -> Unicode.Scalar? {
        switch reference {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard reference.hasPrefix("#"), !reference.contains("+"), !reference.contains("-") else { return nil }
        let digits = reference.dropFirst()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value >= 0x20 || [0x09, 0x0A, 0x0D].contains(value) else { return nil }
        return Unicode.Scalar(value)
    }
}

extension UInt8 {
    fileprivate var isXMLWhitespace: Bool { self == 0x20 || self == 0x09 || isLineBreak }

    /// Beyond ASCII, names are not held to XML's table of characters: no part we read has such names.
    fileprivate var isXMLName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }
}
