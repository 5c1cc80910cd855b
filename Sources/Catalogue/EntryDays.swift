public import Languages

extension EntryState {
    /// Where a thing stands on a day, by its first and last day as its source states them; never guessed from anything
    /// else, and never stored: it changes at midnight without anybody writing.
    /// - Returns: nil when the days do not tell, because an open end may be near or far.
    public static func on(_ day: CalendarDate, begins: CalendarDate?, ends: CalendarDate?) -> EntryState? {
        if let ends, ends < day { return .ended }
        guard let begins else { return nil }
        if begins > day { return .planned }
        return ends == nil ? nil : .running
    }
}

extension CalendarDate {
    /// The day on which somebody reads, by Greenwich time as everywhere on the site.
    public static var today: CalendarDate { CalendarDate(.now, in: .gmt) }
}
