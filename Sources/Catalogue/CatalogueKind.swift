public import Database
public import Languages
public import Platform
public import Web

/// A kind of thing in the catalogue: its words, its filters, and what its room adds to its pages.
public struct CatalogueKind: Sendable {
    /// What a room adds to the page of one entry.
    public struct Additions: Sendable {
        /// Further facts, below those that every entry has.
        public var facts: [Fact] = []
        /// Sections below the story.
        public var sections: HTML = .empty
        /// What a person can do here: buttons and links beside the title.
        public var actions: HTML = .empty
        /// Who sees a draft, where that is more than its author.
        public var draftNotice: Message?
        /// Whether a section of the room tells of a tie already, so that the page does not tell of it twice.
        public var tells: @Sendable (EntryLists.Tie) -> Bool = { _ in false }

        public init() {}
    }

    /// What a room counts of each of its entries and lists show, such as the adoptions of a practice.
    public struct Tally: Sendable {
        public let title: Message
        /// The numbers by entry, in one statement; an entry that has none may be left out.
        public let counts: @Sendable ([String], Transaction) throws -> [String: Int]

        public init(_ title: Message, counts: @escaping @Sendable ([String], Transaction) throws -> [String: Int]) {
            self.title = title
            self.counts = counts
        }
    }

    /// The word in code, addresses of the API and the change feed: `practice`.
    public let name: String
    /// The part of the address, which is the word in the plural: `practices`.
    public let path: String
    public let singular: Message
    public let plural: Message
    /// "12 practices".
    public let count: @Sendable (Int) -> Message
    /// What its list can be filtered by, in order.
    public let facets: [Facet]
    /// What stands under the title of its list.
    public let lead: Message
    /// Whether its list stands in the navigation and it is counted on the first page.
    public let isListed: Bool
    /// What only entries of this kind have, as open data.
    public let details: EntryDetails?
    /// What its room counts of each entry, nil for most kinds.
    public let tally: Tally?
    /// What the room adds to a page; runs a constant number of statements.
    public let additions: @Sendable (Entry, CatalogueService, WebRequest) async throws -> Additions

    public init(
        name: String, path: String, singular: Message, plural: Message, count: @escaping @Sendable (Int) -> Message,
        facets: [Facet], lead: Message, isListed: Bool = true, details: EntryDetails? = nil, tally: Tally? = nil,
        additions: @escaping @Sendable (Entry, CatalogueService, WebRequest) async throws -> Additions = { _, _, _ in
            Additions()
        }
    ) {
        self.name = name
        self.path = path
        self.singular = singular
        self.plural = plural
        self.count = count
        self.facets = facets
        self.lead = lead
        self.isListed = isListed
        self.details = details
        self.tally = tally
        self.additions = additions
    }

    /// The address of an entry of this kind, without the language.
    public func path(to slug: String) -> String { "/\(path)/\(slug)" }
}

/// A capability's door: everything that the room adds to the house.
public struct Capability: Sendable {
    public var migrations: [Migration] = []
    public var actions: [any Action.Type] = []
    public var kinds: [CatalogueKind] = []
    /// How its facts come in from files, in the order in which they must.
    public var imports: [any FactsImport.Type] = []
    /// Pages and answers; given the node's catalogue, which knows all kinds.
    public var routes: @Sendable (CatalogueService) -> [Route] = { _ in [] }
    public var jobs: [any JobHandler] = []
    public var personalData: [PersonalData] = []
    public var navigation: [Site.NavigationItem] = []
    public var accountLinks: [Site.AccountLink] = []

    public init() {}
}
