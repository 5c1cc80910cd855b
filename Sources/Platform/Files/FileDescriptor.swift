import Foundation
import Synchronization

/// An open file of the operating system, which may be closed more than once.
final class FileDescriptor: Sendable {
    private let number: Int32
    private let isOpen = Mutex(true)

    /// Creates a file that must not exist yet, readable by its owner only.
    convenience init(creating location: URL) throws {
        try self.init(open(location.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600), "creating a file")
    }

    /// Opens a file or folder to read.
    convenience init(reading location: URL) throws {
        try self.init(open(location.path, O_RDONLY | O_CLOEXEC), "opening a file")
    }

    private init(_ number: Int32, _ doing: String) throws {
        guard number >= 0 else { throw FileStore.Failure.system(code: errno, doing: doing) }
        self.number = number
    }

    deinit { close() }

    func write(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileStore.Failure.system(code: errno, doing: "writing a file") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next bytes; none at the end of the file.
    func read(upTo count: Int) throws -> Data {
        var data = Data(count: count)
        while true {
            let taken = data.withUnsafeMutableBytes { Foundation.read(number, $0.baseAddress, count) }
            if taken < 0, errno == EINTR { continue }
            guard taken >= 0 else { throw FileStore.Failure.system(code: errno, doing: "reading a file") }
            return data.prefix(taken)
        }
    }

    /// Waits until the bytes are on the disk.
    func sync() throws {
        guard fsync(number) == 0 else { throw FileStore.Failure.system(code: errno, doing: "writing a file to disk") }
    }

    func syncAndClose() throws {
        defer { close() }
        try sync()
    }

    func close() {
        isOpen.withLock { isOpen in
            if isOpen { _ = Foundation.close(number) }
            isOpen = false
        }
    }
}
