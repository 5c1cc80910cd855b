public import Exchange

/// A line of a file of facts, in the words that those files share, on its way to an entry's document.
///
/// What the line does not have, the document does not have either.
public struct FactRow {
    private let row: JSONObject

    public init(_ row: JSONObject) { self.row = row }

    public subscript(_ name: String) -> JSONValue? { row[name] }

    public func text(_ name: String) -> String? { row[name]?.string }

    /// The members of an entry's document that nearly all files name alike; rooms add the rest.
    /// - Parameters:
    ///   - story: the member that holds the story.
    ///   - year: the member that holds the year in which it began.
    public func document(kind: String, story: String, year: String? = nil) -> JSONObject {
        var document: JSONObject = ["kind": .string(kind)]
        document["slug"] = row["key"]
        document["title"] = row["title"]
        document["story"] = row[story]
        document["source"] = row["source_url"]
        for name in ["language", "country", "latitude", "longitude", "note"] { document[name] = row[name] }
        if let year { document["year"] = row[year] }
        return document
    }

    /// The named members, those that are there.
    public func taking(_ names: [String]) -> JSONObject {
        var members = JSONObject()
        for name in names { members[name] = row[name] }
        return members
    }

    /// The ties that a member names: the key of one thing, or a list of keys.
    public func links(_ name: String, _ relation: EntryRelation, to kind: String, but left: Set<String> = [])
        -> [JSONValue]
    {
        let keys = row[name]?.array?.compactMap(\.string) ?? [text(name)].compactMap { $0 }
        return keys.filter { !left.contains($0) }.map { key in
            ["relation": .string(relation.rawValue), "kind": .string(kind), "slug": .string(key)]
        }
    }
}
