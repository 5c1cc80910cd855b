public import Foundation

/// Writes REFI-QDA projects (`.qdpx`) and codebooks (`.qdc`) that are valid by the standard's schemas.
///
/// No empty container is written, no local path and, unless asked for, no name of a user. What has no valid form is
/// left out and told of.
public enum REFIWriter {
    public struct Options: Sendable, Hashable {
        /// Whether users keep their names; else they are called “Coder 1” and so on, in their order.
        public var includesUserNames: Bool
        /// Whether `basePath` and paths out of the package are kept. They show how somebody's machine is organised.
        public var includesPaths: Bool
        /// The time that the files in the package carry.
        public var modified: Date

        public init(includesUserNames: Bool = false, includesPaths: Bool = false, modified: Date) {
            self.includesUserNames = includesUserNames
            self.includesPaths = includesPaths
            self.modified = modified
        }
    }

    /// The bytes of a package; the same for the same project and options.
    /// - Throws: `ZIPError` when a file has a name that no package can have.
    public static func data(of package: REFIPackage, options: Options) throws -> REFIReading<Data> {
        let disclosed = REFIDisclosure(options)
        let project = disclosed.applied(to: package.project)
        var writer = REFIProjectWriter(files: Set(package.files.keys))
        let content = writer.write(project)
        var data = Data()
        let archive = ZIPWriter(modified: options.modified) { data.append($0) }
        try archive.add("project.qde", Data(content))
        for (name, text) in writer.texts { try archive.add("sources/\(name)", Data(text.utf8)) }
        for name in package.files.keys.sorted() {
            guard let file = package.files[name] else { continue }
            try archive.add("sources/\(name)", file)
        }
        try archive.finish()
        var notices = disclosed.notices(on: package.project)
        for notice in writer.notices { notices.add(notice) }
        return REFIReading(value: data, notices: notices)
    }

    /// The bytes of a codebook.
    public static func data(of codebook: REFICodebook) -> REFIReading<Data> {
        var writer = REFIProjectWriter(files: [])
        return REFIReading(value: Data(writer.write(codebook)), notices: writer.notices)
    }
}

/// What of a project may be told to others.
struct REFIDisclosure {
    private let options: REFIWriter.Options

    init(_ options: REFIWriter.Options) { self.options = options }

    func applied(to project: REFIProject) -> REFIProject {
        var project = project
        if !options.includesUserNames {
            for index in project.users.indices {
                project.users[index].name = "Coder \(index + 1)"
                project.users[index].shortName = nil
            }
        }
        guard !options.includesPaths else { return project }
        project.basePath = nil
        project.sources = project.sources.map { source in
            switch source {
            case .text(var text):
                withhold(&text)
                return .text(text)
            case .medium(var medium):
                withhold(&medium)
                return .medium(medium)
            }
        }
        for index in project.notes.indices { withhold(&project.notes[index]) }
        return project
    }

    func notices(on project: REFIProject) -> REFINotices {
        var notices = REFINotices()
        let named = project.users.count { $0.name != nil || $0.shortName != nil }
        if !options.includesUserNames, named > 0 {
            notices.add(REFINotice(.lost, .withheldUserNames(count: named)))
        }
        guard !options.includesPaths else { return notices }
        if project.basePath != nil { notices.add(REFINotice(.lost, .withheldPath, subject: "Project")) }
        for case .medium(let medium) in project.sources {
            for path in [medium.path, medium.currentPath] where Self.isExternal(path) {
                notices.add(REFINotice(.lost, .withheldPath, subject: medium.name ?? "\(medium.identifier)"))
            }
        }
        return notices
    }

    private static func isExternal(_ path: String?) -> Bool {
        path.map { !$0.lowercased().hasPrefix("internal://") } ?? false
    }

    private func withhold(_ path: inout String?) { if Self.isExternal(path) { path = nil } }

    private func withhold(_ text: inout REFIText) { withhold(&text.richTextPath) }

    private func withhold(_ medium: inout REFIMedium) {
        withhold(&medium.path)
        withhold(&medium.currentPath)
        if var text = medium.text {
            withhold(&text)
            medium.text = text
        }
        for index in medium.regions.indices {
            guard var text = medium.regions[index].text else { continue }
            withhold(&text)
            medium.regions[index].text = text
        }
        for index in medium.transcripts.indices { withhold(&medium.transcripts[index].richTextPath) }
    }
}
