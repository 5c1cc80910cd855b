import Crypto
public import Foundation
import NIOPosix

/// Files on disk under the digest of their content, so that the same bytes are kept once and a copy can be verified.
///
/// A file appears whole or not at all: it is written under a temporary name, synced and renamed. The store knows
/// neither names nor types nor rights; whoever refers to a digest keeps those. Disk work runs on NIO's blocking
/// threads. Deleting asks the caller to know that nothing refers to the digest any more.
public struct FileStore: Sendable {
    /// A file in the store.
    public struct Stored: Sendable, Hashable {
        public let digest: FileDigest
        /// In bytes.
        public let size: Int
    }

    /// Why the store failed.
    public enum Failure: Error, Hashable, CustomStringConvertible {
        /// More bytes came than the limit allows.
        case tooLarge(limit: Int)
        /// No such file in the store.
        case missing(FileDigest)
        /// The bytes on disk are not those that were stored.
        case damaged(FileDigest)
        /// The system's error, by its number and what was being done.
        case system(code: Int32, doing: String)

        public var description: String {
            switch self {
            case .tooLarge(let limit): "the file is larger than \(limit) bytes"
            case .missing(let digest): "no file \(digest) in the store"
            case .damaged(let digest): "the file \(digest) was changed on disk"
            case .system(let code, let doing): "\(doing): \(String(cString: strerror(code)))"
            }
        }
    }

    /// Where the files are: `ab/cdef…` under this folder, and `incoming/` for those being written.
    public let directory: URL
    private var incoming: URL { directory.appending(path: "incoming", directoryHint: .isDirectory) }

    /// Opens a store, creating its folder, closed to other users, where there is none.
    public init(directory: URL) throws {
        self.directory = directory
        try FileManager.default.createDirectory(
            at: directory.appending(path: "incoming"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    /// Keeps bytes in memory.
    @discardableResult
    public func put(_ data: Data, limit: Int = .max) async throws -> Stored {
        try await put(
            AsyncStream {
                $0.yield(data); $0.finish()
            }, limit: limit)
    }

    /// Keeps bytes as they arrive, in constant memory. Nothing stays behind when it fails.
    ///
    /// - Parameter limit: the most bytes to take; one more ends it with `Failure.tooLarge`.
    @discardableResult
    public func put<Chunks: AsyncSequence>(_ chunks: Chunks, limit: Int) async throws -> Stored
    where Chunks.Element: Collection<UInt8> {
        let temporary = incoming.appending(path: UUID().uuidString)
        let file = try await onDisk { try FileDescriptor(creating: temporary) }
        do {
            var hash = SHA256()
            var size = 0
            for try await chunk in chunks {
                let bytes = Data(chunk)
                size += bytes.count
                guard size <= limit else { throw Failure.tooLarge(limit: limit) }
                hash.update(data: bytes)
                try await onDisk { try file.write(bytes) }
            }
            let stored = Stored(digest: FileDigest(hash.finalize()), size: size)
            try await onDisk { try finish(file, temporary, as: stored.digest) }
            return stored
        } catch {
            file.close()
            unlink(temporary.path)
            throw error
        }
    }

    /// The bytes of a file, checked against its digest. For files that fit in memory.
    public func data(_ digest: FileDigest) async throws -> Data {
        let data = try await onDisk {
            guard let data = try? Data(contentsOf: location(of: digest)) else { throw Failure.missing(digest) }
            return data
        }
        guard FileDigest(of: data) == digest else { throw Failure.damaged(digest) }
        return data
    }

    /// Hands over a file piece by piece, in constant memory. The digest is not checked on the way.
    public func read(
        _ digest: FileDigest, pieceSize: Int = 65_536, _ body: (Data) async throws -> Void
    ) async throws {
        let file = try await onDisk {
            guard let file = try? FileDescriptor(reading: location(of: digest)) else { throw Failure.missing(digest) }
            return file
        }
        defer { file.close() }
        while case let piece = try await onDisk({ try file.read(upTo: pieceSize) }), !piece.isEmpty {
            try await body(piece)
        }
    }

    /// Whether the store has a file.
    public func contains(_ digest: FileDigest) async throws -> Bool {
        try await onDisk { access(location(of: digest).path, F_OK) == 0 }
    }

    /// Removes a file; one that is not there is no error.
    public func delete(_ digest: FileDigest) async throws {
        try await onDisk {
            guard unlink(location(of: digest).path) == 0 || errno == ENOENT else {
                throw Failure.system(code: errno, doing: "deleting a file")
            }
        }
    }

    /// Every file in the store, in order of digest, to be compared with what refers to them.
    public func all() async throws -> [Stored] {
        try await onDisk {
            let manager = FileManager.default
            return try manager.contentsOfDirectory(atPath: directory.path).sorted().flatMap { folder -> [Stored] in
                guard folder.utf8.count == 2 else { return [] }
                return try manager.contentsOfDirectory(atPath: directory.appending(path: folder).path).sorted()
                    .compactMap { name in
                        guard let digest = FileDigest(hexadecimal: folder + name) else { return nil }
                        let attributes = try manager.attributesOfItem(atPath: location(of: digest).path)
                        return Stored(digest: digest, size: (attributes[.size] as? NSNumber)?.intValue ?? 0)
                    }
            }
        }
    }

    /// Removes what interrupted uploads left behind. Call it at start, before the first upload.
    public func removeUnfinished() async throws {
        try await onDisk {
            for name in try FileManager.default.contentsOfDirectory(atPath: incoming.path) {
                unlink(incoming.appending(path: name).path)
            }
        }
    }

    /// Where a file lies on disk, whether it exists or not.
    public func location(of digest: FileDigest) -> URL {
        let name = digest.hexadecimal
        return directory.appending(path: String(name.prefix(2))).appending(path: String(name.dropFirst(2)))
    }

    private func finish(_ file: FileDescriptor, _ temporary: URL, as digest: FileDigest) throws {
        try file.sync()
        file.close()
        let place = location(of: digest)
        let folder = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard rename(temporary.path, place.path) == 0 else {
            throw Failure.system(code: errno, doing: "naming a stored file")
        }
        // The name itself is on disk only when its folder is.
        try FileDescriptor(reading: folder).syncAndClose()
    }

    private func onDisk<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await NIOThreadPool.singleton.runIfActive(work)
    }
}
