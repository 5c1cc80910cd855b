public import Catalogue
import Exchange
public import Languages
import Platform

/// An entry that a test house holds.
public struct TestEntry: Sendable {
    public let kind: String
    public let slug: String
    public let title: String
    public let story: String
    public let language: Language
    public var country: String?
    public var city: String?
    public var topics: [String] = []
    public var visibility = Entry.Visibility.everybody
    public var author: Persona?

    public init(_ kind: String, _ slug: String, title: String, story: String, language: Language = .en) {
        self.kind = kind
        self.slug = slug
        self.title = title
        self.story = story
        self.language = language
    }

    private func with(_ change: (inout TestEntry) -> Void) -> TestEntry {
        var copy = self
        change(&copy)
        return copy
    }

    /// Words that stand in one entry only, which its author has not published.
    public static let draftMarker = "Zebradraft"
    /// Words that stand in one entry only, which an administrator has hidden.
    public static let hiddenMarker = "Quokkahidden"

    /// Two networks, two cities, and a few entries of the other kinds, in three languages.
    public static let all: [TestEntry] = [
        TestEntry("network", "network-a", title: "Network A", story: "A network of cities."),
        TestEntry("network", "network-b", title: "Network B", story: "Another network of cities."),
        TestEntry("city", "city-a", title: "Cityaville", story: "A city.").with { $0.country = "FI" },
        TestEntry("city", "city-b", title: "Citybburg", story: "Another city.").with { $0.country = "SE" },
        TestEntry("organisation", "organisation-a", title: "Tool association", story: "Lends tools.")
            .with { $0.city = "city-a" },
        TestEntry(
            "need", "need-a", title: "Tyhjät talot keskustassa",
            story: "Keskustan liiketilat seisovat tyhjinä, ja asukkaat kaipaavat yhteistä tilaa.", language: .fi
        ).with {
            $0.country = "FI"
            $0.city = "city-a"
        },
        TestEntry(
            "need", "need-b", title: "Äldre saknar sällskap",
            story: "Många äldre bor ensamma och saknar någon att äta med.", language: .sv
        ).with {
            $0.country = "SE"
            $0.city = "city-b"
        },
        TestEntry(
            "practice", "practice-a", title: "Empty shops lent to neighbours",
            story: "The city lends empty buildings to residents who open a common room."
        ).with {
            $0.country = "FI"
            $0.city = "city-a"
        },
        TestEntry(
            "practice", "practice-b", title: "Lunch friends", story: "Older people eat with pupils once a week."
        ).with {
            $0.country = "SE"
            $0.city = "city-b"
        },
        TestEntry("place", "place-a", title: "The old mill", story: "A mill run by its neighbours.")
            .with { $0.city = "city-a" },
        TestEntry("project", "project-a", title: "Open mills", story: "A project about mills.")
            .with { $0.city = "city-a" },
        TestEntry(
            "need", "need-draft", title: "\(draftMarker) gardens",
            story: "\(draftMarker): gardens on roofs, not yet published."
        ).with {
            $0.city = "city-a"
            $0.visibility = .draft
            $0.author = .member
        },
        TestEntry(
            "practice", "practice-hidden", title: "\(hiddenMarker) gardens",
            story: "\(hiddenMarker): gardens on roofs, taken back."
        ).with {
            $0.city = "city-a"
            $0.visibility = .hidden
        },
    ]

    /// The entry as a document that an import takes.
    var document: JSONValue {
        var document: JSONObject = [
            "kind": .string(kind), "slug": .string(slug), "title": text(title), "story": text(story),
            "language": .string(language.rawValue), "topics": .array(topics.map(JSONValue.string)),
        ]
        document["country"] = country.map(JSONValue.string)
        document["city"] = city.map(JSONValue.string)
        if kind == "network" { document["details"] = ["kind": "national"] }
        return .object(document)
    }

    private func text(_ text: String) -> JSONValue {
        (try? JSONValue(parsing: LocalizedText(text, in: language).json)) ?? .string(text)
    }
}

/// Brings a test entry in, of whatever kind.
enum AddTestEntry: EntryImport {
    static let kind = "test"
    static let plural = "test"
    static let columns: [ImportColumn] = []
    static let record = Field.text("record", label: "The entry", maximum: 200_000)
    static let fields: [any InputField] = [record]

    static func documents(from row: JSONObject) throws -> [JSONValue] { [.object(row)] }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let document = try JSONValue(parsing: input[record])
        let reader = DocumentReader(document)
        let language = try reader.optional("language", Language.init(tag:)) ?? .en
        var entry = Entry(
            id: newIdentifier(at: context.now), kind: try reader.text("kind"), slug: try reader.text("slug"),
            title: try reader.localized("title"), language: language, now: context.now)
        entry.story = try reader.optionalLocalized("story")
        entry.country = try reader.optionalText("country")
        entry.city = try reader.optionalText("city").map {
            try Entries.find($0, kind: "city", as: .program, in: context.transaction).id
        }
        try Entries.insert(entry, in: context)
        return Outcome(entry.subject)
    }
}
