import Foundation

/// Files that a person named on the command line.
enum NamedFile {
    /// - Throws: `CommandFault` naming the file when it cannot be read.
    static func data(_ path: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) } catch {
            throw CommandFault("The file \(path) cannot be read. Is its name written rightly, and may you read it?")
        }
    }

    /// - Throws: `CommandFault` naming the file when it cannot be read.
    static func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    /// - Throws: `CommandFault` naming the file when it cannot be written.
    static func write(_ data: Data, to path: String) throws {
        do { try data.write(to: URL(filePath: path)) } catch {
            throw CommandFault("The file \(path) cannot be written. Is there such a folder, and may you write in it?")
        }
    }
}
