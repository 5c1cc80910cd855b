import Languages
import Platform
import Web

/// A table of rows, the newest first, a page at a time. The query reads one row more than a page shows.
struct NewestFirst<Item> {
    let caption: String
    let columns: [DataTable.Column]
    /// What is said when there is nothing.
    let nothing: EmptyState
    /// What the next page begins below, as the query parameter `before`.
    let key: (Item) -> String
    let row: (Item) -> [HTML?]

    /// How many rows the query reads.
    static var limit: Int { AdminFields.pageSize + 1 }

    func html(_ found: [Item], _ request: WebRequest) -> HTML {
        let t = request.t
        let shown = found.prefix(AdminFields.pageSize)
        guard let last = shown.last else { return nothing.html(t) }
        let next =
            found.count > shown.count
            ? request.query.setting("before", to: key(last)).address(request.link(request.path)) : nil
        let table = DataTable(caption: caption, columns: columns, rows: shown.map(row))
        return "\(table, t)\(Pagination(previous: nil, next: next), t)"
    }
}
