/// Where the static files are served: a file's name becomes an address that holds a hash of its content.
public struct Assets: Sendable {
    private let find: @Sendable (String) -> String

    /// Assets whose addresses `find` knows; it must answer for any name, also for a file that is missing.
    public init(_ find: @escaping @Sendable (String) -> String) {
        self.find = find
    }

    /// The address of a file in `share/assets` or `local/assets`, such as `site.css`.
    public func address(_ name: String) -> String { find(name) }

    /// Plain addresses without a hash: `/assets/site.css`.
    public static let plain = Assets { "/assets/\($0)" }
}
