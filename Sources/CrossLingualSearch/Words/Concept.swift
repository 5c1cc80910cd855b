/// A subject people can name in several languages, such as "energy communities".
///
/// Labels carry the concept across languages: a text mentions the concept when the stems of one of its labels occur in it.
public struct Concept: Sendable, Hashable, Codable {
    /// Identifier chosen by the caller; it returns in ``Hit/concepts`` and ``Evidence/Via/concept(_:)``.
    public let id: String
    /// Names of the concept by language code ("fi"). The first is the preferred one.
    public let labels: [String: [String]]

    public init(id: String, labels: [String: [String]]) {
        self.id = id
        self.labels = labels
    }
}
