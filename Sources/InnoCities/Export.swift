import ArgumentParser
import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform

/// Writing entries out.
struct Export: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json, geojson, xlsx }

    static let configuration = CommandConfiguration(
        abstract: "Write the entries of one kind to a file, in constant memory.",
        discussion: "Example: innocities export practices --format geojson --output practices.geojson")

    @Argument(help: "The kind in the plural, as in the addresses of pages: practices, needs, places, projects …")
    var kind: String
    @OptionGroup var options: DataOptions
    @Option(help: "csv, json, geojson or xlsx.") var format = Format.csv
    @Option(help: ArgumentHelp("The file to write; standard output when left out.", valueName: "FILE"))
    var output: String?
    @Option(help: "The language of titles and stories in a table; JSON has all of them.") var language = "en"
    @Flag(help: "Drafts and hidden entries too, not only what everybody may see.") var all = false

    func run() async throws {
        let kinds = House.capabilities.flatMap(\.kinds)
        guard let kind = kinds.first(where: { $0.path == self.kind }) else {
            throw wrongUse("There is no kind \(self.kind). It is one of: \(kinds.map(\.path).joined(separator: ", ")).")
        }
        guard let language = Language(tag: language) else { throw wrongUse("There is no language \(language) here.") }
        guard format != .xlsx || output != nil else { throw wrongUse("Name the workbook with --output.") }
        let database = try await House.openDatabase(try options.location())
        do {
            try await write(kind, language, from: database)
        } catch {
            say("\(error)")
            throw ExitCode(1)
        }
        await database.close()
    }

    private func write(_ kind: CatalogueKind, _ language: Language, from database: Database) async throws {
        let viewer = all ? Viewer.program : .visitor
        let pages = EntryPages(kind: kind.name, viewer: viewer, database: database)
        guard let format = CatalogueExport.Format(rawValue: format.rawValue) else {
            return try await writeWorkbook(kind, language, pages)
        }
        let export = CatalogueExport(
            kind, pages: { try await pages.next() }, format: format, database: database, viewer: viewer,
            language: language)
        let file = try outputFile()
        while let part = try await export.next() { try file.write(contentsOf: part) }
        if output != nil { try file.close() }
    }

    private func writeWorkbook(_ kind: CatalogueKind, _ language: Language, _ pages: EntryPages) async throws {
        let book = try XLSXWriter(
            file: URL(filePath: output ?? ""), sheetName: kind.path, header: CatalogueExport.columns(of: kind))
        while true {
            let ids = try await pages.next()
            if ids.isEmpty { break }
            let rows = try await pages.database.read { [viewer = pages.viewer] transaction in
                try CatalogueExport.rows(kind, ids, language, as: viewer, in: transaction)
            }
            for row in rows { try book.write(row.map { $0.isEmpty ? .empty : .text($0) }) }
        }
        try book.finish()
    }

    private func outputFile() throws -> FileHandle {
        guard let output else { return .standardOutput }
        guard FileManager.default.createFile(atPath: output, contents: nil) else {
            throw CocoaError(.fileWriteNoPermission)
        }
        return try FileHandle(forWritingTo: URL(filePath: output))
    }
}

/// Walks the entries of a kind by identifier, a page at a time, so that no more than a page is ever held.
private actor EntryPages {
    private let kind: String
    nonisolated let viewer: Viewer
    nonisolated let database: Database
    private var last = ""

    init(kind: String, viewer: Viewer, database: Database) {
        self.kind = kind
        self.viewer = viewer
        self.database = database
    }

    /// The identifiers of the next page; none at the end.
    func next() async throws -> [String] {
        let ids = try await database.read { [kind, viewer, last] transaction in
            try transaction.all(
                """
                SELECT e.id FROM entry e WHERE e.kind = \(kind) AND e.id > \(last)
                  AND \(sql: EntryScope.visible(to: viewer)) ORDER BY e.id LIMIT 500
                """
            ).map { try $0["id"] as String }
        }
        last = ids.last ?? last
        return ids
    }
}
