import Database
import Platform

/// What this room keeps about people, and how it is handed out and erased. What a city said on a need stays the city's,
/// without the officer; what somebody proposed or drafted as a person goes.
enum NeedsPersonalData {
    static let tables: [PersonalData] = [
        PersonalData(
            "entry", purpose: "Needs, practices and ideas that you wrote",
            export: {
                """
                SELECT kind, slug, title, story, language, visibility, created_at, updated_at FROM entry
                WHERE author = \($0) AND kind IN ('need', 'practice', 'idea')
                """
            },
            erase: { person in
                let own: SQL = "author = \(person) AND \(sql: here) AND (kind = 'idea' OR visibility = 'draft')"
                let announced: SQL = """
                    INSERT INTO change (at, subject_kind, subject_id, action)
                    SELECT updated_at, kind, id, 'accounts.erase' FROM entry WHERE \(sql: own)
                    """
                return [announced] + emptied(own) + [
                    """
                    UPDATE entry SET visibility = 'hidden', story = NULL, source = NULL, note = NULL, slug = id,
                        title = '{"en":{"text":"erased","by":"machine"}}' WHERE \(sql: own)
                    """,
                    "UPDATE entry SET author = NULL WHERE author = \(person) AND \(sql: here)",
                ]
            },
            withdraw: { emptied("author = \($0)") }),
        PersonalData(
            "need_state", purpose: "Steps that you noted in the life of a need",
            export: { "SELECT need, state, at FROM need_state WHERE person = \($0)" },
            erase: { ["UPDATE need_state SET person = NULL WHERE person = \($0)"] }),
        PersonalData(
            "need_join", purpose: "Needs that you joined on behalf of a city",
            export: { "SELECT need, city, sentence, language, at FROM need_join WHERE person = \($0)" },
            erase: { ["UPDATE need_join SET person = NULL WHERE person = \($0)"] }),
        PersonalData(
            "adoption", purpose: "Adoptions that you recorded on behalf of a city",
            export: {
                """
                SELECT practice, city, year, outcome, kept, changed, dropped, result, cost_minor_units, cost_currency,
                       again, evidence, source, created_at, updated_at FROM adoption WHERE person = \($0)
                """
            },
            erase: { ["UPDATE adoption SET person = NULL WHERE person = \($0)"] }),
    ]

    private static let here: SQL = "kind IN ('need', 'practice', 'idea')"

    /// What only needs and practices have is emptied with the entry that it belongs to.
    private static func emptied(_ entries: SQL) -> [SQL] {
        [
            """
            UPDATE need SET voiced_by = NULL, area = NULL, tried = NULL, stake = NULL, people_count = NULL
            WHERE entry IN (SELECT id FROM entry WHERE \(sql: entries))
            """,
            """
            UPDATE practice SET organisation_stated = NULL, result_reported = NULL, programme = NULL,
                evidence_reason = NULL
            WHERE entry IN (SELECT id FROM entry WHERE \(sql: entries))
            """,
        ]
    }
}
