public import Languages

/// The way through a long list: to the next entries and back. Lists page by key, so there are no page numbers.
public struct Pagination: Component {
    private let previous: String?
    private let next: String?
    private let summary: String?

    /// Links to the entries before and after; `summary` says what is in sight, such as "1 to 20 of 312 needs".
    public init(previous: String?, next: String?, summary: String? = nil) {
        self.previous = previous
        self.next = next
        self.summary = summary
    }

    /// The links; nothing when everything is in sight and there is nothing to say.
    public func html(_ t: Localiser) -> HTML {
        if previous == nil && next == nil && summary == nil { return .empty }
        return """
            <nav class="pagination" aria-label=\(attribute: t("Pages of this list"))>\
            \(summary.map { "<p>\($0)</p>" as HTML })\
            \(previous.map { "<a class=\"button button-secondary\" rel=\"prev\" href=\(address: $0)>\(t("Previous"))</a>" as HTML })\
            \(next.map { "<a class=\"button button-secondary\" rel=\"next\" href=\(address: $0)>\(t("Next"))</a>" as HTML })</nav>
            """
    }
}

/// The same content in several views, such as list, map and table, or the parts of an entry: links, not scripts.
public struct Tabs: Component {
    private let label: String
    private let tabs: [(link: Link, icon: Icon?)]

    /// Links of which one is current; `label` says what they choose.
    public init(label: String, _ tabs: [(link: Link, icon: Icon?)]) {
        self.label = label
        self.tabs = tabs
    }

    /// Links of which one is current, without drawings.
    public init(label: String, _ links: [Link]) {
        self.init(label: label, links.map { ($0, nil) })
    }

    /// The three views of a list.
    public static func views(list: Link, map: Link, table: Link, _ t: Localiser) -> Tabs {
        Tabs(label: t("View"), [(list, .list), (map, .map), (table, .table)])
    }

    /// The links.
    public func html(_ t: Localiser) -> HTML {
        func item(_ tab: (link: Link, icon: Icon?)) -> HTML {
            """
            <li><a href=\(address: tab.link.address)\(attribute: "aria-current", tab.link.isCurrent ? "true" : nil)>\
            \(tab.icon?.html)\(tab.link.text)</a></li>
            """
        }
        return "<nav class=\"tabs\" aria-label=\(attribute: label)><ul role=\"list\">\(each: tabs, item)</ul></nav>"
    }
}

/// Links that jump to the parts of a long page.
public struct SkipTo: Component {
    private let parts: [(identifier: String, title: String)]

    /// Parts by the `id` of their heading.
    public init(_ parts: [(identifier: String, title: String)]) {
        self.parts = parts
    }

    /// The links.
    public func html(_ t: Localiser) -> HTML {
        func item(_ part: (identifier: String, title: String)) -> HTML {
            "<li><a href=\(address: "#" + part.identifier)>\(part.title)</a></li>"
        }
        return """
            <nav class="skip-to" aria-label=\(attribute: t("On this page"))><p>\(t("On this page"))</p>\
            <ul role="list">\(each: parts, item)</ul></nav>
            """
    }
}
