import CrossLingualSearch
public import Database
import Exchange
public import Foundation
public import Languages
public import Platform

/// A selection as a file: read in batches and written as it is read, so that a million rows need no more memory than a
/// thousand.
public actor CatalogueExport {
    public enum Format: String, Sendable, CaseIterable {
        case csv, json, geojson

        public var mediaType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .json: "application/json"
            case .geojson: "application/geo+json"
            }
        }
    }

    private static let batch = 500
    /// The columns of every table; those of its kind follow.
    private static let columns = [
        "id", "kind", "slug", "title", "title_language", "title_written_by", "story", "language", "country", "city",
        "latitude", "longitude", "sector", "evidence", "year", "state", "origin", "topics", "goals", "source", "note",
        "created_at", "updated_at",
    ]

    private let kind: CatalogueKind
    private let pages: @Sendable () async throws -> [String]
    private let format: Format
    private let database: Database
    private let viewer: Viewer
    private let language: Language
    private var isBegun = false
    private var isEnded = false
    private let buffer = Buffer()

    /// - Parameter language: the language in which a CSV tells titles and stories; JSON has all of them.
    public init(
        _ kind: CatalogueKind, _ ids: [String], format: Format, database: Database, viewer: Viewer, language: Language
    ) {
        let parts = Parts(ids, size: Self.batch)
        self.init(
            kind, pages: { await parts.next() }, format: format, database: database, viewer: viewer,
            language: language)
    }

    /// - Parameter pages: the identifiers of the next entries, some hundreds at a time; none at the end.
    public init(
        _ kind: CatalogueKind, pages: @escaping @Sendable () async throws -> [String], format: Format,
        database: Database, viewer: Viewer, language: Language
    ) {
        self.kind = kind
        self.pages = pages
        self.format = format
        self.database = database
        self.viewer = viewer
        self.language = language
    }

    /// Hands out a list part by part.
    private actor Parts {
        private var rest: ArraySlice<String>
        private let size: Int

        init(_ ids: [String], size: Int) {
            rest = ids[...]
            self.size = size
        }

        func next() -> [String] {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }

    /// The next part of the file, or nil at its end.
    public func next() async throws -> Data? {
        while !isEnded {
            if !isBegun {
                isBegun = true
                try begin()
            }
            let part = try await pages()
            if part.isEmpty {
                isEnded = true
                try finish()
            } else {
                try await write(part)
            }
            let data = buffer.take()
            if !data.isEmpty { return data }
        }
        return nil
    }

    /// Collects what the writers put out until it is fetched.
    private final class Buffer {
        private var data = Data()
        func add(_ more: Data) { data.append(more) }
        func take() -> Data {
            defer { data = Data() }
            return data
        }
    }

    private var csv: CSVWriter?
    private var json: JSONArrayWriter?
    private var geojson: GeoJSONWriter?

    private func begin() throws {
        let sink: (Data) throws -> Void = { [buffer] in buffer.add($0) }
        switch format {
        case .csv:
            csv = CSVWriter(sink: sink)
            try csv?.write(Self.columns(of: kind))
        case .json: json = JSONArrayWriter(sink: sink)
        case .geojson: geojson = GeoJSONWriter(sink: sink)
        }
    }

    /// Reads and writes one part: the same number of statements whatever it holds.
    private func write(_ ids: [String]) async throws {
        guard format != .csv else {
            let rows = try await database.read { [kind, viewer, language] transaction in
                try Self.rows(kind, ids, language, as: viewer, in: transaction)
            }
            for row in rows { try csv?.write(row) }
            return
        }
        let documents = try await database.read { [kind, viewer] transaction in
            let listed = try EntryLists.entries(ids, as: viewer, in: transaction)
            return try EntryDocuments.read(listed, kind.details, as: viewer, in: transaction)
        }
        for document in documents {
            try json?.write(document)
            try geojson?.write(Self.feature(document))
        }
    }

    private static func feature(_ document: JSONValue) -> GeoJSONFeature {
        let position = document["longitude"]?.number.flatMap { longitude in
            document["latitude"]?.number.flatMap { GeoJSONPosition(longitude: longitude, latitude: $0) }
        }
        return GeoJSONFeature(
            id: document["id"]?.string ?? "", position: position, properties: document.object ?? [:])
    }

    private func finish() throws {
        try csv?.finish()
        try json?.finish()
        try geojson?.finish()
    }

    /// The headings of the table of a kind.
    public static func columns(of kind: CatalogueKind) -> [String] { columns + (kind.details?.headings ?? []) }

    /// What a table tells of entries, in the order of its columns. Two statements and those of the kind's details.
    public static func rows(
        _ kind: CatalogueKind, _ ids: [String], _ language: Language, as viewer: Viewer, in transaction: Transaction
    ) throws -> [[String]] {
        let listed = try EntryLists.entries(ids, as: viewer, in: transaction)
        let details = try kind.details?.read(listed.map(\.entry.id), in: transaction) ?? [:]
        return listed.map { one in
            cells(one, language) + (kind.details?.cells(details[one.entry.id], language) ?? [])
        }
    }

    private static func cells(_ listed: EntryLists.Listed, _ language: Language) -> [String] {
        let entry = listed.entry
        let title = entry.title.reading(for: language)
        return [
            entry.id, entry.kind, entry.slug, title.text, title.language.rawValue, title.writer.rawValue,
            entry.story?.reading(for: language).text ?? "", entry.language.rawValue, entry.country ?? "",
            listed.cityTitle?.reading(for: language).text ?? "", entry.latitude.map { String($0) } ?? "",
            entry.longitude.map { String($0) } ?? "", entry.sector?.rawValue ?? "", entry.evidence?.rawValue ?? "",
            entry.year.map(String.init) ?? "", entry.state?.rawValue ?? "", entry.origin?.rawValue ?? "",
            entry.topics.joined(separator: ";"), entry.goals.map(String.init).joined(separator: ";"),
            entry.source ?? "", entry.note ?? "", entry.createdAt.iso, entry.updatedAt.iso,
        ]
    }
}
