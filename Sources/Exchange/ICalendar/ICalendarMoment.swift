/// A day or a moment of an iCalendar property (RFC 5545, sections 3.3.4 and 3.3.5).
struct ICalendarMoment: Hashable {
    let isDay: Bool
    let isUTC: Bool
    /// Year, month, day, hour, minute, second in one number, so that later is larger.
    let order: Int

    /// Nil when there is no such day or time.
    init?(_ text: String) {
        var digits: [Int] = []
        var rest = Substring(text).utf8
        func take(_ count: Int) -> Bool {
            let part = rest.prefix(count)
            guard part.count == count, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            digits += part.map { Int($0) - 0x30 }
            rest = rest.dropFirst(count)
            return true
        }
        guard take(8) else { return nil }
        isDay = rest.isEmpty
        if !isDay {
            guard rest.first == UInt8(ascii: "T") else { return nil }
            rest = rest.dropFirst()
            guard take(6) else { return nil }
        }
        isUTC = rest.elementsEqual("Z".utf8)
        guard rest.isEmpty || (isUTC && !isDay) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { 10 * $0 + $1 } }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard (1...12).contains(month), (1...days).contains(day) else { return nil }
        if !isDay {
            // 60 is a leap second.
            guard number(8..<10) < 24, number(10..<12) < 60, number(12..<14) <= 60 else { return nil }
        }
        order = (digits + Array(repeating: 0, count: 14 - digits.count)).reduce(0) { 10 * $0 + $1 }
    }

    /// The day as ISO 8601 writes it.
    var day: String {
        let digits = String(order / 1_000_000)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        return "\(padded.prefix(4))-\(padded.dropFirst(4).prefix(2))-\(padded.suffix(2))"
    }

    /// Whether the text is a duration (section 3.3.6), such as `P1DT2H` or `-PT15M`.
    static func isDuration(_ text: String) -> Bool {
        var rest = text[...]
        if rest.hasPrefix("+") || rest.hasPrefix("-") { rest.removeFirst() }
        guard rest.hasPrefix("P") else { return false }
        rest.removeFirst()
        var (units, isTime) = ("WD", false)
        var hasPart = false
        while let next = rest.first {
            if next == "T", !isTime {
                (isTime, units) = (true, "HMS")
                rest.removeFirst()
                hasPart = false
                continue
            }
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            guard !digits.isEmpty, let unit = rest.first, let place = units.firstIndex(of: unit) else { return false }
            rest.removeFirst()
            // Weeks stand alone; the others come in their order.
            if unit == "W" { return rest.isEmpty }
            units = String(units[units.index(after: place)...])
            hasPart = true
        }
        return hasPart
    }
}
