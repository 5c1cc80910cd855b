import Catalogue
import Database
import Platform

/// What this room keeps about people, and how it is handed out and erased.
///
/// What somebody proposed or drafted as a person goes with the person. What an officer said for a city stays the city's,
/// without the officer; whoever asks to take back what they published leaves only that it happened, which is counted.
enum NeedsPersonalData {
    static let tables: [PersonalData] = [need, practice, idea, needState, needJoin, adoption]

    private static let need = PersonalData(
        "need", purpose: "Details of the needs that you wrote",
        export: {
            """
            SELECT e.slug, n.voiced_by, n.people_count, n.tried, n.stake FROM need n JOIN entry e ON e.id = n.entry
            WHERE e.author = \($0)
            """
        },
        erase: { erasing("author = \($0) AND kind = 'need' AND visibility = 'draft'") },
        withdraw: { erasing("author = \($0) AND kind = 'need'") })

    private static let practice = PersonalData(
        "practice", purpose: "Details of the practices that you wrote, and the grounds on which you graded others",
        export: { person in
            """
            SELECT e.slug, e.author = \(person) AS is_author, p.organisation_stated, p.result_reported,
                   p.evidence_reason
            FROM practice p JOIN entry e ON e.id = p.entry WHERE e.author = \(person) OR p.graded_by = \(person)
            """
        },
        erase: {
            erasing("author = \($0) AND kind = 'practice' AND visibility = 'draft'")
                + ["UPDATE practice SET graded_by = NULL WHERE graded_by = \($0)"]
        },
        withdraw: {
            erasing("author = \($0) AND kind = 'practice'")
                + ["UPDATE practice SET evidence_reason = NULL WHERE graded_by = \($0)"]
        })

    private static let idea = PersonalData(
        "idea", purpose: "The needs for which you proposed ideas",
        export: {
            """
            SELECT e.slug, n.slug AS need FROM idea i JOIN entry e ON e.id = i.entry LEFT JOIN entry n ON n.id = i.need
            WHERE e.author = \($0)
            """
        },
        erase: { erasing("author = \($0) AND kind = 'idea'") })

    private static let needState = PersonalData(
        "need_state", purpose: "Steps that you noted in the life of a need",
        export: { "SELECT need, state, at FROM need_state WHERE person = \($0)" },
        erase: { ["UPDATE need_state SET person = NULL WHERE person = \($0)"] })

    private static let needJoin = PersonalData(
        "need_join", purpose: "Needs that you joined on behalf of a city",
        export: { "SELECT need, city, sentence, language, at FROM need_join WHERE person = \($0)" },
        erase: { ["UPDATE need_join SET person = NULL WHERE person = \($0)"] },
        withdraw: { ["UPDATE need_join SET sentence = '' WHERE person = \($0)"] })

    private static let adoption = PersonalData(
        "adoption", purpose: "Adoptions that you recorded on behalf of a city",
        export: {
            """
            SELECT practice, city, year, taken_from, outcome, kept, changed, dropped, result, cost_minor_units,
                   cost_currency, again, evidence, source, created_at, updated_at FROM adoption WHERE person = \($0)
            """
        },
        erase: { ["UPDATE adoption SET person = NULL WHERE person = \($0)"] },
        withdraw: { clearingAdoptions("person = \($0)") })

    /// Takes the words of adoptions away. That a city adopted the practice, when and how it went, stays counted.
    static func clearingAdoptions(_ condition: SQL) -> [SQL] {
        AuditLog.erasing("SELECT 'adoption', id FROM adoption WHERE \(sql: condition)") + [
            """
            UPDATE adoption SET kept = NULL, changed = NULL, dropped = NULL, result = NULL, source = NULL,
                cost_minor_units = NULL, cost_currency = NULL, again = NULL WHERE \(sql: condition)
            """
        ]
    }

    /// Takes the words of entries away, here and in the audit log; what is left of each is a hidden row.
    /// - Parameter condition: over the columns of `entry`, such as `id = …`.
    static func erasing(_ condition: SQL) -> [SQL] {
        let entries: SQL = "(SELECT id FROM entry WHERE \(sql: condition))"
        return [
            """
            UPDATE need SET voiced_by = NULL, area = NULL, people_count = NULL, tried = NULL, stake = NULL
            WHERE entry IN \(sql: entries)
            """,
            "UPDATE need_join SET sentence = '' WHERE need IN \(sql: entries)",
            """
            UPDATE practice SET organisation_stated = NULL, result_reported = NULL, stated_kind = NULL,
                raised_at = NULL, programme = NULL, evidence_reason = NULL WHERE entry IN \(sql: entries)
            """,
            "UPDATE idea SET stated_kind = NULL, raised_at = NULL WHERE entry IN \(sql: entries)",
        ] + Entries.erasing(condition)
    }
}
