extension JSONValue {
    /// Parses one JSON text strictly as RFC 8259 has it: UTF-8 only, no comments, no repeated names in an object.
    ///
    /// A byte order mark at the beginning is passed over. O(n).
    /// - Throws: `JSONError` with the place of the first fault.
    public init(parsing text: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var parser = JSONParser(Array(text), limits)
        self = try parser.parseText()
    }

    /// Parses one JSON text given as a string; see `init(parsing:limits:)` for bytes.
    /// - Throws: `JSONError` with the place of the first fault.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}

/// Recursive descent over the bytes of one text; recursion is bounded by `JSONLimits.depth`.
struct JSONParser {
    private let text: [UInt8]
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var valueCount = 0

    init(_ text: [UInt8], _ limits: JSONLimits) {
        self.text = text
        self.limits = limits
    }

    mutating func parseText() throws(JSONError) -> JSONValue {
        guard text.count <= limits.bytes else { throw fault(.tooLarge(limitBytes: limits.bytes)) }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let value = try parseValue()
        skipWhitespace()
        guard position == text.count else { throw fault(.trailingText) }
        return value
    }

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        skipWhitespace()
        valueCount += 1
        guard valueCount <= limits.values else { throw fault(.tooManyValues(limit: limits.values)) }
        switch try current() {
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case .quote: return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: throw fault(.unexpectedCharacter)
        }
    }

    private mutating func parseObject() throws(JSONError) -> JSONObject {
        try enter()
        var object = JSONObject()
        guard try !closes(with: UInt8(ascii: "}")) else { return object }
        repeat {
            skipWhitespace()
            let start = position
            guard try current() == .quote else { throw fault(.unexpectedCharacter) }
            let name = try parseString()
            guard object[name] == nil else { throw fault(.duplicateName(name), at: start) }
            skipWhitespace()
            guard try current() == UInt8(ascii: ":") else { throw fault(.unexpectedCharacter) }
            position += 1
            object[name] = try parseValue()
        } while try continues(until: UInt8(ascii: "}"))
        return object
    }

    private mutating func parseArray() throws(JSONError) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        guard try !closes(with: UInt8(ascii: "]")) else { return elements }
        repeat {
            elements.append(try parseValue())
        } while try continues(until: UInt8(ascii: "]"))
        return elements
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= limits.depth else { throw fault(.tooDeep(limit: limits.depth)) }
        position += 1
    }

    /// Whether a container that has just been opened ends at once.
    private mutating func closes(with bracket: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        guard try current() == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    /// Whether a comma announces another element; otherwise the bracket must stand here.
    private mutating func continues(until bracket: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        if try current() == UInt8(ascii: ",") {
            position += 1
            return true
        }
        guard try closes(with: bracket) else { throw fault(.unexpectedCharacter) }
        return false
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard try current() == word.withUTF8Buffer({ $0[index] }) else { throw fault(.unexpectedCharacter) }
            position += 1
        }
        return value
    }

    private mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = position
        var isInteger = true
        if text[position] == UInt8(ascii: "-") { position += 1 }
        let isZero = position < text.count && text[position] == UInt8(ascii: "0")
        let digitCount = skipDigits()
        guard digitCount == 1 || (digitCount > 1 && !isZero) else { throw fault(.invalidNumber, at: start) }
        if skip(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw fault(.invalidNumber, at: start) }
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            isInteger = false
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw fault(.invalidNumber, at: start) }
        }
        let digits = String(decoding: text[start..<position], as: UTF8.self)
        if isInteger, digits != "-0" {
            guard let value = Int(digits) else { throw fault(.numberOutOfRange, at: start) }
            return .integer(value)
        }
        guard let value = Double(digits), value.isFinite else { throw fault(.numberOutOfRange, at: start) }
        return .number(value)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]) { position += 1 }
        return position - start
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), .lineFeed, .carriageReturn: position += 1
            default: return
            }
        }
    }

    private func current() throws(JSONError) -> UInt8 {
        guard position < text.count else { throw fault(.unexpectedEnd) }
        return text[position]
    }

    private func fault(_ reason: JSONError.Reason, at place: Int? = nil) -> JSONError {
        let before = text[..<(place ?? position)]
        let line = before.count { $0 == .lineFeed } + 1
        let lineStart = before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
        // Bytes that continue a UTF-8 sequence do not begin a character.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return JSONError(line: line, column: column, reason: reason)
    }
}

// MARK: - Strings

extension JSONParser {
    private mutating func parseString() throws(JSONError) -> String {
        position += 1
        var decoded: [UInt8] = []
        var start = position
        let opening = position
        while true {
            switch try current() {
            case .quote:
                decoded += text[start..<position]
                guard let string = String(validating: decoded, as: UTF8.self) else {
                    throw fault(.invalidUTF8, at: opening)
                }
                position += 1
                return string
            case UInt8(ascii: "\\"):
                decoded += text[start..<position]
                try parseEscape(into: &decoded)
                start = position
            case 0..<0x20: throw fault(.unescapedControlCharacter)
            default: position += 1
            }
        }
    }

    private mutating func parseEscape(into decoded: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        let letter = try current()
        position += 1
        switch letter {
        case .quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(.lineFeed)
        case UInt8(ascii: "r"): decoded.append(.carriageReturn)
        case UInt8(ascii: "t"): decoded.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"):
            let scalar = try parseCodePoint(from: start)
            decoded.append(contentsOf: String(scalar).utf8)
        default: throw fault(.invalidEscape, at: start)
        }
    }

    /// The character of `\uXXXX`, or of two of them that form a surrogate pair.
    private mutating func parseCodePoint(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try parseHexadecimal(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
            throw fault(.loneSurrogate, at: start)
        }
        let trail = try parseHexadecimal(from: start)
        let codePoint = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
        guard UTF16.isTrailSurrogate(trail), let scalar = Unicode.Scalar(codePoint) else {
            throw fault(.loneSurrogate, at: start)
        }
        return scalar
    }

    private mutating func parseHexadecimal(from start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try current())).hexDigitValue else {
                throw fault(.invalidEscape, at: start)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
