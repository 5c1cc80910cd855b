public import CrossLingualSearch
import Exchange
public import Foundation
public import Languages

/// The controlled list of topics, read once at start from `share/topics.jsonl`: what things are about, in twelve
/// languages, each tied to sustainability goals, with the names of `share/topic-names.jsonl`. Also the concepts that search explains itself with.
public struct Topics: Sendable {
    /// One topic.
    public struct Topic: Sendable {
        public let id: String
        public let label: LocalizedText
        public let goals: [Int]
        /// Other names that people give it, by language; search knows it by them too.
        public var names: [Language: [String]] = [:]
    }

    public let all: [Topic]
    private let byIdentifier: [String: Topic]

    public init(_ topics: [Topic]) {
        all = topics
        byIdentifier = Dictionary(topics.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Reads the list, and the file of other names if there is one.
    /// - Throws: `TopicsFault` with the line, when a line is no topic or names none.
    public init(contentsOf file: URL, names: URL? = nil) throws {
        var topics = try Self.read(file) { json -> Topic? in
            guard let key = json["key"]?.string, let label = json["label"],
                let text = try? LocalizedText(json: label.text())
            else { return nil }
            return Topic(id: key, label: text, goals: json["sdg_goals"]?.array?.compactMap(\.integer) ?? [])
        }
        let places = Dictionary(topics.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let others = try names.map { file in
            try Self.read(file) { json -> (place: Int, names: JSONValue)? in
                json["topic"]?.string.flatMap { places[$0] }.flatMap { place in json["names"].map { (place, $0) } }
            }
        }
        for (place, names) in others ?? [] {
            for language in Language.allCases {
                topics[place].names[language] = names[language.rawValue]?.array?.compactMap(\.string)
            }
        }
        self.init(topics)
    }

    private static func read<Item>(_ file: URL, _ item: (JSONValue) -> Item?) throws -> [Item] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated().map { number, line in
            guard let json = try? JSONValue(parsing: String(line)), let read = item(json) else {
                throw TopicsFault(file: file.path, line: number + 1)
            }
            return read
        }
    }

    public subscript(_ id: String) -> Topic? { byIdentifier[id] }

    /// The topic's name in the reader's language, or its identifier when the list no longer has it.
    public func label(_ id: String, _ t: Localiser) -> String {
        self[id]?.label.reading(for: t.language).text ?? id
    }

    /// The topics as concepts of the search engine.
    public var concepts: [Concept] {
        all.map { topic in
            var labels: [String: [String]] = [:]
            for language in Language.allCases {
                let reading = topic.label.reading(for: language)
                let label = reading.language == language ? [reading.text] : []
                let names = label + (topic.names[language] ?? [])
                if !names.isEmpty { labels[language.rawValue] = names }
            }
            return Concept(id: topic.id, labels: labels)
        }
    }
}

/// A line of the list of topics that cannot be read.
public struct TopicsFault: Error, CustomStringConvertible {
    let file: String
    let line: Int

    public var description: String {
        "\(file), line \(line): this is neither a topic with a key and labels nor names of one."
    }
}
