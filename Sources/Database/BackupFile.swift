public import Foundation

/// The lines of a backup file, read in constant memory, as often as they are asked for.
///
/// A file that cannot be read to its end looks shorter; `Database.load` notices by the missing last line.
public struct BackupFile: Sequence, Sendable {
    private let url: URL

    /// - Throws: When the file cannot be opened.
    public init(_ url: URL) throws {
        try FileHandle(forReadingFrom: url).close()
        self.url = url
    }

    public func makeIterator() -> Iterator {
        Iterator(handle: try? FileHandle(forReadingFrom: url))
    }

    /// Reads ahead by pieces of 64 KiB.
    public struct Iterator: IteratorProtocol {
        private let handle: FileHandle?
        private var buffer = Data()
        private var isAtEnd = false

        fileprivate init(handle: FileHandle?) {
            self.handle = handle
        }

        public mutating func next() -> Data? {
            var searched = buffer.startIndex
            while true {
                if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                    defer { buffer = buffer[buffer.index(after: end)...] }
                    return buffer[..<end]
                }
                if isAtEnd {
                    defer { buffer = Data() }
                    return buffer.isEmpty ? nil : buffer
                }
                let length = buffer.count
                // A copy of the rest, so that what has been read is not kept.
                buffer = Data(buffer)
                if let piece = try? handle?.read(upToCount: 65_536), !piece.isEmpty {
                    buffer.append(piece)
                } else {
                    isAtEnd = true
                }
                searched = buffer.startIndex + length
            }
        }
    }
}
