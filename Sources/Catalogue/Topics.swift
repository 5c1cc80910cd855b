public import CrossLingualSearch
import Exchange
public import Foundation
public import Languages

/// The controlled list of topics, read once at start from `share/topics.jsonl`: what things are about, in twelve
/// languages, each tied to sustainability goals. Also the concepts that search explains itself with.
public struct Topics: Sendable {
    /// One topic.
    public struct Topic: Sendable {
        public let id: String
        public let label: LocalizedText
        public let goals: [Int]
    }

    public let all: [Topic]
    private let byIdentifier: [String: Topic]

    public init(_ topics: [Topic]) {
        all = topics
        byIdentifier = Dictionary(topics.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Reads the file.
    /// - Throws: `TopicsFault` with the line, when a line is no topic.
    public init(contentsOf file: URL) throws {
        var topics: [Topic] = []
        for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated() {
            guard let json = try? JSONValue(parsing: String(line)), let key = json["key"]?.string,
                let label = json["label"], let text = try? LocalizedText(json: label.text())
            else { throw TopicsFault(file: file.path, line: number + 1) }
            topics.append(
                Topic(id: key, label: text, goals: json["sdg_goals"]?.array?.compactMap(\.integer) ?? []))
        }
        self.init(topics)
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
                if reading.language == language { labels[language.rawValue] = [reading.text] }
            }
            return Concept(id: topic.id, labels: labels)
        }
    }
}

/// A line of the list of topics that cannot be read.
public struct TopicsFault: Error, CustomStringConvertible {
    let file: String
    let line: Int

    public var description: String { "\(file), line \(line): this is not a topic with a key and labels." }
}
