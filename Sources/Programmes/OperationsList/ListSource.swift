public import Foundation

/// The bytes of a list, which are read more than once: a file is read part by part each time, so that its size does not
/// matter.
public enum ListSource: Sendable {
    case memory(Data)
    case file(URL)

    /// One part, in bytes.
    private static let partSize = 256 * 1024

    /// All bytes, for formats that can only be read whole.
    func whole() throws -> Data {
        switch self {
        case .memory(let data): data
        case .file(let file): try Data(contentsOf: file)
        }
    }

    /// The parts from the beginning.
    func parts() throws -> Parts {
        switch self {
        case .memory(let data): Parts(rest: data, file: nil)
        case .file(let file): Parts(rest: Data(), file: try FileHandle(forReadingFrom: file))
        }
    }

    /// Hands out one part after the other.
    struct Parts {
        fileprivate var rest: Data
        fileprivate let file: FileHandle?

        /// The next part, nil at the end.
        mutating func next() throws -> Data? {
            if let file { return try file.read(upToCount: partSize).flatMap { $0.isEmpty ? nil : $0 } }
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(partSize) }
            return rest.prefix(partSize)
        }
    }
}
