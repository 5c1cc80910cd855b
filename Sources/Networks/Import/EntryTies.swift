import Catalogue
import Database
import Exchange
import Languages
import Platform

/// The links between entries, as files of facts name them: lists of keys.
enum EntryTies {
    /// Links from the entry to those with the keys.
    static func outward(_ relation: EntryRelation, _ kind: String, _ keys: JSONValue?) -> [JSONValue] {
        links(relation, kind, keys, isOutward: true)
    }

    /// Links from those with the keys to the entry.
    static func inward(_ relation: EntryRelation, _ kind: String, _ keys: JSONValue?) -> [JSONValue] {
        links(relation, kind, keys, isOutward: false)
    }

    private static func links(
        _ relation: EntryRelation, _ kind: String, _ keys: JSONValue?, isOutward: Bool
    ) -> [JSONValue] {
        let slugs = keys?.string.map { [$0] } ?? keys?.array?.compactMap(\.string) ?? []
        return slugs.map { slug in
            [
                "relation": .string(relation.rawValue), "kind": .string(kind), "slug": .string(slug),
                "outward": .bool(isOutward),
            ]
        }
    }

    /// The identifier of the entry with a key.
    /// - Throws: `InputFaults` at the field when there is none.
    static func identifier(of key: String, kind: String, field: String, in context: ActionContext) throws -> String {
        guard
            let row = try context.transaction.first(
                "SELECT id FROM entry WHERE kind = \(kind) AND (slug = \(key) OR id = \(key))")
        else {
            throw InputFaults(fields: [
                field: "There is nothing of the kind \(kind) with the key \(key). Bring it in first."
            ])
        }
        return try row["id"]
    }
}
