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
        guard let rest = afterDay(text[...]) else { return false }
        return isZone(rest)
    }

    private static func isDateTime(_ text: String) -> Bool {
        guard let rest = afterDay(text[...]), rest.hasPrefix("T") else { return false }
        let clock = rest.dropFirst().prefix { !"Z+-".contains($0) }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 2, parts[1].utf8.count == 2, areDigits(parts[0]),
            areDigits(parts[1]), let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return false }
        let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard seconds[0].utf8.count == 2, seconds.allSatisfy(areDigits), let second = Int(seconds[0]) else {
            return false
        }
        let isMidnight = hour == 24 && minute == 0 && parts[2].utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == 0x2E }
        guard (hour < 24 || isMidnight) && minute < 60 && second < 60 else { return false }
        return isZone(rest.dropFirst(1 + clock.count))
    }

    /// What follows a day that there is, nil when there is none. A year has four digits or more.
    private static func afterDay(_ text: Substring) -> Substring? {
        let text = text.hasPrefix("-") ? text.dropFirst() : text
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count >= 4, parts[1].utf8.count == 2 else { return nil }
        let day = parts[2].prefix(2)
        guard day.utf8.count == 2, areDigits(parts[0]), areDigits(parts[1]), areDigits(day), let month = Int(parts[1]),
            let number = Int(day), (1...12).contains(month), number >= 1
        else { return nil }
        guard parts[0].utf8.count == 4 || parts[0].first != "0" else { return nil }
        // The rules for leap years turn on the last four digits alone.
        guard let year = Int(parts[0].suffix(4)) else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return number <= days[month - 1] ? parts[2].dropFirst(2) : nil
    }

    private static func isZone(_ text: Substring) -> Bool {
        if text.isEmpty || text == "Z" { return true }
        guard text.utf8.count == 6, text.hasPrefix("+") || text.hasPrefix("-") else { return false }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && areDigits($0) }), let hour = Int(parts[0]),
            let minute = Int(parts[1])
        else { return false }
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
