/// A component that has begun, with the properties found in it.
struct ICalendarComponent {
    let name: String
    let line: Int
    var properties: [String: [ICalendarLine]] = [:]
    var children: [String] = []

    init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// Which components hold which (RFC 5545, section 3.6).
    static let parents: [String: [String]] = [
        "VEVENT": ["VCALENDAR"], "VTODO": ["VCALENDAR"], "VJOURNAL": ["VCALENDAR"], "VFREEBUSY": ["VCALENDAR"],
        "VTIMEZONE": ["VCALENDAR"], "STANDARD": ["VTIMEZONE"], "DAYLIGHT": ["VTIMEZONE"],
        "VALARM": ["VEVENT", "VTODO"],
        "VCALENDAR": [],
    ]

    private static let required: [String: [String]] = [
        "VCALENDAR": ["PRODID", "VERSION"], "VEVENT": ["UID", "DTSTAMP"], "VTODO": ["UID", "DTSTAMP"],
        "VJOURNAL": ["UID", "DTSTAMP"], "VFREEBUSY": ["UID", "DTSTAMP"], "VTIMEZONE": ["TZID"],
        "STANDARD": ["DTSTART", "TZOFFSETTO", "TZOFFSETFROM"], "DAYLIGHT": ["DTSTART", "TZOFFSETTO", "TZOFFSETFROM"],
        "VALARM": ["ACTION", "TRIGGER"],
    ]

    private static let once: [String: [String]] = [
        "VCALENDAR": ["PRODID", "VERSION", "CALSCALE", "METHOD"],
        "VEVENT": dated + ["DTEND", "DURATION", "LOCATION", "PRIORITY", "TRANSP", "GEO"],
        "VTODO": dated + ["DUE", "DURATION", "COMPLETED", "LOCATION", "PERCENT-COMPLETE", "PRIORITY", "GEO"],
        "VJOURNAL": dated, "VFREEBUSY": ["UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "URL", "CONTACT"],
        "VTIMEZONE": ["TZID", "LAST-MODIFIED", "TZURL"],
        "STANDARD": ["DTSTART", "TZOFFSETTO", "TZOFFSETFROM"], "DAYLIGHT": ["DTSTART", "TZOFFSETTO", "TZOFFSETFROM"],
        "VALARM": ["ACTION", "TRIGGER", "DURATION", "REPEAT"],
    ]

    private static let dated = [
        "UID", "DTSTAMP", "DTSTART", "CLASS", "CREATED", "LAST-MODIFIED", "ORGANIZER", "RECURRENCE-ID", "SEQUENCE",
        "STATUS", "SUMMARY", "URL",
    ]

    /// What is wrong with the component as a whole.
    /// - Parameter hasMethod: whether the calendar is a message of iTIP, whose events need no start.
    func faults(hasMethod: Bool) -> [ICalendarReport.Reason] {
        var faults: [ICalendarReport.Reason] = []
        for property in Self.required[name] ?? [] where properties[property] == nil {
            faults.append(.missingProperty(property, component: name))
        }
        for property in Self.once[name] ?? [] where (properties[property]?.count ?? 0) > 1 {
            faults.append(.repeatedProperty(property, component: name))
        }
        switch name {
        case "VCALENDAR": if children.isEmpty { faults.append(.emptyCalendar) }
        case "VEVENT":
            if !hasMethod, properties["DTSTART"] == nil { faults.append(.missingProperty("DTSTART", component: name)) }
            if has("DTEND", and: "DURATION") { faults.append(.excludes("DTEND", "DURATION")) }
        case "VTODO":
            if has("DUE", and: "DURATION") { faults.append(.excludes("DUE", "DURATION")) }
            if properties["DURATION"] != nil, properties["DTSTART"] == nil {
                faults.append(.needs("DURATION", "DTSTART"))
            }
        case "VTIMEZONE":
            let hasRule = children.contains("STANDARD") || children.contains("DAYLIGHT")
            if !hasRule { faults.append(.missingProperty("STANDARD", component: name)) }
        case "VALARM": faults += alarmFaults
        default: break
        }
        return faults
    }

    private var alarmFaults: [ICalendarReport.Reason] {
        let needed = ["DISPLAY": ["DESCRIPTION"], "EMAIL": ["DESCRIPTION", "SUMMARY", "ATTENDEE"]]
        let action = properties["ACTION"]?.first?.value.uppercased() ?? ""
        var faults = (needed[action] ?? []).filter { properties[$0] == nil }.map {
            ICalendarReport.Reason.missingProperty($0, component: name)
        }
        // The two come together or not at all (section 3.6.6).
        if properties["DURATION"] != nil, properties["REPEAT"] == nil { faults.append(.needs("DURATION", "REPEAT")) }
        if properties["REPEAT"] != nil, properties["DURATION"] == nil { faults.append(.needs("REPEAT", "DURATION")) }
        return faults
    }

    private func has(_ one: String, and other: String) -> Bool { properties[one] != nil && properties[other] != nil }

    func moment(_ property: String) -> ICalendarMoment? {
        properties[property]?.first.flatMap { ICalendarMoment($0.value) }
    }

    func zone(_ property: String) -> String? { properties[property]?.first?.parameters["TZID"]?.first }

    private var endProperty: String { name == "VTODO" ? "DUE" : "DTEND" }

    var endZone: String? { zone(endProperty) }

    /// When it ends or is due, and the line that says so.
    var end: (ICalendarMoment, line: Int)? {
        guard let line = properties[endProperty]?.first, let moment = ICalendarMoment(line.value) else { return nil }
        return (moment, line.number)
    }
}

/// Recurrence rules (RFC 5545, section 3.3.10).
enum ICalendarRule {
    private static let frequencies: Set = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    private static let parts: Set = [
        "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
        "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
    ]

    /// The part that is wrong; nil when the rule is sound.
    static func fault(in rule: String) -> String? {
        var values: [String: String] = [:]
        for part in rule.split(separator: ";", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.uppercased()
            }
            guard sides.count == 2, parts.contains(sides[0]), !sides[1].isEmpty,
                values.updateValue(sides[1], forKey: sides[0]) == nil
            else { return String(part) }
        }
        guard let frequency = values["FREQ"], frequencies.contains(frequency) else { return "FREQ" }
        if values["COUNT"] != nil, values["UNTIL"] != nil { return "COUNT, UNTIL" }
        if let until = values["UNTIL"], ICalendarMoment(until) == nil { return "UNTIL=\(until)" }
        for name in ["COUNT", "INTERVAL"] {
            if let number = values[name], Int(number).map({ $0 < 1 }) ?? true { return "\(name)=\(number)" }
        }
        return nil
    }
}
