import Catalogue
import CrossLingualSearch
import Foundation

/// The one place that knows where the files are that the program reads when it runs.
struct ShareFolder: Sendable {
    let root: URL

    /// Looks where `INNOCITIES_SHARE` says, then beside the program as installed, then in the source tree above it.
    static func find() throws -> ShareFolder {
        if let named = ProcessInfo.processInfo.environment["INNOCITIES_SHARE"] {
            let root = URL(filePath: named, directoryHint: .isDirectory)
            guard isShare(root) else { throw StartFault.shareMissing }
            return ShareFolder(root: root)
        }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let installed = program.deletingLastPathComponent().appending(path: "share/innocities")
        if isShare(installed) { return ShareFolder(root: installed) }
        var folder = program
        while folder.path != "/" {
            let candidate = folder.appending(path: "share")
            if isShare(candidate) { return ShareFolder(root: candidate) }
            folder = folder.deletingLastPathComponent()
        }
        throw StartFault.shareMissing
    }

    private static func isShare(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "topics.jsonl").path)
    }

    func file(_ name: String) -> URL { root.appending(path: name) }

    /// The topics, with their everyday names and the narrower concepts below them.
    func topics() throws -> Topics {
        try Topics(
            contentsOf: file("topics.jsonl"), names: file("topic-names.jsonl"), narrower: file("concepts.csv"))
    }

    /// The names of the mappings for authorities' lists, in alphabetical order.
    var mappings: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: file("mappings").path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// What set-up made on this machine: third-party files and the lexicon.
    var local: URL {
        if let named = ProcessInfo.processInfo.environment["INNOCITIES_LOCAL"] { return URL(filePath: named) }
        return root.deletingLastPathComponent().appending(path: "local")
    }

    /// The dictionaries, when set-up built them.
    func lexicon() throws -> CrossLingualSearch.Lexicon? {
        try localFile("lexicon.bin").map { try CrossLingualSearch.Lexicon(contentsOf: $0) }
    }

    /// The weights of the encoder, when set-up fetched them.
    var encoder: URL? { localFile("encoder.bin") }

    /// The space in which texts are compared by their meaning; nil without the encoder.
    func vectorSpace() throws -> VectorSpace? {
        try encoder.map { file in
            try VectorSpace(
                encoder: MultilingualEncoder(contentsOf: file), contentsOf: self.file("vector-space.bin"))
        }
    }

    private func localFile(_ name: String) -> URL? {
        let file = local.appending(path: name)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }
}
