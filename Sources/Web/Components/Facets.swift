public import Languages

/// Groups of filters with counts, in a form that is sent by GET, so that the address holds the selection.
public struct Facets: Component {
    /// One value to filter by, and how many entries have it within the rest of the selection.
    public struct Option: Sendable {
        let value: String
        let label: String
        let count: Int?
        let isSelected: Bool

        /// A value; `count` is nil where counting would cost too much.
        public init(_ value: String, _ label: String, count: Int?, isSelected: Bool = false) {
            self.value = value
            self.label = label
            self.count = count
            self.isSelected = isSelected
        }
    }

    /// One question to filter by: a parameter of the address and its values.
    public struct Group: Sendable {
        let name: String
        let title: String
        let options: [Option]

        /// A group; a group without options is left out.
        public init(_ name: String, title: String, options: [Option]) {
            self.name = name
            self.title = title
            self.options = options
        }
    }

    /// How many values of a group are in sight before the rest has to be opened.
    private static let visibleOptions = 7

    private let action: String
    private let query: String?
    private let suggestions: String?
    private let groups: [Group]
    private let kept: [(name: String, value: String)]
    private let clearAddress: String?

    /// Filters for the list at `action`.
    ///
    /// - Parameters:
    ///   - query: the words searched for; nil leaves the search field out.
    ///   - suggestions: where a script finds what typed words may become.
    ///   - kept: parameters that stay as they are, such as the order and the view.
    ///   - clearAddress: the list without filters, when there is something to clear.
    public init(
        action: String, query: String? = nil, suggestions: String? = nil, groups: [Group],
        kept: [(name: String, value: String)] = [], clearAddress: String? = nil
    ) {
        self.action = action
        self.query = query
        self.suggestions = suggestions
        self.groups = groups.filter { !$0.options.isEmpty }
        self.kept = kept
        self.clearAddress = clearAddress
    }

    /// The filters. On narrow screens they open below their title; `data-live` lets a script send them on change.
    public func html(_ t: Localiser) -> HTML {
        """
        <form class="facets" action=\(address: action) method="get" aria-label=\(attribute: t("Filters")) data-live>\
        \(each: kept, { field in
            "<input type=\"hidden\" name=\(attribute: field.name) value=\(attribute: field.value)>"
        })<details class="facet-drawer"><summary>\(t("Filters"))\(selectedCount(t))</summary><div class="facet-body">\
        \(search(t))\(each: groups, { group($0, t) })\
        <div class="facet-actions">\(Button.submit(t("Show"), style: .secondary), t)\
        \(clearAddress.map { "<a href=\(address: $0)>\(t("Clear all"))</a>" as HTML })</div></div></details></form>
        """
    }

    private func selectedCount(_ t: Localiser) -> HTML {
        let count = groups.reduce(0) { $0 + $1.options.count(where: \.isSelected) }
        return "\(if: count > 0, " <span class=\"count\">\(t.number(count))</span>")"
    }

    private func search(_ t: Localiser) -> HTML? {
        query.map { query in
            """
            <div class="facet-search"><label for="facet-query">\(t("Words"))</label>\
            <input type="search" id="facet-query" name="q" value=\(attribute: query) maxlength="400" \
            autocomplete="off"\(attributes(ofSuggestions: suggestions, t))></div>\(SearchHelp(), t)
            """
        }
    }

    private func group(_ group: Group, _ t: Localiser) -> HTML {
        let selectedFirst = group.options.filter(\.isSelected) + group.options.filter { !$0.isSelected }
        let cut = group.options.count <= Self.visibleOptions + 2 ? group.options.count : Self.visibleOptions
        let visible = cut < group.options.count ? selectedFirst : group.options
        func row(_ position: Int, _ option: Option) -> HTML {
            let identifier = "facet-\(group.name)-\(position)"
            return """
                <div class="choice"><input type="checkbox" id=\(attribute: identifier) name=\(attribute: group.name) \
                value=\(attribute: option.value)\(flag: "checked", option.isSelected)>\
                <label for=\(attribute: identifier)>\(option.label)\
                \(option.count.map { " <span class=\"count\">\(t.number($0))</span>" as HTML })</label></div>
                """
        }
        func rows(_ range: Range<Int>) -> HTML { "\(each: range, { row($0, visible[$0]) })" }
        return """
            <fieldset class="facet"><legend>\(group.title)</legend>\(rows(0..<cut))\
            \(if: cut < visible.count, "<details class=\"facet-more\"><summary>\(t.count(visible.count - cut, one: "\(visible.count - cut) more", other: "\(visible.count - cut) more"))</summary>\(rows(cut..<visible.count))</details>")\
            </fieldset>
            """
    }
}
