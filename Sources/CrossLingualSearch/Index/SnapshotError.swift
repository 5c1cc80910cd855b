/// Why a file made by ``SearchIndex/save(to:)`` cannot be used. The remedy is always to build the index anew.
public enum SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not such a file, cut short, or changed since it was written.
    case damaged(file: String, reason: String)
    /// Written by another version of the engine.
    case otherVersion(found: Int, expected: Int)
    /// Built with other concepts or labels.
    case otherConcepts
    /// Built with another lexicon, or with none.
    case otherLexicon
    /// Vectors of another encoder or another space.
    case otherVectorSpace

    public var description: String {
        switch self {
        case .damaged(let file, let reason): "search snapshot \(file) is damaged: \(reason)"
        case .otherVersion(let found, let expected): "search snapshot has version \(found), expected \(expected)"
        case .otherConcepts: "search snapshot was built with other concepts"
        case .otherLexicon: "search snapshot was built with another lexicon"
        case .otherVectorSpace: "search snapshot holds vectors of another space"
        }
    }
}
