import Database
import Platform

/// What the room keeps about people: the places that they registered.
enum PlacesPersonalData {
    static let tables: [PersonalData] = [
        PersonalData(
            "place", purpose: "Places that you registered",
            export: {
                """
                SELECT e.slug, e.title, p.legal_form, p.owner_stated, p.address, p.activities, p.further_source
                FROM place p JOIN entry e ON e.id = p.entry WHERE e.author = \($0)
                """
            },
            erase: { [removed("author = \($0) AND visibility = 'draft'")] },
            withdraw: { [removed("author = \($0)")] })
    ]

    private static func removed(_ entries: SQL) -> SQL {
        "DELETE FROM place WHERE entry IN (SELECT id FROM entry WHERE kind = 'place' AND \(sql: entries))"
    }
}
