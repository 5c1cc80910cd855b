public import Languages

/// A message about the page or about what was just done.
public struct Notice: Component {
    /// What sort of message it is.
    public enum Kind: String, CaseIterable, Sendable { case success, information, warning, error }

    private let kind: Kind
    private let title: String?
    private let content: HTML
    private let isDismissible: Bool

    /// A message with text; a dismissible one can be closed where scripts run.
    public init(_ kind: Kind, _ text: String, title: String? = nil, isDismissible: Bool = false) {
        self.init(kind, markup: "<p>\(text)</p>", title: title, isDismissible: isDismissible)
    }

    /// A message with markup, such as a list or a link.
    public init(_ kind: Kind, markup content: HTML, title: String? = nil, isDismissible: Bool = false) {
        self.kind = kind
        self.title = title
        self.content = content
        self.isDismissible = isDismissible
    }

    /// The message. Errors interrupt a screen reader, success is announced when it pauses.
    public func html(_ t: Localiser) -> HTML {
        """
        <div class="notice notice-\(kind.rawValue)"\(attribute: "role", role)\(flag: "data-dismissible", isDismissible)\
        \(attribute: "data-dismiss-label", isDismissible ? t("Close this message") : nil)>\(icon.html)<div>\
        <span class="hidden-text">\(word(t))</span>\(title.map { "<p class=\"notice-title\">\($0)</p>" as HTML })\
        \(content)</div></div>
        """
    }

    private var role: String? {
        switch kind {
        case .error: "alert"
        case .success: "status"
        case .information, .warning: nil
        }
    }

    private var icon: Icon {
        switch kind {
        case .success: .success
        case .information: .information
        case .warning: .warning
        case .error: .error
        }
    }

    private func word(_ t: Localiser) -> String {
        switch kind {
        case .success: t("Done:")
        case .information: t("Please note:")
        case .warning: t("Warning:")
        case .error: t("Error:")
        }
    }
}

/// What stands where a list would be when it has nothing in it, and what to do about it.
public struct EmptyState: Component {
    private let title: String
    private let text: String?
    private let actions: HTML?

    /// A plain statement that there is nothing, and a way on.
    public init(_ title: String, text: String? = nil, actions: HTML? = nil) {
        self.title = title
        self.text = text
        self.actions = actions
    }

    /// The statement.
    public func html(_ t: Localiser) -> HTML {
        """
        <div class="empty-state"><p class="empty-title">\(title)</p>\(text.map { "<p>\($0)</p>" as HTML })\
        \(actions.map { "<div class=\"actions\">\($0)</div>" as HTML })</div>
        """
    }
}
