public import Database
public import Languages
public import Platform
import Web

/// What every thing in the catalogue has, whatever its kind; what only one kind has lives in that kind's own table.
public struct Entry: Sendable, Hashable {
    public var id: String
    /// `practice`, `need`, `place` …: the name of a `CatalogueKind`.
    public var kind: String
    /// The readable part of its address, unique within the kind.
    public var slug: String
    public var title: LocalizedText
    public var story: LocalizedText?
    /// The language it was written in.
    public var language: Language
    /// ISO 3166-1 alpha-2, or `EU`.
    public var country: String?
    /// The entry of the city it is in.
    public var city: String?
    public var latitude: Double?
    public var longitude: Double?
    public var sector: Sector?
    public var evidence: EvidenceGrade?
    /// When it began, was voiced or founded.
    public var year: Int?
    /// As somebody decided it; where the days are known they say it instead.
    public var state: EntryState?
    /// The first and the last day on which it goes on, as far as its source states them.
    public var begins: CalendarDate?
    public var ends: CalendarDate?
    public var origin: Origin?
    /// Where it is known from.
    public var source: String?
    /// Doubts and remarks of whoever brought it in.
    public var note: String?
    /// The person who wrote it here, nil for imported ones.
    public var author: String?
    public var visibility: Visibility
    public var topics: [String] = []
    public var goals: [Int] = []
    public var createdAt: Instant
    public var updatedAt: Instant

    /// Who may see an entry.
    public enum Visibility: String, Sendable, DatabaseValue {
        /// Everybody.
        case everybody = "public"
        /// Whoever wrote it, until it is published.
        case draft
        /// Nobody but administrators: taken back or hidden by them.
        case hidden
    }

    public init(
        id: String = newIdentifier(), kind: String, slug: String, title: LocalizedText, story: LocalizedText? = nil,
        language: Language, visibility: Visibility = .everybody, now: Instant
    ) {
        self.id = id
        self.kind = kind
        self.slug = slug
        self.title = title
        self.story = story
        self.language = language
        self.visibility = visibility
        createdAt = now
        updatedAt = now
    }

    public var subject: Subject { Subject(kind, id) }

    /// The text in one language, without regard to who wrote it.
    public func title(_ t: Localiser) -> LocalizedText.Reading { title.reading(for: t.language) }
}

extension Entry {
    /// Reads the columns of the table `entry`; topics and goals come from their own table.
    /// - Parameter day: the day whose state is told, where days tell it.
    public init(_ row: Row, on day: @autoclosure () -> CalendarDate = .today) throws {
        id = try row["id"]
        kind = try row["kind"]
        slug = try row["slug"]
        title = try LocalizedText(json: try row["title"])
        story = try (row["story"] as String?).map(LocalizedText.init(json:))
        language = Language(tag: try row["language"]) ?? .en
        country = try row["country"]
        city = try row["city"]
        latitude = try row["latitude"]
        longitude = try row["longitude"]
        sector = try (row["sector"] as String?).flatMap(Sector.init(rawValue:))
        evidence = try (row["evidence"] as String?).flatMap(EvidenceGrade.init(rawValue:))
        year = try row["year"]
        begins = try (row["begins"] as String?).flatMap(CalendarDate.init(iso:))
        ends = try (row["ends"] as String?).flatMap(CalendarDate.init(iso:))
        state =
            begins == nil && ends == nil
            ? try (row["state"] as String?).flatMap(EntryState.init(rawValue:))
            : EntryState.on(day(), begins: begins, ends: ends)
        origin = try (row["origin"] as String?).flatMap(Origin.init(rawValue:))
        source = try row["source"]
        note = try row["note"]
        author = try row["author"]
        visibility = Visibility(rawValue: try row["visibility"]) ?? .hidden
        createdAt = Instant(milliseconds: try row["created_at"])
        updatedAt = Instant(milliseconds: try row["updated_at"])
    }
}

/// How entries are tied to each other: a closed set, each read in both directions.
public enum EntryRelation: String, Sendable, CaseIterable {
    /// A practice or an idea answers a need.
    case answers
    /// A thing is run by, or comes from, an organisation.
    case ledBy = "led-by"
    /// A project has a partner.
    case partner
    /// A thing belongs to a network or programme.
    case partOf = "part-of"
    /// A region holds a city.
    case holds
    /// A thing concerns a further city.
    case concerns
    /// A need is shared by a city or organisation.
    case sharedBy = "shared-by"

    /// The heading on the page of the thing that the link leads from.
    public var outward: Message {
        switch self {
        case .answers: "Answers the need"
        case .ledBy: "Led by"
        case .partner: "Partners"
        case .partOf: "Part of"
        case .holds: "Cities of the region"
        case .concerns: "Also concerns"
        case .sharedBy: "Shared by"
        }
    }

    /// The heading on the page of the thing that the link leads to.
    public var inward: Message {
        switch self {
        case .answers: "Answers to this need"
        case .ledBy: "Leads"
        case .partner: "Partner in"
        case .partOf: "Belongs to it"
        case .holds: "Part of the region"
        case .concerns: "Concerned by"
        case .sharedBy: "Shares the need"
        }
    }
}
