public import Foundation

/// A day of the Gregorian calendar, in no time zone; the calendar is extended backwards before 1582.
///
/// Years run from 1 to 9999, which is what the ISO 8601 form of four digits can hold.
public struct CalendarDate: Sendable, Hashable, Comparable, Codable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// A day by its parts, nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// A day in the form `2026-11-21`, nil for any other form and for days that do not exist.
    public init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that a moment falls on in a time zone.
    public init(_ instant: Instant, in zone: TimeZone) {
        let offset = zone.secondsFromGMT(for: instant.date)
        let seconds = instant.milliseconds.flooredQuotient(by: 1_000) + offset
        self.init(daysSince1970: seconds.flooredQuotient(by: 86_400))
    }

    /// The day by its distance from 1 January 1970, kept within the years 1 to 9999.
    ///
    /// After Howard Hinnant, "chrono-compatible low-level date algorithms" (`civil_from_days`).
    public init(daysSince1970 days: Int) {
        let shifted = min(max(days, Self.earliest), Self.latest) + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    private static let earliest = -719_162
    private static let latest = 2_932_896

    /// The form `2026-11-21`; its alphabetical order is the order in time.
    public var iso: String {
        padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }

    /// The distance from 1 January 1970 in days (`days_from_civil` of the same source).
    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredQuotient(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days later, or earlier for a negative number.
    public func adding(days: Int) -> CalendarDate {
        CalendarDate(daysSince1970: daysSince1970 + days)
    }

    /// The first moment of the day in Coordinated Universal Time.
    public var startInUTC: Instant { Instant(milliseconds: daysSince1970 * 86_400_000) }

    /// Monday is 1 and Sunday is 7, as in ISO 8601.
    public var weekday: Int { (daysSince1970 + 3) - (daysSince1970 + 3).flooredQuotient(by: 7) * 7 + 1 }

    public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// Reads the ISO form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
        }
        self = date
    }

    /// Writes the ISO form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
