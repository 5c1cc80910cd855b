public import Foundation

/// A project with the files that belong to it, and what was noticed on reading it.
public struct REFIPackage: Sendable, Hashable {
    public var project: REFIProject
    /// The originals that sources name, by the name after `internal://`: page documents, pictures, formatted texts.
    /// Plain texts are in the sources themselves.
    public var files: [String: Data] = [:]

    public init(_ project: REFIProject) { self.project = project }
}

/// What a reader gives: what was read, and every notice.
public struct REFIReading<Value: Sendable>: Sendable {
    public let value: Value
    public let notices: REFINotices
}

/// Reads REFI-QDA projects (`.qdpx`) and codebooks (`.qdc`), version 1.5 of the standard, from people we do not know.
///
/// Nothing is unpacked to disk and nothing outside of the package is opened. What can be understood is read and told of
/// in a notice; what cannot be trusted is refused with a `REFIError`.
public enum REFIReader {
    /// Bounds on what a hostile package can make the reader spend.
    public struct Limits: Sendable, Hashable {
        public var archive: ZIPReader.Limits
        /// The project file, or one text, unpacked.
        public var partBytes: Int
        /// All texts together, unpacked.
        public var textBytes: Int

        public init(
            archive: ZIPReader.Limits = .init(entries: 50_000, totalBytes: 4 << 30), partBytes: Int = 128 << 20,
            textBytes: Int = 512 << 20
        ) {
            self.archive = archive
            self.partBytes = partBytes
            self.textBytes = textBytes
        }
    }

    /// Which files of a package are read into memory.
    public enum Files: Sendable {
        /// Plain texts only.
        case texts
        /// Also the originals that sources name.
        case originals
    }

    /// Reads a package. O(n) in its unpacked size, but for texts whose positions have to be found out.
    /// - Parameters:
    ///   - projectFile: which `.qde` file to read where there are several.
    ///   - files: which files are read.
    /// - Throws: `REFIError`.
    public static func project(
        from data: Data, projectFile: String? = nil, files: Files = .originals, limits: Limits = Limits()
    ) throws -> REFIReading<REFIPackage> {
        guard data.starts(with: "PK".utf8) else {
            guard looksLikeXML(data) else { throw REFIError.unknownFormat }
            return try project(fromXML: data)
        }
        do {
            let content = try REFIArchive(data, limits)
            let part = try content.projectFile(named: projectFile)
            let builder = try build(content.part(part), named: part.path)
            guard case .project(let project) = builder.root else {
                throw REFIError.notREFI(root: "CodeBook", namespace: nil)
            }
            let resolver = try REFIResolver(content, files: files, notices: builder.notices)
            let package = try resolver.resolve(project)
            return REFIReading(value: package, notices: resolver.notices)
        } catch let error as ZIPError {
            if case .unsafePath(let path) = error { throw REFIError.pathLeavesPackage(path) }
            throw REFIError.archive(error)
        }
    }

    /// Reads a project file without its package; its texts are missing unless they are in it.
    /// - Throws: `REFIError`.
    public static func project(fromXML data: Data) throws -> REFIReading<REFIPackage> {
        let builder = try build(data, named: "project.qde")
        guard case .project(let project) = builder.root else {
            throw REFIError.notREFI(root: "CodeBook", namespace: nil)
        }
        let resolver = try REFIResolver(nil, files: .texts, notices: builder.notices)
        let package = try resolver.resolve(project)
        return REFIReading(value: package, notices: resolver.notices)
    }

    /// Reads a codebook.
    /// - Throws: `REFIError`.
    public static func codebook(from data: Data, limits: Limits = Limits()) throws -> REFIReading<REFICodebook> {
        guard looksLikeXML(data) else { throw REFIError.unknownFormat }
        guard data.count <= limits.partBytes else {
            throw REFIError.tooLarge(part: "codebook", limitBytes: limits.partBytes)
        }
        let builder = try build(data, named: "codebook")
        guard case .codebook(let codebook) = builder.root else {
            throw REFIError.notREFI(root: "Project", namespace: nil)
        }
        return REFIReading(value: codebook, notices: builder.notices)
    }

    private static func looksLikeXML(_ data: Data) -> Bool {
        let head = data.prefix(512).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 || $0 >= 0xFE }
        return head.first == UInt8(ascii: "<")
    }

    private static func build(_ data: Data, named part: String) throws -> REFIBuilder {
        let builder = REFIBuilder(part: part)
        do { try XMLWalk.walk(data, builder) } catch let fault as XMLFault {
            switch fault.reason {
            case .malformed: throw REFIError.malformedXML(part: part, line: fault.line)
            case .documentType: throw REFIError.documentType(part: part, line: fault.line)
            case .encoding: throw REFIError.encoding(part: part)
            }
        }
        return builder
    }
}

/// The files of a package, found whatever the case of their letters.
struct REFIArchive {
    private let reader: ZIPReader
    private let limits: REFIReader.Limits
    private var byLowerCase: [String: ZIPReader.Entry] = [:]
    private var textBytes = 0

    init(_ data: Data, _ limits: REFIReader.Limits) throws {
        reader = try ZIPReader(data, limits: limits.archive)
        self.limits = limits
        for entry in reader.entries where byLowerCase[entry.path.lowercased()] == nil {
            byLowerCase[entry.path.lowercased()] = entry
        }
    }

    /// Files, without those that a Mac or a file browser leaves behind.
    var entries: [ZIPReader.Entry] {
        reader.entries.filter { entry in
            let name = entry.path.split(separator: "/").last ?? ""
            return !entry.isDirectory && !entry.path.hasPrefix("__MACOSX/") && !name.hasPrefix(".")
        }
    }

    func projectFile(named name: String?) throws -> ZIPReader.Entry {
        let candidates = entries.filter { $0.path.lowercased().hasSuffix(".qde") }
        if let name, let entry = candidates.first(where: { $0.path == name }) { return entry }
        guard let first = candidates.first else { throw REFIError.noProjectFile }
        guard name == nil, candidates.count == 1 else { throw REFIError.severalProjectFiles(candidates.map(\.path)) }
        return first
    }

    func part(_ entry: ZIPReader.Entry) throws -> Data {
        guard entry.uncompressedBytes <= limits.partBytes else {
            throw REFIError.tooLarge(part: entry.path, limitBytes: limits.partBytes)
        }
        return try reader.content(of: entry)
    }

    mutating func text(_ entry: ZIPReader.Entry) throws -> Data {
        textBytes += entry.uncompressedBytes
        guard textBytes <= limits.textBytes else {
            throw REFIError.tooLarge(part: entry.path, limitBytes: limits.textBytes)
        }
        return try part(entry)
    }

    func original(_ entry: ZIPReader.Entry) throws -> Data { try reader.content(of: entry) }

    func entry(_ path: String) -> ZIPReader.Entry? { reader[path] ?? byLowerCase[path.lowercased()] }
}
