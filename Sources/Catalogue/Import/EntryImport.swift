import Database
public import Exchange
import Foundation
public import Languages
public import Platform

/// Bring in an entry of one kind from elsewhere, or bring it up to date: known by its slug, with its ties and what only
/// its kind has. What the API and an export wrote, this reads; the demonstration data set comes in this way too.
public protocol EntryImport: FactsImport {
    /// The kind of entry, as `CatalogueKind` names it.
    static var kind: String { get }
    /// Sets what the details tell of the entry itself, such as its first and last day, before it is written.
    static func prepare(_ entry: inout Entry, _ details: JSONValue) throws
    /// Writes the member `details` of a document; called again when the entry is brought up to date, so it must replace
    /// what it wrote before.
    static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws
}

extension EntryImport {
    public static func prepare(_ entry: inout Entry, _ details: JSONValue) throws {}
    public static func writeDetails(_ details: JSONValue, of entry: Entry, in context: ActionContext) throws {}

    public static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let document = try document(input)
        guard document["kind"]?.string == kind else {
            throw InputFaults(fields: ["kind": "The member kind must be \(kind) here."])
        }
        let digest = FileDigest(of: Data(document.text().utf8)).hexadecimal
        if let id = try unchanged(document, digest, in: context.transaction) { return Outcome(Subject(kind, id)) }
        var read = try EntryDocument(document, in: context)
        // A document without details, such as an old export, says nothing of them: what is kept stays.
        let details = read.isNew ? document["details"] ?? [:] : document["details"]
        if let details { try prepare(&read.entry, details) }
        let entry = try read.write(in: context)
        if let details { try writeDetails(details, of: entry, in: context) }
        try context.transaction.run(
            """
            INSERT INTO entry_import (entry, digest) VALUES (\(entry.id), \(digest))
            ON CONFLICT (entry) DO UPDATE SET digest = excluded.digest
            """)
        return Outcome(entry.subject)
    }

    /// The entry when this very document came in last: nothing is then written or announced, so that an import that was
    /// stopped can simply be run again, and what people changed here meanwhile stays.
    private static func unchanged(_ document: JSONValue, _ digest: String, in transaction: Transaction) throws
        -> String?
    {
        guard let slug = document["slug"]?.string else { return nil }
        return try transaction.first(
            """
            SELECT e.id FROM entry e JOIN entry_import i ON i.entry = e.id
            WHERE e.kind = \(kind) AND e.slug = \(slug) AND i.digest = \(digest)
            """)?["id"]
    }
}

/// Reads an entry's document and writes it.
struct EntryDocument {
    private let document: JSONValue
    private let before: Entry?
    var entry: Entry
    var isNew: Bool { before == nil }

    init(_ document: JSONValue, in context: ActionContext) throws {
        self.document = document
        let reader = DocumentReader(document)
        let kind = try reader.text("kind")
        let slug = try Self.slug(reader)
        let title = try reader.localized("title")
        let row = try context.transaction.first("SELECT * FROM entry WHERE kind = \(kind) AND slug = \(slug)")
        before = try row.map { try Entry($0) }
        var entry =
            before
            ?? Entry(
                id: newIdentifier(at: context.now), kind: kind, slug: slug, title: title, language: .en,
                now: context.now)
        entry.title = title
        entry.story = try reader.optionalLocalized("story")
        entry.language = try reader.optional("language", Language.init(tag:)) ?? title.languages.first ?? .en
        entry.country = try reader.optionalText("country")
        let city = try reader.optionalText("city_slug") ?? reader.optionalText("city")
        entry.city = try city.map { try Self.identifier(of: $0, kind: "city", context, "city") }
        entry.latitude = document["latitude"]?.number
        entry.longitude = document["longitude"]?.number
        entry.sector = try reader.optional("sector", Sector.init(rawValue:))
        entry.evidence = try reader.optional("evidence", EvidenceGrade.init(rawValue:))
        entry.year = document["year"]?.integer
        entry.state = try reader.optional("state", EntryState.init(rawValue:))
        entry.origin = try reader.optional("origin", Origin.init(rawValue:))
        entry.source = try reader.optionalText("source")
        entry.note = try reader.optionalText("note")
        entry.topics = document["topics"]?.array?.compactMap(\.string) ?? []
        entry.goals = document["goals"]?.array?.compactMap(\.integer) ?? []
        // Whoever hid an entry here did so after it was written out; a new one keeps what its document says.
        if before == nil, let stated = try reader.optional("visibility", Entry.Visibility.init(rawValue:)) {
            entry.visibility = stated
        }
        entry.updatedAt = context.now
        self.entry = entry
    }

    func write(in context: ActionContext) throws -> Entry {
        if let before {
            try Entries.update(entry, from: before, in: context)
        } else {
            try Entries.insert(entry, in: context)
        }
        for link in document["links"]?.array ?? [] {
            let reader = DocumentReader(link)
            guard let relation = try reader.optional("relation", EntryRelation.init(rawValue:)) else { continue }
            let other = try Self.identifier(
                of: try reader.text("slug"), kind: try reader.text("kind"), context, "links")
            if link["outward"]?.bool == false {
                try Entries.link(other, relation, entry.id, in: context.transaction)
            } else {
                try Entries.link(entry.id, relation, other, in: context.transaction)
            }
        }
        return entry
    }

    /// The last part of the entry's address: nothing in it needs escaping there.
    private static func slug(_ reader: DocumentReader) throws -> String {
        let slug = try reader.text("slug")
        let isPlain = slug.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_".utf8.contains(byte)
        }
        guard isPlain, slug.utf8.count <= 200 else {
            throw InputFaults(
                fields: ["slug": "A key has only letters from a to z, digits and hyphens, and at most 200 of them."])
        }
        return slug
    }

    private static func identifier(
        of key: String, kind: String, _ context: ActionContext, _ field: String
    ) throws -> String {
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

/// Reads members of a JSON document with messages that name them.
public struct DocumentReader {
    private let document: JSONValue

    public init(_ document: JSONValue) { self.document = document }

    public func text(_ name: String) throws -> String {
        guard let text = try optionalText(name) else {
            throw InputFaults(fields: [name: "The member \(name) is missing."])
        }
        return text
    }

    public func optionalText(_ name: String) throws -> String? {
        guard let value = document[name], !value.isNull else { return nil }
        guard let text = value.string, !text.isEmpty else {
            throw InputFaults(fields: [name: "The member \(name) must be a text that is not empty."])
        }
        return text
    }

    /// A member of a closed set.
    public func optional<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = try optionalText(name) else { return nil }
        guard let value = read(text) else {
            throw InputFaults(fields: [name: "The value \(text) is not one that \(name) can have."])
        }
        return value
    }

    /// A text in several languages, or a plain text, which is then taken as English.
    public func optionalLocalized(_ name: String) throws -> LocalizedText? {
        guard let value = document[name], !value.isNull else { return nil }
        if let text = value.string { return LocalizedText(text, in: .en) }
        guard let text = try? LocalizedText(json: value.text()) else {
            throw InputFaults(
                fields: [name: "The member \(name) must be texts by language, each with its text and who wrote it."])
        }
        return text
    }

    public func localized(_ name: String) throws -> LocalizedText {
        guard let text = try optionalLocalized(name) else {
            throw InputFaults(fields: [name: "The member \(name) is missing."])
        }
        return text
    }
}
