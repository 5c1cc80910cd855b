public import Foundation

/// Reads the first sheet of a workbook row by row.
///
/// The sheet is unpacked in memory, bounded by the archive's limits; rows are handed on one at a time.
public struct XLSXReader {
    /// Bounds on what a hostile workbook can make the reader spend.
    public struct Limits: Sendable, Hashable {
        public var archive: ZIPReader.Limits
        public var rows: Int
        public var columns: Int
        /// Empty cells to the left of others included, and each row at least as wide as the first: one cell far to the
        /// right in each row is a small file and a large table.
        public var cells: Int

        public init(
            archive: ZIPReader.Limits = .init(), rows: Int = 1_048_576, columns: Int = 2_000, cells: Int = 10_000_000
        ) {
            self.archive = archive
            self.rows = rows
            self.columns = columns
            self.cells = cells
        }
    }

    /// The names of all sheets in their order.
    public let sheetNames: [String]

    private let archive: ZIPReader
    private let limits: Limits
    private let sheetPath: String
    private let strings: [String]
    private let formats: [NumberFormat]
    private let epoch: SpreadsheetDate.Epoch

    /// Opens a workbook.
    /// - Throws: `ZIPError` when the file is no sound ZIP archive, `XLSXError` when it is no sound workbook.
    public init(_ data: Data, limits: Limits = Limits()) throws {
        self.limits = limits
        archive = try ZIPReader(data, limits: limits.archive)
        let package = RelationshipsPart()
        try Self.walk("_rels/.rels", of: archive, package)
        let workbookPath = Self.resolved(package.byKind["officeDocument"] ?? "xl/workbook.xml", from: "")
        let workbook = WorkbookPart()
        try Self.walk(workbookPath, of: archive, workbook)
        sheetNames = workbook.sheets.map(\.name)
        epoch = workbook.epoch

        let folder = Self.folder(of: workbookPath)
        let relationships = RelationshipsPart()
        try Self.walk("\(folder)_rels/\(workbookPath.dropFirst(folder.count)).rels", of: archive, relationships)
        guard let first = workbook.sheets.first else { throw XLSXError(cell: nil, reason: .noSheet) }
        guard let target = relationships.targets[first.relationship] else {
            throw XLSXError(cell: nil, reason: .notAWorkbook(missingPart: first.name))
        }
        sheetPath = Self.resolved(target, from: folder)

        let (sharedStrings, styles) = (SharedStringsPart(), StylesPart())
        if let target = relationships.byKind["sharedStrings"] {
            try Self.walk(Self.resolved(target, from: folder), of: archive, sharedStrings)
        }
        if let target = relationships.byKind["styles"] {
            try Self.walk(Self.resolved(target, from: folder), of: archive, styles)
        }
        strings = sharedStrings.strings
        formats = styles.meanings
    }

    /// Hands on the rows of the first sheet from the top. Rows without any content are passed over.
    /// - Throws: `XLSXError` naming the cell, `ZIPError`, or what `each` throws.
    public func read(each: (XLSXRow) throws -> Void) throws {
        try withoutActuallyEscaping(each) { each in
            let sheet = SheetPart(strings: strings, formats: formats, epoch: epoch, limits: limits, each: each)
            try Self.walk(sheetPath, of: archive, sheet)
        }
    }

    /// All rows of the first sheet: a convenience for small files and tests.
    /// - Throws: as `read(each:)`.
    public func rows() throws -> [XLSXRow] {
        var rows: [XLSXRow] = []
        try read { rows.append($0) }
        return rows
    }

    private static func walk(_ path: String, of archive: ZIPReader, _ part: some XMLPart) throws {
        guard let entry = archive[path] else {
            throw XLSXError(cell: nil, reason: .notAWorkbook(missingPart: path))
        }
        do { try XMLWalk.walk(archive.content(of: entry), part) } catch let fault as XMLFault {
            let isForbidden = fault.reason != .malformed
            throw XLSXError(cell: nil, reason: isForbidden ? .forbiddenXML(part: path) : .malformedXML(part: path))
        }
    }

    /// `xl/` for `xl/workbook.xml`.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// The path in the archive of a target, which is absolute or relative to a folder.
    private static func resolved(_ target: String, from folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var components: [Substring] = []
        for component in (folder + target).split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return components.joined(separator: "/")
    }
}
