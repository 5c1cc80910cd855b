public import Languages

/// Rows and columns of data with a caption. On narrow screens each row becomes a small list of its own.
public struct DataTable: Component {
    /// How a column is sorted, and where it is sorted the other way.
    public enum Sorting: Sendable {
        /// It can be sorted at this address.
        case possible(address: String)
        /// It is sorted from small to large; the address turns it round.
        case ascending(address: String)
        /// It is sorted from large to small; the address turns it round.
        case descending(address: String)
    }

    /// The head of a column.
    public struct Column: Sendable {
        let title: String
        let isNumber: Bool
        let sorting: Sorting?

        /// A column; numbers are set to the end, so that their digits stand below each other.
        public init(_ title: String, isNumber: Bool = false, sorting: Sorting? = nil) {
            self.title = title
            self.isNumber = isNumber
            self.sorting = sorting
        }
    }

    private let caption: String
    private let note: String?
    private let columns: [Column]
    private let rows: [[HTML?]]
    private let hidesCaption: Bool

    /// A table whose first column names the row.
    ///
    /// - Parameters:
    ///   - note: what is counted, from when and where; stands below the caption.
    ///   - rows: as many cells in each as there are columns; nil is shown as not stated.
    ///   - hidesCaption: when a heading right above says the same to those who see.
    public init(
        caption: String, note: String? = nil, columns: [Column], rows: [[HTML?]], hidesCaption: Bool = false
    ) {
        self.caption = caption
        self.note = note
        self.columns = columns
        self.rows = rows
        self.hidesCaption = hidesCaption
    }

    /// The table. Its roles are spelt out because changing `display` on narrow screens takes them away.
    public func html(_ t: Localiser) -> HTML {
        """
        <table class="data-table" role="table"><caption\(attribute: "class", hidesCaption ? "hidden-text" : nil)>\
        \(caption)\(note.map { " <span class=\"caption-note\">\($0)</span>" as HTML })</caption>\
        <thead role="rowgroup"><tr role="row">\(each: columns, { head($0, t) })</tr></thead>\
        <tbody role="rowgroup">\(each: rows, { row($0, t) })</tbody></table>
        """
    }

    private func head(_ column: Column, _ t: Localiser) -> HTML {
        let order: (name: String?, icon: Icon, address: String)? =
            switch column.sorting {
            case .possible(let address): (nil, .unsorted, address)
            case .ascending(let address): ("ascending", .ascending, address)
            case .descending(let address): ("descending", .descending, address)
            case nil: nil
            }
        return """
            <th scope="col" role="columnheader"\(attribute: "class", column.isNumber ? "number" : nil)\
            \(attribute: "aria-sort", order?.name)>\
            \(order.map { "<a href=\(address: $0.address)>\(column.title)\($0.icon.html)</a>" as HTML } ?? "\(column.title)")</th>
            """
    }

    private func row(_ cells: [HTML?], _ t: Localiser) -> HTML {
        func cell(_ position: Int, _ column: Column) -> HTML {
            let value = (position < cells.count ? cells[position] : nil) ?? missingValue(t)
            if position == 0 { return "<th scope=\"row\" role=\"rowheader\">\(value)</th>" }
            return """
                <td role="cell" data-label=\(attribute: column.title)\
                \(attribute: "class", column.isNumber ? "number" : nil)><span>\(value)</span></td>
                """
        }
        return "<tr role=\"row\">\(each: columns.enumerated(), { cell($0.offset, $0.element) })</tr>"
    }
}
