import Database
import Exchange
import Foundation
import Synchronization

/// A compressed backup while it is written: under another name until it is whole, closed to other users.
final class BackupOutput: Sendable {
    private let target: URL
    private let partial: URL
    private let file: FileHandle
    private let stream: Mutex<GzipStream>

    init(_ path: String) throws {
        target = URL(filePath: path)
        partial = URL(filePath: path + ".partial")
        let manager = FileManager.default
        guard !manager.fileExists(atPath: target.path) else {
            throw CommandFault("The file \(path) exists already. Please choose another name.")
        }
        guard manager.createFile(atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CommandFault("The file \(path) cannot be written.")
        }
        file = try FileHandle(forWritingTo: partial)
        stream = Mutex(try GzipStream())
    }

    func write(_ line: Data) throws {
        let packed = try stream.withLock { try $0.write(line) }
        if !packed.isEmpty { try file.write(contentsOf: packed) }
    }

    func finish() throws {
        try file.write(contentsOf: try stream.withLock { try $0.finish() })
        try file.synchronize()
        try file.close()
        try FileManager.default.moveItem(at: partial, to: target)
    }

    func discard() { try? FileManager.default.removeItem(at: partial) }
}

/// A backup unpacked beside the temporary files, since it is read more than once.
struct BackupInput {
    let lines: BackupFile
    private let unpacked: URL

    init(_ path: String) throws {
        unpacked = FileManager.default.temporaryDirectory.appending(path: "innocities-\(UUID().uuidString)")
        guard let packed = try? FileHandle(forReadingFrom: URL(filePath: path)) else {
            throw CommandFault("The file \(path) cannot be read. Is its name written rightly?")
        }
        let manager = FileManager.default
        guard manager.createFile(atPath: unpacked.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CommandFault("There is no room for temporary files in \(unpacked.deletingLastPathComponent().path).")
        }
        let output = try FileHandle(forWritingTo: unpacked)
        do {
            let stream = try GunzipStream()
            while let piece = try packed.read(upToCount: 65_536), !piece.isEmpty {
                try output.write(contentsOf: try stream.write(piece))
            }
            guard stream.isFinished else { throw CommandFault("The backup \(path) breaks off. Is it copied whole?") }
        } catch {
            try? manager.removeItem(at: unpacked)
            if error is CompressionError {
                throw CommandFault("The file \(path) is not a backup: it is not compressed.")
            }
            throw error
        }
        try output.close()
        lines = try BackupFile(unpacked)
    }

    func remove() { try? FileManager.default.removeItem(at: unpacked) }
}
