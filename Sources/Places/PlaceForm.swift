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
    static let source = Field<String?>.address("source", label: "Source", hint: "Web address")

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
        // Texts in other languages stay as they are.
        entry.title.set(input[title], in: input[language])
        entry.story = input[story].map { text in
            var story = entry.story ?? LocalizedText(text, in: input[language])
            story.set(text, in: input[language])
            return story
        }
        entry.language = input[language]
        entry.city = home.id
        entry.country = home.country
        entry.latitude = input[latitude]
        entry.longitude = input[longitude]
        entry.origin = input[origin].flatMap(Origin.init(rawValue:))
        entry.year = input[founded]
        entry.source = input[source]
    }

    /// Writes what the form says of what only a place has; further sources and findings stay as they are.
    static func fill(_ details: inout PlaceDetails, from input: Input) {
        let language = input[language]
        details.address = input[address]
        details.ownerStated = input[owner]
        details.legalForm = input[legalForm].map { text in
            var form = details.legalForm ?? LocalizedText(text, in: language)
            form.set(text, in: language)
            return form
        }
        let named = (input[activities] ?? "").split(separator: "\n").map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
        details.activities = named.map { name in
            details.activities.first { $0[language]?.text == name } ?? LocalizedText(name, in: language)
        }
    }

    /// The values of the form for a place that is kept, in the language in which it was written.
    static func values(_ entry: Entry, _ details: PlaceDetails, city name: LocalizedText?) -> RawInput {
        let language = entry.language
        func text(_ text: LocalizedText?) -> String { text?.reading(for: language).text ?? "" }
        let values: [String: String?] = [
            title.name: text(entry.title), Self.language.name: language.rawValue, story.name: text(entry.story),
            city.name: text(name), address.name: details.address, origin.name: entry.origin?.rawValue,
            founded.name: entry.year.map(String.init), owner.name: details.ownerStated,
            activities.name: details.activities.map(text).joined(separator: "\n"),
            legalForm.name: text(details.legalForm), latitude.name: entry.latitude.map { String($0) },
            longitude.name: entry.longitude.map { String($0) }, source.name: entry.source,
        ]
        return values.compactMapValues { $0.map { [$0] } }
    }

    /// The city of that name in any language. Two statements at most.
    static func city(named name: String, in transaction: Transaction) throws -> Entry {
        guard let found = try EntryNames.find(name, kind: "city", as: .visitor, in: transaction) else {
            throw InputFaults.at(city, "There is no city of this name here. Please choose one from the list of cities.")
        }
        return found
    }
}
