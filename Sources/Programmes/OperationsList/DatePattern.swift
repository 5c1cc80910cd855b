public import Languages

/// How a list writes days: `d.m.yyyy`, `dd/mm/yyyy`, `yyyy-mm-dd`, `dd-mmm-yy`.
///
/// `d` and `m` are one or two digits, `dd` and `mm` two, `yyyy` four, `yy` two (of this century), `mmm` the name of a
/// month. Every other character stands for itself.
public struct DatePattern: Sendable, Hashable {
    private enum Part: Hashable {
        case day(digits: ClosedRange<Int>)
        case month(digits: ClosedRange<Int>)
        case monthName
        case year(digits: Int)
        case literal(Character)
    }

    /// The pattern as the mapping writes it.
    public let text: String
    private let parts: [Part]

    /// Nil when the pattern does not name a day, a month and a year, each once.
    public init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = Substring(text)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            guard let read = Self.parts(of: letter, count: run.count) else { return nil }
            parts += read
            rest = rest.dropFirst(run.count)
        }
        let kinds = parts.compactMap { part in
            switch part {
            case .day: "day"
            case .month, .monthName: "month"
            case .year: "year"
            case .literal: nil
            }
        }
        guard kinds.sorted() == ["day", "month", "year"] else { return nil }
        self.parts = parts
    }

    private static func parts(of letter: Character, count: Int) -> [Part]? {
        switch (letter, count) {
        case ("d", 1): [.day(digits: 1...2)]
        case ("d", 2): [.day(digits: 2...2)]
        case ("m", 1): [.month(digits: 1...2)]
        case ("m", 2): [.month(digits: 2...2)]
        case ("m", 3): [.monthName]
        case ("y", 2), ("y", 4): [.year(digits: count)]
        case ("d", _), ("m", _), ("y", _): nil
        default: Array(repeating: .literal(letter), count: count)
        }
    }

    /// The day that a text names, nil when it is written otherwise or there is no such day.
    ///
    /// - Parameter monthNames: the number of each month by its name as the list writes it.
    public func date(from text: String, monthNames: [String: Int] = [:]) -> CalendarDate? {
        var rest = Substring(text)
        var (year, month, day) = (0, 0, 0)
        for part in parts {
            switch part {
            case .literal(let character):
                guard rest.first == character else { return nil }
                rest.removeFirst()
            case .day(let digits):
                guard let number = Self.number(digits, from: &rest) else { return nil }
                day = number
            case .month(let digits):
                guard let number = Self.number(digits, from: &rest) else { return nil }
                month = number
            case .monthName:
                let name = rest.prefix { $0.isLetter }
                guard let number = monthNames[String(name)] else { return nil }
                rest = rest.dropFirst(name.count)
                month = number
            case .year(let digits):
                guard let number = Self.number(digits...digits, from: &rest) else { return nil }
                year = digits == 2 ? 2000 + number : number
            }
        }
        return rest.isEmpty ? CalendarDate(year: year, month: month, day: day) : nil
    }

    private static func number(_ digits: ClosedRange<Int>, from rest: inout Substring) -> Int? {
        let run = rest.prefix(digits.upperBound).prefix { $0.isASCIIDigit }
        guard digits.contains(run.count) else { return nil }
        rest = rest.dropFirst(run.count)
        return Int(run)
    }
}

extension DatePattern: Codable {
    /// Reads the pattern as text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let pattern = DatePattern(text) else { throw OperationsMapping.Fault.unknownDateFormat(text) }
        self = pattern
    }

    /// Writes the pattern as text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
