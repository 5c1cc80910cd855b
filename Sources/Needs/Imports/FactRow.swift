import Exchange

/// A line of a file of facts, on its way to becoming a document of an entry. What the line does not have, the document
/// does not have either.
struct FactRow {
    let row: JSONObject
    private(set) var document: JSONObject = [:]
    private var links: [JSONValue] = []

    /// A line and the kind it becomes.
    init(_ row: JSONObject, kind: String) {
        self.row = row
        document["kind"] = .string(kind)
        copy("key", to: "slug")
        copy("language")
        copy("title")
        copy("country")
        copy("topics")
        copy("sdg_goals", to: "goals")
        copy("source_url", to: "source")
        copy("note")
    }

    /// Whether the line is a document of an entry already, as the API answers it.
    static func isDocument(_ row: JSONObject) -> Bool { row["key"] == nil && row["slug"] != nil }

    mutating func copy(_ name: String, to other: String? = nil) {
        document[other ?? name] = row[name]
    }

    mutating func set(_ name: String, _ value: JSONValue?) { document[name] = value }

    mutating func link(_ relation: String, _ kind: String, _ slug: String) {
        let link: JSONValue = ["relation": .string(relation), "kind": .string(kind), "slug": .string(slug)]
        if !links.contains(link) { links.append(link) }
    }

    /// The texts of a list, such as the keys of organisations.
    func keys(_ name: String) -> [String] { row[name]?.array?.compactMap(\.string) ?? [] }

    /// The document, with those members of the line as details that only this kind has.
    func finished(details names: [(from: String, to: String)]) -> JSONValue {
        var finished = document
        if !links.isEmpty { finished["links"] = .array(links) }
        var details = JSONObject()
        for name in names { details[name.to] = row[name.from] }
        finished["details"] = .object(details)
        return .object(finished)
    }
}
