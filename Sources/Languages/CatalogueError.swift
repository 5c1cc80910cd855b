/// Why a message file is refused.
public struct CatalogueError: Error, Hashable, CustomStringConvertible {
    /// The file's name or path.
    public let file: String
    /// Counted from 1; 0 when the whole file is meant.
    public let line: Int
    /// What is wrong, in English, for the people who keep the files.
    public let problem: String

    /// The form of compilers: `sv.po:12: what is wrong`.
    public var description: String { "\(file):\(line): \(problem)" }
}
