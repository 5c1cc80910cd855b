/// What an iCalendar stream (`.ics`) holds, and every fault in it against RFC 5545.
///
/// Structure, the properties that each component must have or may have once, days, moments, durations, offsets and
/// recurrence rules are checked; values of other kinds are not.
public struct ICalendarReport: Sendable, Hashable {
    /// One fault and the line on which it is, counted from 1.
    public struct Fault: Sendable, Hashable {
        public let line: Int
        public let reason: Reason
    }

    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        case notUTF8
        /// Lines must end in CR LF (section 3.1). Nearly every reader takes others, so this is told once.
        case lineEnding
        /// Lines should be folded at 75 bytes (section 3.1). Told once.
        case longLine(bytes: Int)
        case notAContentLine
        /// Something stands outside of `VCALENDAR`.
        case outsideCalendar
        case noCalendar
        case wrongEnd(expected: String, found: String)
        case notEnded(String)
        case tooDeep
        case missingProperty(String, component: String)
        case repeatedProperty(String, component: String)
        /// The two must not both be there.
        case excludes(String, String)
        case needs(String, String)
        case emptyCalendar
        /// The component must not stand in the other one.
        case misplaced(String, within: String)
        case version(String)
        case invalidDate(property: String, value: String)
        case notUTC(property: String)
        case invalidDuration(property: String, value: String)
        case invalidOffset(property: String, value: String)
        case invalidRule(String)
        /// The end is not after the start.
        case endBeforeStart
        /// One of start and end is a day, the other a moment.
        case mixedDates
        case unknownTimeZone(String)
        case tooManyLines(limit: Int)
    }

    /// How many components of each kind there are.
    public private(set) var components: [String: Int] = [:]
    /// The first and the last day on which something starts, as ISO 8601 writes them.
    public private(set) var firstDay: String?
    public private(set) var lastDay: String?
    /// Every fault in the order of the lines, up to `limit`.
    public private(set) var faults: [Fault] = []

    /// Most lines that are read.
    public static let lineLimit = 2_000_000
    private static let deepestNesting = 8
    private let limit: Int
    private var open: [ICalendarComponent] = []
    private var calendars = 0
    private var zones: Set<String> = []
    private var zonesUsed: [(name: String, line: Int)] = []
    private var days: (first: Int, last: Int)?
    private var hasMethod = false

    public static func == (first: ICalendarReport, second: ICalendarReport) -> Bool {
        first.components == second.components && first.faults == second.faults && first.firstDay == second.firstDay
            && first.lastDay == second.lastDay
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(faults) }

    /// Checks a stream. O(n).
    /// - Parameter limit: how many faults to gather at most.
    public init(of content: some Sequence<UInt8>, limit: Int = 1_000) {
        self.limit = limit
        let bytes = Array(content)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            report(1, .notUTF8)
            return
        }
        for (number, line) in unfolded(text) {
            guard let line = ICalendarLine(line, number: number) else {
                report(number, .notAContentLine)
                continue
            }
            take(line)
        }
        for component in open.reversed() { report(component.line, .notEnded(component.name)) }
        if calendars == 0 { report(1, .noCalendar) }
        for zone in zonesUsed where !zones.contains(zone.name) && !zone.name.hasPrefix("/") {
            report(zone.line, .unknownTimeZone(zone.name))
        }
        faults.sort { $0.line < $1.line }
    }

    private mutating func report(_ line: Int, _ reason: Reason) {
        if faults.count < limit { faults.append(Fault(line: line, reason: reason)) }
    }

    // MARK: - Lines

    /// The content lines with the numbers of the lines they begin on: a line that begins with a space or tab goes on
    /// with the one before it.
    private mutating func unfolded(_ text: String) -> [(number: Int, text: String)] {
        var lines: [(number: Int, text: String)] = []
        var (number, hasBare, hasLong) = (0, false, false)
        for var line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard number <= Self.lineLimit else {
                report(number, .tooManyLines(limit: Self.lineLimit))
                break
            }
            if number == 1, line.first == "\u{FEFF}" { line.removeFirst() }
            if line.last == "\r" {
                line.removeLast()
            } else if !hasBare, line.endIndex < text.unicodeScalars.endIndex {
                hasBare = true
                report(number, .lineEnding)
            }
            let content = String(line)
            if content.utf8.count > 75, !hasLong {
                hasLong = true
                report(number, .longLine(bytes: content.utf8.count))
            }
            if let first = line.first, first == " " || first == "\t", let last = lines.indices.last {
                lines[last].text += String(line.dropFirst())
            } else if !line.isEmpty {
                lines.append((number, content))
            }
        }
        return lines
    }

    private mutating func take(_ line: ICalendarLine) {
        switch line.name {
        case "BEGIN": begin(line)
        case "END": end(line)
        default:
            guard let last = open.indices.last else { return report(line.number, .outsideCalendar) }
            if line.name == "METHOD", open.count == 1 { hasMethod = true }
            checkValue(line)
            open[last].properties[line.name, default: []].append(line)
        }
    }

    private mutating func begin(_ line: ICalendarLine) {
        let name = line.value.uppercased()
        guard open.count < Self.deepestNesting else { return report(line.number, .tooDeep) }
        if open.isEmpty, name != "VCALENDAR" { report(line.number, .outsideCalendar) }
        if let parent = open.last {
            open[open.count - 1].children.append(name)
            let allowed = ICalendarComponent.parents[name]
            if let allowed, !allowed.contains(parent.name) {
                report(line.number, .misplaced(name, within: parent.name))
            }
        }
        if name == "VCALENDAR" {
            calendars += 1
            hasMethod = false
        }
        components[name, default: 0] += 1
        open.append(ICalendarComponent(name: name, line: line.number))
    }

    private mutating func end(_ line: ICalendarLine) {
        let name = line.value.uppercased()
        guard let component = open.last else { return report(line.number, .outsideCalendar) }
        guard component.name == name else {
            report(line.number, .wrongEnd(expected: component.name, found: name))
            // An end that a component further out waits for closes those within it.
            guard let place = open.lastIndex(where: { $0.name == name }) else { return }
            open.removeSubrange(place...)
            return
        }
        open.removeLast()
        for reason in component.faults(hasMethod: hasMethod) { report(component.line, reason) }
        checkDates(of: component)
    }

    // MARK: - Values

    private mutating func checkValue(_ line: ICalendarLine) {
        let value = line.value
        if let zone = line.parameters["TZID"]?.first { zonesUsed.append((zone, line.number)) }
        switch line.name {
        case "TZID": zones.insert(value)
        case "VERSION" where open.count == 1 && value != "2.0": report(line.number, .version(value))
        case "DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED":
            guard let moment = ICalendarMoment(value), !moment.isDay else {
                return report(line.number, .invalidDate(property: line.name, value: value))
            }
            if !moment.isUTC { report(line.number, .notUTC(property: line.name)) }
        case "DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE": checkMoments(line)
        case "DURATION", "TRIGGER": checkDuration(line)
        case "TZOFFSETTO", "TZOFFSETFROM":
            if !Self.isOffset(value) { report(line.number, .invalidOffset(property: line.name, value: value)) }
        case "RRULE": if let fault = ICalendarRule.fault(in: value) { report(line.number, .invalidRule(fault)) }
        default: break
        }
    }

    private mutating func checkMoments(_ line: ICalendarLine) {
        let kind = line.parameters["VALUE"]?.first?.uppercased()
        guard kind != "PERIOD" else { return }
        for part in line.value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let moment = ICalendarMoment(String(part)), moment.isDay == (kind == "DATE") else {
                report(line.number, .invalidDate(property: line.name, value: String(part)))
                continue
            }
            let isEvent = ["VEVENT", "VTODO", "VJOURNAL"].contains(open.last?.name)
            guard line.name == "DTSTART", isEvent else { continue }
            days = (min(days?.first ?? moment.order, moment.order), max(days?.last ?? moment.order, moment.order))
            if days?.first == moment.order { firstDay = moment.day }
            if days?.last == moment.order { lastDay = moment.day }
        }
    }

    private mutating func checkDuration(_ line: ICalendarLine) {
        if line.parameters["VALUE"]?.first?.uppercased() == "DATE-TIME" {
            if ICalendarMoment(line.value) == nil {
                report(line.number, .invalidDate(property: line.name, value: line.value))
            }
        } else if !ICalendarMoment.isDuration(line.value) {
            report(line.number, .invalidDuration(property: line.name, value: line.value))
        }
    }

    private static func isOffset(_ text: String) -> Bool {
        guard text.hasPrefix("+") || text.hasPrefix("-"), [5, 7].contains(text.utf8.count) else { return false }
        let digits = text.utf8.dropFirst().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return false }
        return digits[0] * 10 + digits[1] < 24 && digits[2] < 6 && (digits.count < 5 || digits[4] < 6)
    }

    private mutating func checkDates(of component: ICalendarComponent) {
        guard let start = component.moment("DTSTART"), let (end, line) = component.end else { return }
        if start.isDay != end.isDay { return report(line, .mixedDates) }
        let isComparable = component.zone("DTSTART") == component.endZone && start.isUTC == end.isUTC
        let isLate = component.name == "VTODO" ? end.order >= start.order : end.order > start.order
        if isComparable, !isLate { report(line, .endBeforeStart) }
    }
}
