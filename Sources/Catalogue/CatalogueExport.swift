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
    /// The columns of a table.
    public static let columns = [
        "id", "kind", "slug", "title", "title_language", "title_written_by", "story", "language", "country", "city",
        "latitude", "longitude", "sector", "evidence", "year", "state", "origin", "topics", "goals", "source", "note",
        "created_at", "updated_at",
    ]

    private let pages: @Sendable () async throws -> [String]
    private let format: Format
    private let database: Database
    private let viewer: Viewer
    private let language: Language
    private var isBegun = false
    private var isEnded = false
    private let buffer = Buffer()

    /// - Parameter language: the language in which a CSV tells titles and stories; JSON has all of them.
    public init(_ ids: [String], format: Format, database: Database, viewer: Viewer, language: Language) {
        let parts = Parts(ids, size: Self.batch)
        self.init(
            pages: { await parts.next() }, format: format, database: database, viewer: viewer, language: language)
    }

    /// - Parameter pages: the identifiers of the next entries, some hundreds at a time; none at the end.
    public init(
        pages: @escaping @Sendable () async throws -> [String], format: Format, database: Database, viewer: Viewer,
        language: Language
    ) {
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
                for one in try await database.read({ [viewer] in try EntryLists.entries(part, as: viewer, in: $0) }) {
                    try write(one)
                }
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
            try csv?.write(Self.columns)
        case .json: json = JSONArrayWriter(sink: sink)
        case .geojson: geojson = GeoJSONWriter(sink: sink)
        }
    }

    private func write(_ listed: EntryLists.Listed) throws {
        switch format {
        case .csv: try csv?.write(Self.cells(listed, language))
        case .json: try json?.write(listed.entry.record)
        case .geojson:
            let position = listed.entry.longitude.flatMap { longitude in
                listed.entry.latitude.flatMap { GeoJSONPosition(longitude: longitude, latitude: $0) }
            }
            try geojson?.write(
                GeoJSONFeature(
                    id: listed.entry.id, position: position, properties: listed.entry.record.object ?? [:]))
        }
    }

    private func finish() throws {
        try csv?.finish()
        try json?.finish()
        try geojson?.finish()
    }

    /// What a table tells of an entry, in the order of the columns.
    public static func cells(_ listed: EntryLists.Listed, _ language: Language) -> [String] {
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
