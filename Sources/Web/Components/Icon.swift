public import Languages

/// A small line drawing beside a word. It never stands for a word, so it is hidden from screen readers.
public enum Icon: String, CaseIterable, Component {
    case search, menu, close, globe, person, arrow, ascending, descending, unsorted, download, link, list, map, table
    case success, information, warning, error, machine, external

    /// The drawing on a grid of 24 units, drawn with a stroke in the colour of the text.
    private var path: String {
        switch self {
        case .search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM15.5 15.5L20.5 20.5"
        case .menu: "M4 7H20M4 12H20M4 17H20"
        case .close: "M6 6L18 18M18 6L6 18"
        case .globe:
            "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM3 12H21M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9Z"
        case .person: "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8ZM4.5 20.5c1-4 4-5.5 7.5-5.500s6.5 1.5 7.5 5.5"
        case .arrow: "M5 12H19M13 6L19 12L13 18"
        case .ascending: "M12 19V5M6.5 10.500L12 5L17.5 10.5"
        case .descending: "M12 5V19M6.5 13.500L12 19L17.5 13.5"
        case .unsorted: "M8 9.500L12 5.500L16 9.500M8 14.500L12 18.500L16 14.5"
        case .download: "M12 4V15M7 10.500L12 15.500L17 10.500M5 20H19"
        case .link: "M10 14l4-4M8.5 11.500L6 14a4 4 0 0 0 5.5 5.500L14 17M10 7l2.5-2.500A4 4 0 0 1 18 10l-2.5 2.5"
        case .list: "M9 6H20M9 12H20M9 18H20M4.5 6H5M4.5 12H5M4.5 18H5"
        case .map: "M4 6.500L9.5 4L14.5 6.500L20 4V17.500L14.5 20L9.5 17.500L4 20ZM9.5 4V17.500M14.5 6.500V20"
        case .table: "M4 5H20V19H4ZM4 10H20M4 14.500H20M10 5V19"
        case .success: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM8 12.500L11 15.500L16 9.5"
        case .information: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM12 11V16.500M12 7.500V8"
        case .warning: "M12 4L21 19.500H3ZM12 10V14.500M12 16.8V17"
        case .error: "M8.3 3H15.700L21 8.300V15.700L15.7 21H8.300L3 15.700V8.300ZM12 7.500V13M12 16V16.3"
        case .machine: "M6 9H18V18H6ZM12 5V9M9.5 12.500V13.500M14.5 12.500V13.500M3.5 12V15M20.5 12V15M12 4.500V5"
        case .external: "M13 5H19V11M19 5L11 13M9 6H5V19H18V15"
        }
    }

    /// An inline drawing, as high as the text beside it.
    public func html(_ t: Localiser) -> HTML { html }

    /// The same drawing without a localiser, as it holds no words.
    var html: HTML {
        """
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">\
        <path d=\(attribute: path)/></svg>
        """
    }
}
