/// A day in the Gregorian calendar as spreadsheets know it: from 1900 to 9999, without a time zone.
public struct SpreadsheetDate: Sendable, Hashable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Nil unless the text is a day written as `YYYY-MM-DD`.
    public init?(iso: some StringProtocol) {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `YYYY-MM-DD`.
    public var iso: String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// What a spreadsheet counts days from.
    enum Epoch {
        /// 1 is 1 January 1900; 60 is 29 February 1900, a day there never was, kept for Lotus 1-2-3's sake.
        case year1900
        /// 0 is 1 January 1904: old Excel for Macintosh.
        case year1904

        /// Days from 1 January 1970 back to day 0, for days after February 1900.
        var offset: Int { self == .year1900 ? 25_569 : 24_107 }
    }

    /// Nil for days that a spreadsheet does not know: before its epoch, after 9999, or 29 February 1900.
    init?(serial: Int, epoch: Epoch) {
        let isBeforeMarch1900 = epoch == .year1900 && serial < 60
        guard serial >= (epoch == .year1900 ? 1 : 0), epoch == .year1904 || serial != 60 else { return nil }
        self.init(daysSince1970: serial - epoch.offset + (isBeforeMarch1900 ? 1 : 0))
    }

    /// The day's number in the 1900 system, nil before 1900.
    var serial: Int? {
        let days = daysSince1970 + Epoch.year1900.offset
        // 61 is 1 March 1900; the days before it are one lower for the day that never was.
        let serial = days < 61 ? days - 1 : days
        return serial >= 1 ? serial : nil
    }

    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    private init?(daysSince1970: Int) {
        let shifted = daysSince1970 + 719_468
        guard shifted >= 0, shifted < 4_000_000 else { return nil }
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Howard Hinnant, `days_from_civil`.
    private var daysSince1970: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
