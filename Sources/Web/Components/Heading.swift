public import Languages

/// The head of a page: what it is (kicker), its title, one paragraph that says what it is about.
public struct Heading: Component {
    private let title: HTML
    private let kicker: String?
    private let lead: HTML?
    private let badges: [Badge]
    private let actions: HTML?

    /// A head with a title in the reader's language; `actions` are buttons and links that belong to the whole page.
    public init(
        _ title: String, kicker: String? = nil, lead: HTML? = nil, badges: [Badge] = [], actions: HTML? = nil
    ) {
        self.init(markup: HTML(text: title), kicker: kicker, lead: lead, badges: badges, actions: actions)
    }

    /// A head whose title is in the language that a reading found.
    public init(
        _ title: LocalizedText.Reading, kicker: String? = nil, lead: HTML? = nil, badges: [Badge] = [],
        actions: HTML? = nil
    ) {
        self.init(markup: title.unmarked, kicker: kicker, lead: lead, badges: badges, actions: actions)
    }

    private init(markup: HTML, kicker: String?, lead: HTML?, badges: [Badge], actions: HTML?) {
        title = markup
        self.kicker = kicker
        self.lead = lead
        self.badges = badges
        self.actions = actions
    }

    /// The head with the page's only `h1`.
    public func html(_ t: Localiser) -> HTML {
        """
        <div class="heading">\(kicker.map { "<p class=\"kicker\">\($0)</p>" as HTML })<h1>\(title)</h1>\
        \(if: !badges.isEmpty, "<p class=\"badges\">\(badges, t)</p>")\
        \(lead.map { "<div class=\"lead\">\($0)</div>" as HTML })\
        \(actions.map { "<div class=\"actions\">\($0)</div>" as HTML })</div>
        """
    }
}
