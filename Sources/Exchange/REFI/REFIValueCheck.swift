extension REFISchema.ValueKind {
    /// Whether the text is a value of the kind by XML Schema's rules, spaces around it aside.
    func allows(_ text: String) -> Bool {
        let value = self == .string ? text : text.trimmedXML
        return switch self {
        case .string: true
        case .guid: REFIIdentifier(value) != nil
        case .integer: Self.isInteger(value[...])
        case .decimal: Self.isDecimal(value)
        case .boolean: ["true", "false", "1", "0"].contains(value)
        case .date: Self.isDate(value)
        case .dateTime: Self.isDateTime(value)
        case .color: Self.isColor(value)
        case .direction: REFIDirection(rawValue: value) != nil
        case .variableKind: REFIVariable.Kind(rawValue: value) != nil
        case .shape: REFIGraph.Vertex.Shape(rawValue: value) != nil
        case .lineStyle: REFIGraph.Edge.LineStyle(rawValue: value) != nil
        }
    }

    private static func areDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func withoutSign(_ text: Substring) -> Substring {
        text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text
    }

    private static func isInteger(_ text: Substring) -> Bool { areDigits(withoutSign(text)) }

    /// A point, but no exponent.
    private static func isDecimal(_ text: String) -> Bool {
        let parts = withoutSign(text[...]).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.contains(where: { !$0.isEmpty }) else { return false }
        return parts.allSatisfy { $0.isEmpty || areDigits($0) }
    }

    private static func isColor(_ text: String) -> Bool {
        text.hasPrefix("#") && [4, 7].contains(text.utf8.count)
            && text.utf8.dropFirst().allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
    }

    /// `2026-11-21`, with a zone or not.
    private static func isDate(_ text: String) -> Bool {
        var cursor = DateCursor(text)
        return cursor.skipDay() && cursor.skipZone() && cursor.isAtEnd
    }

    private static func isDateTime(_ text: String) -> Bool {
        var cursor = DateCursor(text)
        return cursor.skipDay() && cursor.skip("T") && cursor.skipClock() && cursor.skipZone() && cursor.isAtEnd
    }
}

/// Goes through a day and time as XML Schema 1.0 writes them (part 2, sections 3.2.7 and 3.2.9).
private struct DateCursor {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }

    private mutating func pair() -> Int? {
        guard let tens = digit(), let ones = digit() else { return nil }
        return 10 * tens + ones
    }

    /// A year of four digits, or more without a zero before them; then a month and a day that there is.
    mutating func skipDay() -> Bool {
        _ = skip("-")
        var (year, digits) = (0, 0)
        let startsWithZero = rest.first == UInt8(ascii: "0")
        while let digit = digit() {
            // The rules for leap years turn on the last four digits alone.
            year = (10 * year + digit) % 10_000
            digits += 1
        }
        guard digits == 4 || (digits > 4 && !startsWithZero), skip("-"), let month = pair(), (1...12).contains(month),
            skip("-"), let day = pair()
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        return (1...days).contains(day)
    }

    mutating func skipClock() -> Bool {
        guard let hour = pair(), skip(":"), let minute = pair(), skip(":"), let second = pair() else { return false }
        var hasFraction = false
        if skip(".") {
            guard let first = digit() else { return false }
            hasFraction = first > 0
            while let digit = digit() { hasFraction = hasFraction || digit > 0 }
        }
        let isMidnight = hour == 24 && minute == 0 && second == 0 && !hasFraction
        return (hour < 24 || isMidnight) && minute < 60 && second < 60
    }

    /// None, `Z`, or up to fourteen hours.
    mutating func skipZone() -> Bool {
        if isAtEnd || skip("Z") { return true }
        guard skip("+") || skip("-"), let hour = pair(), skip(":"), let minute = pair() else { return false }
        return (hour < 14 && minute < 60) || (hour == 14 && minute == 0)
    }
}

extension String {
    /// Without the spaces, tabs and line breaks around it.
    var trimmedXML: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        guard Self.isXMLSpace(first) || Self.isXMLSpace(last) else { return self }
        let start = utf8.firstIndex { !Self.isXMLSpace($0) } ?? endIndex
        let end = utf8.lastIndex { !Self.isXMLSpace($0) }.map(utf8.index(after:)) ?? start
        return String(self[start..<max(start, end)])
    }

    private static func isXMLSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
