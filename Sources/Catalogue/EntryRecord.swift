public import Exchange
public import Languages

extension Entry {
    /// The entry as open data: what the API answers, what exports hold and what the audit log keeps. A value that is
    /// not known is absent; the author is never part of it.
    public var record: JSONValue {
        var record: JSONObject = [
            "id": .string(id), "kind": .string(kind), "slug": .string(slug), "title": title.document,
            "language": .string(language.rawValue),
        ]
        record["story"] = story?.document
        record["country"] = country.map(JSONValue.string)
        record["city"] = city.map(JSONValue.string)
        record["latitude"] = latitude.map(JSONValue.number)
        record["longitude"] = longitude.map(JSONValue.number)
        record["sector"] = (sector?.rawValue).map(JSONValue.string)
        record["evidence"] = (evidence?.rawValue).map(JSONValue.string)
        record["year"] = year.map(JSONValue.integer)
        record["state"] = (state?.rawValue).map(JSONValue.string)
        record["origin"] = (origin?.rawValue).map(JSONValue.string)
        record["topics"] = topics.isEmpty ? nil : .array(topics.map(JSONValue.string))
        record["goals"] = goals.isEmpty ? nil : .array(goals.map(JSONValue.integer))
        record["source"] = source.map(JSONValue.string)
        record["note"] = note.map(JSONValue.string)
        record["visibility"] = .string(visibility.rawValue)
        record["created_at"] = .string(createdAt.iso)
        record["updated_at"] = .string(updatedAt.iso)
        return .object(record)
    }
}

extension LocalizedText {
    /// The text in all its languages as JSON, each with who wrote it.
    public var document: JSONValue { (try? JSONValue(parsing: json)) ?? .null }
}
