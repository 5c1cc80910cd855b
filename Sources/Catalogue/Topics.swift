public import CrossLingualSearch
import Exchange
public import Foundation
public import Languages

/// What things are about, in twelve languages: the controlled list of topics, by which entries are filed, and the
/// narrower concepts below them, by which search recognises a subject and explains itself. Read once at start from
/// `share/topics.jsonl`, `share/topic-names.jsonl` and `share/concepts.csv`; published as SKOS (``skos(base:)``).
public struct Topics: Sendable {
    /// One topic.
    public struct Topic: Sendable {
        public let id: String
        public let label: LocalizedText
        /// The sustainability goals it serves, 1 to 17.
        public let goals: [Int]
        /// Everyday names that people give it, by language, by which search recognises it too.
        public var names: [Language: [String]] = [:]
    }

    /// A subject narrower than a topic, such as tool lending below the circular economy.
    public struct Narrower: Sendable {
        public let id: String
        /// The topic above it.
        public let topic: String
        /// The sustainability goals it serves, 1 to 17.
        public let goals: [Int]
        /// What it is called; the first name of a language is the preferred one. No language is without one.
        public let names: [Language: [String]]
    }

    public let all: [Topic]
    public let narrower: [Narrower]
    private let topics: [String: Topic]
    private let narrowerByIdentifier: [String: Narrower]

    public init(_ topics: [Topic], narrower: [Narrower] = []) {
        all = topics
        self.narrower = narrower
        self.topics = Dictionary(topics.map { ($0.id, $0) }) { first, _ in first }
        narrowerByIdentifier = Dictionary(narrower.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Reads the files; everyday names may be left out.
    /// - Throws: `TopicsFault` with file and line, when a line is no topic, names none, or is no concept below one.
    public init(contentsOf file: URL, names: URL? = nil, narrower: URL) throws {
        var topics = try Self.topics(file)
        if let names { try Self.add(names, to: &topics) }
        self.init(topics, narrower: try Self.narrower(narrower, below: Set(topics.map(\.id))))
    }

    /// The topic, nil when the list does not have it.
    public subscript(_ id: String) -> Topic? { topics[id] }

    /// The topic that a concept of ``concepts`` belongs to: itself, or the one above it.
    public func topic(of id: String) -> Topic? { self[id] ?? narrowerByIdentifier[id].flatMap { self[$0.topic] } }

    /// The name of a topic or concept in the reader's language, or its identifier when the lists no longer have it.
    public func label(_ id: String, _ t: Localiser) -> String {
        self[id]?.label.reading(for: t.language).text ?? narrowerByIdentifier[id]?.names[t.language]?.first ?? id
    }

    /// Topics and narrower concepts for the search engine.
    public var concepts: [Concept] {
        let broad = all.map { topic in
            var labels: [String: [String]] = [:]
            for language in Language.allCases {
                let reading = topic.label.reading(for: language)
                let label = reading.language == language ? [reading.text] : []
                let names = label + (topic.names[language] ?? [])
                if !names.isEmpty { labels[language.rawValue] = names }
            }
            return Concept(id: topic.id, labels: labels)
        }
        return broad
            + narrower.map { concept in
                let names = concept.names.map { ($0.key.rawValue, $0.value) }
                return Concept(id: concept.id, labels: Dictionary(uniqueKeysWithValues: names))
            }
    }

    private static func topics(_ file: URL) throws -> [Topic] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated().map { number, line in
            guard let json = try? JSONValue(parsing: String(line)), let key = json["key"]?.string,
                let label = json["label"], let text = try? LocalizedText(json: label.text())
            else {
                throw TopicsFault(file: file.path, line: number + 1, problem: "is not a topic with a key and labels")
            }
            return Topic(id: key, label: text, goals: json["sdg_goals"]?.array?.compactMap(\.integer) ?? [])
        }
    }

    /// Reads lines of `{"topic": …, "names": {"fi": [ … ]}}`.
    private static func add(_ file: URL, to topics: inout [Topic]) throws {
        for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated() {
            guard let json = try? JSONValue(parsing: String(line)), let names = json["names"],
                let place = topics.firstIndex(where: { $0.id == json["topic"]?.string })
            else { throw TopicsFault(file: file.path, line: number + 1, problem: "does not name a topic of the list") }
            for language in Language.allCases {
                topics[place].names[language] = names[language.rawValue]?.array?.compactMap(\.string)
            }
        }
    }

    /// Reads rows of `key,topic,goals` and a column for each language, whose cells hold names with semicolons between.
    private static func narrower(_ file: URL, below topics: Set<String>) throws -> [Narrower] {
        var reader = CSVReader()
        var rows: [CSVRow] = []
        try reader.read(Data(contentsOf: file)) { rows.append($0) }
        try reader.finish { rows.append($0) }
        let header = ["key", "topic", "goals"] + Language.allCases.map(\.rawValue)
        guard let first = rows.first, first.fields == header else {
            throw TopicsFault(file: file.path, line: 1, problem: "is not the header \(header.joined(separator: ","))")
        }
        var known = topics
        return try rows.dropFirst().map { row in
            func fault(_ problem: String) -> TopicsFault {
                TopicsFault(file: file.path, line: row.line, problem: problem)
            }
            guard row.fields.count == header.count else {
                throw fault("has \(row.fields.count) cells, not \(header.count)")
            }
            guard topics.contains(row.fields[1]) else {
                throw fault("names the topic \(row.fields[1]), which is not in the list")
            }
            guard known.insert(row.fields[0]).inserted else { throw fault("repeats the key \(row.fields[0])") }
            let goals = row.fields[2].split(separator: " ").compactMap { Int($0) }
            guard !goals.isEmpty, goals.allSatisfy((1...17).contains) else {
                throw fault("has no goals between 1 and 17")
            }
            var names: [Language: [String]] = [:]
            for (language, cell) in zip(Language.allCases, row.fields.dropFirst(3)) {
                names[language] = cell.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
                    .filter { !$0.isEmpty }
                if names[language]?.isEmpty != false { throw fault("has no name in \(language.rawValue)") }
            }
            return Narrower(id: row.fields[0], topic: row.fields[1], goals: goals, names: names)
        }
    }
}

/// A line of the lists of topics and concepts that cannot be read.
public struct TopicsFault: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let problem: String

    public var description: String { "\(file), line \(line): this \(problem)." }
}
