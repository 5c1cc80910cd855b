import Foundation
import OpinionMapping

/// What a path gave: votes and all that is told about them.
struct OpinionMapInput {
    /// A statement as its author wrote it.
    struct StatementText {
        var text: String?
        /// −1 rejected, 0 not looked at, 1 accepted, as Polis has it.
        var moderation: Int?
        var isMeta = false
    }

    var conversation = Conversation()
    /// Whether the votes stand in the order in which they were given.
    var isInOrderOfTime = false
    var statements: [String: StatementText] = [:]
    /// What a stored result of Polis says, for starting from it and for comparing with it.
    var stored: StoredPolisResult?
    /// The group that the export names for a participant.
    var publishedGroups: [String: String] = [:]
    /// What a person should know about the files although they could be read.
    var notes: [String] = []
    /// The names and contents that were read.
    private(set) var files: [(name: String, content: Data)] = []

    /// SHA-256 of the file, or of the lines `sha256sum` prints for the files of a folder in the order of their names.
    var hash: String {
        let hashes = files.map { (name: $0.name, hash: InputHash.of($0.content)) }
        guard hashes.count != 1 else { return hashes[0].hash }
        let lines = hashes.sorted { $0.name < $1.name }.map { "\($0.hash)  \($0.name)\n" }.joined()
        return InputHash.of(Data(lines.utf8))
    }

    /// Statements that take no part in the map.
    var excluded: Set<String> {
        if let stored { return Set(stored.excluded) }
        return Set(statements.filter { $0.value.moderation == -1 || $0.value.isMeta }.keys)
    }

    var meta: Set<String> {
        if let stored { return Set(stored.meta) }
        return Set(statements.filter(\.value.isMeta).keys)
    }

    /// Reads the file and remembers it for the hash.
    /// - Throws: `CommandFault` naming the file when it cannot be read.
    mutating func read(_ path: String) throws -> Data {
        let content = try NamedFile.data(path)
        files.append((URL(filePath: path).lastPathComponent, content))
        return content
    }

    /// Reads a folder of a Polis export, a folder of production results, or a file of votes, whichever the path is.
    /// - Throws: `CommandFault` with file, line and mend.
    init(path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFault("There is no file or folder \(path). Is its name written rightly?")
        }
        func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
        if !isFolder.boolValue {
            try readVotes(path)
        } else if has("votes.json") {
            try readProduction(path, hasResult: has("math-pca2.json"), hasStatements: has("comments.json"))
        } else if has("participants-votes.csv") {
            try readExport(path, hasVotes: has("votes.csv"), hasStatements: has("comments.csv"))
        } else {
            throw CommandFault(
                """
                The folder \(path) holds neither participants-votes.csv, as an export of Polis has it, nor votes.json. \
                Name the folder of the export, or a file of votes with the columns participant, statement, vote.
                """)
        }
        let texts = statements
        let unknown = conversation.statements.count { texts[$0] == nil }
        if unknown > 0, !texts.isEmpty {
            notes.append("\(unknown) statements have votes but no text in the file of statements.")
        }
    }
}
