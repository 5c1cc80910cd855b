import Catalogue
import Database
import Languages
import Platform

/// What may have answered a need: ideas and practices tied to it, and the adoptions that name it.
enum NeedAnswers {
    struct Known: Sendable {
        let id: String
        /// The practice or idea, in the case of an adoption the practice that was adopted.
        let entry: Entry
        /// The city that adopted it, nil when it is not an adoption.
        let city: LocalizedText?

        func label(_ t: Localiser) -> String {
            let name = entry.title(t).text
            return city.map { t("\(name), adopted by \($0.reading(for: t.language).text)") } ?? name
        }
    }

    /// Two statements.
    static func known(for need: Entry, as viewer: Viewer, in transaction: Transaction) throws -> [Known] {
        let tied = try transaction.all(
            """
            SELECT e.* FROM entry_link l JOIN entry e ON e.id = l.source
            WHERE l.target = \(need.id) AND l.relation = 'answers' AND e.visibility = 'public'
              AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.kind, e.slug LIMIT 200
            """)
        let adopted = try transaction.all(
            """
            SELECT e.*, a.id AS adoption, c.title AS city_title FROM adoption a JOIN entry e ON e.id = a.practice
            JOIN entry c ON c.id = a.city
            WHERE a.need = \(need.id) AND a.withdrawn_at IS NULL AND c.visibility = 'public'
              AND e.visibility = 'public' AND \(sql: EntryScope.visible(to: viewer)) ORDER BY a.year, a.id LIMIT 200
            """)
        return try tied.map { row in
            let entry = try Entry(row)
            return Known(id: entry.id, entry: entry, city: nil)
        }
            + adopted.map { row in
                Known(
                    id: try row["adoption"], entry: try Entry(row),
                    city: try LocalizedText(json: try row["city_title"]))
            }
    }
}
