import Foundation

/// Writes a file part by part, each with its length and checksum, so that no more than one part is in memory; the file
/// appears under its name when it is complete.
struct SealedFileWriter {
    private let file: URL
    private let unfinished: URL
    private let handle: FileHandle

    init(_ file: URL) throws {
        self.file = file
        unfinished = file.appendingPathExtension("unfinished")
        try Data().write(to: unfinished)
        handle = try FileHandle(forWritingTo: unfinished)
    }

    func append(_ part: Data) throws {
        var head = Data()
        head.append(integers: [UInt64(part.count), part.withUnsafeBytes(Checksum.of)])
        try handle.write(contentsOf: head)
        try handle.write(contentsOf: part)
    }

    /// Waits until the disk has it: what is in the file may have taken hours to make.
    func finish() throws {
        try handle.synchronize()
        try handle.close()
        guard rename(unfinished.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

/// Takes the parts off in the same order.
struct SealedParts {
    private var rest: Data

    init(_ data: Data) { rest = data }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next part; nil when the data ends within it or its checksum does not fit.
    mutating func next() -> Data? {
        guard rest.count >= 16 else { return nil }
        let length = rest.integer(at: rest.startIndex, as: UInt64.self)
        guard length <= UInt64(rest.count - 16) else { return nil }
        let part = rest.dropFirst(16).prefix(Int(length))
        guard part.withUnsafeBytes(Checksum.of) == rest.integer(at: rest.startIndex + 8, as: UInt64.self) else {
            return nil
        }
        rest = rest[part.endIndex...]
        return part
    }
}
