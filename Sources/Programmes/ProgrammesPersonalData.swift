import Database
import Platform

/// What the room keeps about people: the projects that they registered.
enum ProgrammesPersonalData {
    static let tables: [PersonalData] = [
        PersonalData(
            "project", purpose: "Projects that you registered",
            export: {
                """
                SELECT e.slug, e.title, p.code, p.programme, p.fund, p.beneficiary, p.start_date, p.end_date
                FROM project p JOIN entry e ON e.id = p.entry WHERE e.author = \($0)
                """
            },
            erase: { removed("author = \($0) AND visibility = 'draft'") },
            withdraw: { removed("author = \($0)") })
    ]

    private static func removed(_ entries: SQL) -> [SQL] {
        let projects: SQL = "SELECT id FROM entry WHERE kind = 'project' AND \(sql: entries)"
        return [
            "DELETE FROM project_amount WHERE project IN (\(sql: projects))",
            "DELETE FROM project WHERE entry IN (\(sql: projects))",
        ]
    }
}
