import Catalogue
import Database
import Languages
import Platform

/// The fields of a place, and how they become its entry.
enum PlaceForm {
    static let title = Field<String>.text("title", label: "Name of the place")
    static let language = Field<Language>.language(label: "Written in")
    static let story = Field<String?>.optionalText(
        "story", label: "What happens there, and who makes it happen", maximum: 5_000, lines: 6)
    static let city = Field<String>.text("city", label: "City", hint: "As it is named here, such as Tampere.")
    static let address = Field<String?>.optionalText("address", label: "Address")
    static let origin = Field<String?>.optionalChoice(
        "origin", label: "Origin", hint: "Who started it: residents, the city, or both.",
        options: Origin.allCases.map { FieldOption($0.rawValue, $0.label) })
    static let founded = Field<Int?>.optionalInteger("founded", label: "Founded in", in: 1_000...2_100)
    static let activities = Field<String?>.optionalText(
        "activities", label: "Activities", hint: "One on each line.", maximum: 2_000, lines: 4)
    static let owner = Field<String?>.optionalText("owner", label: "Owner")
    static let legalForm = Field<String?>.optionalText("legal_form", label: "Legal form")
    static let latitude = degrees("latitude", label: "Latitude", atMost: 90)
    static let longitude = degrees("longitude", label: "Longitude", atMost: 180)
    static let source = Field<String?>.address("source", label: "Web address")

    static let fields: [any InputField] = [
        title, language, story, city, address, latitude, longitude, origin, founded, activities, owner, legalForm,
        source,
    ]

    private static func degrees(_ name: String, label: Message, atMost bound: Double) -> Field<Double?> {
        Field(
            name, label: label, required: false, control: .line(kind: .decimal), schema: FieldSchema(.number)
        ) { raw throws(FieldFault) in
            let text = (raw.first ?? "").filter { !$0.isWhitespace }
            guard !text.isEmpty else { return nil }
            guard let number = Double(text.map { $0 == "," ? "." : String($0) }.joined()), abs(number) <= bound else {
                throw FieldFault("Please write degrees as a decimal number, such as 61.498.")
            }
            return number
        }
    }

    /// Writes what the form says into an entry.
    /// - Throws: `InputFaults` when there is no such city, or only one coordinate.
    static func fill(_ entry: inout Entry, from input: Input, in transaction: Transaction) throws {
        let home = try city(named: input[city], in: transaction)
        guard (input[latitude] == nil) == (input[longitude] == nil) else {
            throw InputFaults.at(
                input[latitude] == nil ? latitude : longitude, "Please fill in both coordinates, or neither.")
        }
        entry.title = LocalizedText(input[title], in: input[language])
        entry.story = input[story].map { LocalizedText($0, in: input[language]) }
        entry.language = input[language]
        entry.city = home.id
        entry.country = home.country
        entry.latitude = input[latitude]
        entry.longitude = input[longitude]
        entry.origin = input[origin].flatMap(Origin.init(rawValue:))
        entry.year = input[founded]
        entry.source = input[source]
    }

    /// What only a place has, as the form says it.
    static func details(_ input: Input) -> PlaceDetails {
        var details = PlaceDetails()
        details.address = input[address]
        details.ownerStated = input[owner]
        details.legalForm = input[legalForm].map { LocalizedText($0, in: input[language]) }
        details.activities = (input[activities] ?? "").split(separator: "\n").map { String($0) }
            .filter { !$0.allSatisfy(\.isWhitespace) }.map { LocalizedText($0, in: input[language]) }
        return details
    }

    /// The city of that name in any language, whatever its capitals and accents. One statement.
    static func city(named name: String, in transaction: Transaction) throws -> Entry {
        let wanted = folded(name)
        let rows = try transaction.all(
            "SELECT e.id, e.slug, e.title FROM entry e WHERE e.kind = 'city' AND e.visibility = 'public'")
        let found = try rows.map { try CityRow($0) }.first { city in
            city.id == name || city.slug == wanted || city.title.versions.contains { folded($0.text) == wanted }
        }
        guard let found, let entry = try? Entries.find(found.id, kind: "city", as: .visitor, in: transaction) else {
            throw InputFaults.at(city, "There is no city of this name here. Please choose one from the list of cities.")
        }
        return entry
    }

    private struct CityRow {
        let id: String
        let slug: String
        let title: LocalizedText

        init(_ row: Row) throws {
            id = try row["id"]
            slug = try row["slug"]
            title = try LocalizedText(json: try row["title"])
        }
    }
}
