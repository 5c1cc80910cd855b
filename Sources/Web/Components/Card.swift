public import Languages

/// One entry in a list of entries: its title is the link, and the whole card can be clicked.
public struct Card: Component {
    private let title: HTML
    private let address: String
    private let kind: String?
    private let summary: HTML?
    private let badges: [Badge]
    private let facts: [Fact]
    private let footer: HTML?

    /// A card with a title in the reader's language. `kind` says what sort of thing it is, `facts` are one-line
    /// facts such as city and year, `footer` holds reasons or buttons.
    public init(
        title: String, address: String, kind: String? = nil, summary: HTML? = nil, badges: [Badge] = [],
        facts: [Fact] = [], footer: HTML? = nil
    ) {
        self.init(
            markup: HTML(text: title), address: address, kind: kind, summary: summary, badges: badges, facts: facts,
            footer: footer)
    }

    /// A card whose title is in the language that a reading found.
    public init(
        title: LocalizedText.Reading, address: String, kind: String? = nil, summary: HTML? = nil, badges: [Badge] = [],
        facts: [Fact] = [], footer: HTML? = nil
    ) {
        self.init(
            markup: title.unmarked, address: address, kind: kind, summary: summary, badges: badges, facts: facts,
            footer: footer)
    }

    private init(
        markup: HTML, address: String, kind: String?, summary: HTML?, badges: [Badge], facts: [Fact], footer: HTML?
    ) {
        title = markup
        self.address = address
        self.kind = kind
        self.summary = summary
        self.badges = badges
        self.facts = facts
        self.footer = footer
    }

    /// The card with a third-level heading.
    public func html(_ t: Localiser) -> HTML { html(t, isTopLevel: false) }

    /// The card with a second-level heading right below the page's own, or else with a third-level one.
    func html(_ t: Localiser, isTopLevel: Bool) -> HTML {
        let link: HTML = "<a href=\(address: address)>\(title)</a>"
        return """
                <article class="card">\(kind.map { "<p class=\"kicker\">\($0)</p>" as HTML })\
                \(isTopLevel ? "<h2>\(link)</h2>" as HTML : "<h3>\(link)</h3>")\
                \(summary.map { "<div class=\"summary\">\($0)</div>" as HTML })\
                \(if: !facts.isEmpty, "<dl class=\"facts\">\(facts, t)</dl>")\
                \(if: !badges.isEmpty, "<p class=\"badges\">\(badges, t)</p>")\
                \(footer.map { "<div class=\"card-footer\">\($0)</div>" as HTML })</article>
            """
    }
}

/// Cards side by side where there is room, one below the other where there is not.
public struct CardGrid: Component {
    private let cards: [Card]
    private let label: String?
    private let isTopLevel: Bool

    /// A grid of cards; `label` names the list for screen readers when no heading stands above it.
    /// `isTopLevel` is for a list right below the page's title, whose entries are then second-level headings.
    public init(_ cards: [Card], label: String? = nil, isTopLevel: Bool = false) {
        self.cards = cards
        self.label = label
        self.isTopLevel = isTopLevel
    }

    /// The list of cards; nothing when there is none.
    public func html(_ t: Localiser) -> HTML {
        if cards.isEmpty { return .empty }
        func item(_ card: Card) -> HTML { "<li>\(card.html(t, isTopLevel: isTopLevel))</li>" }
        return "<ul class=\"card-grid\" role=\"list\"\(attribute: "aria-label", label)>\(each: cards, item)</ul>"
    }
}
