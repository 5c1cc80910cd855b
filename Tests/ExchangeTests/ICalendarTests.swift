import SeededRandom
import Testing

@testable import Exchange

@Suite struct ICalendarTests {
    private static func calendar(_ lines: String) -> [UInt8] {
        let all = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n\(lines)\nEND:VCALENDAR\n"
        return Array(all.replacing("\n", with: "\r\n").utf8)
    }

    private static func event(_ lines: String) -> [UInt8] {
        calendar("BEGIN:VEVENT\nUID:1@example.org\nDTSTAMP:20261121T100000Z\n\(lines)\nEND:VEVENT")
    }

    private static func reasons(_ content: [UInt8]) -> [ICalendarReport.Reason] {
        ICalendarReport(of: content).faults.map(\.reason)
    }

    @Test func aSoundCalendarIsCountedAndHasNoFault() {
        let report = ICalendarReport(
            of: Self.event(
                """
                DTSTART;TZID=Europe/Warsaw:20261201T090000
                DTEND;TZID=Europe/Warsaw:20261201T110000
                SUMMARY;LANGUAGE=pl;X-NOTE="a;b:c,d":Kick-off with a title that goes on
                  and on and on
                RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU
                BEGIN:VALARM
                ACTION:DISPLAY
                DESCRIPTION:soon
                TRIGGER:-PT15M
                END:VALARM
                END:VEVENT
                BEGIN:VTIMEZONE
                TZID:Europe/Warsaw
                BEGIN:STANDARD
                DTSTART:19701025T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                UID:2@example.org
                DTSTAMP:20261121T100000Z
                DTSTART;VALUE=DATE:20261224
                """))
        #expect(report.faults.isEmpty, "\(report.faults)")
        #expect(report.components["VEVENT"] == 2 && report.components["VALARM"] == 1)
        #expect(report.firstDay == "2026-12-01" && report.lastDay == "2026-12-24")
    }

    @Test(
        arguments: [
            ("DTSTART:20261301T090000", .invalidDate(property: "DTSTART", value: "20261301T090000")),
            ("DTSTART:20260229", .invalidDate(property: "DTSTART", value: "20260229")),
            ("DTSTART:20261201T090000\nDTEND:20261201T080000", .endBeforeStart),
            ("DTSTART;VALUE=DATE:20261201\nDTEND:20261202T080000", .mixedDates),
            ("DTSTART:20261201T090000\nDTEND:20261201T100000\nDURATION:PT1H", .excludes("DTEND", "DURATION")),
            ("DTSTART:20261201T090000\nDURATION:1H", .invalidDuration(property: "DURATION", value: "1H")),
            ("DTSTART;TZID=Nowhere:20261201T090000", .unknownTimeZone("Nowhere")),
            ("SUMMARY:x", .missingProperty("DTSTART", component: "VEVENT")),
            ("DTSTART:20261201T090000\nDTSTART:20261201T090000", .repeatedProperty("DTSTART", component: "VEVENT")),
            ("DTSTART:20261201T090000\nCREATED:20261201T090000", .notUTC(property: "CREATED")),
            ("DTSTART:20261201T090000\nRRULE:FREQ=SOMETIMES", .invalidRule("FREQ")),
            ("DTSTART:20261201T090000\nRRULE:FREQ=DAILY;COUNT=0", .invalidRule("COUNT=0")),
            ("DTSTART:20261201T090000\nBEGIN:VEVENT\nEND:VEVENT", .misplaced("VEVENT", within: "VEVENT")),
            ("DTSTART:20261201T090000\nno line", .notAContentLine),
            (
                "DTSTART:20261201T090000\nBEGIN:VALARM\nACTION:EMAIL\nTRIGGER:PT0S\nEND:VALARM",
                .missingProperty("ATTENDEE", component: "VALARM")
            ),
        ] as [(String, ICalendarReport.Reason)])
    func eachFaultIsTold(lines: String, reason: ICalendarReport.Reason) {
        #expect(Self.reasons(Self.event(lines)).contains(reason), "\(Self.reasons(Self.event(lines)))")
    }

    @Test func faultsNameTheirLines() {
        let report = ICalendarReport(of: Self.event("DTSTART:20261201T090000\nSUMMARY:a\n b\nDURATION:x"))
        #expect(report.faults.map(\.line) == [10])
    }

    @Test func nestingThatDoesNotCloseIsTold() {
        #expect(Self.reasons(Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".utf8)).contains(.notEnded("VEVENT")))
        #expect(
            Self.reasons(Self.calendar("BEGIN:VEVENT\nEND:VTODO")).contains(
                .wrongEnd(expected: "VEVENT", found: "VTODO")))
        #expect(Self.reasons(Array("BEGIN:VEVENT\r\nEND:VEVENT\r\n".utf8)).contains(.outsideCalendar))
        #expect(Self.reasons([]) == [.noCalendar])
        #expect(Self.reasons([0xFF, 0xFE]) == [.notUTF8])
        #expect(Self.reasons(Self.calendar("")) == [.emptyCalendar])
    }

    @Test func bareLineFeedsAndLongLinesAreToldOnce() {
        let text =
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:\(String(repeating: "x", count: 90))\nBEGIN:X-A\nEND:X-A\nEND:VCALENDAR\n"
        #expect(Self.reasons(Array(text.utf8)) == [.lineEnding, .longLine(bytes: 97)])
    }

    @Test(arguments: [
        ("P1D", true), ("-PT15M", true), ("P1W", true), ("P1DT2H3M4S", true), ("PT", false), ("P", false),
        ("P1WT1H", false), ("PT1M2H", false), ("P1H", false), ("PT5", false),
    ])
    func durationsAreThoseOfTheStandard(text: String, isDuration: Bool) {
        #expect(ICalendarMoment.isDuration(text) == isDuration)
    }

    @Test func damagedCalendarsNeverCrash() {
        var generator = SeededGenerator(seed: 5545)
        let sound = Self.event("DTSTART:20261201T090000\nDURATION:P1D\nRRULE:FREQ=DAILY\nBEGIN:VALARM\nEND:VALARM")
        for _ in 0..<5_000 { #expect(ICalendarReport(of: generator.mutated(sound)).faults.count <= 1_000) }
    }
}
