import Foundation
import Testing

@testable import Languages

@Suite struct CalendarDateTests {
    @Test(arguments: ["2024-02-29", "2000-02-29", "1900-02-28", "0001-01-01", "9999-12-31", "1970-01-01"])
    func daysThatExistAreReadAndWritten(iso: String) throws {
        let day = try #require(CalendarDate(iso: iso))
        #expect(day.iso == iso)
        #expect(CalendarDate(daysSince1970: day.daysSince1970) == day)
    }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "2026-4-3", "20260403",
        "2026-04-03 ", "２０26-04-03", "", "-026-01-01", "2026/01/01",
    ])
    func otherTextsAreNoDay(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var day = try #require(CalendarDate(iso: "1890-01-01"))
        for number in day.daysSince1970..<day.daysSince1970 + 100_000 {
            let next = CalendarDate(daysSince1970: number + 1)
            #expect(day < next)
            #expect(next.daysSince1970 == number + 1)
            #expect(day.iso < next.iso)
            day = next
        }
    }

    @Test(arguments: [("2026-11-21", 6), ("1970-01-01", 4), ("1969-12-29", 1), ("2024-02-29", 4), ("0001-01-01", 1)])
    func weekdaysStartOnMonday(iso: String, expected: Int) {
        #expect(CalendarDate(iso: iso)?.weekday == expected)
    }

    @Test func theDayDependsOnTheZone() throws {
        let instant = try #require(Instant(iso: "2026-05-28T22:30:00Z"))
        let helsinki = try #require(TimeZone(identifier: "Europe/Helsinki"))
        #expect(CalendarDate(instant, in: helsinki).iso == "2026-05-29")
        #expect(CalendarDate(instant, in: .gmt).iso == "2026-05-28")
    }

    @Test func daysAreStoredAsText() throws {
        let day = try #require(CalendarDate(iso: "2026-05-28"))
        #expect(String(decoding: try JSONEncoder().encode([day]), as: UTF8.self) == "[\"2026-05-28\"]")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data("[\"2026-05\"]".utf8))
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-21T05:52:00Z", 1_795_240_320_000),
        ("2026-11-21T05:52:00.5Z", 1_795_240_320_500), ("2026-11-21T05:52:00.123456789Z", 1_795_240_320_123),
        ("2026-11-21T07:52:00+02:00", 1_795_240_320_000), ("2026-11-21 00:22:00-05:30", 1_795_240_320_000),
        ("1969-12-31T23:59:59.999Z", -1),
    ])
    func momentsAreRead(iso: String, milliseconds: Int) throws {
        let instant = try #require(Instant(iso: iso))
        #expect(instant.milliseconds == milliseconds)
        #expect(Instant(iso: instant.iso) == instant)
        #expect(Instant(instant.date) == instant)
    }

    @Test(arguments: [
        "2026-11-21", "2026-11-21T05:52Z", "2026-11-21T05:52:00", "2026-11-21T24:00:00Z", "2026-11-21T05:52:00.Z",
        "2026-11-21T05:52:00+2:00", "2026-11-21T05:52:00Zx", "2026-02-30T05:52:00Z", "",
    ])
    func otherTextsAreNoMoment(text: String) {
        #expect(Instant(iso: text) == nil)
    }

    @Test func timeIsAddedAndTakenAway() {
        let instant = Instant(milliseconds: 1_000)
        #expect(instant.adding(.milliseconds(-1_500)).milliseconds == -500)
        #expect(instant.adding(.seconds(2)).since(instant) == .seconds(2))
    }
}
