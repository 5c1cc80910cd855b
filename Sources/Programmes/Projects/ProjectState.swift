import Catalogue
import Languages

/// Where a project stands, by the days that its source states; never guessed from anything else.
enum ProjectState {
    /// Nil when the days do not tell: an open end may be near or far.
    static func on(_ today: CalendarDate, start: CalendarDate?, end: CalendarDate?) -> EntryState? {
        if let end, end < today { return .ended }
        guard let start else { return nil }
        if start > today { return .planned }
        return end == nil ? nil : .running
    }
}
