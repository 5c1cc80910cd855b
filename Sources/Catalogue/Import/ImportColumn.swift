import Exchange
import Foundation
public import Languages
import Platform

/// What a column of a table can be, on its way to a line of facts.
public struct ImportColumn: Sendable {
    /// How a cell is read.
    public enum Shape: Sendable {
        case text
        /// A text for people, in the row's language, or in the one that the column's name ends with: `title.pl`.
        case words
        case whole, number, truth
        /// Several values, separated by semicolons.
        case texts, wholes

        public var isWords: Bool { if case .words = self { true } else { false } }
    }

    /// The member of the line.
    public let name: String
    public let label: Message
    public let shape: Shape
    public let isRequired: Bool
    /// What else files call it: exports, and the documents of the API.
    public let otherNames: [String]

    public init(
        _ name: String, _ label: Message, _ shape: Shape = .text, isRequired: Bool = false,
        otherNames: [String] = []
    ) {
        self.name = name
        self.label = label
        self.shape = shape
        self.isRequired = isRequired
        self.otherNames = otherNames
    }

    /// The key under which a later import finds the entry again; with it every line begins.
    public static let key = ImportColumn("key", "Key", isRequired: true, otherNames: ["slug"])
    /// A title in a language.
    public static let title = ImportColumn("title", "Title", .words, isRequired: true)
    /// A proper name, whose language its country tells.
    public static let properName = ImportColumn("name", "Name", isRequired: true, otherNames: ["title"])
    public static let language = ImportColumn("language", "Language")
    public static let country = ImportColumn("country", "Country")
    public static let city = ImportColumn("city", "City")
    public static let latitude = ImportColumn("latitude", "Latitude", .number)
    public static let longitude = ImportColumn("longitude", "Longitude", .number)
    public static let sector = ImportColumn("sector", "Sector")
    public static let topics = ImportColumn("topics", "Topics", .texts)
    public static let goals = ImportColumn("sdg_goals", "Sustainability goals", .wholes, otherNames: ["goals"])
    public static let source = ImportColumn("source_url", "Source", otherNames: ["source"])
    public static let note = ImportColumn("note", "Note")

    /// The story under the name that the lines of a kind give it.
    public static func story(_ name: String) -> ImportColumn {
        ImportColumn(name, "Story", .words, otherNames: ["story", "summary", "description"].filter { $0 != name })
    }

    /// The year in which it began, under the name that the lines of a kind give it.
    public static func year(_ name: String) -> ImportColumn {
        ImportColumn(name, "Year", .whole, otherNames: name == "year" ? [] : ["year"])
    }

    /// A cell that is not empty, as a member of a line.
    /// - Parameter language: that of words.
    func value(_ cell: String, in language: Language) throws(FieldFault) -> JSONValue {
        switch shape {
        case .text: return .string(cell)
        case .words: return [language.rawValue: ["text": .string(cell), "by": "person"]]
        case .whole: return .integer(try Self.whole(cell))
        case .number:
            guard let number = Double(cell.replacing(",", with: ".")), number.isFinite else {
                throw FieldFault("Please write a number, such as 60.17.")
            }
            return .number(number)
        case .truth:
            guard let value = ["true": true, "1": true, "false": false, "0": false][cell.lowercased()] else {
                throw FieldFault("Please write true or false.")
            }
            return .bool(value)
        case .texts: return .array(Self.parts(cell).map(JSONValue.string))
        case .wholes:
            var numbers: [JSONValue] = []
            for part in Self.parts(cell) { numbers.append(.integer(try Self.whole(part))) }
            return .array(numbers)
        }
    }

    private static func whole(_ text: String) throws(FieldFault) -> Int {
        guard let number = Int(text) else { throw FieldFault("Please write a whole number, such as 120.") }
        return number
    }

    private static func parts(_ cell: String) -> [String] {
        cell.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
