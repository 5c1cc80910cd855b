public import Languages

/// Two to four entries side by side, feature by feature.
public struct CompareTable: Component {
    private let caption: String
    private let entries: [HTML]
    private let rows: [(label: String, values: [HTML?])]

    /// A comparison; `entries` head the columns, and each row has one value for each of them, nil where nobody
    /// has stated it.
    public init(caption: String, entries: [HTML], rows: [(label: String, values: [HTML?])]) {
        self.caption = caption
        self.entries = entries
        self.rows = rows
    }

    /// The table in a frame that scrolls sideways and can be reached with the keyboard.
    public func html(_ t: Localiser) -> HTML {
        func row(_ row: (label: String, values: [HTML?])) -> HTML {
            func cell(_ position: Int) -> HTML {
                "<td>\((position < row.values.count ? row.values[position] : nil) ?? missingValue(t))</td>"
            }
            return "<tr><th scope=\"row\">\(row.label)</th>\(each: entries.indices, cell)</tr>"
        }
        return """
            <div class="scroll" role="region" tabindex="0" aria-label=\(attribute: caption)><table class="compare-table">\
            <caption>\(caption)</caption><thead><tr><td></td>\(each: entries, { "<th scope=\"col\">\($0)</th>" })</tr></thead>\
            <tbody>\(each: rows, row)</tbody></table></div>
            """
    }
}
