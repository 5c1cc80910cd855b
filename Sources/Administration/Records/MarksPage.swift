import Catalogue
import Database
import Languages
import Platform
import Web

/// What people marked as useful or not: all that search learns from, by entry.
enum MarksPage {
    static func routes(_ catalogue: CatalogueService) -> [Route] {
        [.page("/admin/marks", access: .administrator) { try await list($0, catalogue) }]
    }

    private struct Listed: Sendable {
        let entry: Entry
        let useful: Int
        let notUseful: Int
        /// Of the newest mark; entries are shown in the order of these.
        let newest: String
        let at: Instant
    }

    private static func read(before: String?, in transaction: Transaction) throws -> [Listed] {
        let older: SQL = before.map { "HAVING MAX(m.id) < \($0)" } ?? ""
        return try transaction.all(
            """
            SELECT e.*, n.useful, n.not_useful, n.newest, n.at FROM (
                SELECT m.entry, COUNT(DISTINCT CASE WHEN m.is_useful THEN m.person END) AS useful,
                       COUNT(DISTINCT CASE WHEN m.is_useful THEN NULL ELSE m.person END) AS not_useful,
                       MAX(m.id) AS newest, MAX(m.at) AS at
                FROM match_mark m WHERE m.person IS NOT NULL GROUP BY m.entry \(sql: older)
            ) n JOIN entry e ON e.id = n.entry ORDER BY n.newest DESC LIMIT \(AdminFields.pageSize + 1)
            """
        ).map { row in
            Listed(
                entry: try Entry(row), useful: try row["useful"], notUseful: try row["not_useful"],
                newest: try row["newest"], at: Instant(milliseconds: try row["at"]))
        }
    }

    private static func list(_ request: WebRequest, _ catalogue: CatalogueService) async throws -> WebResponse {
        let t = request.t
        let before = request.query["before"]
        let found = try await request.site.database.read { try read(before: before, in: $0) }
        let table = NewestFirst<Listed>(
            caption: t("Marks on answers"),
            columns: [
                .init(t("Entry")), .init(t("People who found it useful"), isNumber: true),
                .init(t("People who did not"), isNumber: true), .init(t("Last marked")),
            ],
            nothing: EmptyState(t("Nobody who was signed in has marked an answer yet.")), key: \.newest
        ) { listed in
            let address = request.link(catalogue.path(to: listed.entry))
            return [
                "<a href=\(address: address)>\(listed.entry.title(t).unmarked)</a>",
                HTML(text: t.number(listed.useful)), HTML(text: t.number(listed.notUseful)),
                HTML(text: t.dateTime(listed.at)),
            ]
        }
        let state =
            request.site.settings.current.learnsFromMarks
            ? t("Search learns from these: for a like need an entry moves up or down a little.")
            : t("Search does not learn from these; it is switched off.")
        return request.adminPage(
            .marks,
            lead: t("What signed-in people said of answers they were shown. Nobody counts twice for one entry.")
        ) {
            """
            <p>\(state) <a href=\(address: request.link("/admin/settings"))>\(t("Settings"))</a></p>\
            \(table.html(found, request))
            """
        }
    }
}
